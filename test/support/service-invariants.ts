/**
 * What must hold of an experiment after whatever happened, once it is quiet: reliability invariants
 * I2 to I5 as SQL over what is stored. Each query finds violations, so none may return a row.
 */
import { expect } from "vitest";
import type { Database } from "../../src/db/connect.ts";
import { EXPERIMENT_STATES, hasEnded } from "../../src/db/lifecycle.ts";
import { until } from "./service-until.ts";

export interface Ended {
  readonly state: string;
  readonly digest: string | null;
  readonly runsDone: number;
  readonly runsCached: number;
  readonly runsFailed: number;
  readonly runsCancelled: number;
  readonly reasonCode: string | null;
  readonly reasonMessage: string | null;
}

export async function untilEnded(db: Database, id: string, seconds = 60): Promise<Ended> {
  return until(`experiment ${id} ends`, seconds, async () => {
    const experiment = await db.experiment.findUniqueOrThrow({ where: { id } });
    return hasEnded(experiment.state) ? experiment : undefined;
  });
}

const ENDS = EXPERIMENT_STATES.filter(hasEnded);

export async function expectInvariants(db: Database, id: string): Promise<void> {
  // I2: it ended once (again only after what was missing was filled in), all its runs ended, and
  // nothing is leased.
  expect(
    await db.$queryRaw`
      select id, state::text, lease_owner from run
       where experiment_id = ${id}::uuid
         and (state not in ('SUCCEEDED', 'FAILED', 'CANCELLED') or lease_owner is not null
              or lease_until is not null or finished_at is null)`,
  ).toEqual([]);
  expect(
    await db.$queryRaw`
      select * from (
        select seq, payload ->> 'state' as state,
               lag(payload ->> 'state') over (order by seq) as before
          from experiment_event where experiment_id = ${id}::uuid and kind = 'STATE') step
       where before = any(${ENDS}::text[]) and state <> 'QUEUED'`,
  ).toEqual([]);
  // I3: as many runs as planned, each position once; every success has a result; counters agree.
  expect(
    await db.$queryRaw`
      select e.runs_total, c.* from experiment e,
             (select count(*)::int as runs, count(distinct r."index")::int as positions,
                     (count(*) filter (where r.state = 'SUCCEEDED'))::int as succeeded,
                     (count(*) filter (where r.state = 'FAILED'))::int as failed,
                     (count(*) filter (where r.state = 'CANCELLED'))::int as cancelled,
                     (count(*) filter (where r.cached))::int as cached,
                     (count(*) filter (where r.state = 'SUCCEEDED' and result.digest is null))::int
                       as lost
                from run r left join result on result.content_key = r.content_key
               where r.experiment_id = ${id}::uuid) c
       where e.id = ${id}::uuid
         and (c.runs <> e.runs_total or c.positions <> e.runs_total or c.lost > 0
              or c.succeeded <> e.runs_done or c.failed <> e.runs_failed or c.cached <> e.runs_cached
              or c.cancelled <> e.runs_cancelled
              or (e.digest is not null) <> (e.runs_done = e.runs_total))`,
  ).toEqual([]);
  // I3: one event per run that was not cached at submit, none twice before the experiment is filled
  // in, numbers without gaps.
  expect(
    await db.$queryRaw`
      select payload ->> 'runId' as run, count(*)::int
        from (select v.*, count(*) filter (where kind = 'STATE' and payload ->> 'state' = 'QUEUED')
                            over (order by seq) as filled
                from experiment_event v where experiment_id = ${id}::uuid) v
       where kind = 'RUN_FINISHED'
       group by 1, filled having count(*) > 1`,
  ).toEqual([]);
  expect(
    await db.$queryRaw`
      select e.event_seq, count(v.seq)::int, max(v.seq) from experiment e
        join experiment_event v on v.experiment_id = e.id
       where e.id = ${id}::uuid group by e.id
      having count(v.seq) <> e.event_seq or max(v.seq) <> e.event_seq`,
  ).toEqual([]);
  // I5: whoever stored the outcome held the run's last epoch, and nobody else did.
  expect(
    await db.$queryRaw`
      select r.id, r.epoch, a.epoch as by, a.outcome from run r
        join attempt a on a.run_id = r.id
       where r.experiment_id = ${id}::uuid
         and (a.outcome is null or a.ended_at is null
              or (a.outcome in ('SUCCEEDED', 'CACHED') and a.epoch <> r.epoch
                  and a.started_at > (select max(at) from experiment_event v
                                       where v.experiment_id = r.experiment_id and kind = 'STATE'
                                         and payload ->> 'state' = 'QUEUED')))`,
  ).toEqual([]);
}
