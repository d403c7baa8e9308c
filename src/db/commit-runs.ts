/**
 * Stores what a worker computed, several runs in one transaction. Only runs it still holds count;
 * a result that is known already stays as it is, and must be the same to the byte.
 */
import type { Database, Transaction } from "./connect.ts";
import { endAttempts, type HeldRun, type LockedRun, lockHeldRuns } from "./held-runs.ts";
import { settleRuns } from "./settle-runs.ts";
import { unitOfWork } from "./unit-of-work.ts";

export interface ComputedRun extends HeldRun {
  readonly contentKey: string;
  readonly modelVersion: string;
  /** Digest of the record. */
  readonly digest: string;
  /** The encoded record, as JSON text. */
  readonly record: string;
  readonly wallMs: number;
}

export interface Committed {
  /** Stored now, or by an earlier try whose answer was lost. */
  readonly stored: readonly string[];
  /** Not ours any more: somebody else computes them, or has. */
  readonly fenced: readonly string[];
  /** Another computation of the same plan measured something else. This must never happen. */
  readonly contradicted: readonly Contradiction[];
}

export interface Contradiction {
  readonly runId: string;
  readonly contentKey: string;
  readonly known: string;
  readonly computed: string;
}

export function commitRuns(db: Database, runs: readonly ComputedRun[]): Promise<Committed> {
  return unitOfWork(() =>
    db.$transaction(async (tx) => {
      const held = new Map((await lockHeldRuns(tx, runs)).map((run) => [run.id, run]));
      const ours = runs.filter((run) => held.has(run.id));
      const contradicted = ours.length > 0 ? await storeResults(tx, ours) : [];
      const wrong = new Map(contradicted.map((c) => [c.runId, c]));
      const right = ours.filter((run) => !wrong.has(run.id));
      if (right.length > 0) await endRuns(tx, right);
      if (wrong.size > 0) await failContradicted(tx, ours, wrong);
      await settleRuns(
        tx,
        ours.flatMap((run) => settled(held.get(run.id), wrong.has(run.id))),
      );
      const others = runs.filter((run) => !held.has(run.id));
      const earlier = others.length > 0 ? await storedBefore(tx, others) : new Set<string>();
      return {
        stored: [...right.map((run) => run.id), ...earlier],
        fenced: others.map((run) => run.id).filter((id) => !earlier.has(id)),
        contradicted,
      };
    }),
  );
}

const settled = (run: LockedRun | undefined, hasFailed: boolean) =>
  run === undefined
    ? []
    : [{ ...run, state: hasFailed ? ("FAILED" as const) : ("SUCCEEDED" as const), cached: false }];

/** Inserts in the order of the keys, so that two workers with the same keys do not deadlock. */
async function storeResults(
  tx: Transaction,
  runs: readonly ComputedRun[],
): Promise<Contradiction[]> {
  const sorted = [...runs].sort((a, b) => (a.contentKey < b.contentKey ? -1 : 1));
  const keys = sorted.map((run) => run.contentKey);
  const versions = sorted.map((run) => run.modelVersion);
  const digests = sorted.map((run) => run.digest);
  const records = sorted.map((run) => run.record);
  const wallMs = sorted.map((run) => run.wallMs);
  await tx.$executeRaw`
    insert into result (content_key, model_version, digest, record, wall_ms)
    select r.key, r.version, r.digest, r.record::jsonb, r.wall_ms
      from unnest(${keys}::text[], ${versions}::text[], ${digests}::text[], ${records}::text[],
                  ${wallMs}::float8[]) as r(key, version, digest, record, wall_ms)
    on conflict (content_key) do nothing`;
  const stored = await tx.$queryRaw<{ contentKey: string; digest: string }[]>`
    select content_key as "contentKey", digest from result where content_key = any(${keys}::text[])`;
  const known = new Map(stored.map((row) => [row.contentKey, row.digest]));
  return runs.flatMap(({ id, contentKey, digest }) => {
    const there = known.get(contentKey) ?? "";
    return there === digest ? [] : [{ runId: id, contentKey, known: there, computed: digest }];
  });
}

async function endRuns(tx: Transaction, runs: readonly ComputedRun[]): Promise<void> {
  const ids = runs.map((run) => run.id);
  await tx.$executeRaw`
    update run set state = 'SUCCEEDED', finished_at = now(), lease_owner = null, lease_until = null
     where id = any(${ids}::uuid[])`;
  await endAttempts(tx, runs, "SUCCEEDED");
}

async function failContradicted(
  tx: Transaction,
  ours: readonly ComputedRun[],
  wrong: ReadonlyMap<string, Contradiction>,
): Promise<void> {
  for (const { runId, known, computed } of wrong.values()) {
    const message = `Computed ${computed.slice(0, 12)}, but the stored result is ${known.slice(0, 12)}.`;
    await tx.$executeRaw`
      update run set state = 'FAILED', finished_at = now(), lease_owner = null, lease_until = null,
                     error_code = 'NOT_DETERMINISTIC', error_message = ${message}
       where id = ${runId}::uuid`;
  }
  await endAttempts(
    tx,
    ours.filter((run) => wrong.has(run.id)),
    "FAILED",
  );
}

/** Runs that ended under the very epoch we name: our own commit, whose answer did not reach us. */
async function storedBefore(
  tx: Transaction,
  runs: readonly ComputedRun[],
): Promise<ReadonlySet<string>> {
  const ids = runs.map((run) => run.id);
  const epochs = runs.map((run) => run.epoch);
  const rows = await tx.$queryRaw<{ id: string }[]>`
    select r.id from run r
      join unnest(${ids}::uuid[], ${epochs}::int[]) as held(id, epoch)
        on held.id = r.id and held.epoch = r.epoch
     where r.state = 'SUCCEEDED'`;
  return new Set(rows.map((row) => row.id));
}
