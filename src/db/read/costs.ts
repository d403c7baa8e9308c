/**
 * What simulations cost and how much is left, measured in simulated requests: offered load times
 * simulated time, with a nominal load for closed loops. Wall time per simulated request is nearly constant for one dataplane, which is
 * what estimates of the remaining time rest on.
 */
import { CLOSED_LOOP_RPS } from "../../experiment/limits.ts";
import type { Db } from "./stored.ts";

export interface Cost {
  readonly dataplane: string;
  /** Wall time per simulated request: lower tenth, median and upper tenth of finished runs. */
  readonly lowMs: number;
  readonly typicalMs: number;
  readonly highMs: number;
}

export interface PendingWork {
  readonly experimentId: string;
  readonly dataplane: string;
  readonly requests: number;
}

/** Results looked at for a cost: enough for stable quantiles, few enough to be quick. */
const RECENT_RESULTS = 300;

/** Costs per dataplane, from the most recent results of a model version, whoever asked for them. */
export async function readCosts(db: Db, modelVersion: string): Promise<readonly Cost[]> {
  return db.$queryRaw<Cost[]>`
    select dataplane,
           percentile_cont(0.1) within group (order by ms) as "lowMs",
           percentile_cont(0.5) within group (order by ms) as "typicalMs",
           percentile_cont(0.9) within group (order by ms) as "highMs"
      from (
        select run.plan #>> '{system,dataplane,kind}' as dataplane,
               recent.wall_ms / greatest(1, coalesce((run.plan ->> 'offeredRps')::float8, ${CLOSED_LOOP_RPS}::float8) / 1e12 *
                 ((run.plan ->> 'warmupPs')::float8 + (run.plan ->> 'measurePs')::float8)) as ms
          from (select content_key, wall_ms from result
                 where model_version = ${modelVersion}
                 order by created_at desc limit ${RECENT_RESULTS}) recent
         cross join lateral (select plan from run
                              where run.content_key = recent.content_key limit 1) run
      ) measured
     group by dataplane`;
}

/** Simulated requests still to do, per experiment and dataplane. */
export async function readPendingWork(
  db: Db,
  experimentIds: readonly string[],
): Promise<readonly PendingWork[]> {
  return db.$queryRaw<PendingWork[]>`
    select experiment_id as "experimentId",
           plan #>> '{system,dataplane,kind}' as dataplane,
           sum(coalesce((plan ->> 'offeredRps')::float8, ${CLOSED_LOOP_RPS}::float8) / 1e12 *
             ((plan ->> 'warmupPs')::float8 + (plan ->> 'measurePs')::float8)) as requests
      from run
     where experiment_id = any(${[...experimentIds]}::uuid[]) and state in ('QUEUED', 'RUNNING')
     group by 1, 2`;
}

/** Simulations that the living workers can run at a time. */
export async function countChildren(db: Db): Promise<number> {
  const rows = await db.$queryRaw<{ readonly children: number }[]>`
    select coalesce(sum(children), 0)::int as children
      from worker where heartbeat_at > now() - interval '30 seconds'`;
  return rows[0]?.children ?? 0;
}
