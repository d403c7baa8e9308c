/** Synthetic requests whose service times were measured elsewhere. */
import { list, time } from "../params.ts";
import { EmpiricalTimes } from "./service/empirical.ts";
import { defineSynthetic } from "./synthetic.ts";

export const syntheticEmpirical = defineSynthetic({
  id: "synthetic-empirical",
  title: "Synthetic, empirical",
  doc: "Open-loop Poisson requests without bound, whose service times are drawn from a list of measured ones, all equally likely.",
  source: "ixlab",
  params: {
    samples: list(time)(
      ["5us", "10us", "15us"],
      "Measured service times. `ixlab run` also takes `samplesFrom: file.csv`, one time with unit per line.",
      "assumed",
      { min: "1ns", max: "1s" },
    ),
  },
  serviceTimes: ({ samples }, random) => new EmpiricalTimes(random, samples),
});
