/** Runs by id and by point, their attempts, and those that are running. */
import type { Db, StoredAttempt, StoredRun } from "./stored.ts";

/** Everything but the lease, which is nobody's business but the workers'. */
const SELECTED = {
  id: true,
  experimentId: true,
  pointId: true,
  index: true,
  replication: true,
  plan: true,
  contentKey: true,
  state: true,
  cached: true,
  errorCode: true,
  errorMessage: true,
  finishedAt: true,
} as const;

export async function readRuns(db: Db, ids: readonly string[]): Promise<readonly StoredRun[]> {
  const rows = await db.run.findMany({ where: { id: { in: [...ids] } }, select: SELECTED });
  return rows as unknown as readonly StoredRun[];
}

/** Every run of the given points, by replication. A point has at most a few dozen. */
export async function readRunsOf(
  db: Db,
  pointIds: readonly string[],
): Promise<readonly StoredRun[]> {
  const rows = await db.run.findMany({
    where: { pointId: { in: [...pointIds] } },
    orderBy: [{ pointId: "asc" }, { replication: "asc" }],
    select: SELECTED,
  });
  return rows as unknown as readonly StoredRun[];
}

export async function readAttemptsOf(
  db: Db,
  runIds: readonly string[],
): Promise<readonly StoredAttempt[]> {
  return db.attempt.findMany({
    where: { runId: { in: [...runIds] } },
    orderBy: [{ runId: "asc" }, { epoch: "asc" }],
  });
}

/** Runs that are being executed now. */
export interface Running {
  readonly experimentId: string;
  readonly runs: number;
  /** Sum of the shares of them that are done: two halves are 1. */
  readonly progress: number;
}

/** Per experiment; those with no running run are left out. */
export async function readRunning(
  db: Db,
  experimentIds: readonly string[],
): Promise<readonly Running[]> {
  return db.$queryRaw<Running[]>`
    select run.experiment_id as "experimentId", count(*)::int as runs,
           coalesce(sum(attempt.progress), 0)::float8 as progress
      from run left join attempt on attempt.run_id = run.id and attempt.epoch = run.epoch
     where run.experiment_id = any(${[...experimentIds]}::uuid[]) and run.state = 'RUNNING'
     group by run.experiment_id`;
}
