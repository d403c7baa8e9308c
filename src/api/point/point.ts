/** Points: numbers live here, over replications, not on a single run. */
import type { StoredPoint } from "../../db/read/stored.ts";
import { meetsSlo, subjectKey } from "../../experiment/answer.ts";
import { isSaturated } from "../../experiment/estimate.ts";
import { latencyHistogram } from "../../experiment/latency-histogram.ts";
import { placeOf } from "../../experiment/points.ts";
import { builder } from "../builder.ts";
import { checkConfidence, checkMeasure, EstimateRef } from "../catalog/measure.ts";
import { connectionOf, pageComplexity, sliceOf, windowOf } from "../paging.ts";
import { RunRef } from "../run/run.ts";
import { experimentOf, resultsOf } from "./results-of.ts";

const HistogramEncoding = builder.enumType("HistogramEncoding", {
  description: "How a histogram is written.",
  values: {
    HDR_V2_BASE64: { description: "HdrHistogram V2, compressed, base64; values in nanoseconds." },
    BUCKETS_JSON: {
      description:
        "JSON text: an array of [upper end in nanoseconds, count], rising, without zeros.",
    },
  },
});

const PointBase = builder.objectRef<StoredPoint>("Point");
export const PointRef = builder.node(PointBase, {
  name: "Point",
  description: "One combination of parameters. Numbers live here, not on a single run.",
  id: { resolve: (point) => point.id, description: "Opaque global id." },
  loadManyWithoutCache: (ids: string[], { loaders }) =>
    Promise.all(ids.map((id) => loaders.point.load(id))),
  fields: (t) => ({
    index: t.exposeInt("index", { description: "Position in the experiment, from 0." }),
    experimentNumber: t.int({
      description: "Number of its experiment.",
      resolve: async (point, _args, context) => (await experimentOf(point, context)).number,
    }),
    label: t.exposeString("label", { description: "What it is, for readers." }),
    params: t.expose("params", {
      type: "JSON",
      description: "What varies: system, load and paths of axes, to text with units.",
    }),
    systemId: t.string({
      description: "Id of its system within the experiment.",
      resolve: async (point, _args, context) =>
        placeOf((await experimentOf(point, context)).definition, point.index).system.id,
    }),
    subject: t.string({
      description: "Which answer it belongs to: the same as SystemAnswer.subject.",
      resolve: async (point, _args, context) => {
        const { definition } = await experimentOf(point, context);
        const { system, axes } = placeOf(definition, point.index);
        return subjectKey(definition, { systemId: system.id, axes });
      },
    }),
    offeredRps: t.float({
      nullable: true,
      description: "Offered load, requests/s; null under a closed loop.",
      resolve: async (point, _args, context) =>
        placeOf((await experimentOf(point, context)).definition, point.index).offeredRps,
    }),
    saturated: t.boolean({
      nullable: true,
      description:
        "True beyond capacity: achieved throughput is below 99% of what was due. Null under a " +
        "closed loop, where nothing is due.",
      resolve: async (point, _args, context) => {
        const { definition } = await experimentOf(point, context);
        if (placeOf(definition, point.index).offeredRps === null) return null;
        const results = await resultsOf(point, context);
        return context.services.records.answer(results, ["saturated"], (records) =>
          isSaturated(records()),
        );
      },
    }),
    meetsSlo: t.boolean({
      nullable: true,
      description: "Null without an objective or while it cannot be told.",
      resolve: async (point, _args, context) => {
        const { slo } = (await experimentOf(point, context)).definition;
        if (slo === null) return null;
        const results = await resultsOf(point, context);
        const question = ["meetsSlo", slo.measure, slo.limitPs];
        return context.services.records.answer(results, question, (records) =>
          meetsSlo(records(), slo),
        );
      },
    }),
    runs: t.connection(
      {
        type: RunRef,
        description: "Its runs, by replication.",
        complexity: pageComplexity,
        resolve: async (point, args, { loaders }) => {
          const list = `runs|${point.id}`;
          const window = windowOf(args, list);
          const all = await loaders.runsOf.load(point.id);
          const positionOf = (run: { readonly replication: number }) => run.replication;
          return connectionOf({
            rows: sliceOf(all, window, positionOf),
            window,
            list,
            positionOf,
            totalCount: () => all.length,
          });
        },
      },
      { description: "Runs of a point." },
      { description: "A run with its position." },
    ),
    estimate: t.field({
      type: EstimateRef,
      description: "A measure over the finished runs of the point.",
      args: {
        measure: t.arg.string({ required: true, description: "Id of a measure of the catalog." }),
        confidence: t.arg.float({
          defaultValue: 0.95,
          description: "Level of the interval, 0.5 to 0.999.",
        }),
      },
      complexity: 5,
      resolve: async (point, args, context) => {
        const measure = checkMeasure(args.measure);
        const confidence = checkConfidence(args.confidence ?? 0.95);
        const results = await resultsOf(point, context);
        return context.services.records.estimate(results, measure, confidence);
      },
    }),
    latencyHistogram: t.string({
      nullable: true,
      description: "Latencies of all finished runs together; null while there are none.",
      args: {
        encoding: t.arg({
          type: HistogramEncoding,
          defaultValue: "HDR_V2_BASE64",
          description: "How it is written.",
        }),
      },
      complexity: 20,
      resolve: async (point, args, context) => {
        const results = await resultsOf(point, context);
        const encoding = args.encoding ?? "HDR_V2_BASE64";
        return context.services.records.answer(results, ["histogram", encoding], (records) =>
          latencyHistogram(records(), encoding),
        );
      },
    }),
  }),
});
