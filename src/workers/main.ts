/** The worker process: reads the environment, works, and stops when told to. */
import { fileURLToPath } from "node:url";
import { readConfig } from "../config.ts";
import { connectDatabase } from "../db/connect.ts";
import { createLog } from "../log.ts";
import { chooseQueueBackend } from "../queue/backend.ts";
import { startWorker } from "./worker.ts";

const config = readConfig();
const log = createLog("worker", config.IXLAB_LOG);
if (config.DATABASE_URL === undefined) {
  log.fatal("DATABASE_URL is not set: start a worker with `ixlab serve`, or name the database");
  process.exit(2);
}

const db = connectDatabase({
  url: config.DATABASE_URL,
  poolSize: config.IXLAB_CHILDREN + 4, // one per lane, one per chore
  application: "ixlab-worker",
  // Shorter than a lease: whoever waits on a bad connection gets another one before it is too late.
  statementTimeoutMs: 10_000,
});

const worker = startWorker({
  config,
  db,
  queue: chooseQueueBackend(config.DATABASE_URL, config.REDIS_URL),
  log,
  childEntry: fileURLToPath(new URL("child.js", import.meta.url)),
});

let isStopping = false;
async function stop(signal: NodeJS.Signals): Promise<void> {
  if (isStopping) {
    log.warn({ signal }, "told to stop twice: leaving at once");
    process.exit(1);
  }
  isStopping = true;
  log.info({ signal }, "stopping");
  await worker.stop();
  await db.$disconnect();
  log.info("stopped");
  process.exit(0);
}

for (const signal of ["SIGINT", "SIGTERM"] as const) {
  process.on(signal, () => {
    stop(signal).catch((error) => {
      log.fatal({ err: error }, "could not stop in order");
      process.exit(1);
    });
  });
}
