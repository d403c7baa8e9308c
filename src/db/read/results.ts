/** Results by content key. A result never changes once stored, so readers may keep it. */
import type { Db } from "./stored.ts";

export interface StoredResult {
  readonly contentKey: string;
  readonly digest: string;
  /** As encoded by record-json.ts. */
  readonly record: unknown;
  readonly wallMs: number;
}

export async function readResults(
  db: Db,
  contentKeys: readonly string[],
): Promise<readonly StoredResult[]> {
  return db.result.findMany({
    where: { contentKey: { in: [...contentKeys] } },
    select: { contentKey: true, digest: true, record: true, wallMs: true },
  });
}

/** How many of the given content keys have a result. One array, however many keys there are. */
export async function countKnownResults(db: Db, contentKeys: readonly string[]): Promise<number> {
  const rows = await db.$queryRaw<{ readonly known: number }[]>`
    select count(*)::int as known
      from unnest(${[...contentKeys]}::text[]) as want (key)
      join result on result.content_key = want.key`;
  return rows[0]?.known ?? 0;
}
