/** A scan: load rises in a straight line, as long as the clients are served in time. */
import { rate, time } from "../../params.ts";
import { PS_PER_S } from "../../units.ts";
import { defineLoadPattern } from "./contract.ts";

const SCRIPT = "SoCC'15 scripts, static exploration: triangle:10000:15010000:600, its first half";

export const ramp = defineLoadPattern({
  id: "ramp",
  title: "Ramp",
  doc: "Load rises in a straight line until requests take too long, or the top is reached: what one configuration carries, and what it draws on the way.",
  source: "SoCC'15, static exploration",
  params: {
    low: rate("10krps", "Load at the start.", SCRIPT),
    high: rate("15.01Mrps", "Load at the end.", SCRIPT),
    period: time(
      "15s",
      "From start to end. The papers take 300 s; a shorter scan has as many reports if they are shorter too.",
      "assumed: a report of 50 ms holds 1,500 requests at the least load that is used",
      { min: "10ms" },
    ),
    stopAbove: time(
      "500us",
      "A report whose 99th percentile, of all requests, is above it ends the run; 0: none does.",
      SCRIPT,
      { max: "10s" },
    ),
  },
  rateAt:
    ({ low, high, period }) =>
    (seconds) =>
      low + (high - low) * Math.min(1, (seconds * PS_PER_S) / period),
  maximumRps: ({ low, high }) => Math.max(low, high),
  stopAbovePs: ({ stopAbove }) => stopAbove,
});
