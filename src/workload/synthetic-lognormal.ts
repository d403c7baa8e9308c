/** Synthetic requests with lognormal service times. */
import { ratio, time } from "../params.ts";
import { LognormalTimes } from "./service/lognormal.ts";
import { defineSynthetic } from "./synthetic.ts";

export const syntheticLognormal = defineSynthetic({
  id: "synthetic-lognormal",
  title: "Synthetic, lognormal",
  doc: "Open-loop Poisson requests without bound, with lognormal service times.",
  source: "epfl-dcsl/schedsim: its lognormal generator",
  params: {
    mean: time("10us", "Mean service time.", "as the other synthetic workloads", {
      min: "1ns",
      max: "1s",
    }),
    sigma: ratio(1, "Standard deviation of the logarithm of the service time.", "assumed", {
      min: 0,
      max: 4,
    }),
  },
  serviceTimes: ({ mean, sigma }, random) => new LognormalTimes(random, mean, sigma),
});
