/** The papers' step pattern: a triangle that is rounded down to whole steps, so that load changes in jumps. */
import { rate, time } from "../../params.ts";
import { PS_PER_S } from "../../units.ts";
import { defineLoadPattern } from "./contract.ts";
import { triangleRps } from "./triangle.ts";

const SCRIPT = "SoCC'15 scripts, qtriangle:700000:6300000:240:500000";

export const step = defineLoadPattern({
  id: "step",
  title: "Step",
  doc: "Load climbs a staircase to the highest whole step below the peak, and descends it again.",
  source: "SoCC'15; TOCS'16; mutilate, qtriangle",
  params: {
    low: rate("700krps", "Load of the lowest stair.", SCRIPT),
    high: rate("6.3Mrps", "Peak of the triangle before it is rounded down.", SCRIPT),
    period: time("240s", "From start to start.", SCRIPT, { min: "10ms" }),
    stair: rate("500krps", "Height of one stair.", SCRIPT, { min: "1rps" }),
  },
  rateAt:
    ({ low, high, period, stair }) =>
    (seconds) => {
      const above = triangleRps(low, high, period, seconds * PS_PER_S) - low;
      return low + Math.trunc(above / stair) * stair;
    },
  maximumRps: ({ low, high, stair }) =>
    high > low ? low + Math.floor((high - low) / stair) * stair : low,
});
