/** Runs with what they measured, some at a time, for readers that go through a whole experiment. */
import type { Db, RunState } from "./stored.ts";

export interface MeasuredRun {
  readonly index: number;
  readonly pointIndex: number;
  readonly replication: number;
  readonly seed: string;
  readonly contentKey: string;
  readonly state: RunState;
  readonly digest: string | null;
  /** As encoded by record-json.ts; null until the run has succeeded. */
  readonly record: unknown;
}

/**
 * At most so many runs that stand after a position in their experiment, in order; positions have gaps where a search
 * left points out. A failed run may share its content key with a later success; it still has no result. */
export async function readMeasuredRuns(
  db: Db,
  experimentId: string,
  after: number,
  most: number,
): Promise<readonly MeasuredRun[]> {
  return db.$queryRaw<MeasuredRun[]>`
    select run.index, point.index as "pointIndex", run.replication, run.state::text,
           run.plan ->> 'rootSeed' as seed, run.content_key as "contentKey",
           result.digest, result.record
      from run
      join point on point.id = run.point_id
      left join result on result.content_key = run.content_key and run.state = 'SUCCEEDED'
     where run.experiment_id = ${experimentId}::uuid
       and run.index > ${after}
     order by run.index
     limit ${most}`;
}

/** Names of the columns of the series in the records of an experiment. */
export async function readSeriesNames(db: Db, experimentId: string): Promise<readonly string[]> {
  const rows = await db.$queryRaw<{ readonly name: string }[]>`
    select distinct series.name
      from run
      join result on result.content_key = run.content_key
     cross join lateral jsonb_object_keys(coalesce(result.record #> '{series,columns}', '{}')) series (name)
     where run.experiment_id = ${experimentId}::uuid and run.state = 'SUCCEEDED'`;
  return rows.map(({ name }) => name);
}
