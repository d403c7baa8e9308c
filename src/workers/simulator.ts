/**
 * One child process, as its parent sees it: a plan in, an outcome out, whatever happens to the
 * child. A new one is forked when the last one died, was killed, or has done many runs.
 */
import { type ChildProcess, fork } from "node:child_process";
import type { ChildMessage, SimulateMessage } from "./messages.ts";

export type SimulationOutcome =
  | Extract<ChildMessage, { readonly kind: "DONE" | "THREW" }>
  | { readonly kind: "DIED"; readonly how: string; readonly isOutOfMemory: boolean }
  | { readonly kind: "TIMED_OUT" }
  /** Killed because nobody wants the answer any more. */
  | { readonly kind: "ABANDONED" };

export interface SimulatorOptions {
  /** File of the child's program. */
  readonly childEntry: string;
  readonly memoryMb: number;
  readonly wallLimitMs: number;
  readonly failpoint: string | undefined;
}

/** A fresh process now and then, so that what leaks somewhere does not add up. */
const RUNS_PER_CHILD = 10_000;
/** A process that takes longer than this to start gets no more time for it. */
const START_LIMIT_MS = 30_000;
/** How Node ends when its heap is full: SIGABRT, or this exit code of a shell. */
const ABORTED = 134;

export class Simulator {
  readonly #options: SimulatorOptions;
  #child: ChildProcess | undefined;
  #isReady = false;
  #runs = 0;
  /** Ends the run that is under way with an outcome the child did not give. */
  #interrupt: ((outcome: SimulationOutcome) => void) | undefined;

  constructor(options: SimulatorOptions) {
    this.#options = options;
  }

  async run(
    message: SimulateMessage,
    onProgress: (fraction: number) => void,
  ): Promise<SimulationOutcome> {
    const child = this.#livingChild();
    this.#runs += 1;
    const outcome = await new Promise<SimulationOutcome>((resolve) => {
      // The limit is the simulation's: a fresh child may first take its time to start.
      let timer = this.#killAfter(this.#isReady ? 0 : START_LIMIT_MS);
      const onMessage = (answer: ChildMessage) => {
        if (answer.kind === "PROGRESS") onProgress(answer.fraction);
        else if (answer.kind !== "READY") end(answer);
        else {
          clearTimeout(timer);
          timer = this.#killAfter(0);
        }
      };
      const onExit = (code: number | null, signal: string | null) => end(deathOf(code, signal));
      const end = (outcome: SimulationOutcome) => {
        clearTimeout(timer);
        child.off("message", onMessage).off("exit", onExit);
        this.#interrupt = undefined;
        resolve(outcome);
      };
      this.#interrupt = end;
      child.on("message", onMessage).on("exit", onExit);
      child.send(message, (error) => {
        if (error !== null) end({ kind: "DIED", how: error.message, isOutOfMemory: false });
      });
    });
    this.#isReady = true;
    if (outcome.kind === "DIED" || this.#runs >= RUNS_PER_CHILD) this.#discard();
    return outcome;
  }

  /** Stops the run that is under way, if any, as ABANDONED. */
  abandon(): void {
    if (this.#interrupt !== undefined) this.#kill({ kind: "ABANDONED" });
  }

  /** Ends the child for good. */
  close(): void {
    this.abandon();
    this.#discard();
  }

  #killAfter(extraMs: number): NodeJS.Timeout {
    const limitMs = this.#options.wallLimitMs + extraMs;
    return setTimeout(() => this.#kill({ kind: "TIMED_OUT" }), limitMs);
  }

  #kill(outcome: SimulationOutcome): void {
    const interrupt = this.#interrupt;
    this.#discard();
    interrupt?.(outcome);
  }

  #discard(): void {
    this.#child?.kill("SIGKILL");
    this.#child = undefined;
  }

  #livingChild(): ChildProcess {
    const alive = this.#child;
    if (alive !== undefined && isAlive(alive)) return alive;
    const { childEntry, failpoint, memoryMb } = this.#options;
    const child = fork(childEntry, [String(process.pid)], {
      // Nothing of our environment: no passwords, no addresses.
      env: failpoint === undefined ? {} : { IXLAB_FAILPOINT: failpoint },
      execArgv: [`--max-old-space-size=${memoryMb}`],
      serialization: "json",
      stdio: ["ignore", "ignore", "inherit", "ipc"],
    });
    child.on("error", () => {}); // a failed start also shows as a failed send
    this.#child = child;
    this.#isReady = false;
    this.#runs = 0;
    return child;
  }
}

function isAlive({ connected, exitCode, signalCode }: ChildProcess): boolean {
  return connected && exitCode === null && signalCode === null;
}

function deathOf(code: number | null, signal: string | null): SimulationOutcome {
  const isOutOfMemory = signal === "SIGABRT" || code === ABORTED;
  const how = signal === null ? `exit code ${code}` : signal;
  return { kind: "DIED", how, isOutOfMemory };
}
