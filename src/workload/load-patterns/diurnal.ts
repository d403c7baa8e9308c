/** A day of a service whose users sleep at night, run at a faster pace. */
import { exactSinOfTurns } from "../../engine/exact-math.ts";
import { rate, ratio, time } from "../../params.ts";
import { PS_PER_S } from "../../units.ts";
import { defineLoadPattern } from "./contract.ts";

const QUARTER_TURN = 0.25;

export const diurnal = defineLoadPattern({
  id: "diurnal",
  title: "Diurnal",
  doc: "Load of a day, compressed: a cosine with its peak at some hour and its trough half a day away.",
  source: "assumed; Atikoglu et al., SIGMETRICS 2012, show days of that kind",
  params: {
    low: rate("1.5Mrps", "Load in the dead of night.", "assumed: a quarter of the peak"),
    high: rate("6Mrps", "Load in the busiest hour.", "assumed: as sine-noise"),
    day: time("240s", "How long a day takes.", "assumed: as the papers' patterns", {
      min: "10ms",
    }),
    peakAt: ratio(0.5, "When the day is busiest, as a share of it.", "assumed: begins at night"),
  },
  rateAt({ low, high, day, peakAt }) {
    const mean = (low + high) / 2;
    const swing = (high - low) / 2;
    return (seconds) =>
      mean + swing * exactSinOfTurns((seconds * PS_PER_S) / day - peakAt + QUARTER_TURN);
  },
  maximumRps: ({ low, high }) => Math.max(low, high),
});
