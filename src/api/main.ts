/**
 * The API process. Prints one line of JSON with its port when it is ready; ends with 0 after
 * SIGTERM or SIGINT, once requests in flight are answered.
 */
import path from "node:path";
import { fileURLToPath } from "node:url";
import { readConfig } from "../config.ts";
import { connectDatabase } from "../db/connect.ts";
import { createLog } from "../log.ts";
import { startServer } from "./server.ts";

/** dist/web beside dist/api, wherever the program was put, and experiments/ beside dist. */
const HERE = path.dirname(fileURLToPath(import.meta.url));
const WEB_FOLDER = path.resolve(HERE, "..", "web");
const PRESETS_FOLDER = path.resolve(HERE, "..", "..", "experiments");
const POOL_SIZE = 10;
const STATEMENT_TIMEOUT_MS = 5000;

async function main(): Promise<void> {
  const config = readConfig();
  const log = createLog("api", config.IXLAB_LOG);
  if (config.DATABASE_URL === undefined) {
    throw new Error("DATABASE_URL is not set. `ixlab serve` starts a database and sets it.");
  }
  const db = connectDatabase({
    url: config.DATABASE_URL,
    poolSize: POOL_SIZE,
    application: "ixlab-api",
    statementTimeoutMs: STATEMENT_TIMEOUT_MS,
    onConnectionError: (err) => log.warn({ err }, "an idle database connection broke"),
  });
  const server = await startServer({
    db,
    databaseUrl: config.DATABASE_URL,
    host: config.IXLAB_HOST,
    port: config.IXLAB_PORT,
    webFolder: WEB_FOLDER,
    presetsFolder: PRESETS_FOLDER,
    log,
  });
  let stopping = false;
  const stop = async (signal: string) => {
    if (stopping) return;
    stopping = true;
    log.info({ signal }, "stopping");
    await server.close();
    await db.$disconnect();
    process.exit(0);
  };
  for (const signal of ["SIGTERM", "SIGINT"] as const) {
    process.on(signal, () => void stop(signal));
  }
  log.info({ url: server.url }, "ready");
  process.stdout.write(`${JSON.stringify({ ready: true, port: server.port, url: server.url })}\n`);
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
});
