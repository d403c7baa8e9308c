/** Ends and ticks of a paper figure's axes. */
import { linearTicks } from "./latency-scales.ts";
import { grouped, tickLabels } from "./number-format.ts";
import type { PaperAxis, PaperPanel } from "./paper-figure-data.ts";

export interface PaperScale {
  readonly low: number;
  readonly high: number;
  readonly isLog: boolean;
  readonly ticks: readonly { readonly at: number; readonly text: string }[];
}

/** A tick needs this much room, in pixels: to the right, upwards. */
const ROOM = { x: 46, y: 42 };
const HEADROOM = 1.06;

/** @param span length of the axis in pixels. */
export function paperScale(panel: PaperPanel, side: "x" | "y", span: number): PaperScale {
  const axis = panel[side];
  const values = panel.series
    .flatMap((s) => [...s.simulated, ...s.published])
    .flatMap((p) => (side === "x" ? [p.x] : [p.y, p.high ?? p.y]))
    .filter((v) => Number.isFinite(v) && (axis.scale === "linear" || v > 0));
  const top = axis.top ?? Math.max(0, ...values);
  const most = span / ROOM[side];
  if (axis.scale === "linear") return linearScale(axis, top > 0 ? top : axis.unit, most);
  const low = values.length > 0 ? Math.min(...values) : 1;
  return logScale(axis, low, Math.max(top, low * 2), most);
}

function linearScale(axis: PaperAxis, top: number, most: number): PaperScale {
  const high = axis.top ?? top * HEADROOM;
  const ticks = linearTicks(high, most);
  const labels = tickLabels(ticks.map((tick) => tick / axis.unit));
  return {
    low: 0,
    high,
    isLog: false,
    ticks: ticks.map((at, i) => ({ at, text: labels[i] ?? "" })),
  };
}

/** Powers of the base; only every second, third, ... where all would crowd. */
function logScale(axis: PaperAxis, low: number, high: number, most: number): PaperScale {
  const base = axis.scale === "log2" ? 2 : 10;
  const first = Math.ceil(Math.log(low) / Math.log(base) - 1e-9);
  const last = Math.floor(Math.log(high) / Math.log(base) + 1e-9);
  const every = Math.max(1, Math.ceil((last - first + 1) / Math.max(2, most)));
  const powers = Array.from({ length: last - first + 1 }, (_, i) => base ** (first + i));
  return {
    low: low / HEADROOM,
    high: high * HEADROOM,
    isLog: true,
    ticks: powers
      .filter((_, i) => i % every === 0)
      .map((at) => ({ at, text: shortCount(at / axis.unit, base) })),
  };
}

/** `512`, `8K`, `1M`: by 1,024 on an axis of powers of two, by 1,000 on one of ten. */
function shortCount(value: number, base: 2 | 10): string {
  const kilo = base === 2 ? 1024 : 1000;
  if (value >= kilo * kilo) return `${grouped(String(value / (kilo * kilo)))}M`;
  return value >= kilo ? `${value / kilo}K` : String(value);
}
