/** The same load from start to end. */
import { rate } from "../../params.ts";
import { defineLoadPattern } from "./contract.ts";

export const constant = defineLoadPattern({
  id: "constant",
  title: "Constant",
  doc: "The same load from start to end.",
  source: "OSDI'14, every point of every curve",
  params: {
    rate: rate("1Mrps", "Load at all times.", "assumed", { min: "1rps" }),
  },
  rateAt:
    ({ rate }) =>
    () =>
      rate,
  maximumRps: ({ rate }) => rate,
});
