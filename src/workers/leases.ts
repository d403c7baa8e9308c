/**
 * The runs that this worker holds. Every heartbeat prolongs them together; one that is lost, because
 * Postgres says so or because Postgres has not answered for the length of a lease, is told to its
 * lane at once; so is one whose experiment is being cancelled.
 */
import type { ClaimedRun } from "../db/claim-runs.ts";
import type { Database } from "../db/connect.ts";
import { heartbeat } from "../db/heartbeat.ts";

export interface Lease {
  readonly run: ClaimedRun;
  /** Share of the simulated time that is done. */
  progress: number;
  /** It belongs to somebody else by now. */
  readonly isLost: boolean;
  /** It is still ours, but nobody wants it any more: give it back. */
  readonly isCancelled: boolean;
}

interface Held extends Lease {
  isLost: boolean;
  isCancelled: boolean;
  /** By our own clock: when Postgres may give the run to somebody else. */
  expiresAt: number;
  /** Called once, when it was lost or cancelled. */
  readonly onStop: () => void;
}

export class Leases {
  readonly #db: Database;
  readonly #leaseMs: number;
  readonly #held = new Map<string, Held>();

  constructor(db: Database, leaseSeconds: number) {
    this.#db = db;
    this.#leaseMs = leaseSeconds * 1000;
  }

  /** `claimedAt` is when the claim was sent, by `performance.now()`. */
  hold(run: ClaimedRun, claimedAt: number, onStop: () => void): Lease {
    const expiresAt = claimedAt + this.#leaseMs;
    const lease = { run, progress: 0, isLost: false, isCancelled: false, expiresAt, onStop };
    this.#held.set(run.id, lease);
    return lease;
  }

  release(lease: Lease): void {
    if (this.#held.get(lease.run.id) === lease) this.#held.delete(lease.run.id);
  }

  /** Asks Postgres for more time. Rejects if it did not answer. */
  async beat(): Promise<void> {
    const sentAt = performance.now();
    const beating = [...this.#held.values()].filter((lease) => !lease.isLost);
    const runs = beating.map(({ run, progress }) => ({ id: run.id, epoch: run.epoch, progress }));
    const { held, cancelled } = await heartbeat(this.#db, runs, this.#leaseMs / 1000);
    for (const lease of beating) {
      const { id } = lease.run;
      if (!held.has(id)) this.#lose(lease);
      else {
        lease.expiresAt = sentAt + this.#leaseMs;
        if (cancelled.has(id)) this.#cancel(lease);
      }
    }
  }

  /** Gives up what ran out without an answer: by now somebody else may compute it. */
  expire(): void {
    const now = performance.now();
    for (const lease of this.#held.values()) if (now > lease.expiresAt) this.#lose(lease);
  }

  #lose(lease: Held): void {
    if (lease.isLost || !this.#isHeld(lease)) return;
    lease.isLost = true;
    lease.onStop();
  }

  #cancel(lease: Held): void {
    if (lease.isCancelled || !this.#isHeld(lease)) return;
    lease.isCancelled = true;
    lease.onStop();
  }

  /** A lane that ended the run while the heartbeat was under way has nothing left to stop. */
  #isHeld(lease: Held): boolean {
    return this.#held.get(lease.run.id) === lease;
  }
}
