/** The load patterns that can be offered. */
import { constant } from "./constant.ts";
import type { LoadPattern } from "./contract.ts";
import { diurnal } from "./diurnal.ts";
import { ramp } from "./ramp.ts";
import { sineNoise } from "./sine-noise.ts";
import { slope } from "./slope.ts";
import { step } from "./step.ts";
import { trace } from "./trace.ts";

export type { LoadPattern } from "./contract.ts";

export const LOAD_PATTERNS: readonly LoadPattern[] = Object.freeze([
  constant, // OSDI'14
  slope, // SoCC'15, TOCS'16: the smooth pattern
  step, // SoCC'15, TOCS'16
  sineNoise, // SoCC'15, TOCS'16
  diurnal, // a day, compressed
  ramp, // SoCC'15: what a static configuration carries
  trace, // whatever was recorded
]);
