/** Throughput and tail latency of each system over its points, as a table for a terminal. */
import Table from "cli-table3";
import { prefixed } from "../plot/number-format.ts";
import { sparkline } from "./sparkline.ts";

export interface SparkPoint {
  /** What a curve is: "IX", "IX, batchBound 8". */
  readonly curve: string;
  readonly throughput: number | null;
  /** Microseconds. */
  readonly p99Us: number | null;
}

/** Longer curves are thinned to this many bars. */
const WIDEST = 32;

export function sparklineTable(points: readonly SparkPoint[]): string {
  const curves = new Map<string, SparkPoint[]>();
  for (const point of points) {
    const known = curves.get(point.curve);
    if (known === undefined) curves.set(point.curve, [point]);
    else known.push(point);
  }
  const head = ["", "throughput", "", "p99", ""];
  const table = new Table({ head, style: { head: [], border: [], compact: true } });
  for (const [name, own] of curves) {
    const throughputs = own.map(({ throughput }) => throughput);
    const latencies = own.map(({ p99Us }) => p99Us);
    table.push([
      name,
      sparkline(thinned(throughputs)),
      rangeOf(throughputs, "rps"),
      sparkline(thinned(latencies)),
      rangeOf(latencies, "us"),
    ]);
  }
  return table.toString();
}

/** Both ends stay, and what lies evenly between them. */
function thinned<Value>(values: readonly Value[]): readonly Value[] {
  if (values.length <= WIDEST) return values;
  const step = (values.length - 1) / (WIDEST - 1);
  return Array.from({ length: WIDEST }, (_, i) => Math.round(i * step)).flatMap((at) =>
    values.slice(at, at + 1),
  );
}

function rangeOf(values: readonly (number | null)[], unit: string): string {
  const known = values.filter((value) => value !== null);
  if (known.length === 0) return "-";
  const [low, high] = [Math.min(...known), Math.max(...known)];
  return `${prefixed(low, unit)} to ${prefixed(high, unit)}`;
}
