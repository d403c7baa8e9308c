/**
 * A worker: as many lanes as it has children, and the chores that keep leases, queue and experiments
 * in order. Its own event loop never simulates, so it always answers in time.
 */
import { randomBytes } from "node:crypto";
import { hostname } from "node:os";
import type { Config } from "../config.ts";
import type { Database } from "../db/connect.ts";
import { forgetOldKeys } from "../db/forget.ts";
import { reconcile } from "../db/reconcile.ts";
import { relayOutbox } from "../db/relay-outbox.ts";
import { removeWorker, showWorker } from "../db/worker-presence.ts";
import { MODEL_VERSION } from "../experiment/model-version.ts";
import type { Logger } from "../log.ts";
import type { QueueBackend } from "../queue/backend.ts";
import { createDispatcher, type Dispatcher } from "../queue/dispatcher.ts";
import { type Listener, listenForJobs } from "../queue/listener.ts";
import { Bell } from "./bell.ts";
import { every, type Repetition } from "./every.ts";
import { Lane } from "./lane.ts";
import { Leases } from "./leases.ts";
import { Simulator } from "./simulator.ts";

export interface WorkerOptions {
  readonly config: Config;
  readonly db: Database;
  readonly queue: QueueBackend;
  readonly log: Logger;
  /** File of the child's program. */
  readonly childEntry: string;
}

export interface RunningWorker {
  readonly id: string;
  /** Ends the work in order: finishes what is under way, or gives it back after the grace. */
  stop(): Promise<void>;
}

/** How often what is no longer needed is removed. */
const TIDY_MS = 10 * 60_000;
/** How often messages are moved from the outbox to the queue. */
const RELAY_MS = 200;

/** The queue reports every failed attempt to reach it; once a minute is enough to read. */
function occasionally(log: Logger): (error: Error) => void {
  let lastAt = Number.NEGATIVE_INFINITY;
  return (error) => {
    if (performance.now() - lastAt < 60_000) return;
    lastAt = performance.now();
    log.warn({ err: error }, "the queue is in trouble; work goes on by asking Postgres");
  };
}

export function startWorker(options: WorkerOptions): RunningWorker {
  const { config, db, log } = options;
  const id = `${hostname()}-${process.pid}-${randomBytes(3).toString("hex")}`;
  const bell = new Bell();
  const leases = new Leases(db, config.IXLAB_LEASE_SECONDS);
  const lanes = Array.from({ length: config.IXLAB_CHILDREN }, () =>
    createLane(options, id, bell, leases),
  );
  const onQueueError = occasionally(log);
  const dispatcher = createDispatcher(options.queue, onQueueError);
  const listener = listenForJobs(options.queue, () => bell.ringWhenHeard(), onQueueError);
  const chores = startChores(options, id, leases, dispatcher, bell);
  const working = Promise.all(lanes.map(({ lane }) => lane.work()));
  working.catch((error) => log.fatal({ err: error }, "a lane broke"));
  log.info({ worker: id, children: lanes.length, queue: options.queue.kind }, "worker is ready");
  return {
    id,
    async stop() {
      for (const { lane } of lanes) lane.stop();
      bell.break();
      await closeQueue(listener, dispatcher);
      const timer = setTimeout(() => {
        log.warn("the grace is over: what is under way is given back");
        for (const { lane } of lanes) lane.abort();
      }, config.IXLAB_GRACE_SECONDS * 1000);
      await working.catch(() => {}); // logged above
      clearTimeout(timer);
      for (const { simulator } of lanes) simulator.close();
      await Promise.all(chores.map((chore) => chore.stop()));
      await removeWorker(db, id).catch((error) => log.warn({ err: error }, "not signed off"));
    },
  };
}

function createLane(
  { config, db, log, childEntry }: WorkerOptions,
  workerId: string,
  bell: Bell,
  leases: Leases,
) {
  const simulator = new Simulator({
    childEntry,
    memoryMb: config.IXLAB_CHILD_MEMORY_MB,
    wallLimitMs: config.IXLAB_RUN_SECONDS * 1000,
    failpoint: config.IXLAB_FAILPOINT,
  });
  const lane = new Lane({
    db,
    log,
    bell,
    leases,
    simulator,
    workerId,
    leaseSeconds: config.IXLAB_LEASE_SECONDS,
    pollMs: config.IXLAB_POLL_SECONDS * 1000,
    runSeconds: config.IXLAB_RUN_SECONDS,
  });
  return { lane, simulator };
}

function startChores(
  { config, db, log }: WorkerOptions,
  id: string,
  leases: Leases,
  dispatcher: Dispatcher,
  bell: Bell,
): readonly Repetition[] {
  const children = config.IXLAB_CHILDREN;
  const presence = {
    id,
    host: hostname(),
    pid: process.pid,
    children,
    modelVersion: MODEL_VERSION,
  };
  const heartbeatMs = config.IXLAB_HEARTBEAT_SECONDS * 1000;
  return [
    every(heartbeatMs, "heartbeat", log, () => leases.beat()),
    every(heartbeatMs, "expiry", log, async () => leases.expire()),
    every(heartbeatMs, "presence", log, () => showWorker(db, presence)),
    every(RELAY_MS, "relay", log, () => relayOutbox(db, (jobs) => dispatcher.send(jobs))),
    every(TIDY_MS, "tidying", log, () => Promise.all([forgetOldKeys(db), dispatcher.tidy()])),
    every(config.IXLAB_RECONCILE_SECONDS * 1000, "reconciler", log, async () => {
      const done = await reconcile(db);
      if (done.takenBack > 0) bell.ring();
      if (done.takenBack + done.givenUp + done.finished > 0) log.info(done, "reconciled");
    }),
  ];
}

async function closeQueue(listener: Listener, dispatcher: Dispatcher): Promise<void> {
  await Promise.all([listener.close(), dispatcher.close()]);
}
