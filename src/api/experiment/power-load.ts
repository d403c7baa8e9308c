/** What scanned configurations draw at the loads that they carry. */
import { placeOf } from "../../experiment/points.ts";
import { powerAgainstLoad } from "../../experiment/pattern/scan.ts";
import { plotKind } from "../../experiment/plot-kind.ts";
import type { StoredExperiment } from "../../db/read/stored.ts";
import { builder } from "../builder.ts";
import type { ApiContext } from "../context.ts";
import { ExperimentRef } from "./experiment.ts";
import { resultsOf } from "../point/results-of.ts";

type PowerAgainstLoad = ReturnType<typeof powerAgainstLoad>;
type PowerCurve = PowerAgainstLoad["curves"][number];
type PowerPoint = PowerCurve["points"][number];

/** Curves and frontier of the scans that have ended; null if the experiment has no scan. */
export async function powerLoadOf(
  { id, definition }: StoredExperiment,
  context: ApiContext,
): Promise<PowerAgainstLoad | null> {
  if (!definition.systems.some((system) => plotKind(system) === "power-load")) return null;
  const { slo } = definition;
  const scanned = (await context.loaders.pointsOf.load(id)).flatMap((point) => {
    const { label, system } = placeOf(definition, point.index);
    return plotKind(system) === "power-load" ? [{ label, point }] : [];
  });
  const results = await Promise.all(scanned.map(({ point }) => resultsOf(point, context)));
  const shape = results.map((r) => r.length).join();
  const store = context.services.records;
  const question = ["powerAgainstLoad", id, slo?.measure ?? "", slo?.limitPs ?? 0, shape];
  return store.answer(results.flat(), question, () =>
    powerAgainstLoad(
      scanned.map(({ label }, i) => ({ label, records: store.recordsOf(results[i] ?? []) })),
      slo,
    ),
  );
}

const PowerPointRef = builder.objectRef<PowerPoint>("PowerPoint").implement({
  description: "Package power at a load.",
  fields: (t) => ({
    rps: t.exposeFloat("rps", { description: "Load answered, requests/s." }),
    watts: t.exposeFloat("watts", { description: "Package power, W." }),
  }),
});

const PowerCurveRef = builder.objectRef<PowerCurve>("PowerCurve").implement({
  description: "What one configuration draws, up to the highest load that meets the objective.",
  fields: (t) => ({
    label: t.exposeString("id", { description: "Name of the configuration, for readers." }),
    cores: t.exposeInt("cores", { description: "Cores in use." }),
    hardwareThreads: t.exposeInt("hardwareThreads", { description: "Hardware threads in use." }),
    ghz: t.exposeFloat("ghz", { description: "Clock, GHz." }),
    points: t.field({
      type: [PowerPointRef],
      description: "By rising load; means over replications.",
      resolve: (curve) => curve.points,
    }),
  }),
});

const PowerAgainstLoadRef = builder.objectRef<PowerAgainstLoad>("PowerAgainstLoad").implement({
  description: "Power of scanned configurations against load.",
  fields: (t) => ({
    curves: t.field({
      type: [PowerCurveRef],
      description: "One per configuration that has ended.",
      resolve: ({ curves }) => curves,
    }),
    frontier: t.field({
      type: [PowerPointRef],
      description: "Least power of any configuration that carries the load, by rising load.",
      resolve: ({ frontier }) => frontier,
    }),
  }),
});

builder.objectFields(ExperimentRef, (t) => ({
  powerAgainstLoad: t.field({
    type: PowerAgainstLoadRef,
    nullable: true,
    description: "What its scans draw at the loads that they carry; null if it has none.",
    complexity: { field: 50, multiplier: 4 },
    resolve: (experiment, _args, context) => powerLoadOf(experiment, context),
  }),
}));
