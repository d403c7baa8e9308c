/** What a run costs before it begins: time to compile a plan in a warm process, and memory for many connections. */
import { compile } from "../src/experiment/compile.ts";
import type { RunPlan } from "../src/experiment/plan.ts";
import { simulate } from "../src/experiment/simulate.ts";
import { ms } from "../src/units.ts";
import { median } from "./cpu-time.ts";
import { planOf, type WholeRun } from "./whole-run.ts";

const ROUNDS = 9;
const SILENT = { load: () => undefined, latencyClient: () => undefined };
const MIB = 2 ** 20;

const MOST_CONNECTIONS: WholeRun = {
  dataplane: "ix",
  hardwareThreads: 16,
  workload: "echo",
  workloadParams: { connections: 250_992, messagesPerConnection: 0, messageBytes: 64 },
  load: null,
  requests: 0,
};

const STARTED: Readonly<Record<string, RunPlan>> = {
  w2: planOf(
    {
      ...MOST_CONNECTIONS,
      dataplane: "ideal-central",
      workload: "synthetic-exponential",
      workloadParams: {},
    },
    1e6,
    ms(1),
  ),
  "ix-usr": planOf(
    { ...MOST_CONNECTIONS, workload: "memcached-usr", workloadParams: {} },
    1e6,
    ms(1),
  ),
  "ix-exponential": planOf(
    { ...MOST_CONNECTIONS, workload: "synthetic-exponential", workloadParams: {} },
    1e6,
    ms(1),
  ),
  "ix-echo, 250,992 connections": planOf(MOST_CONNECTIONS, null, ms(1)),
};

export interface StartupRow {
  readonly id: string;
  readonly value: number;
  readonly unit: "ms" | "MiB";
  readonly limit: number;
}

/** Memory first, while nothing else has been allocated. */
export function startupRows(): StartupRow[] {
  const before = process.memoryUsage.rss();
  simulate(planOf(MOST_CONNECTIONS, null, ms(100)));
  const grownMiB = (process.memoryUsage.rss() - before) / MIB;
  const rows: StartupRow[] = [
    { id: "memory of ix-echo, 250,992 connections", value: grownMiB, unit: "MiB", limit: 300 },
  ];
  for (const [id, plan] of Object.entries(STARTED)) {
    const times: number[] = [];
    for (let round = 0; round < ROUNDS; round++) {
      const from = performance.now();
      compile(plan, SILENT);
      times.push(performance.now() - from);
    }
    rows.push({ id: `start of ${id}`, value: median(times), unit: "ms", limit: 60 });
  }
  return rows;
}
