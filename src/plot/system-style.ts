/**
 * How a system looks on every page and plot: hue, marker and dash, chosen by its dataplane, so that
 * IX is the same blue circle everywhere. Hues are Okabe-Ito's, shifted in lightness where a theme
 * needs it for 3:1. A second system of the same dataplane keeps the hue and takes another marker.
 */
import type { ThemeName } from "./theme.ts";

export type MarkerShape = "circle" | "square" | "triangle" | "diamond" | "inverted" | "star";

export interface SystemStyle {
  /** Stroke and fill, per theme. */
  readonly colour: Readonly<Record<ThemeName, string>>;
  readonly marker: MarkerShape;
  /** Dash of its secondary (p50) line; the primary line is solid. */
  readonly dash: string;
}

/** What the style depends on. */
export interface StyledSystem {
  readonly id: string;
  readonly dataplane: string;
}

const BLUE = { light: "#0072b2", dark: "#56b4e9" };
const VERMILLION = { light: "#c95700", dark: "#f0803c" };
const GREEN = { light: "#008561", dark: "#35c497" };
const GREY = { light: "#5d6672", dark: "#aab3bf" };
const PURPLE = { light: "#a8548a", dark: "#d993bb" };
const OCHRE = { light: "#8f6c00", dark: "#e6b832" };

const MARKERS: readonly MarkerShape[] = [
  "circle",
  "square",
  "triangle",
  "diamond",
  "inverted",
  "star",
];
const DASHES: readonly string[] = ["7 4", "2 3", "9 3 2 3", "4 4", "11 4", "2 5"];

/** Dataplanes with a place of their own; the order is the order of markers and dashes. */
const OWN_STYLES: Readonly<Record<string, SystemStyle>> = Object.freeze({
  ix: { colour: BLUE, marker: "circle", dash: "7 4" },
  linux: { colour: VERMILLION, marker: "square", dash: "2 3" },
  mtcp: { colour: GREEN, marker: "triangle", dash: "9 3 2 3" },
  ideal: { colour: GREY, marker: "diamond", dash: "4 4" },
});

/** Everyone else shares these by hash of the id. */
const SPARE_HUES = [PURPLE, OCHRE] as const;

/** Style of the first system of a dataplane; the same on every page. */
export function dataplaneStyle(dataplane: string): SystemStyle {
  const own = Object.hasOwn(OWN_STYLES, dataplane) ? OWN_STYLES[dataplane] : undefined;
  if (own !== undefined) return own;
  const hash = hashOf(dataplane);
  return {
    colour: SPARE_HUES[hash % SPARE_HUES.length] ?? PURPLE,
    marker: MARKERS[4 + (hash % 2)] ?? "star",
    dash: DASHES[4 + (hash % 2)] ?? "11 4",
  };
}

/**
 * Styles of the systems of one experiment, by system id. Systems of one dataplane are told apart
 * by marker and dash, in the order in which the definition lists them.
 */
export function systemStyles(systems: readonly StyledSystem[]): ReadonlyMap<string, SystemStyle> {
  const seen = new Map<string, number>();
  const styles = new Map<string, SystemStyle>();
  for (const system of systems) {
    const base = dataplaneStyle(system.dataplane);
    const nth = seen.get(system.dataplane) ?? 0;
    seen.set(system.dataplane, nth + 1);
    styles.set(system.id, nth === 0 ? base : variant(base, nth));
  }
  return styles;
}

function variant(base: SystemStyle, nth: number): SystemStyle {
  const at = (MARKERS.indexOf(base.marker) + nth) % MARKERS.length;
  return { ...base, marker: MARKERS[at] ?? base.marker, dash: DASHES[at] ?? base.dash };
}

/** FNV-1a: small, stable, good enough to pick one of a few. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (const character of text) {
    hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01000193) >>> 0;
  }
  return hash;
}
