/**
 * Everything that ixlab needs to serve, started in order and stopped in the opposite one: Postgres,
 * its tables, the queue's store, workers and the API.
 */
import path from "node:path";
import type { Config } from "../config.ts";
import { withoutPassword } from "../log.ts";
import { chooseQueueBackend, type QueueBackend } from "../queue/backend.ts";
import { prepareQueue } from "../queue/prepare.ts";
import { Closing } from "./closing.ts";
import { choosePort } from "./free-port.ts";
import { migrateDatabase } from "./migrate.ts";
import { apiEntry, workerEntry } from "./package-root.ts";
import { openStore, type Store } from "./store.ts";
import { type Supervised, supervise } from "./supervise.ts";
import { waitUntilServing } from "./wait-until-serving.ts";

export interface StackOptions {
  readonly config: Config;
  /** Worker processes; each has `config.IXLAB_CHILDREN` simulations at a time. Default 1. */
  readonly workers?: number;
  /** False on machines that only work for others. Default true. */
  readonly api?: boolean;
  /** True if somebody asked for exactly this port; else the next free one will do. */
  readonly isPortNamed?: boolean;
  /** Told what happens, in a sentence, for people. */
  readonly onNews?: (sentence: string) => void;
}

export interface Stack {
  /** Where API and dashboard are, without a slash at the end. */
  readonly url: string;
  /** With its password: show it with care. */
  readonly databaseUrl: string;
  readonly postgres: "embedded" | "given";
  readonly queueBackend: "redis" | "postgres";
  /** Folder of the log files of API and workers. */
  readonly logFolder: string;
  /** The processes, as they are now. */
  readonly processes: readonly Supervised[];
  /** Ends everything in order; a second call waits for the first. */
  stop(): Promise<void>;
}

/** Beyond the worker's own grace: time to write down what it leaves. */
const EXTRA_GRACE_MS = 10_000;
const API_GRACE_MS = 10_000;

/** Ends what it started if it fails. */
export async function startStack(options: StackOptions): Promise<Stack> {
  const { config, api = true, isPortNamed = false, onNews = () => {} } = options;
  const closing = new Closing();
  try {
    // First, because it is the most likely thing to go wrong and the cheapest to find out.
    const port = api ? await choosePort(config.IXLAB_PORT, config.IXLAB_HOST, isPortNamed) : 0;
    const store = await openStore(config, closing, onNews);
    const queue = chooseQueueBackend(store.url, config.REDIS_URL);
    await migrateDatabase(store.url);
    await prepareQueue(queue);
    onNews(describeQueue(queue));
    return await startProcesses(options, port, store, queue, closing);
  } catch (error) {
    await closing.close().catch(() => {}); // what went wrong first is the news
    throw error;
  }
}

async function startProcesses(
  options: StackOptions,
  port: number,
  store: Store,
  queue: QueueBackend,
  closing: Closing,
): Promise<Stack> {
  const { config, workers = 1, api = true, onNews = () => {} } = options;
  const logFolder = path.resolve(config.IXLAB_DATA, "logs");
  const processes: Supervised[] = [];
  const launch = (name: string, entry: string, graceMs: number, env: NodeJS.ProcessEnv) => {
    const logFile = path.join(logFolder, `${name}.log`);
    const onDeath = (how: string, restartMs: number) =>
      onNews(`${name} died (${how}) and starts again in ${restartMs} ms; its log: ${logFile}`);
    const started = supervise({ name, entry, env, logFile, onDeath });
    processes.push(started);
    closing.add(() => started.stop(graceMs));
    return started;
  };

  const env = { ...process.env, DATABASE_URL: store.url, IXLAB_PORT: String(port) };
  const workerGraceMs = config.IXLAB_GRACE_SECONDS * 1000 + EXTRA_GRACE_MS;
  for (let i = 1; i <= workers; i++) launch(`worker-${i}`, workerEntry(), workerGraceMs, env);
  const url = addressOf(config.IXLAB_HOST, port);
  if (api) await waitUntilServing(url, launch("api", apiEntry(), API_GRACE_MS, env));
  store.describe(url);
  return {
    url,
    databaseUrl: store.url,
    postgres: store.kind,
    queueBackend: queue.kind,
    logFolder,
    processes,
    stop: () => closing.close(),
  };
}

/** An address that a browser on this machine can open. */
function addressOf(host: string, port: number): string {
  const isEverywhere = host === "0.0.0.0" || host === "::";
  const name = isEverywhere ? "127.0.0.1" : host.includes(":") ? `[${host}]` : host;
  return `http://${name}:${port}`;
}

function describeQueue(queue: QueueBackend): string {
  return queue.kind === "redis"
    ? `Queue: BullMQ on Redis, ${withoutPassword(queue.url)}`
    : "Queue: BullMQ on the same Postgres";
}
