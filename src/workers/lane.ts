/**
 * A lane: one child process and the loop that feeds it. It claims a few runs, has them simulated one
 * after the other, and commits what came out together.
 */
import { type ClaimedRun, claimRuns } from "../db/claim-runs.ts";
import { type ComputedRun, commitRuns } from "../db/commit-runs.ts";
import type { Database } from "../db/connect.ts";
import { failRun, type RunFailure } from "../db/fail-run.ts";
import { giveBack } from "../db/give-back.ts";
import { ServiceUnavailable } from "../db/unit-of-work.ts";
import { MODEL_VERSION } from "../experiment/model-version.ts";
import type { Logger } from "../log.ts";
import { nextBatchSize } from "./batch-size.ts";
import type { Bell } from "./bell.ts";
import { failureOf } from "./failure-of.ts";
import type { Lease, Leases } from "./leases.ts";
import type { SimulationOutcome, Simulator } from "./simulator.ts";

export interface LaneOptions {
  readonly db: Database;
  readonly log: Logger;
  readonly bell: Bell;
  readonly leases: Leases;
  readonly simulator: Simulator;
  readonly workerId: string;
  readonly leaseSeconds: number;
  readonly pollMs: number;
  readonly runSeconds: number;
}

/** Runs that wait this long behind others of their batch go back, so that idle workers get them. */
const HOARD_MS = 2000;
/** Finished runs are committed at least this often. */
const COMMIT_MS = 1000;
const RETRY_MS = 500;

const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

export class Lane {
  readonly #options: LaneOptions;
  #batchSize = 1;
  #isStopping = false;
  #isAborting = false;

  constructor(options: LaneOptions) {
    this.#options = options;
  }

  /** Works until told to stop. */
  async work(): Promise<void> {
    while (!this.#isStopping) {
      const claimedAt = performance.now();
      const claim = await this.#claim();
      if (claim === undefined) await pause(RETRY_MS);
      else if (claim.runs.length > 0) await this.#compute(claim.runs, claimedAt);
      else if (claim.settled === 0) await this.#options.bell.sleep(this.#options.pollMs);
    }
  }

  /** No new claims; the run that is under way may end. */
  stop(): void {
    this.#isStopping = true;
  }

  /** Not even that: `work` gives back what it holds and returns. */
  abort(): void {
    this.#isStopping = true;
    this.#isAborting = true;
    this.#options.simulator.abandon();
  }

  /** Undefined if Postgres is in trouble. */
  async #claim() {
    const { db, log, workerId, leaseSeconds } = this.#options;
    try {
      const limit = this.#batchSize;
      return await claimRuns(db, { workerId, modelVersion: MODEL_VERSION, limit, leaseSeconds });
    } catch (error) {
      if (!(error instanceof ServiceUnavailable)) log.error({ err: error }, "claim failed");
      return undefined;
    }
  }

  async #compute(runs: readonly ClaimedRun[], claimedAt: number): Promise<void> {
    const { leases, simulator } = this.#options;
    let current: Lease | undefined;
    const held = runs.map((run) => {
      const lease: Lease = leases.hold(run, claimedAt, () => {
        if (current === lease) simulator.abandon();
      });
      return lease;
    });
    let done: ComputedRun[] = [];
    let computed = 0;
    let committedAt = performance.now();
    const startedAt = committedAt;
    const commit = async () => {
      await this.#commit(done);
      done = [];
      committedAt = performance.now();
    };
    for (const [position, lease] of held.entries()) {
      const isHoarding = position > 0 && performance.now() - startedAt > HOARD_MS;
      if (this.#isStopping || isHoarding) {
        await commit();
        await this.#giveBack(held.slice(position));
        break;
      }
      if (lease.isLost || lease.isCancelled) continue;
      current = lease;
      const outcome = await this.#simulate(lease);
      current = undefined;
      computed += 1;
      if (outcome.kind === "DONE") done.push(computedRun(lease.run, outcome));
      else await this.#notDone(lease, outcome);
      if (performance.now() - committedAt > COMMIT_MS) await commit();
    }
    const meanMs = (performance.now() - startedAt) / Math.max(1, computed);
    await commit();
    await this.#giveBack(held.filter((lease) => lease.isCancelled));
    for (const lease of held) leases.release(lease);
    this.#batchSize = nextBatchSize(this.#batchSize, meanMs);
  }

  #simulate(lease: Lease): Promise<SimulationOutcome> {
    const { contentKey, plan } = lease.run;
    return this.#options.simulator.run({ contentKey, plan }, (fraction) => {
      lease.progress = fraction;
    });
  }

  async #notDone(lease: Lease, outcome: Exclude<SimulationOutcome, { kind: "DONE" }>) {
    const { log, runSeconds } = this.#options;
    if (outcome.kind === "ABANDONED") {
      // Lost leases belong to others, cancelled ones go back with the rest of their batch; otherwise
      // this worker stops in a hurry.
      if (!lease.isLost && !lease.isCancelled) await this.#giveBack([lease]);
      return;
    }
    const failure = failureOf(outcome, lease.run.starts, runSeconds);
    const becomes = await this.#fail(lease, failure);
    const { id: run, experimentId: experiment } = lease.run;
    log.warn({ run, experiment, becomes, ...failure }, "a run was not computed");
  }

  async #fail(lease: Lease, failure: RunFailure) {
    return this.#untilAnswered(() => failRun(this.#options.db, lease.run, failure));
  }

  async #giveBack(leases: readonly Lease[]): Promise<void> {
    const held = leases.filter((lease) => !lease.isLost).map((lease) => lease.run);
    await this.#untilAnswered(() => giveBack(this.#options.db, held));
    for (const lease of leases) this.#options.leases.release(lease);
  }

  async #commit(done: readonly ComputedRun[]): Promise<void> {
    if (done.length === 0) return;
    const { db, log } = this.#options;
    const answer = await this.#untilAnswered(() => commitRuns(db, done));
    if (answer === undefined) return;
    if (answer.fenced.length > 0) log.warn({ runs: answer.fenced }, "results came too late");
    for (const contradiction of answer.contradicted) {
      log.fatal(contradiction, "a run measured something else than before: not deterministic");
    }
  }

  /**
   * While Postgres is away, finished work is kept and offered again: it counts as long as nobody
   * else was given the run. At the end of its grace a worker leaves it to the lease instead.
   */
  async #untilAnswered<T>(ask: () => Promise<T>): Promise<T | undefined> {
    for (;;) {
      try {
        return await ask();
      } catch (error) {
        const isTemporary = error instanceof ServiceUnavailable;
        if (!isTemporary) this.#options.log.error({ err: error }, "Postgres refused");
        if (!isTemporary || this.#isAborting) return undefined;
        await pause(RETRY_MS);
      }
    }
  }
}

function computedRun(
  run: ClaimedRun,
  { digest, record, wallMs }: Extract<SimulationOutcome, { kind: "DONE" }>,
): ComputedRun {
  const { id, epoch, contentKey } = run;
  return { id, epoch, contentKey, modelVersion: run.plan.modelVersion, digest, record, wallMs };
}
