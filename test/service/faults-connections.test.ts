/** What a single bad connection costs: an error after one time limit, never the process. */
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { connectDatabase, type Database } from "../../src/db/connect.ts";
import { unitOfWork } from "../../src/db/unit-of-work.ts";
import { createDispatcher, type Dispatcher } from "../../src/queue/dispatcher.ts";
import { startCutOffServer } from "../support/cut-off-server.ts";
import { type CuttableProxy, startProxy } from "../support/cuttable-proxy.ts";
import { startTestPostgres, type TestPostgres } from "../support/service-postgres.ts";
import { pause, until } from "../support/service-until.ts";
import { endAllWorkers, startTestWorker } from "../support/service-worker.ts";

const STATEMENT_TIMEOUT_MS = 1000;
const connect = (url: string): Database =>
  connectDatabase({
    url,
    poolSize: 1,
    application: "ixlab-test",
    statementTimeoutMs: STATEMENT_TIMEOUT_MS,
  });
const jobs = [{ experimentId: "of no importance", firstRun: 0, lastRun: 1 }];
const untilTaken = (dispatcher: Dispatcher) =>
  until("the queue takes messages", 20, () =>
    dispatcher.send(jobs).then(
      () => true,
      () => false,
    ),
  );

let postgres: TestPostgres;
let proxy: CuttableProxy;
let proxyUrl: string;
beforeAll(async () => {
  postgres = await startTestPostgres();
  proxy = await startProxy(postgres.server.port);
  const url = new URL(postgres.url);
  url.host = `127.0.0.1:${proxy.port}`;
  proxyUrl = url.href;
});
afterAll(async () => {
  await proxy?.close();
  await postgres?.stop();
});

const crashes: unknown[] = [];
const onCrash = (error: unknown) => crashes.push(error);
beforeAll(() => {
  process.on("uncaughtException", onCrash);
});
afterEach(() => {
  expect(crashes.splice(0), "would have ended the process").toEqual([]);
});
afterAll(() => {
  process.off("uncaughtException", onCrash);
});

test("cut in the moment it is handed over: the query fails", async () => {
  const server = await startCutOffServer();
  const db = connect(server.url);
  const select = (on: Pick<Database, "$queryRaw">) => on.$queryRaw`select 1`;
  const unavailable = { name: "ServiceUnavailable" };
  await expect(unitOfWork(() => db.$transaction(select))).rejects.toMatchObject(unavailable);
  await expect(unitOfWork(() => select(db))).rejects.toMatchObject(unavailable);
  expect(server.clients()).toBe(2);
  await db.$disconnect();
  server.close();
});

test("cut in the moment it is handed over: the queue is asked again", async () => {
  const server = await startCutOffServer();
  const dispatcher = createDispatcher({ kind: "postgres", url: server.url }, () => {});
  await until("it has tried again", 10, () => server.clients() >= 2);
  await expect(dispatcher.send(jobs)).rejects.toThrow("not connected");
  await dispatcher.close();
  server.close();
});

test("a worker that is cut off every time goes on trying, and stops when told to", async () => {
  const server = await startCutOffServer();
  const worker = startTestWorker({ DATABASE_URL: server.url });
  await until("it has tried often", 30, () => server.clients() >= 30);
  worker.signal("SIGTERM");
  const ended = await Promise.race([worker.ended, pause(15_000)]);
  await endAllWorkers();
  server.close();
  expect(ended).toBe(0);
});

test("the queue works as soon as Postgres does", async () => {
  await proxy.cut();
  const dispatcher = createDispatcher({ kind: "postgres", url: proxyUrl }, () => {});
  await expect(dispatcher.send(jobs)).rejects.toThrow("not connected");
  await pause(200); // BullMQ has asked by now, in vain
  await proxy.mend();
  await untilTaken(dispatcher);
  await dispatcher.close();
});

test("silent in mid-transaction: costs one time limit, and nobody gets it again", async () => {
  const db = connect(proxyUrl);
  const startedAt = performance.now();
  const work = unitOfWork(() =>
    db.$transaction(async (tx) => {
      await tx.$queryRaw`select 1`;
      proxy.silence();
      await tx.$queryRaw`select 2`;
    }),
  );
  await expect(work).rejects.toMatchObject({ name: "ServiceUnavailable" });
  await db.$transaction((tx) => tx.$queryRaw`select 3`);
  // Postgres' own limit, and two seconds for its answer; then the same again would be too much.
  const limitMs = STATEMENT_TIMEOUT_MS + 2000;
  expect(performance.now() - startedAt).toBeLessThan(1.8 * limitMs);
  await db.$disconnect();
});

test("silent under the queue: it takes messages again after a while", async () => {
  const dispatcher = createDispatcher({ kind: "postgres", url: proxyUrl }, () => {});
  await untilTaken(dispatcher);
  proxy.silence();
  await expect(dispatcher.send(jobs)).rejects.toThrow("did not answer");
  await untilTaken(dispatcher);
  await dispatcher.close();
});
