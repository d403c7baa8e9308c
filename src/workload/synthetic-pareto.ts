/** Synthetic requests with generalised Pareto service times: a heavy tail of a chosen weight. */
import { ratio, time } from "../params.ts";
import { ParetoTimes } from "./service/pareto.ts";
import { defineSynthetic } from "./synthetic.ts";

const SHAPE_OF_ETC = "value sizes of ETC in Atikoglu et al., SIGMETRICS'12";

export const syntheticPareto = defineSynthetic({
  id: "synthetic-pareto",
  title: "Synthetic, generalised Pareto",
  doc: "Open-loop Poisson requests without bound, with generalised Pareto service times; their mean is location + scale / (1 - shape).",
  source: "Pickands 1975; Atikoglu et al., SIGMETRICS 2012",
  params: {
    location: time("0us", "Shortest service time.", "assumed", { max: "1s" }),
    scale: time("6.5us", "Width of the distribution.", "assumed: a mean of about 10 us", {
      min: "1ns",
      max: "1s",
    }),
    shape: ratio(
      0.348,
      "Weight of the tail: 0 is exponential, from 0.5 on the variance is infinite.",
      SHAPE_OF_ETC,
      { min: 0, max: 0.95 },
    ),
  },
  serviceTimes: ({ location, scale, shape }, random) =>
    new ParetoTimes(random, location, scale, shape),
});
