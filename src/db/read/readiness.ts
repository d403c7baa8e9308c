/** Whether the database can be used: reachable, and with the tables of this version. */
import type { Db } from "./stored.ts";

export type Readiness = "READY" | "DATABASE_UNREACHABLE" | "NOT_MIGRATED";

export async function readReadiness(db: Db): Promise<Readiness> {
  try {
    const [row] = await db.$queryRaw<{ readonly migrated: boolean }[]>`
      select to_regclass('_prisma_migrations') is not null as migrated`;
    if (row?.migrated !== true) return "NOT_MIGRATED";
    const [open] = await db.$queryRaw<{ readonly done: number; readonly open: number }[]>`
      select count(*) filter (where finished_at is not null)::int as done,
             count(*) filter (where finished_at is null and rolled_back_at is null)::int as open
        from _prisma_migrations`;
    if (open === undefined || open.done === 0 || open.open > 0) return "NOT_MIGRATED";
    // The client was generated with the migrations: a column that is missing shows here.
    await db.experiment.findFirst({ select: { id: true, eventSeq: true } });
    return "READY";
  } catch (error) {
    const code = error instanceof Error && "code" in error ? error.code : undefined;
    // Prisma: the table (P2021) or the column (P2022) does not exist.
    return code === "P2021" || code === "P2022" ? "NOT_MIGRATED" : "DATABASE_UNREACHABLE";
  }
}
