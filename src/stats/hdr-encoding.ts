/**
 * Histograms as text: HDR V2 compressed, base64, the format that HdrHistogram's libraries and plotters
 * read. The exact moments travel beside it, because the format holds only counts.
 */
import {
  build,
  decodeFromCompressedBase64,
  encodeIntoCompressedBase64,
  JsHistogram,
} from "hdr-histogram-js";
import { BINS, LatencyHistogram, lowestOf, MAX_VALUE_NS } from "./histogram.ts";

/** A stored histogram. */
export interface EncodedHistogram {
  /** HDR V2 compressed, base64; values in nanoseconds. */
  readonly hdr: string;
  readonly count: number;
  readonly sumNs: number;
  readonly minNs: number;
  readonly maxNs: number;
}

const SHAPE = {
  bitBucketSize: 64,
  autoResize: false,
  lowestDiscernibleValue: 1,
  highestTrackableValue: MAX_VALUE_NS,
  numberOfSignificantValueDigits: 3,
} as const;

export function encodeHistogram(histogram: LatencyHistogram): EncodedHistogram {
  const hdr = build(SHAPE);
  for (let bin = 0; bin < BINS; bin++) {
    const count = histogram.counts[bin] ?? 0;
    if (count > 0) hdr.recordValueWithCount(lowestOf(bin), count);
  }
  const { count, sumNs, minNs, maxNs } = histogram;
  return { hdr: encodeIntoCompressedBase64(hdr), count, sumNs, minNs, maxNs };
}

export function decodeHistogram(encoded: EncodedHistogram): LatencyHistogram {
  const hdr = decodeFromCompressedBase64(encoded.hdr, 64, false);
  if (!(hdr instanceof JsHistogram)) throw new TypeError("not a plain histogram");
  const bins: [number, number][] = [];
  for (let bin = 0; bin < BINS; bin++) {
    const count = hdr.getCountAtIndex(bin);
    if (count > 0) bins.push([bin, count]);
  }
  const histogram = LatencyHistogram.restore(bins, encoded);
  if (histogram.count !== encoded.count) throw new RangeError("histogram does not add up");
  return histogram;
}
