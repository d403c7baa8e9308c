/** Synthetic requests that all take the same time: M/D/c on an ideal dataplane. */
import { time } from "../params.ts";
import { DeterministicTimes } from "./service/deterministic.ts";
import { defineSynthetic } from "./synthetic.ts";

export const syntheticDeterministic = defineSynthetic({
  id: "synthetic-deterministic",
  title: "Synthetic, deterministic",
  doc: "Open-loop Poisson requests without bound, all of the same service time.",
  source: "ZygOS, SOSP'17",
  params: {
    mean: time("10us", "Service time.", "ZygOS, SOSP'17", { min: "1ns", max: "1s" }),
  },
  serviceTimes: (params) => new DeterministicTimes(params.mean),
});
