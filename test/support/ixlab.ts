/** The command line as a user meets it: a real process, its exit code and what is on which stream. */
import { type ChildProcess, spawn } from "node:child_process";
import path from "node:path";

const CLI = path.resolve("dist/cli/main.js");

export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Ixlab {
  readonly process: ChildProcess;
  /** What it has said on stderr so far. */
  stderr(): string;
  readonly ended: Promise<Ended>;
}

/** Standard input is no terminal: it is `input`, and then its end. */
export function startIxlab(
  args: readonly string[],
  env: NodeJS.ProcessEnv = {},
  input = "",
): Ixlab {
  const child = spawn(process.execPath, [CLI, ...args], { env: { ...process.env, ...env } });
  let stdout = "";
  let stderr = "";
  child.stdout.on("data", (chunk: Buffer) => (stdout += chunk.toString()));
  child.stderr.on("data", (chunk: Buffer) => (stderr += chunk.toString()));
  child.stdin.end(input);
  const ended = new Promise<Ended>((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (code) => resolve({ code, stdout, stderr }));
  });
  return { process: child, stderr: () => stderr, ended };
}

export const ixlab = (args: readonly string[], env?: NodeJS.ProcessEnv, input?: string) =>
  startIxlab(args, env, input).ended;
