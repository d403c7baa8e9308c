/**
 * Service times: how long a request computes on a thread that nothing slows, drawn independently from a
 * distribution. They come in whole picoseconds and in blocks, so that nobody pays a call per request.
 */
export interface ServiceTimes {
  /** Fills a block with the next service times, in ps. */
  draw(blockPs: Float64Array): void;
}

/** No request computes longer: heavy tails end here, and sums of times stay exact. */
export const LONGEST_PS = 1e15;
