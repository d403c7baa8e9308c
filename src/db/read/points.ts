/** Points by id, and pages of the points of many experiments in one statement. */
import { Prisma } from "../generated/client.ts";
import type { Db, StoredPoint, Window } from "./stored.ts";

export async function readPoints(db: Db, ids: readonly string[]): Promise<readonly StoredPoint[]> {
  const rows = await db.point.findMany({ where: { id: { in: [...ids] } } });
  return rows as unknown as readonly StoredPoint[];
}

/** Every point of the given experiments, in order. */
export async function readPointsOf(
  db: Db,
  experimentIds: readonly string[],
): Promise<readonly StoredPoint[]> {
  const rows = await db.point.findMany({
    where: { experimentId: { in: [...experimentIds] } },
    orderBy: [{ experimentId: "asc" }, { index: "asc" }],
  });
  return rows as unknown as readonly StoredPoint[];
}

export interface PointPage {
  readonly experimentId: string;
  readonly window: Window;
}

const LOWEST = -1;
const HIGHEST = 2147483647;

/**
 * One page per experiment, for any number of experiments: a lateral join reads each page from the
 * index (experiment_id, index), so a list of experiments with their points costs one statement
 * (two if some pages count from the end).
 */
export async function readPointPages(
  db: Db,
  pages: readonly PointPage[],
): Promise<readonly (readonly StoredPoint[])[]> {
  const read = async (fromEnd: boolean) => {
    const wanted = pages
      .map((page, slot) => ({ ...page, slot }))
      .filter(({ window }) => window.fromEnd === fromEnd);
    if (wanted.length === 0) return [];
    const order = fromEnd ? Prisma.sql`desc` : Prisma.sql`asc`;
    return db.$queryRaw<(StoredPoint & { readonly slot: number })[]>`
      select want.slot, page.id, page.experiment_id as "experimentId",
             page.index, page.label, page.params
        from unnest(
               ${wanted.map((w) => w.slot)}::int[],
               ${wanted.map((w) => w.experimentId)}::uuid[],
               ${wanted.map((w) => w.window.after ?? LOWEST)}::int[],
               ${wanted.map((w) => w.window.before ?? HIGHEST)}::int[],
               ${wanted.map((w) => w.window.limit)}::int[]
             ) as want (slot, experiment_id, after, before, size)
       cross join lateral (
               select * from point
                where point.experiment_id = want.experiment_id
                  and point.index > want.after and point.index < want.before
                order by point.index ${order}
                limit want.size
             ) page`;
  };
  const rows = [...(await read(false)), ...(await read(true))];
  const found = pages.map((): StoredPoint[] => []);
  for (const { slot, ...point } of rows) found[slot]?.push(point);
  return found.map((page) => page.sort((a, b) => a.index - b.index));
}
