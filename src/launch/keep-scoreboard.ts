/**
 * Stores a scoreboard where the service keeps everything: the database of DATABASE_URL, or the
 * embedded one. That of a running service is used as it is; else it is started for the moment.
 */
import type { Config } from "../config.ts";
import { connectDatabase } from "../db/connect.ts";
import { type NewScoreboard, storeScoreboard } from "../db/scoreboard.ts";
import { Closing } from "./closing.ts";
import { runningPostgresUrl } from "./embedded-postgres.ts";
import { migrateDatabase } from "./migrate.ts";
import { openStore } from "./store.ts";

const STATEMENT_TIMEOUT_MS = 30_000;

export async function keepScoreboard(
  config: Config,
  scoreboard: NewScoreboard,
  onNews: (sentence: string) => void,
): Promise<void> {
  const closing = new Closing();
  try {
    const running = config.DATABASE_URL ?? runningPostgresUrl(config.IXLAB_DATA);
    const url = running ?? (await openStore(config, closing, onNews)).url;
    await migrateDatabase(url);
    const db = connectDatabase({
      url,
      poolSize: 1,
      application: "ixlab-reproduce",
      statementTimeoutMs: STATEMENT_TIMEOUT_MS,
    });
    closing.add(() => db.$disconnect());
    await storeScoreboard(db, scoreboard);
  } finally {
    await closing.close();
  }
}
