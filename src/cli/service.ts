/** Starts the service for `serve` and `demo`: options become configuration, steps are said aloud. */
import type { Command } from "commander";
import { readConfig } from "../config.ts";
import { type Stack, startStack } from "../launch/stack.ts";
import { untilToldToStop } from "../launch/until-told-to-stop.ts";
import { EXIT, ExitError } from "./exit.ts";
import { paint } from "./paint.ts";

export interface ServiceOptions {
  readonly port?: string;
  readonly workers: string;
}

const MAX_WORKERS = 64;

export function withServiceOptions(command: Command): Command {
  return command
    .option("-p, --port <port>", "port of API and dashboard (default: 4000, or the next free one)")
    .option("--workers <n>", "worker processes", "1");
}

export function say(line: string): void {
  process.stderr.write(`${line}\n`);
}

/**
 * Runs `use` while the service is up and stops it afterwards, however `use` ends. Ctrl-C ends it
 * with exit code 130.
 */
export async function withService(
  options: ServiceOptions,
  use: (stack: Stack) => Promise<void>,
): Promise<void> {
  const isPortNamed = options.port !== undefined;
  const env = { ...process.env, ...(isPortNamed && { IXLAB_PORT: options.port }) };
  const workers = Number(options.workers);
  if (!Number.isInteger(workers) || workers < 1 || workers > MAX_WORKERS) {
    throw new ExitError(EXIT.usage, `ixlab: --workers is a whole number from 1 to ${MAX_WORKERS}`);
  }
  const told = untilToldToStop();
  const stack = await startStack({
    config: readConfig(env),
    workers,
    isPortNamed: isPortNamed || process.env["IXLAB_PORT"] !== undefined,
    onNews: (sentence) => say(paint("dim", sentence)),
  });
  try {
    await Promise.race([
      use(stack),
      told.then(() => {
        throw new ExitError(EXIT.interrupted, "stopping");
      }),
    ]);
  } finally {
    await stack.stop();
  }
}

/** Serves until interrupted. */
export async function serveOn(stack: Stack): Promise<void> {
  say(`serving ${paint("cyan", stack.url)} (Ctrl-C stops)`);
  await new Promise<never>(() => {});
}
