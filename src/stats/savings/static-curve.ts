/**
 * What a configuration that nobody changes draws, or leaves to a background job, against the load that it
 * carries: measured second by second while load rises, until the objective fails.
 * Source: plotting scripts of SoCC'15.
 */

/** One second of a scan. */
export interface ScanSecond {
  /** Requests/s answered in it. */
  readonly rps: number;
  /** 99th percentile of the latency client, in us. */
  readonly p99Us: number;
  /** What is compared: package power in W, or background throughput in MB/s. */
  readonly value: number;
}

/** Samples of a configuration, by rising load; between them it is a straight line. */
export interface StaticCurve {
  readonly rps: readonly number[];
  readonly values: readonly number[];
}

/** What a scan may use: SoCC'15 stops at 500 us and leaves out seconds below 30,000 requests/s. */
export interface ScanLimits {
  readonly p99Us: number;
  readonly leastRps: number;
}

export const SOCC15_SCAN: ScanLimits = Object.freeze({ p99Us: 500, leastRps: 30_000 });

/**
 * The curve of a scan whose seconds are in the order of time. The first second that misses the objective
 * ends it, whatever comes after. Without a second that may be used, the curve is empty.
 */
export function staticCurve(
  scan: readonly ScanSecond[],
  { p99Us, leastRps }: ScanLimits,
): StaticCurve {
  const miss = scan.findIndex((second) => second.p99Us > p99Us);
  const samples = scan
    .slice(0, miss === -1 ? scan.length : miss)
    .filter(({ rps }) => rps >= leastRps)
    .toSorted((a, b) => a.rps - b.rps || a.value - b.value);
  return { rps: samples.map(({ rps }) => rps), values: samples.map(({ value }) => value) };
}

/** The most that a configuration carries under the objective, in requests/s; 0 if it carries nothing. */
export const highestRps = (curve: StaticCurve): number => curve.rps.at(-1) ?? 0;

/**
 * The value at a load: interpolated between samples, and that of the nearest end beyond them.
 * @throws RangeError if the curve is empty.
 */
export function valueAt({ rps, values }: StaticCurve, load: number): number {
  const last = values.at(-1);
  if (last === undefined) throw new RangeError("a curve without samples has no value");
  const after = rps.findIndex((x) => x > load);
  if (after === -1) return last;
  const above = values[after]!;
  const from = rps[after - 1];
  if (from === undefined) return above;
  const below = values[after - 1]!;
  return below + ((above - below) * (load - from)) / (rps[after]! - from);
}
