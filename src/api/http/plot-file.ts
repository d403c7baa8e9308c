/**
 * The plots of an experiment as files: /experiments/12/plots/latency-throughput.svg?theme=dark, metric-against-axis.svg
 * for a closed loop, power-load.svg for scans, and pattern-stack.svg?point=3&replication=0 for what changed with time.
 */
import type { Request, Response } from "express";
import { readExperimentByNumber } from "../../db/read/experiments.ts";
import type { StoredExperiment, StoredPoint } from "../../db/read/stored.ts";
import { subjectKey, type SystemAnswer } from "../../experiment/answer.ts";
import { isSaturated } from "../../experiment/estimate.ts";
import { patternStackOf } from "../../experiment/pattern/stack.ts";
import { type PlotKind, plotKind } from "../../experiment/plot-kind.ts";
import { placeOf } from "../../experiment/points.ts";
import { shownAxes } from "../../experiment/shown-axes.ts";
import { type ExperimentPlot, experimentPlotSvg } from "../../plot/experiment-plot.ts";
import type { LatencyThroughputData } from "../../plot/latency-throughput.ts";
import {
  curvesAgainst,
  lastVaryingAxis,
  type MetricAgainstAxisData,
} from "../../plot/metric-against-axis-data.ts";
import { nodeDocument } from "../../plot/node-document.ts";
import { type ApiContext, makeContext, type Services } from "../context.ts";
import { ApiError, badInput } from "../errors.ts";
import { answersOf } from "../experiment/answers.ts";
import { powerLoadOf } from "../experiment/power-load.ts";
import { resultsOf } from "../point/results-of.ts";
import { currentRequestId } from "./request-id.ts";

const PS_PER_US = 1e6;
const CONFIDENCE = 0.95;

export function plotFile(services: Services, kind: PlotKind) {
  return async (req: Request, res: Response): Promise<void> => {
    const theme = req.query["theme"] ?? "light";
    if (theme !== "light" && theme !== "dark") throw badInput("theme is light or dark.");
    const experiment = await readExperimentByNumber(services.db, wholeNumber(req.params["number"]));
    if (experiment === null) throw new ApiError("NOT_FOUND", "There is no such experiment.");
    const context = makeContext(services, currentRequestId());
    const plot = await plotOf(kind, experiment, { context, query: req.query });
    if (plot === undefined) {
      throw new ApiError("NOT_FOUND", `The experiment has no such plot. ${kindsText(experiment)}`);
    }
    res.setHeader("cache-control", "no-cache");
    res.type("image/svg+xml").send(experimentPlotSvg(plot, { document: nodeDocument(), theme }));
  };
}

/** What is asked for beside the kind of plot: of stacks, which point and which replication. */
interface PlotRequest {
  readonly context: ApiContext;
  readonly query: Request["query"];
}

/** Of digits; -1 for anything else, which no row has. */
const wholeNumber = (text: unknown): number =>
  typeof text === "string" && /^(0|[1-9][0-9]{0,8})$/.test(text) ? Number(text) : -1;

function kindsText({ definition }: StoredExperiment): string {
  const kinds = new Set(definition.systems.map(plotKind));
  return `It may have ${[...kinds].map((kind) => `${kind}.svg`).join(" and ")}.`;
}

/** A plot of the systems that are drawn in this way; undefined if there are none, or nothing to draw yet. */
async function plotOf(
  kind: PlotKind,
  experiment: StoredExperiment,
  { context, query }: PlotRequest,
): Promise<ExperimentPlot | undefined> {
  const { definition } = experiment;
  if (kind === "pattern-stack") return stackPlot(experiment, query, context);
  if (!definition.systems.some((system) => plotKind(system) === kind)) return undefined;
  const stored = (await context.loaders.pointsOf.load(experiment.id)).filter(
    ({ index }) => plotKind(placeOf(definition, index).system) === kind,
  );
  if (kind === "power-load") {
    const data = await powerLoad(experiment, context);
    return data && { kind, data };
  }
  if (kind === "metric-against-axis") {
    const data = await throughputAgainstAxis(experiment, stored, context);
    return data && { kind, data };
  }
  return { kind, data: await latencyThroughput(experiment, stored, context) };
}

async function powerLoad(experiment: StoredExperiment, context: ApiContext) {
  const curves = await powerLoadOf(experiment, context);
  const { systems, name: title } = experiment.definition;
  const scans = systems.filter((system) => plotKind(system) === "power-load");
  const subtitle = scans.map(({ name }) => name).join(", ");
  return curves === null
    ? undefined
    : { title, subtitle, ...curves, provenance: provenanceOf(experiment) };
}

/** ?point=3&replication=0: the first point with reports and its first run, unless the query names others. */
async function stackPlot(
  experiment: StoredExperiment,
  { point, replication }: PlotRequest["query"],
  context: ApiContext,
): Promise<ExperimentPlot | undefined> {
  const { definition } = experiment;
  const stored = await context.loaders.pointsOf.load(experiment.id);
  const chosen = stored.find(({ index }) =>
    point === undefined
      ? plotKind(placeOf(definition, index).system) === "pattern-stack"
      : index === wholeNumber(point),
  );
  if (chosen === undefined) return undefined;
  const results = await resultsOf(chosen, context);
  const shown =
    replication === undefined
      ? results[0]
      : results.find((result) => result.replication === wholeNumber(replication));
  if (shown === undefined) return undefined;
  const place = placeOf(definition, chosen.index);
  const subject = { ...experiment, point: place, replication: shown.replication };
  const data = patternStackOf(subject, shown.record);
  return data && { kind: "pattern-stack", data };
}

const provenanceOf = ({ definition, definitionHash, modelVersion }: StoredExperiment) => ({
  replications: definition.replications,
  modelVersion,
  definitionHash,
});

async function latencyThroughput(
  experiment: StoredExperiment,
  stored: readonly StoredPoint[],
  context: ApiContext,
): Promise<LatencyThroughputData> {
  const { definition, name } = experiment;
  const [answers, points] = await Promise.all([
    answersOf(experiment, context),
    Promise.all(stored.map((point) => latencyPoint(point, experiment, context))),
  ]);
  return {
    title: name,
    systems: answers.filter(isDrawnWith(points)).map((answer) => ({
      id: answer.id,
      name: answer.label,
      dataplane: answer.system.dataplane.kind,
      points: points.filter((point) => point.subject === answer.id),
      maxUnderSloRps: answer.maxThroughputUnderSlo.value,
    })),
    slo: definition.slo && {
      measure: definition.slo.measure,
      limitUs: definition.slo.limitPs / PS_PER_US,
    },
    provenance: provenanceOf(experiment),
  };
}

/** Answers of the subjects that have points in the plot. */
const isDrawnWith =
  (points: readonly { readonly subject: string }[]) =>
  ({ id }: SystemAnswer): boolean =>
    points.some(({ subject }) => subject === id);

async function latencyPoint(
  point: StoredPoint,
  { definition }: StoredExperiment,
  context: ApiContext,
) {
  const { records } = context.services;
  const results = await resultsOf(point, context);
  const [throughput, p50, p99, saturated] = await Promise.all([
    records.estimate(results, "throughput", CONFIDENCE),
    records.estimate(results, "latency.p50", CONFIDENCE),
    records.estimate(results, "latency.p99", CONFIDENCE),
    records.answer(results, ["saturated"], (all) => isSaturated(all())),
  ]);
  const { system, axes, offeredRps } = placeOf(definition, point.index);
  return {
    subject: subjectKey(definition, { systemId: system.id, axes }),
    offeredRps: offeredRps ?? 0,
    achievedRps: throughput.value,
    p50Us: p50.value,
    p99Us: p99.value,
    p99LowUs: p99.ciLow,
    p99HighUs: p99.ciHigh,
    saturated: saturated === true,
  };
}

async function throughputAgainstAxis(
  experiment: StoredExperiment,
  stored: readonly StoredPoint[],
  context: ApiContext,
): Promise<MetricAgainstAxisData | undefined> {
  const { definition, name } = experiment;
  const axes = shownAxes(definition);
  const axis = lastVaryingAxis(axes, stored);
  if (axis === undefined) return undefined;
  const points = await Promise.all(
    stored.map(async (point) => {
      const results = await resultsOf(point, context);
      const { records } = context.services;
      const { value, ciLow, ciHigh } = await records.estimate(results, "throughput", CONFIDENCE);
      const systemId = placeOf(definition, point.index).system.id;
      return { systemId, params: point.params, value, ciLow, ciHigh };
    }),
  );
  const systems = definition.systems.map(({ id, name: text, dataplane }) => ({
    id,
    name: text,
    dataplane: dataplane.kind,
  }));
  return {
    title: name,
    axis,
    metric: { title: "Throughput", unit: "rps" },
    curves: curvesAgainst(axis, axes, systems, points),
    provenance: provenanceOf(experiment),
  };
}
