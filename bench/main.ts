/**
 * Benchmarks: `node dist/bench/main.js [engine [ROW ...] | startup | service [BACKEND] | patterns] [--json]`. Engine: requests per
 * CPU-second of one core, beside floors measured in the same minute. Startup: time and memory before a run begins.
 * Service: trivial runs per second through the whole service. Patterns: the long runs of the control plane, minutes.
 *
 * Every row of `engine` has a process of its own, as simulations have in the product, so that what the compiler
 * learned in one row is not carried into the next.
 */
import { execFileSync } from "node:child_process";
import { raiseInliningLimits } from "../src/compiler-flags.ts";
import { type EngineRow, engineIds, engineRow } from "./engine.ts";
import { patternRows } from "./patterns.ts";
import { serviceRows } from "./service.ts";
import { startupRows } from "./startup.ts";

const print = (text: string) => void process.stdout.write(`${text}\n`);
const millions = (x: number) => `${(x / 1e6).toPrecision(3)} M/s`;

function rowOf(id: string, all: boolean): EngineRow {
  const program = process.argv[1] ?? "";
  const text = execFileSync(process.execPath, [program, "row", id, ...(all ? ["all"] : [])], {
    encoding: "utf8",
    stdio: ["ignore", "pipe", "inherit"],
  });
  return JSON.parse(text) as EngineRow;
}

function engine(json: boolean, given: readonly string[]): void {
  const ids = given.length > 0 ? given : engineIds();
  if (json) {
    const rows = ids.map((id) => {
      const { requestsPerCpuSecond, floors } = rowOf(id, false);
      const [floor] = floors;
      const ratio = Number((floor?.ratio ?? 0).toFixed(4));
      return { id, requestsPerCpuSecond, floor: floor?.requestsPerCpuSecond, ratio };
    });
    print(JSON.stringify({ rows }));
    return;
  }
  print("Requests per CPU-second of one core, medians of 5 interleaved rounds");
  for (const id of ids) {
    const { requestsPerCpuSecond, floors } = rowOf(id, true);
    const ratios = floors.map(
      (floor) =>
        `${floor.ratio.toPrecision(3)} x ${floor.id} (${millions(floor.requestsPerCpuSecond)})`,
    );
    print(`${id.padEnd(16)} ${millions(requestsPerCpuSecond).padStart(9)} = ${ratios.join(", ")}`);
  }
}

function startup(json: boolean): void {
  const rows = startupRows();
  if (json) {
    print(JSON.stringify({ rows }));
    return;
  }
  for (const { id, value, unit, limit } of rows) {
    print(`${id.padEnd(46)} ${value.toFixed(1).padStart(7)} ${unit} (at most ${limit})`);
  }
}

async function service(json: boolean, given: readonly string[]): Promise<void> {
  const rows = await serviceRows(given);
  if (json) {
    print(JSON.stringify({ rows }));
    return;
  }
  for (const { id, value, unit, least, cpuMsPerRun, mostCpuMsPerRun } of rows) {
    const cost =
      cpuMsPerRun === null
        ? ""
        : `, ${cpuMsPerRun.toFixed(2)} CPU-ms/run (at most ${mostCpuMsPerRun.toFixed(1)})`;
    print(`${id.padEnd(46)} ${value.toFixed(0).padStart(7)} ${unit} (at least ${least})${cost}`);
  }
}

async function patterns(json: boolean): Promise<void> {
  const rows = await patternRows();
  if (json) {
    print(JSON.stringify({ rows }));
    return;
  }
  for (const { id, value, unit, limit, runs, requests, requestsPerCpuSecond } of rows) {
    const spent = `${value.toFixed(1).padStart(7)} ${unit} (at most ${limit})`;
    const done = `${runs} runs, ${(requests / 1e6).toFixed(0)} M requests`;
    print(`${id.padEnd(26)} ${spent}, ${done}, ${millions(requestsPerCpuSecond)} of CPU time`);
  }
}

type Suite = (json: boolean, given: readonly string[]) => void | Promise<void>;

const SUITES: Readonly<Record<string, Suite>> = {
  engine,
  startup,
  service,
  patterns,
  // One row of `engine`, in this process.
  row: (_, [id = "", all]) => {
    print(JSON.stringify(engineRow(id, all === "all")));
  },
};

raiseInliningLimits();

const [name = "engine", ...given] = process.argv.slice(2).filter((text) => text !== "--json");
const suite = Object.hasOwn(SUITES, name) ? SUITES[name] : undefined;
if (suite === undefined) {
  process.stderr.write(
    "usage: bench [engine [ROW ...] | startup | service [postgres | redis] | patterns] [--json]\n",
  );
  process.exitCode = 2;
} else await suite(process.argv.includes("--json"), given);
