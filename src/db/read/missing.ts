/** Runs without a result, by why they have none: what filling in would have computed. */
import type { Db } from "./stored.ts";

export interface MissingCount {
  readonly experimentId: string;
  readonly failed: number;
  readonly cancelled: number;
  /** Succeeded, but the result was deleted. */
  readonly deleted: number;
}

/** Per experiment; those with nothing missing are left out. */
export async function readMissing(
  db: Db,
  experimentIds: readonly string[],
): Promise<readonly MissingCount[]> {
  return db.$queryRaw<MissingCount[]>`
    select r.experiment_id as "experimentId",
           (count(*) filter (where r.state = 'FAILED'))::int as failed,
           (count(*) filter (where r.state = 'CANCELLED'))::int as cancelled,
           (count(*) filter (where r.state = 'SUCCEEDED'))::int as deleted
      from run r left join result on result.content_key = r.content_key
     where r.experiment_id = any(${[...experimentIds]}::uuid[])
       and (r.state in ('FAILED', 'CANCELLED')
            or (r.state = 'SUCCEEDED' and result.content_key is null))
     group by r.experiment_id`;
}
