/** Floors that are other programs, where the machine has what they need: g++ for C++, python3 with SimPy. */
import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";

/** Requests per CPU-second that a program says it reached. */
export type QueueProgram = (servers: number, queues: number, requests: number) => number;

const COMPILER = "g++";

/** From dist/bench, where this runs, to the sources. */
const source = (name: string) =>
  fileURLToPath(new URL(`../../bench/floors/${name}`, import.meta.url));

const queueProgram =
  (command: string, ...first: string[]): QueueProgram =>
  (...numbers) => {
    const text = execFileSync(command, [...first, ...numbers.map(String)], { encoding: "utf8" });
    return Number(text.split(" ")[0]);
  };

/** Compiles the C++ floor into a temporary folder; undefined without a compiler. */
export function cppQueues(): QueueProgram | undefined {
  const folder = mkdtempSync(path.join(tmpdir(), "ixlab-bench-"));
  process.on("exit", () => rmSync(folder, { recursive: true, force: true }));
  const program = path.join(folder, "queues");
  const flags = ["-O3", "-march=native", "-std=c++20", source("queues.cpp"), "-o", program];
  return spawnSync(COMPILER, flags).status === 0 ? queueProgram(program) : undefined;
}

/** SimPy; undefined where it is not installed. */
export function simpyQueues(): QueueProgram | undefined {
  if (spawnSync("python3", ["-c", "import simpy"]).status !== 0) return undefined;
  return queueProgram("python3", source("simpy_queues.py"));
}
