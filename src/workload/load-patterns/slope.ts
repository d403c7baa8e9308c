/** The papers' smooth pattern: straight up for half of the time, straight down for the other half. */
import { rate, time } from "../../params.ts";
import { PS_PER_S } from "../../units.ts";
import { defineLoadPattern } from "./contract.ts";
import { triangleRps } from "./triangle.ts";

const SCRIPT = "SoCC'15 scripts, triangle:10000:6300000:240";

export const slope = defineLoadPattern({
  id: "slope",
  title: "Slope",
  doc: "Load rises in a straight line from almost nothing to the peak, and falls again in the same way.",
  source: "SoCC'15; TOCS'16; mutilate, triangle",
  params: {
    low: rate("10krps", "Load at the start and at the end.", SCRIPT),
    high: rate("6.3Mrps", "Load in the middle.", SCRIPT),
    period: time("240s", "From start to start.", SCRIPT, { min: "10ms" }),
  },
  rateAt:
    ({ low, high, period }) =>
    (seconds) =>
      triangleRps(low, high, period, seconds * PS_PER_S),
  maximumRps: ({ low, high }) => Math.max(low, high),
});
