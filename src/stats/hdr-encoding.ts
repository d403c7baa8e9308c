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
import { binOf, LatencyHistogram, lowestOf, MAX_VALUE_NS } from "./histogram.ts";

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

/** Filled and emptied again by whoever encodes: a new one is a quarter of a megabyte. */
const scratch = build(SHAPE);

/** Of a histogram without values, of which every run has some: compressing takes most of the time. */
const EMPTY_HDR = encodeIntoCompressedBase64(scratch);

export function encodeHistogram(histogram: LatencyHistogram): EncodedHistogram {
  const { count, sumNs, minNs, maxNs } = histogram;
  const hdr = count === 0 ? EMPTY_HDR : hdrOf(histogram);
  return { hdr, count, sumNs, minNs, maxNs };
}

function hdrOf(histogram: LatencyHistogram): string {
  scratch.reset();
  histogram.forEachBin((bin, count) => scratch.recordValueWithCount(lowestOf(bin), count));
  return encodeIntoCompressedBase64(scratch);
}

export function decodeHistogram(encoded: EncodedHistogram): LatencyHistogram {
  const bins = encoded.hdr === EMPTY_HDR ? [] : binsOf(encoded);
  const histogram = LatencyHistogram.restore(bins, encoded);
  if (histogram.count !== encoded.count) throw new RangeError("histogram does not add up");
  return histogram;
}

function binsOf({ hdr: text, minNs, maxNs }: EncodedHistogram): [number, number][] {
  const hdr = decodeFromCompressedBase64(text, 64, false);
  if (!(hdr instanceof JsHistogram)) throw new TypeError("not a plain histogram");
  const bins: [number, number][] = [];
  for (let bin = binOf(minNs); bin <= binOf(maxNs); bin++) {
    const count = hdr.getCountAtIndex(bin);
    if (count > 0) bins.push([bin, count]);
  }
  return bins;
}
