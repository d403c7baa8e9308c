/** What a pattern stack is drawn from: one run of a load pattern, second by second. Plain data. */

export interface PatternSecond {
  /** Seconds since measuring began at which this one starts. */
  readonly second: number;
  readonly offeredRps: number;
  readonly achievedRps: number;
  /** Null if too few requests were answered in it. */
  readonly p99Us: number | null;
  /** Package power. */
  readonly watts: number;
  /** What the policy has set. */
  readonly cores: number;
  readonly hardwareThreads: number;
  readonly ghz: number;
  /** Throughput of the background job; 0 without one. */
  readonly backgroundMbPerS: number;
}

export interface PatternStack {
  readonly title: string;
  readonly subtitle: string;
  readonly sloUs: number;
  /** In the order of time. */
  readonly seconds: readonly PatternSecond[];
  /** Power of the maximum static configuration at the load achieved in each second. */
  readonly maxStaticWatts?: readonly number[];
  /** Least power of any static configuration at that load. */
  readonly paretoWatts?: readonly number[];
  /** Throughput of the background job alone; with it, the run is one of consolidation. */
  readonly standaloneMbPerS?: number;
  /** Most background throughput of any static configuration at that load. */
  readonly paretoMbPerS?: readonly number[];
}

/** Seconds whose p99 is known and above the objective. */
export const secondsAbove = ({ seconds, sloUs }: PatternStack): readonly PatternSecond[] =>
  seconds.filter(({ p99Us }) => p99Us !== null && p99Us > sloUs);

/** Standalone throughput in a run with a background job; null in one that saves energy. */
export const standaloneOf = ({ standaloneMbPerS = 0 }: PatternStack): number | null =>
  standaloneMbPerS > 0 ? standaloneMbPerS : null;

/** A value at a time; null where there is none. */
export interface Sample {
  readonly at: number;
  readonly value: number | null;
}

type ValueOf = (second: PatternSecond, index: number) => number | null | undefined;

/** A value that was measured over each second, at its middle; a gap where a second is missing. */
export function measured(seconds: readonly PatternSecond[], valueOf: ValueOf): readonly Sample[] {
  return seconds.flatMap((second, i) => {
    const sample = { at: second.second + 0.5, value: known(valueOf(second, i)) };
    const before = seconds[i - 1];
    const follows = before === undefined || before.second + 1 === second.second;
    return follows ? [sample] : [{ at: second.second, value: null }, sample];
  });
}

/**
 * A value that holds from the start of each second to its end: where it changes, and where it ends. A gap
 * where a second is missing.
 */
export function held(seconds: readonly PatternSecond[], valueOf: ValueOf): readonly Sample[] {
  const samples: Sample[] = [];
  seconds.forEach((second, i) => {
    const value = known(valueOf(second, i));
    if (samples.at(-1)?.value !== value) samples.push({ at: second.second, value });
    const end = second.second + 1;
    if (seconds[i + 1]?.second === end) return;
    samples.push({ at: end, value }, { at: end, value: null });
  });
  return samples;
}

const known = (value: number | null | undefined): number | null =>
  value !== null && value !== undefined && Number.isFinite(value) ? value : null;

/** Stretches of seconds that follow each other. */
export function stretches(
  seconds: readonly PatternSecond[],
): readonly { readonly from: number; readonly to: number }[] {
  const found: { from: number; to: number }[] = [];
  for (const { second } of seconds) {
    const last = found.at(-1);
    if (last?.to === second) last.to = second + 1;
    else found.push({ from: second, to: second + 1 });
  }
  return found;
}
