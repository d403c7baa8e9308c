/** Stores the points and runs of an experiment, thousands per statement. */
import type { PlannedPoint, PlannedRun } from "../experiment/expand.ts";
import type { Transaction } from "./connect.ts";
import { uuidV7 } from "./uuid.ts";

/** What becomes of results that are known: they are taken, or computed again and compared. */
export type CachePolicy = "REUSE" | "REFRESH";

const ROWS_PER_STATEMENT = 2000;

function* chunksOf<T>(rows: readonly T[]): Generator<readonly T[]> {
  for (let at = 0; at < rows.length; at += ROWS_PER_STATEMENT) {
    yield rows.slice(at, at + ROWS_PER_STATEMENT);
  }
}

/** Ids of the points, by their index. */
export async function insertPoints(
  tx: Transaction,
  experimentId: string,
  points: readonly PlannedPoint[],
): Promise<ReadonlyMap<number, string>> {
  const ids = new Map(points.map(({ index }) => [index, uuidV7()]));
  for (const chunk of chunksOf(points)) {
    const chunkIds = chunk.map((point) => ids.get(point.index) ?? "");
    const indexes = chunk.map((point) => point.index);
    const labels = chunk.map((point) => point.label);
    const params = chunk.map((point) => JSON.stringify(point.params));
    await tx.$executeRaw`
      insert into point (id, experiment_id, "index", label, params)
      select p.id, ${experimentId}::uuid, p."index", p.label, p.params::jsonb
        from unnest(${chunkIds}::uuid[], ${indexes}::int[], ${labels}::text[], ${params}::text[])
             as p(id, "index", label, params)`;
  }
  return ids;
}

/**
 * Runs whose result is known are stored as done, unless it is to be computed again. Returns how many those are; a result
 * that appears while we insert is found when the run is claimed.
 */
export async function insertRuns(
  tx: Transaction,
  experimentId: string,
  runs: readonly PlannedRun[],
  pointIds: ReadonlyMap<number, string>,
  cachePolicy: CachePolicy,
): Promise<number> {
  const takesKnown = cachePolicy === "REUSE";
  let cached = 0;
  for (const chunk of chunksOf(runs)) {
    const ids = chunk.map(() => uuidV7());
    const points = chunk.map((run) => pointIds.get(run.pointIndex) ?? "");
    const indexes = chunk.map((run) => run.index);
    const replications = chunk.map((run) => run.replication);
    // One text, a plan per line: as an array of texts, escaping every quote would take longer than
    // everything else. JSON has no line breaks of its own.
    const plans = chunk.map((run) => JSON.stringify(run.plan)).join("\n");
    const keys = chunk.map((run) => run.contentKey);
    const [row] = await tx.$queryRaw<{ cached: number }[]>`
      with inserted as (
        insert into run (id, experiment_id, point_id, "index", replication, plan, content_key,
                         state, cached, finished_at)
        select r.id, ${experimentId}::uuid, r.point_id, r."index", r.replication, r.plan::jsonb, r.key,
               case when known.content_key is null then 'QUEUED' else 'SUCCEEDED' end::"RunState",
               known.content_key is not null,
               case when known.content_key is null then null else now() end
          from rows from (
                 unnest(${ids}::uuid[]), unnest(${points}::uuid[]), unnest(${indexes}::int[]),
                 unnest(${replications}::int[]), unnest(${keys}::text[]),
                 string_to_table(${plans}, chr(10))
               ) as r(id, point_id, "index", replication, key, plan)
          left join result known on known.content_key = r.key and ${takesKnown}
        returning cached
      )
      select (count(*) filter (where cached))::int as cached from inserted`;
    cached += row?.cached ?? 0;
  }
  return cached;
}
