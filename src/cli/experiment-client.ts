/** An experiment through the service: submit it, wait for it, read its answer. */
import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import type { Problem } from "../experiment/problem.ts";
import type { Estimate } from "../stats/estimate.ts";
import { graphqlRequest } from "./graphql-client.ts";

type Shown = Pick<Estimate, "value" | "ciLow" | "ciHigh" | "absentBecause">;

export interface SubmittedExperiment {
  readonly id: string;
  readonly number: number;
  readonly url: string;
}

export type Submitted =
  | { readonly ok: true; readonly experiment: SubmittedExperiment }
  | { readonly ok: false; readonly problems: readonly Problem[] };

const SUBMIT = `mutation Submit($input: ExperimentSubmitInput!) {
  experimentSubmit(input: $input) {
    experiment { id number url }
    userErrors { code message pointer line column hint allowed }
  }
}`;

interface SubmitChoices {
  readonly name?: string | undefined;
  readonly cache?: "REUSE" | "REFRESH";
  /** Global id. */
  readonly clonedFromId?: string | undefined;
}

export async function submitExperiment(
  endpoint: string,
  yaml: string,
  choices: SubmitChoices = {},
): Promise<Submitted> {
  const input = { spec: { yaml }, idempotencyKey: randomUUID(), ...choices };
  const { experimentSubmit } = await graphqlRequest<{
    experimentSubmit: {
      experiment: SubmittedExperiment | null;
      userErrors: readonly Problem[];
    };
  }>(endpoint, SUBMIT, { input });
  const { experiment, userErrors } = experimentSubmit;
  return experiment === null ? { ok: false, problems: userErrors } : { ok: true, experiment };
}

export interface WatchedExperiment {
  readonly state: string;
  readonly stateReason: { readonly code: string; readonly message: string } | null;
  readonly finishedAt: string | null;
  readonly digest: string | null;
  readonly progress: {
    readonly runsTotal: number;
    readonly runsDone: number;
    readonly runsCached: number;
    readonly runsFailed: number;
    readonly runsCancelled: number;
    readonly fraction: number;
  };
}

const WATCH = `query Watch($id: ID!) {
  experiment(id: $id) {
    state stateReason { code message } digest finishedAt
    progress { runsTotal runsDone runsCached runsFailed runsCancelled fraction }
  }
}`;

/** Polls until the experiment has ended; polling works through every kind of restart. */
export async function watchExperiment(
  endpoint: string,
  id: string,
  onProgress: (experiment: WatchedExperiment) => void,
): Promise<WatchedExperiment> {
  for (;;) {
    const { experiment } = await graphqlRequest<{ experiment: WatchedExperiment | null }>(
      endpoint,
      WATCH,
      { id },
    );
    if (experiment === null) throw new Error(`experiment ${id} is gone`);
    onProgress(experiment);
    if (experiment.finishedAt !== null) return experiment;
    await sleep(300);
  }
}

export interface ExperimentResult {
  readonly name: string;
  readonly modelVersion: string;
  readonly definitionHash: string;
  readonly slo: { readonly measure: string; readonly limitUs: number } | null;
  readonly answers: readonly {
    readonly system: { id: string; name: string; dataplane: string; cores: number };
    readonly maxThroughputUnderSlo: Shown;
    readonly unloadedP99: Shown;
    readonly kernelShare: Shown;
    readonly energyPerRequest: Shown;
    readonly peakThroughput: Shown;
  }[];
  readonly points: {
    readonly nodes: readonly {
      readonly systemId: string;
      readonly offeredRps: number | null;
      readonly saturated: boolean | null;
      readonly throughput: Shown;
      readonly p50: Shown;
      readonly p99: Shown & { readonly replications: number };
    }[];
  };
}

const RESULT = `query Result($id: ID!) {
  experiment(id: $id) {
    name modelVersion definitionHash
    slo { measure limitUs }
    answers {
      system { id name dataplane cores }
      maxThroughputUnderSlo { ...Shown } unloadedP99 { ...Shown } kernelShare { ...Shown }
      energyPerRequest { ...Shown } peakThroughput { ...Shown }
    }
    points(first: 100) {
      nodes {
        systemId offeredRps saturated
        throughput: estimate(measure: "throughput") { ...Shown }
        p50: estimate(measure: "latency.p50") { ...Shown }
        p99: estimate(measure: "latency.p99") { ...Shown replications }
      }
    }
  }
}
fragment Shown on Estimate { value ciLow ciHigh absentBecause }`;

export async function experimentResult(endpoint: string, id: string): Promise<ExperimentResult> {
  const { experiment } = await graphqlRequest<{ experiment: ExperimentResult | null }>(
    endpoint,
    RESULT,
    { id },
  );
  if (experiment === null) throw new Error(`experiment ${id} is gone`);
  return experiment;
}
