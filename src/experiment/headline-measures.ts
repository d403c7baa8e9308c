/** What regressions are looked for in, unless measures are named. */
export const HEADLINE_MEASURES: readonly string[] = Object.freeze([
  "latency.p99",
  "throughput",
  "energyPerRequest",
]);
