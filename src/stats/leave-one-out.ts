/**
 * The records of a point without one of them, for each in turn, as the jackknife asks. All are added up once, and one
 * is then taken away, so that the work grows with the number of records and not with its square.
 */
import { LatencyHistogram } from "./histogram.ts";
import type { RunRecord } from "./record.ts";

export class LeaveOneOut {
  readonly #counters: ReadonlyMap<string, OtherCounters>;
  readonly #histograms: ReadonlyMap<string, OtherHistograms>;

  constructor(records: readonly RunRecord[]) {
    const counters = new Set(records.flatMap((record) => Object.keys(record.counters)));
    const histograms = new Set(records.flatMap((record) => Object.keys(record.histograms)));
    this.#counters = new Map(
      [...counters].map((name) => [name, new OtherCounters(records.map((r) => r.counters[name]))]),
    );
    this.#histograms = new Map(
      [...histograms].map((name) => [
        name,
        new OtherHistograms(records.map((r) => r.histograms[name])),
      ]),
    );
  }

  /** All records but that at `left`, merged. Its histograms hold until the next one is asked for. */
  without(left: number): RunRecord {
    const counters: Record<string, number> = {};
    for (const [name, others] of this.#counters) {
      if (others.areThere(left)) counters[name] = others.without(left);
    }
    const histograms: Record<string, LatencyHistogram> = {};
    for (const [name, others] of this.#histograms) {
      // Most metrics read no histogram, or one: what is not read is not worked out.
      const get = () => others.without(left);
      if (others.areThere(left)) Object.defineProperty(histograms, name, { enumerable: true, get });
    }
    return { histograms, counters };
  }
}

/** One value per record, or none. */
class Others<T> {
  protected readonly values: readonly (T | undefined)[];
  readonly #present: number;

  constructor(values: readonly (T | undefined)[]) {
    this.values = values;
    this.#present = values.filter((value) => value !== undefined).length;
  }

  /** Whether any record but that at `left` has a value. */
  areThere(left: number): boolean {
    return this.#present > (this.values[left] === undefined ? 0 : 1);
  }
}

/** Sums of all before and of all after: a difference would lose digits of what is no whole number. */
class OtherCounters extends Others<number> {
  readonly #before: Float64Array;
  readonly #after: Float64Array;

  constructor(values: readonly (number | undefined)[]) {
    super(values);
    const n = values.length;
    this.#before = new Float64Array(n + 1);
    this.#after = new Float64Array(n + 1);
    for (let i = 0; i < n; i++) this.#before[i + 1] = this.#before[i]! + (values[i] ?? 0);
    for (let i = n; i > 0; i--) this.#after[i - 1] = this.#after[i]! + (values[i - 1] ?? 0);
  }

  without(left: number): number {
    return this.#before[left]! + this.#after[left + 1]!;
  }
}

class OtherHistograms extends Others<LatencyHistogram> {
  /** The sum of all but the one that is left out. */
  readonly #sum = new LatencyHistogram();
  #leftOut: LatencyHistogram | undefined;
  /** The two smallest and the two largest values, each of another histogram. */
  readonly #least: readonly number[];
  readonly #largest: readonly number[];

  constructor(values: readonly (LatencyHistogram | undefined)[]) {
    super(values);
    const filled = values.flatMap((h) => (h === undefined || h.count === 0 ? [] : [h]));
    for (const histogram of filled) this.#sum.add(histogram);
    this.#least = firstTwo(filled.map((h) => h.minNs).sort((a, b) => a - b));
    this.#largest = firstTwo(filled.map((h) => h.maxNs).sort((a, b) => b - a));
  }

  without(left: number): LatencyHistogram {
    const histogram = this.values[left];
    if (histogram === this.#leftOut) return this.#sum;
    if (this.#leftOut !== undefined) this.#sum.add(this.#leftOut);
    if (histogram !== undefined) {
      this.#sum.subtract(histogram, {
        minNs: firstOther(this.#least, histogram.minNs),
        maxNs: firstOther(this.#largest, histogram.maxNs),
      });
    }
    this.#leftOut = histogram;
    return this.#sum;
  }
}

const firstTwo = (sorted: readonly number[]): readonly number[] => sorted.slice(0, 2);

/** The first of the extremes, or the second if the first is our own; 0 if there is no other. */
function firstOther([first = 0, second = 0]: readonly number[], own: number): number {
  return own === first ? second : first;
}
