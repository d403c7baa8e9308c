/** A whole service for browser tests, and experiments small enough to be watched. */
import { rmSync } from "node:fs";
import type { Browser } from "playwright-core";
import { readConfig } from "../../src/config.ts";
import { type Stack, startStack } from "../../src/launch/stack.ts";
import { temporaryFolder } from "../support/service-postgres.ts";
import { launchBrowser } from "./chromium.ts";

export interface DashboardWorld {
  readonly url: string;
  readonly browser: Browser;
  stop(): Promise<void>;
}

export async function startDashboardWorld(): Promise<DashboardWorld> {
  const folder = temporaryFolder();
  const config = readConfig({ IXLAB_DATA: folder, IXLAB_PORT: "0", IXLAB_LOG: "warn" });
  let stack: Stack | undefined;
  let browser: Browser | undefined;
  const stop = async () => {
    await browser?.close();
    await stack?.stop();
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    stack = await startStack({ config });
    browser = await launchBrowser();
    return { url: stack.url, browser, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

interface Shape {
  readonly name: string;
  readonly rootSeed: number;
  readonly measureMs?: number;
}

/** IX and Linux on two cores each, from idle to beyond what they can carry. */
export const smallDefinition = ({
  name,
  rootSeed,
  measureMs = 300,
}: Shape): string => `apiVersion: ix/v1
kind: Experiment
name: ${name}
workload: memcached-usr
systems:
  - { name: IX, dataplane: ix, cores: 2, loads: [50krps, 200krps, 400krps, 600krps, 2Mrps] }
  - { name: Linux, dataplane: linux, cores: 2, loads: [20krps, 50krps, 100krps, 150krps, 1Mrps] }
slo: { p99: 500us }
replications: 3
rootSeed: "${rootSeed}"
phases: { warmup: 20ms, measure: ${measureMs}ms }
`;

export async function graphql<T>(
  url: string,
  query: string,
  variables: Readonly<Record<string, unknown>> = {},
): Promise<T> {
  const response = await fetch(`${url}/graphql`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ query, variables }),
  });
  const answer = (await response.json()) as { data?: T; errors?: unknown };
  if (answer.data === undefined || answer.errors !== undefined) {
    throw new Error(JSON.stringify(answer.errors));
  }
  return answer.data;
}

/** Submits a definition without a browser; answers the experiment's number. */
export async function submit(url: string, yaml: string): Promise<number> {
  const { experimentSubmit } = await graphql<{
    experimentSubmit: { experiment: { number: number } | null; userErrors: unknown[] };
  }>(
    url,
    `mutation ($input: ExperimentSubmitInput!) {
      experimentSubmit(input: $input) { experiment { number } userErrors { message line } }
    }`,
    { input: { spec: { yaml } } },
  );
  if (experimentSubmit.experiment === null) {
    throw new Error(JSON.stringify(experimentSubmit.userErrors));
  }
  return experimentSubmit.experiment.number;
}
