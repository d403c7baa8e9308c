/**
 * Tokens of the two themes: the only place where a plot gets a colour that is not a system's.
 * Text stands at 4.5:1 and graphics at 3:1 against `background` (WCAG 2.2 AA); a test checks it.
 */

export type ThemeName = "light" | "dark";

export interface PlotTheme {
  readonly background: string;
  /** Titles and numbers. */
  readonly text: string;
  /** Axis labels, footers. */
  readonly muted: string;
  /** Frame and ticks. */
  readonly axis: string;
  /** Grid lines; decoration, below 3:1 on purpose. */
  readonly grid: string;
  /** The objective's line and label. */
  readonly slo: string;
  /** Where the objective is missed: a faint tint over the background. */
  readonly sloTint: string;
  readonly fontFamily: string;
}

const FONT_FAMILY = "system-ui, -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', sans-serif";

export const THEMES: Readonly<Record<ThemeName, PlotTheme>> = Object.freeze({
  light: {
    background: "#ffffff",
    text: "#16202e",
    muted: "#56606f",
    axis: "#7b8593",
    grid: "#e6e9ee",
    slo: "#a3273f",
    sloTint: "#fbf3f4",
    fontFamily: FONT_FAMILY,
  },
  dark: {
    background: "#151a22",
    text: "#e8ecf2",
    muted: "#a3adbb",
    axis: "#737f8f",
    grid: "#272f3b",
    slo: "#ff8fa0",
    sloTint: "#1f1b23",
    fontFamily: FONT_FAMILY,
  },
});
