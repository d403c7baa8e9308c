/** How often a point was late whose load or policy moves. */
import { type Excursions, excursionsOf } from "../../experiment/pattern/excursions.ts";
import { moves } from "../../experiment/pattern/moves.ts";
import { placeOf } from "../../experiment/points.ts";
import type { StoredPoint } from "../../db/read/stored.ts";
import { builder } from "../builder.ts";
import type { ApiContext } from "../context.ts";
import { RunRef } from "../run/run.ts";
import { PointRef } from "./point.ts";
import { experimentOf, resultsOf } from "./results-of.ts";

const ExcursionsRef = builder.objectRef<Excursions>("Excursions").implement({
  description: "Reports whose 99th percentile is above the objective, over all finished runs.",
  fields: (t) => ({
    limitUs: t.exposeFloat("limitUs", {
      description: "The limit, microseconds: that of the objective, or 500 if it is no p99.",
    }),
    above: t.exposeInt("above", { description: "Reports above it." }),
    reports: t.exposeInt("reports", { description: "Reports of all finished runs." }),
    secondsAbove: t.exposeFloat("secondsAbove", {
      description: "Simulated time of the reports above it, seconds.",
    }),
    seconds: t.exposeFloat("seconds", { description: "Simulated time of all reports, seconds." }),
    worstP99Us: t.exposeFloat("worstUs", {
      nullable: true,
      description: "Highest 99th percentile of a report, microseconds; null if none is known.",
    }),
  }),
});

/** Whether the runs of a point have reports. */
async function hasReports(point: StoredPoint, context: ApiContext): Promise<boolean> {
  const { definition } = await experimentOf(point, context);
  return moves(placeOf(definition, point.index).system);
}

async function excursions(point: StoredPoint, context: ApiContext): Promise<Excursions | null> {
  if (!(await hasReports(point, context))) return null;
  const { slo } = (await experimentOf(point, context)).definition;
  const results = await resultsOf(point, context);
  if (results.length === 0) return null;
  const question = ["excursions", slo?.measure ?? "", slo?.limitPs ?? 0];
  return context.services.records.answer(results, question, (records) =>
    excursionsOf(records(), slo),
  );
}

builder.objectFields(PointRef, (t) => ({
  excursions: t.field({
    type: ExcursionsRef,
    nullable: true,
    description:
      "Reports above the objective, if load or policy move; null without, or while no run has ended.",
    resolve: (point, _args, context) => excursions(point, context),
  }),
  shownRun: t.field({
    type: RunRef,
    nullable: true,
    description:
      "The run that a plot over time shows unless another is asked for: the lowest replication " +
      "that has reports. Null if there is none.",
    resolve: async (point, _args, context) => {
      if (!(await hasReports(point, context))) return null;
      const runs = await context.loaders.runsOf.load(point.id);
      return runs.find((run) => run.state === "SUCCEEDED") ?? null;
    },
  }),
}));
