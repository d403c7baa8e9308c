/**
 * Latencies as counts: a histogram with a bounded relative error, cheap enough for every request.
 *
 * Layout of HdrHistogram with 3 significant digits: values below 2,048 ns have a bin each; above, every
 * doubling has 1,024 bins, so a bin is at most 1/1,024 of its value wide. The index is one `clz32` and a shift.
 * The sum is kept beside the counts, so a mean has no binning error.
 *
 *   value (ns)        bin width   bins
 *   0 .. 2,047        1           2,048
 *   2,048 .. 4,095    2           1,024
 *   4,096 .. 8,191    4           1,024   ... up to 2^41 ns, 36 minutes
 */
const SUB_BITS = 11;
const HALF = 1 << (SUB_BITS - 1);
const VALUE_BITS = 41;
const TWO_32 = 2 ** 32;
/** Values below a second, which are nearly all, are binned with whole numbers of 32 bits. */
const SECOND_PS = 1e12;
const SECOND_NS = 1e9;

/** Number of bins. */
export const BINS = (VALUE_BITS - SUB_BITS + 2) * HALF;
/** Largest value with a bin of its own; larger ones are counted there. */
export const MAX_VALUE_NS = 2 ** VALUE_BITS - 1;

/** Bin of a whole, non-negative number of nanoseconds. */
export function binOf(valueNs: number): number {
  if (valueNs < TWO_32) {
    const shift = 32 - SUB_BITS - Math.clz32(valueNs | (2 * HALF - 1));
    return shift * HALF + (valueNs >>> shift);
  }
  const shift = 64 - SUB_BITS - Math.clz32(Math.floor(valueNs / TWO_32));
  return shift * HALF + Math.floor(valueNs / 2 ** shift);
}

/** Smallest value of a bin. */
export function lowestOf(bin: number): number {
  const shift = Math.max(0, Math.floor(bin / HALF) - 1);
  return (bin - shift * HALF) * 2 ** shift;
}

/** Largest value of a bin. */
export function highestOf(bin: number): number {
  const shift = Math.max(0, Math.floor(bin / HALF) - 1);
  return lowestOf(bin) + 2 ** shift - 1;
}

const NOTHING = new Float64Array(0);

/** The bins that are not empty, ascending, and their counts: a histogram that was stored, a tenth of the size. */
interface Packed {
  readonly bins: Uint16Array;
  readonly counts: Float64Array;
}

/** Bin of the n-th value in order, n from 1. */
function nthOf({ bins, counts }: Packed, n: number): number {
  let at = 0;
  for (let seen = counts[0]!; seen < n && at < bins.length - 1; seen += counts[at]!) at++;
  return bins[at]!;
}

export class LatencyHistogram {
  /** Count of each bin, up to the highest that there was a use for; those beyond are empty. */
  #counts = NOTHING;
  /** Instead of `#counts`, until something is counted. */
  #packed: Packed | undefined;
  #count = 0;
  #sumNs = 0;
  #minNs = Number.POSITIVE_INFINITY;
  #maxNs = 0;

  get count(): number {
    return this.#count;
  }

  /** Sum of all values: exact, values are whole nanoseconds. */
  get sumNs(): number {
    return this.#sumNs;
  }

  /** Smallest value; 0 when there is none. */
  get minNs(): number {
    return this.#count === 0 ? 0 : this.#minNs;
  }

  /** Largest value; 0 when there is none. */
  get maxNs(): number {
    return this.#maxNs;
  }

  /** Mean in ns; NaN when there is no value. */
  get meanNs(): number {
    return this.#count === 0 ? Number.NaN : this.#sumNs / this.#count;
  }

  /** Counts one value; fractions of a nanosecond are rounded. */
  record(valueNs: number): void {
    let value = Math.round(valueNs);
    if (!(value >= 0)) throw new RangeError(`latency of ${valueNs} ns`);
    if (value > MAX_VALUE_NS) value = MAX_VALUE_NS;
    const bin = binOf(value);
    this.#reach(bin);
    this.#counts[bin]!++;
    this.#count++;
    this.#sumNs += value;
    if (value < this.#minNs) this.#minNs = value;
    if (value > this.#maxNs) this.#maxNs = value;
  }

  /** Counts one whole value many times. */
  recordMany(value: number, count: number): void {
    const bin = binOf(value);
    this.#reach(bin);
    this.#counts[bin]! += count;
    this.#count += count;
    this.#sumNs += value * count;
    if (value < this.#minNs) this.#minNs = value;
    if (value > this.#maxNs) this.#maxNs = value;
  }

  /** Counts the first `n` of many values, in picoseconds. */
  recordPs(valuesPs: Float64Array, n: number): void {
    if (n === 0) return;
    this.#reach(BINS - 1);
    const counts = this.#counts;
    let sum = 0;
    let min = SECOND_NS;
    let max = 0;
    let others = 0;
    for (let i = 0; i < n; i++) {
      const ps = valuesPs[i]!;
      if (!(ps < SECOND_PS)) {
        this.record(ps * 1e-3);
        others++;
        continue;
      }
      const value = (ps * 1e-3 + 0.5) | 0;
      const shift = 32 - SUB_BITS - Math.clz32(value | (2 * HALF - 1));
      counts[shift * HALF + (value >> shift)]!++;
      sum += value;
      if (value < min) min = value;
      if (value > max) max = value;
    }
    if (min < 0) throw new RangeError("negative latency");
    this.#count += n - others;
    this.#sumNs += sum;
    if (max > this.#maxNs) this.#maxNs = max;
    if (min < SECOND_NS && min < this.#minNs) this.#minNs = min;
  }

  /** Adds the counts of another histogram. */
  add(other: LatencyHistogram): void {
    if (other.#count === 0) return;
    this.#addCounts(other, 1);
    if (other.#minNs < this.#minNs) this.#minNs = other.#minNs;
    if (other.#maxNs > this.#maxNs) this.#maxNs = other.#maxNs;
  }

  /**
   * Takes away what was added from another histogram.
   * @param rest smallest and largest of the values that stay, which counts alone do not tell.
   */
  subtract(
    other: LatencyHistogram,
    rest: { readonly minNs: number; readonly maxNs: number },
  ): void {
    if (other.#count === 0) return;
    this.#addCounts(other, -1);
    this.#minNs = this.#count === 0 ? Number.POSITIVE_INFINITY : rest.minNs;
    this.#maxNs = this.#count === 0 ? 0 : rest.maxNs;
  }

  /** Calls back for each bin that is not empty, ascending. */
  forEachBin(visit: (bin: number, count: number) => void): void {
    if (this.#packed !== undefined) {
      const { bins, counts } = this.#packed;
      for (let i = 0; i < bins.length; i++) visit(bins[i]!, counts[i]!);
    } else if (this.#count > 0) {
      const last = binOf(this.#maxNs);
      for (let bin = binOf(this.#minNs); bin <= last; bin++) {
        const count = this.#counts[bin]!;
        if (count > 0) visit(bin, count);
      }
    }
  }

  /** Bins that are not empty with their counts, flat: bin, count, bin, count, ... */
  sparseCounts(): number[] {
    const sparse: number[] = [];
    this.forEachBin((bin, count) => sparse.push(bin, count));
    return sparse;
  }

  /**
   * Takes over counts and moments that were stored.
   * @param stored by ascending bin, no count of 0. Throws a RangeError if the extremes do not lie in the outer bins.
   */
  static restore(
    stored: readonly (readonly [bin: number, count: number])[],
    moments: { readonly sumNs: number; readonly minNs: number; readonly maxNs: number },
  ): LatencyHistogram {
    const histogram = new LatencyHistogram();
    const first = stored[0];
    const last = stored.at(-1);
    if (first === undefined || last === undefined) return histogram;
    const { sumNs, minNs, maxNs } = moments;
    if (binOf(minNs) !== first[0] || binOf(maxNs) !== last[0]) {
      throw new RangeError(`histogram does not reach from ${minNs} to ${maxNs} ns`);
    }
    const bins = Uint16Array.from(stored, ([bin]) => bin);
    const counts = Float64Array.from(stored, ([, count]) => count);
    histogram.#packed = { bins, counts };
    for (const [, count] of stored) histogram.#count += count;
    histogram.#sumNs = sumNs;
    histogram.#minNs = minNs;
    histogram.#maxNs = maxNs;
    return histogram;
  }

  /**
   * Smallest value that at least `percent` % of the values do not exceed, as the upper end of its bin, and
   * never above the largest value; NaN when there is no value.
   */
  percentileNs(percent: number): number {
    if (this.#count === 0) return Number.NaN;
    const wanted = Math.max(1, Math.ceil((percent / 100) * this.#count - 1e-9));
    const bin = this.#packed === undefined ? this.#binOfNth(wanted) : nthOf(this.#packed, wanted);
    return Math.min(highestOf(bin), this.#maxNs);
  }

  /** Bin of the n-th value in order, n from 1. */
  #binOfNth(n: number): number {
    const last = binOf(this.#maxNs);
    let bin = binOf(this.#minNs);
    for (let seen = this.#counts[bin]!; seen < n && bin < last; seen += this.#counts[bin]!) bin++;
    return bin;
  }

  #addCounts(other: LatencyHistogram, sign: 1 | -1): void {
    this.#reach(binOf(other.#maxNs));
    const counts = this.#counts;
    other.forEachBin((bin, count) => {
      counts[bin]! += sign * count;
    });
    this.#count += sign * other.#count;
    this.#sumNs += sign * other.#sumNs;
  }

  /** Makes room for a bin: most histograms never see a high one, and many no value at all. */
  #reach(bin: number): void {
    const packed = this.#packed;
    if (packed === undefined && bin < this.#counts.length) return;
    const last = Math.max(bin, packed === undefined ? 0 : binOf(this.#maxNs));
    const larger = new Float64Array((Math.floor(last / HALF) + 1) * HALF);
    larger.set(this.#counts);
    packed?.bins.forEach((known, i) => {
      larger[known] = packed.counts[i]!;
    });
    this.#counts = larger;
    this.#packed = undefined;
  }
}
