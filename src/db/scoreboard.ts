/** Stores a scoreboard with its rows: everything or nothing. Older ones stay, for comparison. */
import type { Scoreboard } from "../scoreboard/scoreboard.ts";
import type { Database } from "./connect.ts";
import { unitOfWork } from "./unit-of-work.ts";
import { uuidV7 } from "./uuid.ts";

export interface NewScoreboard {
  readonly board: Scoreboard;
  /** What its figures are drawn from: plain data, drawn by those who show it. */
  readonly drawings: readonly object[];
  readonly programVersion: string;
  /** Of the clone that the program runs from; null if it is none. */
  readonly commit: string | null;
}

/** @returns the id of the stored scoreboard. */
export async function storeScoreboard(db: Database, given: NewScoreboard): Promise<string> {
  const id = uuidV7();
  const { rows, suite, modelVersion, ...summary } = given.board;
  await unitOfWork(() =>
    db.$transaction(async (tx) => {
      await tx.scoreboard.create({
        data: {
          id,
          suite,
          modelVersion,
          programVersion: given.programVersion,
          commit: given.commit,
          summary: json(summary),
          drawings: json(given.drawings),
        },
      });
      await tx.scoreboardRow.createMany({
        data: rows.map((row, index) => {
          const { id: rowId, figure, system, published, simulated, ciLow, ciHigh, ...rest } = row;
          const { unit, relativeError, role, ...detail } = rest;
          const columns = { figure, system, published, simulated, ciLow, ciHigh, unit };
          const ofRow = { ...columns, relativeError, role, detail: json(detail) };
          return { scoreboardId: id, index, rowId, ...ofRow };
        }),
      });
    }),
  );
  return id;
}

/** Plain data by construction; interfaces have no index signature, which Prisma's type asks for. */
const json = (value: object): object => value;
