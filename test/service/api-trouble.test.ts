/** The API while its database cannot be reached, and when it is told to stop. */
import { spawn } from "node:child_process";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type ApiServer, startServer } from "../../src/api/server.ts";
import { connectDatabase, type Database } from "../../src/db/connect.ts";
import { createLog } from "../../src/log.ts";
import { watch, wsClient } from "../support/api-subscription.ts";
import { askGraphql, definitionText } from "../support/api-world.ts";
import { sendHttp } from "../support/bad-request.ts";
import { type CuttableProxy, startProxy } from "../support/cuttable-proxy.ts";
import { startTestPostgres, type TestPostgres } from "../support/service-postgres.ts";
import { until } from "../support/service-until.ts";

let postgres: TestPostgres;
let proxy: CuttableProxy;
let db: Database;
let server: ApiServer;

beforeAll(async () => {
  postgres = await startTestPostgres();
  proxy = await startProxy(postgres.server.port);
  const url = new URL(postgres.url);
  url.host = `127.0.0.1:${proxy.port}`;
  db = connectDatabase({
    url: url.href,
    poolSize: 3,
    application: "api-trouble",
    statementTimeoutMs: 2000,
  });
  server = await startServer({
    db,
    databaseUrl: url.href,
    host: "127.0.0.1",
    port: 0,
    webFolder: path.join(postgres.folder, "web"),
    presetsFolder: "experiments",
    log: createLog("api-trouble", "silent"),
  });
});
afterAll(async () => {
  await db.$disconnect();
  await proxy.close();
  await postgres.stop();
});

const LIST = "{ experiments(first: 1) { totalCount } }";
const SUBMIT = `mutation ($input: ExperimentSubmitInput!) {
  experimentSubmit(input: $input) { replayed experiment { id } userErrors { code } }
}`;
const ask = (query: string, variables = {}) => askGraphql(server.url, query, variables);
const get = (address: string) => sendHttp(server.url, { method: "GET", path: address });

/** Both what is asked for and what would be stored get the answer of a service that is away. */
async function expectUnavailable(): Promise<void> {
  const read = await ask(LIST);
  const input = { spec: { yaml: definitionText() }, idempotencyKey: "while it was away" };
  const written = await ask(SUBMIT, { input });
  for (const { status, headers, errors } of [read, written]) {
    expect(status).toBe(503);
    expect(headers.get("retry-after")).toBe("2");
    expect(errors).toMatchObject([
      { extensions: { code: "SERVICE_UNAVAILABLE", retryable: true } },
    ]);
    expect(errors[0]?.message).toBe("The database cannot be reached. Try again in a moment.");
  }
  expect(JSON.parse((await get("/readyz")).text)).toEqual({ status: "DATABASE_UNREACHABLE" });
  expect((await get("/livez")).status).toBe(200);
}

const ready = () => until("ready again", 30, async () => (await get("/readyz")).status === 200);

describe("while the database is away", () => {
  it("answers 503 with a time to come back, and works when it is back", async () => {
    expect((await ask(LIST)).data.experiments.totalCount).toBe(0);
    await proxy.cut();
    await expectUnavailable();
    await proxy.mend();
    await ready();
    expect((await ask(LIST)).data.experiments.totalCount).toBe(0);
  });

  it("answers 503 although connections stay open and only silence comes back", async () => {
    proxy.hang();
    await expectUnavailable();
    await proxy.mend();
    await ready();
    expect((await ask(LIST)).data.experiments.totalCount).toBe(0);
  });

  it("says that a statement took too long, with another code", async () => {
    const blocker = postgres.db.$transaction(
      async (tx) => {
        await tx.$executeRaw`lock table experiment in access exclusive mode`;
        const { status, errors } = await ask(LIST);
        expect(status).toBe(504);
        expect(errors).toMatchObject([{ extensions: { code: "TIMEOUT", retryable: true } }]);
      },
      { timeout: 20_000 },
    );
    await blocker;
  });

  it("is not ready before the tables are there", async () => {
    await postgres.db.$executeRaw`alter table _prisma_migrations rename to moved`;
    const { status, text } = await get("/readyz");
    await postgres.db.$executeRaw`alter table moved rename to _prisma_migrations`;
    expect(status).toBe(503);
    expect(JSON.parse(text)).toEqual({ status: "NOT_MIGRATED" });
    expect((await get("/readyz")).status).toBe(200);
  });
});

describe("when it stops", () => {
  it("finishes what it was asked, tells sockets to come again, and accepts nothing new", async () => {
    const input = { spec: { yaml: definitionText() } };
    const { data } = await ask(SUBMIT, { input });
    const id = data.experimentSubmit.experiment.id;
    const client = wsClient(server.url);
    let closed: unknown;
    client.on("closed", (event) => {
      closed = event;
    });
    const watching = watch(client, { id });
    await watching.until((seen) => seen.length >= 2);
    // A request is held in the middle of its work by a lock, until the server is closing.
    let inFlight: ReturnType<typeof ask> | undefined;
    let closing: Promise<void> | undefined;
    await postgres.db.$transaction(async (tx) => {
      await tx.$executeRaw`lock table experiment in access exclusive mode`;
      inFlight = ask(LIST);
      await until("the request waits for the lock", 10, async () => {
        const waiting = await postgres.db.$queryRaw<unknown[]>`
          select 1 from pg_stat_activity
           where application_name = 'api-trouble' and wait_event_type = 'Lock'`;
        return waiting.length > 0;
      });
      closing = server.close();
    });
    expect((await inFlight)?.data?.experiments.totalCount).toBe(1);
    await closing;
    await watching.ended;
    expect(closed).toMatchObject({ code: 1012 });
    await expect(get("/livez")).rejects.toThrow(/ECONNREFUSED/);
    await client.dispose();
  });
});

describe("the process", () => {
  it("says its port on one line when it is ready, and ends with 0 when told to", async () => {
    const child = spawn(process.execPath, ["--import", "tsx", "src/api/main.ts"], {
      env: { ...process.env, DATABASE_URL: postgres.url, IXLAB_PORT: "0", IXLAB_LOG: "silent" },
      stdio: ["ignore", "pipe", "inherit"],
    });
    const ended = new Promise((resolve) => {
      child.once("exit", (code, signal) => resolve(signal ?? code));
    });
    const line = await new Promise<string>((resolve) => {
      child.stdout.once("data", (chunk) => resolve(String(chunk)));
    });
    const { port, url } = JSON.parse(line);
    expect(url).toBe(`http://127.0.0.1:${port}`);
    const { status } = await sendHttp(url, { method: "GET", path: "/readyz" });
    expect(status).toBe(200);
    child.kill("SIGTERM");
    expect(await ended).toBe(0);
  });

  it("refuses to start without a database, and says what to do", async () => {
    const child = spawn(process.execPath, ["--import", "tsx", "src/api/main.ts"], {
      env: { ...process.env, DATABASE_URL: "" },
      stdio: ["ignore", "ignore", "pipe"],
    });
    let said = "";
    child.stderr.on("data", (chunk) => {
      said += String(chunk);
    });
    const code = await new Promise((resolve) => {
      child.once("close", resolve);
    });
    expect(code).toBe(1);
    expect(said).toMatch(/DATABASE_URL is not set/);
    expect(said).not.toMatch(/ at .*:\d+/);
  });
});
