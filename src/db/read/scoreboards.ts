/** The latest scoreboard of a suite. */
import type { ScoreRow } from "../../scoreboard/score-row.ts";
import type { Scoreboard } from "../../scoreboard/scoreboard.ts";
import type { ScoreboardRow } from "../generated/client.ts";
import type { Db } from "./stored.ts";

export interface StoredScoreboard extends Scoreboard {
  readonly programVersion: string;
  readonly commit: string | null;
  readonly createdAt: Date;
  /** What its figures are drawn from. */
  readonly drawings: readonly object[];
}

/** Null if nobody has stored one. */
export async function readLatestScoreboard(
  db: Db,
  suite: string,
): Promise<StoredScoreboard | null> {
  const stored = await db.scoreboard.findFirst({
    where: { suite },
    orderBy: [{ createdAt: "desc" }, { id: "desc" }],
    include: { rows: { orderBy: { index: "asc" } } },
  });
  if (stored === null) return null;
  const { modelVersion, programVersion, commit, createdAt } = stored;
  // The columns were written by storeScoreboard from a scoreboard; nothing else writes them.
  const summary = stored.summary as unknown as Omit<Scoreboard, "rows" | "suite" | "modelVersion">;
  const drawings = stored.drawings as unknown as readonly object[];
  const rows = stored.rows.map(fromRow);
  return { ...summary, suite, modelVersion, programVersion, commit, createdAt, drawings, rows };
}

type Detail = Pick<
  ScoreRow,
  "metric" | "setup" | "isBound" | "draws" | "absent" | "isLowerBound" | "range"
>;

function fromRow(row: ScoreboardRow): ScoreRow {
  const { rowId: id, figure, system, published, simulated, ciLow, ciHigh, unit } = row;
  const detail = row.detail as unknown as Detail;
  const role = row.role as ScoreRow["role"];
  const { relativeError } = row;
  return {
    id,
    figure,
    system,
    published,
    simulated,
    ciLow,
    ciHigh,
    unit,
    relativeError,
    role,
    ...detail,
  };
}
