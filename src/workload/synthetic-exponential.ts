/** Synthetic requests with exponential service times: M/M/c on an ideal dataplane. */
import { time } from "../params.ts";
import { ExponentialTimes } from "./service/exponential.ts";
import { defineSynthetic } from "./synthetic.ts";

export const syntheticExponential = defineSynthetic({
  id: "synthetic-exponential",
  title: "Synthetic, exponential",
  doc: "Open-loop Poisson requests without bound, with exponential service times.",
  source: "ZygOS, SOSP'17",
  params: {
    mean: time("10us", "Mean service time.", "ZygOS, SOSP'17", { min: "1ns", max: "1s" }),
  },
  serviceTimes: (params, random) => new ExponentialTimes(random, params.mean),
});
