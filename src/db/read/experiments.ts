/** Experiments by id, by number, and as a list from the newest to the oldest. */
import type { Experiment } from "../generated/client.ts";
import type { Definition } from "../../experiment/definition.ts";
import type { Db, StoredExperiment, Window } from "./stored.ts";

function fromRow(row: Experiment): StoredExperiment {
  // The column was written by submit from a parsed definition; nothing else writes it.
  return { ...row, definition: row.definition as unknown as Definition };
}

export async function readExperiments(
  db: Db,
  ids: readonly string[],
): Promise<readonly StoredExperiment[]> {
  const rows = await db.experiment.findMany({ where: { id: { in: [...ids] } } });
  return rows.map(fromRow);
}

export async function readExperimentByNumber(
  db: Db,
  number: number,
): Promise<StoredExperiment | null> {
  const row = await db.experiment.findUnique({ where: { number } });
  return row === null ? null : fromRow(row);
}

/**
 * A part of the list, newest first. The position of an experiment is its number, which never
 * changes and is unique, so experiments submitted meanwhile do not shift pages.
 */
export async function readExperimentList(
  db: Db,
  window: Window,
): Promise<readonly StoredExperiment[]> {
  const rows = await db.experiment.findMany({
    where: {
      number: {
        ...(window.after === undefined ? {} : { lt: window.after }),
        ...(window.before === undefined ? {} : { gt: window.before }),
      },
    },
    orderBy: { number: window.fromEnd ? "asc" : "desc" },
    take: window.limit,
  });
  const listed = window.fromEnd ? rows.toReversed() : rows;
  return listed.map(fromRow);
}

export async function countExperiments(db: Db): Promise<number> {
  return db.experiment.count();
}
