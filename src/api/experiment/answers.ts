/** The answer of an experiment so far, per system. */
import { setImmediate as nextTurn } from "node:timers/promises";
import type { StoredExperiment } from "../../db/read/stored.ts";
import { answerSystems, type MeasuredPoint, type SystemAnswer } from "../../experiment/answer.ts";
import { placeOf } from "../../experiment/points.ts";
import { builder } from "../builder.ts";
import { EstimateRef } from "../catalog/measure.ts";
import type { ApiContext } from "../context.ts";
import { resultsOf } from "../point/results-of.ts";
import { SystemRef } from "./system.ts";

export async function answersOf(
  experiment: StoredExperiment,
  context: ApiContext,
): Promise<readonly SystemAnswer[]> {
  const { definition, definitionHash } = experiment;
  const points = await context.loaders.pointsOf.load(experiment.id);
  const results = await Promise.all(points.map((point) => resultsOf(point, context)));
  // Which results belong to which point is part of the question: half an experiment has fewer.
  const shape = results.map((r) => r.length).join();
  const store = context.services.records;
  return store.answer(results.flat(), ["answers", definitionHash, shape], async () => {
    const measured: MeasuredPoint[] = [];
    for (const [i, point] of points.entries()) {
      const { system, axes, offeredRps } = placeOf(definition, point.index);
      const ofPoint = results[i] ?? [];
      measured.push({
        systemId: system.id,
        axes,
        offeredRps,
        records: store.recordsOf(ofPoint),
        replications: ofPoint.map(({ replication }) => replication),
      });
      // Decoding thousands of records takes seconds, in which others want to be answered too.
      await nextTurn();
    }
    return answerSystems(definition, measured);
  });
}

export const SystemAnswerRef = builder.objectRef<SystemAnswer>("SystemAnswer").implement({
  description: "What a performance engineer asks of one system.",
  fields: (t) => ({
    system: t.field({
      type: SystemRef,
      description: "The system, as it is at these axis values.",
      resolve: (answer) => answer.system,
    }),
    subject: t.exposeString("id", {
      description:
        "Stable within the experiment: the same as Point.subject of the points behind it.",
    }),
    label: t.exposeString("label", {
      description: "Name for readers: the system, and its axis values if there are any.",
    }),
    axes: t.expose("axes", {
      type: "JSON",
      description:
        "Axis values that it holds for: paths to text with units. Empty if it is over all points " +
        "of the system, as under a closed loop.",
    }),
    maxThroughputUnderSlo: t.field({
      type: EstimateRef,
      description:
        "Highest achieved throughput of a point that meets the objective, with all lower loads " +
        "meeting it; under a closed loop, of any point that meets it; of a scan, its last report " +
        "that meets it. Absent under other load patterns.",
      resolve: (answer) => answer.maxThroughputUnderSlo,
    }),
    firstMissRps: t.exposeFloat("firstMissRps", {
      nullable: true,
      description:
        "Offered load of the first point that misses the objective: the upper end of the bracket.",
    }),
    unloadedP99: t.field({
      type: EstimateRef,
      description: "p99 latency of the lowest load; absent under a closed loop.",
      resolve: (answer) => answer.unloadedP99,
    }),
    kernelShare: t.field({
      type: EstimateRef,
      description: "Kernel share of busy time at the highest load that meets the objective.",
      resolve: (answer) => answer.kernelShare,
    }),
    energyPerRequest: t.field({
      type: EstimateRef,
      description: "Package energy per request at the highest load that meets the objective.",
      resolve: (answer) => answer.energyPerRequest,
    }),
    power: t.field({
      type: EstimateRef,
      description:
        "Package power at the highest load that meets the objective; under a load pattern, on average.",
      resolve: (answer) => answer.power,
    }),
    peakThroughput: t.field({
      type: EstimateRef,
      description:
        "Highest achieved throughput of any point; under a load pattern, that of the whole run.",
      resolve: (answer) => answer.peakThroughput,
    }),
  }),
});
