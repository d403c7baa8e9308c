/** The grains of an export, the coarsest first. */
import type { Grain } from "./contract.ts";
import { histogramGrain } from "./histogram.ts";
import { pointGrain } from "./point.ts";
import { runGrain } from "./run.ts";
import { seriesGrain } from "./series.ts";

export const GRAINS: readonly Grain[] = Object.freeze([
  pointGrain,
  runGrain,
  seriesGrain,
  histogramGrain,
]);
