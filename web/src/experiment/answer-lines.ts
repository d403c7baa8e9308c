/** The lines of the answers table: which quantities, in which order, with which unit. */
import {
  type Column,
  energyColumn,
  latencyColumn,
  rateColumn,
  shareColumn,
} from "../format/quantity.ts";
import type { ShownEstimate } from "../parts/estimate-cell.tsx";
import type { Experiment } from "./load-experiment.ts";

export type Answer = Experiment["answers"][number];

export interface AnswerLine {
  readonly id: string;
  readonly title: string;
  readonly column: Column;
  readonly estimateOf: (answer: Answer) => ShownEstimate;
  /** Better than the reason of absence, where there is one. */
  readonly absentText?: (answer: Answer) => string | undefined;
}

export function answerLines(experiment: Experiment): readonly AnswerLine[] {
  const { answers, slo, digest, finishedAt } = experiment;
  const rates = rateColumn(
    answers.flatMap((a) => [a.maxThroughputUnderSlo.value, a.firstMissRps, a.peakThroughput.value]),
  );
  const isFinal = digest !== null || finishedAt !== null;
  const objective: readonly AnswerLine[] = [
    {
      id: "max-under-slo",
      title: "Most load under the SLO",
      column: rates,
      estimateOf: (answer) => answer.maxThroughputUnderSlo,
      absentText: (answer) => (answer.firstMissRps === null ? undefined : "at no load"),
    },
    {
      id: "first-miss",
      title: "Offered load of the first miss",
      column: rates,
      estimateOf: (answer) => bare(answer.firstMissRps),
      absentText: () => (isFinal ? "none" : undefined),
    },
  ];
  return [
    ...(slo === null ? [] : objective),
    {
      id: "peak",
      title: "Peak throughput",
      column: rates,
      estimateOf: (answer) => answer.peakThroughput,
    },
    {
      id: "unloaded-p99",
      title: "Unloaded p99",
      column: latencyColumn,
      estimateOf: (answer) => answer.unloadedP99,
    },
    {
      id: "kernel-share",
      title: "Kernel share of busy time",
      column: shareColumn,
      estimateOf: (answer) => answer.kernelShare,
    },
    {
      id: "energy",
      title: "Energy per request",
      column: energyColumn,
      estimateOf: (answer) => answer.energyPerRequest,
    },
  ];
}

/** A number that has no interval by nature. */
const bare = (value: number | null): ShownEstimate => ({
  value,
  ciLow: null,
  ciHigh: null,
  absentBecause: value === null ? "NOT_FINISHED" : null,
});
