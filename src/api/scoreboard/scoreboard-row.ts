/** One published value beside the simulated one of the same set-up. */
import type { PublishedRange, ScoreRow } from "../../scoreboard/score-row.ts";
import { builder } from "../builder.ts";

const ScoreboardRangeRef = builder.objectRef<PublishedRange>("ScoreboardRange").implement({
  description: "Published values of several experiments, by their ends.",
  fields: (t) => ({
    low: t.exposeFloat("low", { description: "The least, in the row's unit." }),
    high: t.exposeFloat("high", { description: "The most, in the row's unit." }),
    missedBy: t.exposeFloat("missedBy", {
      nullable: true,
      description: "How far the simulated value is outside, with its sign; 0: inside.",
    }),
  }),
});

export const ScoreboardRowRef = builder.objectRef<ScoreRow>("ScoreboardRow").implement({
  description: "One published value beside the simulated one of the same set-up.",
  fields: (t) => ({
    id: t.exposeString("id", { description: "Id of the published value." }),
    figure: t.exposeString("figure", { description: 'Source, such as "OSDI14 Fig. 3a".' }),
    system: t.exposeString("system", { description: "Id of the dataplane in the catalog." }),
    setup: t.field({
      type: "JSON",
      description: "The set-up: workload, its parameters, threads, ports, load.",
      resolve: ({ setup }) => setup,
    }),
    metric: t.exposeString("metric", { description: "What was measured." }),
    published: t.exposeFloat("published", {
      nullable: true,
      description: "Published value, in the unit; null if nothing, or a range only, was published.",
    }),
    range: t.field({
      type: ScoreboardRangeRef,
      nullable: true,
      description: "Where the published values of several experiments lie.",
      resolve: ({ range }) => range,
    }),
    isLowerBound: t.boolean({
      description: "True if the paper says only that it is more than this value.",
      resolve: ({ isLowerBound }) => isLowerBound === true,
    }),
    isBound: t.exposeBoolean("isBound", {
      description: "True if the paper says only that it is below this value.",
    }),
    simulated: t.exposeFloat("simulated", {
      nullable: true,
      description: "Simulated value, in the unit.",
    }),
    ciLow: t.exposeFloat("ciLow", { nullable: true, description: "Lower end of the interval." }),
    ciHigh: t.exposeFloat("ciHigh", { nullable: true, description: "Upper end of the interval." }),
    unit: t.exposeString("unit", { description: "Unit of the values." }),
    relativeError: t.exposeFloat("relativeError", {
      nullable: true,
      description: "simulated / published - 1; from the nearest end of a range, and 0 inside it.",
    }),
    role: t.exposeString("role", {
      description: "calibration: parameters may be fitted to it; prediction: nothing ever is.",
    }),
    draws: t.field({
      type: ["Float"],
      nullable: true,
      description: "One value per replication, where the row is their mean.",
      resolve: ({ draws }) => draws,
    }),
    absent: t.exposeString("absent", {
      nullable: true,
      description: "Why nothing was simulated: NO_POINT, SLO_MISSED, TOO_FEW_SAMPLES, ...",
    }),
  }),
});
