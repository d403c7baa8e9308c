/**
 * How many runs a second go through the whole service when simulating takes no time to speak of: submit, queue, claims,
 * child processes, commits and events, on all cores of this machine.
 */
import { spawn, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { submitExperiment } from "../src/cli/experiment-client.ts";
import { graphqlRequest } from "../src/cli/graphql-client.ts";
import { readConfig } from "../src/config.ts";
import { anyFreePort } from "../src/launch/free-port.ts";
import { startStack } from "../src/launch/stack.ts";
import { treeCpuMs } from "./process-tree.ts";

const LOADS = 10;
const REPLICATIONS = 1000;
/** Enough for every child to be started and its code to be compiled. */
const WARM_UP_REPLICATIONS = 50;
/** Runs per second on two cores, and what a run may then cost. */
const LEAST = 300;
const MOST_CPU_MS = 2000 / LEAST;
const POLL_MS = 250;

/** About one simulated request per run: all the rest is the service. */
const definition = (rootSeed: number, replications: number) => `apiVersion: ix/v1
kind: Experiment
name: trivial runs
workload: synthetic-exponential
systems: [{ name: queue, dataplane: ideal-central, cores: 1 }]
loads: { from: 1krps, to: 10krps, count: ${LOADS} }
replications: ${replications}
rootSeed: "${rootSeed}"
phases: { warmup: 10us, measure: 100us }
`;

export interface ServiceRow {
  readonly id: string;
  readonly value: number;
  readonly unit: "runs/s";
  readonly least: number;
  /** Of all processes together, Postgres and Redis included; null where it cannot be told. */
  readonly cpuMsPerRun: number | null;
  readonly mostCpuMsPerRun: number;
}

/** On the named queue backends, or on each one that this machine has. */
export async function serviceRows(given: readonly string[]): Promise<readonly ServiceRow[]> {
  const hasRedis = spawnSync("redis-server", ["--version"]).status === 0;
  const backends = given.length > 0 ? given : ["postgres", ...(hasRedis ? ["redis"] : [])];
  const rows: ServiceRow[] = [];
  for (const backend of backends) {
    const id = `${LOADS * REPLICATIONS} trivial runs, queue on ${backend}`;
    const { runsPerSecond, cpuMsPerRun } = await throughput(backend);
    rows.push({
      id,
      value: runsPerSecond,
      unit: "runs/s",
      least: LEAST,
      cpuMsPerRun,
      mostCpuMsPerRun: MOST_CPU_MS,
    });
  }
  return rows;
}

interface Throughput {
  readonly runsPerSecond: number;
  readonly cpuMsPerRun: number | null;
}

async function throughput(backend: string): Promise<Throughput> {
  const folder = mkdtempSync(path.join(tmpdir(), "ixlab-bench-"));
  const redis = backend === "redis" ? await startRedis(folder) : undefined;
  // The processes of the service inherit the environment of this one.
  Object.assign(process.env, {
    DATABASE_URL: "",
    REDIS_URL: redis?.url ?? "",
    IXLAB_DATA: folder,
    IXLAB_PORT: "0",
    IXLAB_LOG: "warn",
  });
  try {
    const stack = await startStack({ config: readConfig() });
    try {
      const endpoint = `${stack.url}/graphql`;
      await measure(endpoint, definition(1, WARM_UP_REPLICATIONS));
      return await measure(endpoint, definition(2, REPLICATIONS));
    } finally {
      await stack.stop();
    }
  } finally {
    redis?.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function startRedis(folder: string) {
  const port = await anyFreePort();
  const args = ["--port", String(port), "--bind", "127.0.0.1", "--save", "", "--dir", folder];
  const server = spawn("redis-server", args, { stdio: "ignore" });
  return { url: `redis://127.0.0.1:${port}`, stop: () => void server.kill() };
}

interface Ended {
  readonly experiment: {
    readonly state: string;
    readonly createdAt: string;
    readonly finishedAt: string | null;
    readonly progress: { readonly runsDone: number };
  };
}

/** By Postgres' clock from the stored experiment to its stored end; processor time from before it is submitted. */
async function measure(endpoint: string, yaml: string): Promise<Throughput> {
  const cpuBefore = treeCpuMs();
  const submitted = await submitExperiment(endpoint, yaml);
  if (!submitted.ok) throw new Error(JSON.stringify(submitted.problems));
  const { id } = submitted.experiment;
  const query = `query ($id: ID!) {
    experiment(id: $id) { state createdAt finishedAt progress { runsDone } }
  }`;
  for (;;) {
    await sleep(POLL_MS);
    const { experiment } = await graphqlRequest<Ended>(endpoint, query, { id });
    const { state, createdAt, finishedAt, progress } = experiment;
    if (finishedAt === null) continue;
    if (state !== "SUCCEEDED") throw new Error(`the experiment ended ${state}`);
    const cpuAfter = treeCpuMs();
    const runs = progress.runsDone;
    const wallMs = Date.parse(finishedAt) - Date.parse(createdAt);
    const hasCpu = cpuBefore !== null && cpuAfter !== null;
    return {
      runsPerSecond: (runs * 1000) / wallMs,
      cpuMsPerRun: hasCpu ? (cpuAfter - cpuBefore) / runs : null,
    };
  }
}
