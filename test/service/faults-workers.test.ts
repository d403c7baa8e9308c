/**
 * Workers and their children are killed, stopped and driven mad while they compute. Whatever
 * happens, the experiment ends as if nothing had, or says which runs could not be computed.
 */
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { submitExperiment } from "../../src/db/submit-experiment.ts";
import type { Expansion } from "../../src/experiment/expand.ts";
import { chance } from "../support/service-chance.ts";
import { referenceDigest, smallExperiment } from "../support/service-definition.ts";
import { expectInvariants, untilEnded } from "../support/service-invariants.ts";
import { startTestPostgres, type TestPostgres } from "../support/service-postgres.ts";
import { pause, until } from "../support/service-until.ts";
import {
  childrenOf,
  endAllWorkers,
  startTestWorker,
  type TestWorker,
} from "../support/service-worker.ts";

let postgres: TestPostgres;
beforeAll(async () => {
  postgres = await startTestPostgres();
});
afterEach(endAllWorkers);
afterAll(() => postgres?.stop());

const worker = (settings: Record<string, string> = {}) =>
  startTestWorker({ DATABASE_URL: postgres.url, ...settings });

const submit = async (expansion: Expansion) =>
  (await submitExperiment(postgres.db, { expansion, definitionText: "text" })).experimentId;

const runsDone = async (id: string) =>
  (await postgres.db.experiment.findUniqueOrThrow({ where: { id } })).runsDone;

const stateOf = async (id: string) =>
  (await postgres.db.experiment.findUniqueOrThrow({ where: { id } })).state;

/** Some seconds of work for two children. */
const longExperiment = (rootSeed: string) =>
  smallExperiment({ rootSeed, replications: 12, measureMs: 6 });

/** The key of one run, for failpoints, and its position. */
function victimOf(expansion: Expansion) {
  const run = expansion.runs[Math.floor(expansion.runs.length / 2)];
  if (run === undefined) throw new Error("no runs");
  return { key: run.contentKey.slice(0, 16), index: run.index };
}

test("children killed at random moments change nothing", async () => {
  const random = chance("children killed");
  const expansion = longExperiment("1");
  const id = await submit(expansion);
  const parent = worker();
  for (let kills = 0; kills < 2; kills++) {
    await pause(100 + random() * 600);
    const child = await until("a child is there", 20, () => parent.children()[0]);
    if ((await stateOf(id)) !== "SUCCEEDED") process.kill(child, "SIGKILL");
  }
  const ended = await untilEnded(postgres.db, id);
  expect(ended).toMatchObject({ state: "SUCCEEDED", digest: referenceDigest(expansion) });
  expect(parent.isAlive()).toBe(true);
  await expectInvariants(postgres.db, id);
});

test("workers killed at random moments change nothing", async () => {
  const random = chance("workers killed");
  const expansion = longExperiment("2");
  const id = await submit(expansion);
  const workers: TestWorker[] = [worker(), worker()];
  for (let kills = 0; kills < 2; kills++) {
    await pause(300 + random() * 1200);
    workers[Math.floor(random() * 2)]?.signal("SIGKILL");
    workers[Math.floor(random() * 2)] = worker();
  }
  const ended = await untilEnded(postgres.db, id);
  expect(ended).toMatchObject({ state: "SUCCEEDED", digest: referenceDigest(expansion) });
  await expectInvariants(postgres.db, id);
});

test("children do not outlive a killed worker, not even one that spins", async () => {
  const expansion = smallExperiment({ rootSeed: "3", replications: 1 });
  const [first] = expansion.runs;
  await submit(expansion);
  const parent = worker({ IXLAB_FAILPOINT: `spin:${first?.contentKey ?? ""}` });
  const children = await until("children are there", 20, () => {
    const found = parent.children();
    return found.length === 2 && found;
  });
  await pause(500); // so that one of them spins
  parent.signal("SIGKILL");
  await parent.ended;
  await until("the children are gone", 5, () => children.every((pid) => !isThere(pid)));
  await postgres.db.experiment.deleteMany();
});

function isThere(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return childrenOf(1).includes(pid) || childrenOf(process.pid).includes(pid);
  } catch {
    return false;
  }
}

test("a worker that sleeps beyond its lease is fenced", async () => {
  const expansion = longExperiment("4");
  const id = await submit(expansion);
  const sleeper = worker();
  await until("the sleeper works", 20, async () => (await runsDone(id)) > 0);
  sleeper.signal("SIGSTOP");
  const other = worker();
  const ended = await untilEnded(postgres.db, id);
  sleeper.signal("SIGCONT");
  await pause(1500); // it wakes up, and tries to commit what it had
  expect(ended).toMatchObject({ state: "SUCCEEDED", digest: referenceDigest(expansion) });
  const lost = await postgres.db.attempt.count({
    where: { run: { experimentId: id }, outcome: "WORKER_LOST" },
  });
  expect(lost).toBeGreaterThan(0);
  expect(sleeper.isAlive() && other.isAlive()).toBe(true);
  await expectInvariants(postgres.db, id);
});

test("a run that kills its process is given up after three starts, the others go on", async () => {
  const expansion = smallExperiment({ rootSeed: "5" });
  const victim = victimOf(expansion);
  const id = await submit(expansion);
  worker({ IXLAB_FAILPOINT: `crash:${victim.key}` });
  const ended = await untilEnded(postgres.db, id);
  expect(ended).toMatchObject({ state: "PARTIALLY_SUCCEEDED", runsFailed: 1, digest: null });
  const run = await postgres.db.run.findFirstOrThrow({
    where: { experimentId: id, state: "FAILED" },
    include: { attempts: true },
  });
  expect(run).toMatchObject({ index: victim.index, starts: 3, errorCode: "SIM_CRASHED" });
  expect(run.attempts.map((attempt) => attempt.outcome)).toEqual(["CRASHED", "CRASHED", "CRASHED"]);
  await expectInvariants(postgres.db, id);
});

test("a run that fills its memory takes only its own process down", async () => {
  const expansion = smallExperiment({ rootSeed: "11", replications: 1 });
  const victim = victimOf(expansion);
  const id = await submit(expansion);
  const parent = worker({
    IXLAB_FAILPOINT: `memory:${victim.key}`,
    IXLAB_CHILD_MEMORY_MB: "64",
    IXLAB_CHILDREN: "1",
  });
  const ended = await untilEnded(postgres.db, id);
  expect(ended).toMatchObject({ state: "PARTIALLY_SUCCEEDED", runsFailed: 1 });
  const run = await postgres.db.run.findFirstOrThrow({
    where: { experimentId: id, state: "FAILED" },
  });
  expect(run).toMatchObject({ starts: 3, errorCode: "SIM_OUT_OF_MEMORY" });
  expect(parent.isAlive()).toBe(true);
  await expectInvariants(postgres.db, id);
});

test("a run that kills its worker is given up after three starts", async () => {
  const expansion = smallExperiment({ rootSeed: "6", replications: 1, loadsRps: [100_000] });
  const victim = victimOf(expansion);
  const id = await submit(expansion);
  const settings = { IXLAB_FAILPOINT: `crash-parent:${victim.key}`, IXLAB_CHILDREN: "1" };
  for (let starts = 0; starts < 3; starts++) {
    expect(await worker(settings).ended).toBe("SIGKILL");
  }
  worker(); // without the failpoint: it must not even try
  const ended = await untilEnded(postgres.db, id);
  expect(ended.runsFailed).toBeGreaterThan(0);
  const run = await postgres.db.run.findFirstOrThrow({
    where: { experimentId: id, index: victim.index },
  });
  expect(run).toMatchObject({ starts: 3, errorCode: "WORKER_LOST" });
  await expectInvariants(postgres.db, id);
});

test("a run that throws fails at once and says why", async () => {
  const expansion = smallExperiment({ rootSeed: "7" });
  const victim = victimOf(expansion);
  const id = await submit(expansion);
  worker({ IXLAB_FAILPOINT: `throw:${victim.key}` });
  await untilEnded(postgres.db, id);
  const run = await postgres.db.run.findFirstOrThrow({
    where: { experimentId: id, state: "FAILED" },
  });
  expect(run).toMatchObject({ starts: 1, errorCode: "SIM_ERROR" });
  expect(run.errorMessage).toContain("IXLAB_FAILPOINT");
  await expectInvariants(postgres.db, id);
});

test("a run that never ends is stopped at the wall limit", async () => {
  const expansion = smallExperiment({ rootSeed: "8" });
  const id = await submit(expansion);
  const victim = victimOf(expansion);
  worker({ IXLAB_FAILPOINT: `spin:${victim.key}`, IXLAB_RUN_SECONDS: "2" });
  const ended = await untilEnded(postgres.db, id);
  expect(ended).toMatchObject({ state: "PARTIALLY_SUCCEEDED", runsFailed: 1 });
  const run = await postgres.db.run.findFirstOrThrow({
    where: { experimentId: id, state: "FAILED" },
  });
  expect(run).toMatchObject({ starts: 1, errorCode: "SIM_TIMEOUT" });
  await expectInvariants(postgres.db, id);
});

test("a worker that is told to stop leaves nothing behind and counts no start", async () => {
  const expansion = longExperiment("9");
  const id = await submit(expansion);
  const first = worker();
  await until("it works", 20, async () => (await runsDone(id)) > 0);
  first.signal("SIGTERM");
  expect(await first.ended).toBe(0);
  const left = await postgres.db.run.findMany({ where: { experimentId: id } });
  expect(left.filter((run) => run.state === "RUNNING")).toEqual([]);
  expect(left.filter((run) => run.state === "QUEUED" && run.starts > 0)).toEqual([]);
  worker();
  const ended = await untilEnded(postgres.db, id);
  expect(ended).toMatchObject({ state: "SUCCEEDED", digest: referenceDigest(expansion) });
  await expectInvariants(postgres.db, id);
});

test("what a stopping worker cannot finish in its grace is given back; twice told, it leaves", async () => {
  const expansion = smallExperiment({ rootSeed: "10", replications: 1, loadsRps: [100_000] });
  const id = await submit(expansion);
  const victim = victimOf(expansion);
  const settings = { IXLAB_FAILPOINT: `spin:${victim.key}`, IXLAB_GRACE_SECONDS: "1" };
  const spins = async () =>
    (await postgres.db.run.count({
      where: { experimentId: id, index: victim.index, state: "RUNNING" },
    })) > 0;
  const patient = worker(settings);
  await until("it spins", 20, spins);
  patient.signal("SIGTERM");
  expect(await patient.ended).toBe(0);
  const run = await postgres.db.run.findFirstOrThrow({
    where: { experimentId: id, index: victim.index },
    include: { attempts: true },
  });
  expect(run).toMatchObject({ state: "QUEUED", starts: 0 });
  expect(run.attempts.map((attempt) => attempt.outcome)).toEqual(["GIVEN_BACK"]);

  const hasty = worker({ ...settings, IXLAB_GRACE_SECONDS: "60" });
  await until("it spins again", 20, spins);
  hasty.signal("SIGTERM");
  await pause(200);
  hasty.signal("SIGTERM");
  expect(await hasty.ended).toBe(1);
  worker();
  const ended = await untilEnded(postgres.db, id);
  expect(ended).toMatchObject({ state: "SUCCEEDED", digest: referenceDigest(expansion) });
  await expectInvariants(postgres.db, id);
});
