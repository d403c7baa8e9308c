/**
 * Benchmarks: `node dist/bench/main.js [engine] [--json]`. Requests per CPU-second of one core, beside the floor
 * measured in the same process and at the same time, so that the ratio survives a busy machine.
 */
import { cycleFloor } from "./cycle-floor.ts";
import { WHOLE_RUNS, wholeRun } from "./whole-run.ts";

const ROUNDS = 5;
const FLOOR_REQUESTS = 3_000_000;
const RUN_REQUESTS = 1_500_000;

interface Row {
  readonly id: string;
  readonly requestsPerCpuSecond: number;
  /** Requests per CPU-second of the bare cycle loop. */
  readonly floor: number;
  readonly ratio: number;
}

/** Requests per second of processor time that `work` takes. */
function speedOf(work: () => number): number {
  const before = process.cpuUsage();
  const requests = work();
  const { user, system } = process.cpuUsage(before);
  return (requests * 1e6) / (user + system);
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[sorted.length >> 1] ?? Number.NaN;
}

function engineRows(): Row[] {
  return WHOLE_RUNS.map((run) => {
    const floors: number[] = [];
    const speeds: number[] = [];
    const ratios: number[] = [];
    // The first round warms the compiler up and is not counted.
    for (let round = 0; round <= ROUNDS; round++) {
      const floor = speedOf(() => cycleFloor(FLOOR_REQUESTS, 1.7e6));
      const speed = speedOf(() => wholeRun(run, RUN_REQUESTS / run.offeredRps));
      if (round === 0) continue;
      floors.push(floor);
      speeds.push(speed);
      ratios.push(speed / floor);
    }
    return {
      id: run.id,
      requestsPerCpuSecond: Math.round(median(speeds)),
      floor: Math.round(median(floors)),
      ratio: Number(median(ratios).toFixed(4)),
    };
  });
}

const [suite = "engine", ...flags] = process.argv.slice(2);
if (suite !== "engine") {
  process.stderr.write("usage: bench engine [--json]\n");
  process.exitCode = 2;
} else {
  const rows = engineRows();
  if (flags.includes("--json")) {
    process.stdout.write(`${JSON.stringify({ rows })}\n`);
  } else {
    for (const row of rows) {
      const millions = (x: number) => `${(x / 1e6).toFixed(2)} M/s`;
      process.stdout.write(
        `${row.id}: ${millions(row.requestsPerCpuSecond)}, floor ${millions(row.floor)}, ratio ${row.ratio}\n`,
      );
    }
  }
}
