/**
 * The plot of an experiment as a file: /experiments/12/plots/latency-throughput.svg?theme=dark, and
 * for a closed loop /experiments/12/plots/metric-against-axis.svg
 */
import type { Request, Response } from "express";
import { readExperimentByNumber } from "../../db/read/experiments.ts";
import type { StoredExperiment, StoredPoint } from "../../db/read/stored.ts";
import { subjectKey } from "../../experiment/answer.ts";
import { isSaturated } from "../../experiment/estimate.ts";
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
import { resultsOf } from "../point/results-of.ts";
import { currentRequestId } from "./request-id.ts";

const PS_PER_US = 1e6;
const CONFIDENCE = 0.95;

export function plotFile(services: Services, kind: ExperimentPlot["kind"]) {
  return async (req: Request, res: Response): Promise<void> => {
    const theme = req.query["theme"] ?? "light";
    if (theme !== "light" && theme !== "dark") throw badInput("theme is light or dark.");
    const digits = String(req.params["number"]);
    const number = /^[1-9][0-9]{0,8}$/.test(digits) ? Number(digits) : 0;
    const experiment = await readExperimentByNumber(services.db, number);
    if (experiment === null) throw new ApiError("NOT_FOUND", "There is no such experiment.");
    const plot = await plotOf(experiment, makeContext(services, currentRequestId()));
    if (plot?.kind !== kind) {
      const other = plot === undefined ? "It has none." : `It has ${plot.kind}.svg.`;
      throw new ApiError("NOT_FOUND", `The experiment has no such plot. ${other}`);
    }
    res.setHeader("cache-control", "no-cache");
    res.type("image/svg+xml").send(experimentPlotSvg(plot, { document: nodeDocument(), theme }));
  };
}

async function plotOf(
  experiment: StoredExperiment,
  context: ApiContext,
): Promise<ExperimentPlot | undefined> {
  const stored = await context.loaders.pointsOf.load(experiment.id);
  if (experiment.definition.systems.some(({ loadsRps }) => loadsRps.length > 0)) {
    return {
      kind: "latency-throughput",
      data: await latencyThroughput(experiment, stored, context),
    };
  }
  const data = await throughputAgainstAxis(experiment, stored, context);
  return data && { kind: "metric-against-axis", data };
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
    systems: answers.map((answer) => ({
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
