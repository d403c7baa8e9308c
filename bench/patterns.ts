/**
 * The two long experiments of SoCC'15, as the product runs them: one pattern of 300 s in one thread, and the exploration
 * of 224 static configurations on two.
 */
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { simulateAll } from "../src/cli/run-threads.ts";
import { type Expansion, expand } from "../src/experiment/expand.ts";
import { parseDefinition } from "../src/experiment/parse.ts";

export interface PatternRow {
  readonly id: string;
  /** CPU seconds of a run, or seconds on the wall of an exploration. */
  readonly value: number;
  readonly unit: "CPU-s" | "s";
  readonly limit: number;
  readonly runs: number;
  /** Requests answered in the measured time; the warm-up answers less than a thousandth of that. */
  readonly requests: number;
  readonly requestsPerCpuSecond: number;
}

const THREADS = 2;

/** @param file of a ready experiment, as `socc15/slope`. */
function readyExpansion(file: string): Expansion {
  // From dist/bench to the package.
  const path = fileURLToPath(new URL(`../../experiments/${file}.yaml`, import.meta.url));
  const parsed = parseDefinition(readFileSync(path, "utf8"));
  if (!parsed.ok) throw new Error(`${file}: ${parsed.problems[0]?.message}`);
  return expand(parsed.definition);
}

interface Measured {
  readonly wallS: number;
  readonly cpuS: number;
  readonly requests: number;
}

async function measure(runs: Expansion["runs"], threads: number): Promise<Measured> {
  const before = process.cpuUsage();
  const started = performance.now();
  const orders = runs.map(({ plan }, index) => ({ index, plan }));
  const records = await simulateAll({ runs: orders }, () => undefined, threads);
  const { user, system } = process.cpuUsage(before);
  return {
    wallS: (performance.now() - started) / 1e3,
    cpuS: (user + system) / 1e6,
    requests: records.reduce((sum, { counters }) => sum + (counters["answered"] ?? 0), 0),
  };
}

/** One replication of the slope under the energy policy: within 60 CPU-seconds. */
async function slope(): Promise<PatternRow> {
  const [run] = readyExpansion("socc15/slope").runs;
  const { cpuS, requests } = await measure(run === undefined ? [] : [run], 1);
  const about = { id: "slope, ix-energy, 300 s", value: cpuS, unit: "CPU-s", limit: 60 } as const;
  return { ...about, runs: 1, requests, requestsPerCpuSecond: requests / cpuS };
}

/** All configurations on two cores: within 240 s. */
async function exploration(): Promise<PatternRow> {
  const { runs } = readyExpansion("socc15/static-energy");
  const { wallS, cpuS, requests } = await measure(runs, THREADS);
  const about = { id: "224 configurations", value: wallS, unit: "s", limit: 240 } as const;
  return { ...about, runs: runs.length, requests, requestsPerCpuSecond: requests / cpuS };
}

export const patternRows = async (): Promise<readonly PatternRow[]> => [
  await slope(),
  await exploration(),
];
