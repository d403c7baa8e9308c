/** The plot of an experiment as a file: /experiments/12/plots/latency-throughput.svg?theme=dark */
import type { Request, Response } from "express";
import { readExperimentByNumber } from "../../db/read/experiments.ts";
import type { StoredExperiment, StoredPoint } from "../../db/read/stored.ts";
import { isSaturated } from "../../experiment/estimate.ts";
import { type LatencyThroughputData, latencyThroughputSvg } from "../../plot/latency-throughput.ts";
import { nodeDocument } from "../../plot/node-document.ts";
import { type ApiContext, makeContext, type Services } from "../context.ts";
import { ApiError, badInput } from "../errors.ts";
import { answersOf } from "../experiment/answers.ts";
import { placeOf } from "../point/place.ts";
import { resultsOf } from "../point/results-of.ts";
import { currentRequestId } from "./request-id.ts";

const PS_PER_US = 1e6;
const CONFIDENCE = 0.95;

export function plotFile(services: Services) {
  return async (req: Request, res: Response): Promise<void> => {
    const theme = req.query["theme"] ?? "light";
    if (theme !== "light" && theme !== "dark") throw badInput("theme is light or dark.");
    const digits = String(req.params["number"]);
    const number = /^[1-9][0-9]{0,8}$/.test(digits) ? Number(digits) : 0;
    const experiment = await readExperimentByNumber(services.db, number);
    if (experiment === null) throw new ApiError("NOT_FOUND", "There is no such experiment.");
    const data = await plotDataOf(experiment, makeContext(services, currentRequestId()));
    res.setHeader("cache-control", "no-cache");
    res.type("image/svg+xml").send(latencyThroughputSvg(data, { document: nodeDocument(), theme }));
  };
}

async function plotDataOf(
  experiment: StoredExperiment,
  context: ApiContext,
): Promise<LatencyThroughputData> {
  const { definition, definitionHash, modelVersion, name } = experiment;
  const stored = await context.loaders.pointsOf.load(experiment.id);
  const [answers, points] = await Promise.all([
    answersOf(experiment, context),
    Promise.all(stored.map((point) => plotPoint(point, experiment, context))),
  ]);
  return {
    title: name,
    systems: definition.systems.map((system, i) => ({
      id: system.id,
      name: system.name,
      dataplane: system.dataplane.kind,
      points: points.filter((point) => point.systemId === system.id),
      maxUnderSloRps: answers[i]?.maxThroughputUnderSlo.value ?? null,
    })),
    slo: definition.slo && {
      measure: definition.slo.measure,
      limitUs: definition.slo.limitPs / PS_PER_US,
    },
    provenance: { replications: definition.replications, modelVersion, definitionHash },
  };
}

async function plotPoint(point: StoredPoint, experiment: StoredExperiment, context: ApiContext) {
  const { records } = context.services;
  const results = await resultsOf(point, context);
  const [throughput, p50, p99, saturated] = await Promise.all([
    records.estimate(results, "throughput", CONFIDENCE),
    records.estimate(results, "latency.p50", CONFIDENCE),
    records.estimate(results, "latency.p99", CONFIDENCE),
    records.answer(results, ["saturated"], (all) => isSaturated(all())),
  ]);
  const { system, offeredRps } = placeOf(experiment.definition, point.index);
  return {
    systemId: system.id,
    offeredRps,
    achievedRps: throughput.value,
    p50Us: p50.value,
    p99Us: p99.value,
    p99LowUs: p99.ciLow,
    p99HighUs: p99.ciHigh,
    saturated: saturated === true,
  };
}
