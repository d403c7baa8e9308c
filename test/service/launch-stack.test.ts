/**
 * The launcher and what it starts: orderly stops, killed launchers, killed APIs, busy ports. The
 * same way `ixlab serve` and `ixlab demo` use it.
 */
import { rmSync } from "node:fs";
import { type AddressInfo, createServer, type Server } from "node:net";
import path from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { connectDatabase, type Database } from "../../src/db/connect.ts";
import { submitExperiment } from "../../src/db/submit-experiment.ts";
import { commandOf, isAlive, waitUntilGone } from "../../src/launch/live-process.ts";
import { chance } from "../support/service-chance.ts";
import { referenceDigest, smallExperiment } from "../support/service-definition.ts";
import { expectInvariants, untilEnded } from "../support/service-invariants.ts";
import { temporaryFolder } from "../support/service-postgres.ts";
import { launch, type TestLauncher, type TestStack } from "../support/service-stack.ts";
import { pause, until } from "../support/service-until.ts";
import { childrenOf } from "../support/service-worker.ts";

const connect = (stack: TestStack): Database =>
  connectDatabase({
    url: stack.databaseUrl,
    poolSize: 2,
    application: "ixlab-test",
    statementTimeoutMs: 10_000,
  });

const isReady = async (url: string) => {
  const answer = await fetch(`${url}/readyz`).catch(() => undefined);
  return answer?.status === 200;
};

/** The pid of a supervised process now: it changes when it was restarted. */
const pidOf = (stack: TestStack, entry: string) =>
  until(`${entry} runs`, 20, () =>
    childrenOf(stack.launcher.pid ?? 0).find((pid) => commandOf(pid).includes(entry)),
  );

const API = path.join("api", "main.js");
const WORKER = path.join("workers", "main.js");

describe("a running service", () => {
  const folder = temporaryFolder();
  let stack: TestStack;
  let db: Database;
  beforeAll(async () => {
    stack = await launch(folder).ready;
    db = connect(stack);
  });
  afterAll(async () => {
    await db?.$disconnect();
    stack?.launcher.kill("SIGTERM");
    await stack?.ended;
    rmSync(folder, { recursive: true, force: true });
  });

  test("computes what is submitted", async () => {
    const expansion = smallExperiment({ rootSeed: "1" });
    const { experimentId } = await submitExperiment(db, { expansion, definitionText: "text" });
    const ended = await untilEnded(db, experimentId);
    expect(ended.digest).toBe(referenceDigest(expansion));
  });

  test("starts a killed API again, and its experiment does not notice", async () => {
    const random = chance("API killed");
    const expansion = smallExperiment({ rootSeed: "2", replications: 8, measureMs: 6 });
    const { experimentId } = await submitExperiment(db, { expansion, definitionText: "text" });
    for (let kills = 0; kills < 2; kills++) {
      await pause(random() * 800);
      process.kill(await pidOf(stack, API), "SIGKILL");
    }
    const ended = await untilEnded(db, experimentId);
    expect(ended.digest).toBe(referenceDigest(expansion));
    await expectInvariants(db, experimentId);
    await until("the API is back", 30, () => isReady(stack.url));
    expect(stack.news()).toContain("api died");
  });

  test("starts a killed worker again", async () => {
    const before = await pidOf(stack, WORKER);
    process.kill(before, "SIGKILL");
    await until("it is back", 20, async () => (await pidOf(stack, WORKER)) !== before);
  });

  test("keeps its data folder to itself, and tells a second launcher where it is", async () => {
    const second = launch(folder);
    expect(await second.ended).toBe(1);
    expect(second.news()).toContain(`process ${stack.launcher.pid}`);
    expect(second.news()).toContain(stack.url);
    expect(await isReady(stack.url)).toBe(true);
  });

  test("stops in order when told to: nothing is left", async () => {
    const pids = [await pidOf(stack, API), await pidOf(stack, WORKER)];
    stack.launcher.kill("SIGINT");
    expect(await stack.ended).toBe(0);
    for (const pid of pids) expect(isAlive(pid)).toBe(false);
    expect(await isReady(stack.url)).toBe(false);
  });
});

describe("a start", () => {
  let folder: string;
  const launchers: TestLauncher[] = [];
  beforeEach(() => {
    folder = temporaryFolder();
  });
  afterEach(async () => {
    for (const { launcher, ended } of launchers.splice(0)) {
      launcher.kill("SIGTERM");
      await ended;
    }
    rmSync(folder, { recursive: true, force: true });
  });

  function start(settings: NodeJS.ProcessEnv = {}): TestLauncher {
    const launcher = launch(folder, settings);
    launchers.push(launcher);
    return launcher;
  }

  test("after the launcher was killed adopts Postgres, on another port if it must", async () => {
    const first = await start().ready;
    const db = connect(first);
    const expansion = smallExperiment({ rootSeed: "3", replications: 8, measureMs: 6 });
    const { experimentId } = await submitExperiment(db, { expansion, definitionText: "text" });
    await until("it computes", 20, async () => (await db.result.count()) > 0);
    await db.$disconnect();
    first.launcher.kill("SIGKILL");
    await first.ended;
    for (const pid of Object.values(first.pids)) {
      expect(await waitUntilGone(pid, 15_000)).toBe(true);
    }

    const occupant = await occupy(Number(new URL(first.url).port));
    const second = await start().ready;
    expect(second.news()).toContain("found running");
    expect(second.databaseUrl).toBe(first.databaseUrl);
    expect(second.url).not.toBe(first.url);
    expect(await isReady(second.url)).toBe(true);
    const again = connect(second);
    const ended = await untilEnded(again, experimentId);
    expect(ended.digest).toBe(referenceDigest(expansion));
    await expectInvariants(again, experimentId);
    await again.$disconnect();
    occupant.close();
  });

  test("on a port that was asked for and is busy is refused", async () => {
    const occupant = await occupy(0);
    const port = String((occupant.address() as AddressInfo).port);
    const refused = start({ IXLAB_PORT: port, TEST_PORT_IS_NAMED: "1" });
    expect(await refused.ended).toBe(1);
    expect(refused.news()).toContain(`Port ${port} on 127.0.0.1 is in use`);
    occupant.close();
  });

  test("in a wrong environment is refused before anything is started", async () => {
    const refused = start({ IXLAB_LEASE_SECONDS: "1", IXLAB_HEARTBEAT_SECONDS: "1" });
    expect(await refused.ended).toBe(1);
    expect(refused.news()).toContain("at least three times");
  });
});

function occupy(port: number): Promise<Server> {
  return new Promise((resolve, reject) => {
    const server = createServer().once("error", reject);
    server.listen(port, "127.0.0.1", () => resolve(server));
  });
}
