/** Synthetic requests of two kinds, short and long. */
import { ratio, time } from "../params.ts";
import { BimodalTimes } from "./service/bimodal.ts";
import { defineSynthetic } from "./synthetic.ts";

const BIMODAL_1 = "ZygOS, SOSP'17: bimodal-1, 90% half the mean, 10% 5.5 times the mean";

export const syntheticBimodal = defineSynthetic({
  id: "synthetic-bimodal",
  title: "Synthetic, bimodal",
  doc: "Open-loop Poisson requests without bound, most of them short and some long.",
  source: "ZygOS, SOSP'17",
  params: {
    short: time("5us", "Service time of a short request.", BIMODAL_1, { min: "1ns", max: "1s" }),
    long: time("55us", "Service time of a long request.", BIMODAL_1, { min: "1ns", max: "1s" }),
    longShare: ratio(0.1, "Share of long requests.", BIMODAL_1),
  },
  serviceTimes: ({ short, long, longShare }, random) =>
    new BimodalTimes(random, short, long, longShare),
});
