/**
 * Flags of the latency-against-throughput plot: above the frame, per system, its greatest load under
 * the objective, with a dotted line down to the axis.
 */
import * as Plot from "@observablehq/plot";
import { MARKER_RADIUS } from "./latency-marks.ts";
import type { LatencyScales } from "./latency-scales.ts";
import type { LatencyThroughputData } from "./latency-throughput-data.ts";
import { markerSymbol } from "./marker-path.ts";
import { alignedDigits } from "./number-format.ts";
import { boldTextWidth } from "./svg.ts";
import type { SystemStyle } from "./system-style.ts";
import type { PlotTheme, ThemeName } from "./theme.ts";

export const FLAG_ROW_HEIGHT = 18;
const FONT_SIZE = 12;
/** A flag's marker and the gap to its text. */
const GLYPH_ROOM = 14;

/** A system's greatest load under the objective, and where its label stands. */
export interface Flag {
  readonly systemId: string;
  readonly rps: number;
  readonly text: string;
  /** Shift of the label from the load it marks, in pixels, to stay inside the frame. */
  readonly shift: number;
  /** 0 is next to the frame. */
  readonly row: number;
}

/** Places the flags so that no two labels overlap. `toPixel` is the throughput axis. */
export function layFlags(
  data: LatencyThroughputData,
  scales: LatencyScales,
  frame: {
    readonly left: number;
    readonly right: number;
    readonly toPixel: (rps: number) => number;
  },
): readonly Flag[] {
  const held = data.systems.filter((s) => s.maxUnderSloRps !== null);
  const rates = held.map((s) => s.maxUnderSloRps ?? 0);
  const digits = alignedDigits(rates.map((r) => r / scales.prefix.factor));
  const rowEnds: number[] = [];
  return held
    .map((system, i) => ({ system, rps: rates[i] ?? 0, digits: digits[i] ?? "" }))
    .sort((a, b) => a.rps - b.rps)
    .map(({ system, rps, digits: number }) => {
      const text = `${system.name} ${number} ${scales.prefix.symbol}rps`;
      const half = (GLYPH_ROOM + boldTextWidth(text, FONT_SIZE)) / 2;
      const at = frame.toPixel(rps);
      const middle = Math.max(frame.left + half, Math.min(frame.right - half, at));
      const free = rowEnds.findIndex((end) => end + 8 < middle - half);
      const row = free === -1 ? rowEnds.length : free;
      rowEnds[row] = middle + half;
      return { systemId: system.id, rps, text, shift: middle - at, row };
    });
}

/** Rows that the flags take. */
export const flagRows = (flags: readonly Flag[]): number =>
  Math.max(0, ...flags.map((flag) => flag.row + 1));

export function flagMarks(
  flags: readonly Flag[],
  styles: ReadonlyMap<string, SystemStyle>,
  look: { readonly theme: PlotTheme; readonly themeName: ThemeName },
): Plot.Markish[] {
  const { theme, themeName } = look;
  return flags.flatMap((flag) => {
    const style = styles.get(flag.systemId);
    if (style === undefined) return [];
    const colour = style.colour[themeName];
    const dy = -10 - flag.row * FLAG_ROW_HEIGHT;
    const left = flag.shift - (GLYPH_ROOM + boldTextWidth(flag.text, FONT_SIZE)) / 2;
    return [
      Plot.ruleX([flag.rps], { stroke: colour, strokeWidth: 1.2, strokeDasharray: "1 3" }),
      Plot.dot([flag.rps], {
        x: (rps: number) => rps,
        frameAnchor: "top",
        dx: left + MARKER_RADIUS,
        dy,
        r: MARKER_RADIUS,
        symbol: markerSymbol(style.marker),
        fill: colour,
        ariaHidden: "true",
      }),
      Plot.text([flag.rps], {
        x: (rps: number) => rps,
        frameAnchor: "top",
        lineAnchor: "middle",
        text: () => flag.text,
        dx: left + GLYPH_ROOM,
        textAnchor: "start",
        dy,
        fill: theme.text,
        fontSize: FONT_SIZE,
        fontWeight: 600,
      }),
    ];
  });
}
