/**
 * The verbs of src/db under races that processes rarely win on purpose: late commits, lost answers,
 * contradicting results, expired leases.
 */
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { type ClaimedRun, claimRuns } from "../../src/db/claim-runs.ts";
import { type ComputedRun, commitRuns } from "../../src/db/commit-runs.ts";
import { failRun, MAX_STARTS } from "../../src/db/fail-run.ts";
import { giveBack } from "../../src/db/give-back.ts";
import { heartbeat } from "../../src/db/heartbeat.ts";
import { reconcile } from "../../src/db/reconcile.ts";
import { relayOutbox } from "../../src/db/relay-outbox.ts";
import { submitExperiment } from "../../src/db/submit-experiment.ts";
import { MODEL_VERSION } from "../../src/experiment/model-version.ts";
import { smallExperiment } from "../support/service-definition.ts";
import { expectInvariants, untilEnded } from "../support/service-invariants.ts";
import { startTestPostgres, type TestPostgres } from "../support/service-postgres.ts";

let postgres: TestPostgres;
beforeAll(async () => {
  postgres = await startTestPostgres();
});
beforeEach(async () => {
  await postgres.db.experiment.deleteMany();
  await postgres.db.result.deleteMany();
  await postgres.db.outbox.deleteMany();
});
afterAll(() => postgres?.stop());

const submit = async (rootSeed: string, loadsRps: readonly number[] = [100_000]) => {
  const expansion = smallExperiment({ rootSeed, loadsRps, replications: 1 });
  const { db } = postgres;
  return (await submitExperiment(db, { expansion, definitionText: "text" })).experimentId;
};

const claim = (workerId: string, limit: number, leaseSeconds = 60) =>
  claimRuns(postgres.db, { workerId, modelVersion: MODEL_VERSION, limit, leaseSeconds });

/** A result that looks computed: the database does not look inside. */
const computed = (run: ClaimedRun, digest = `digest of ${run.contentKey}`): ComputedRun => ({
  id: run.id,
  epoch: run.epoch,
  contentKey: run.contentKey,
  modelVersion: MODEL_VERSION,
  digest,
  record: "{}",
  wallMs: 1,
});

/** As if the lease had run out. */
const expire = () => postgres.db.run.updateMany({ data: { leaseUntil: new Date(0) } });

test("what two workers claim at once is never the same", async () => {
  await submit("1", [1e5, 2e5, 3e5, 4e5, 5e5, 6e5]);
  const claims = await Promise.all(Array.from({ length: 6 }, (_, w) => claim(`w${w}`, 2)));
  const ids = claims.flatMap(({ runs }) => runs.map((run) => run.id));
  expect(new Set(ids).size).toBe(ids.length);
});

test("a worker of another model version claims nothing", async () => {
  await submit("2");
  const other = { workerId: "w", modelVersion: "another", limit: 9, leaseSeconds: 60 };
  expect(await claimRuns(postgres.db, other)).toEqual({ runs: [], settled: 0 });
});

test("the experiment with the fewest running runs is served first", async () => {
  const big = await submit("3", [1e5, 2e5, 3e5, 4e5]);
  expect((await claim("w", 2)).runs.map((run) => run.experimentId)).toEqual([big, big]);
  const small = await submit("4");
  expect((await claim("w", 1)).runs[0]?.experimentId).toBe(small);
});

test("a commit under an old epoch changes nothing, the successor's counts", async () => {
  const id = await submit("5");
  const [late] = (await claim("late", 9)).runs;
  await expire();
  expect((await reconcile(postgres.db)).takenBack).toBeGreaterThan(0);
  const successors = (await claim("next", 9)).runs;
  if (late === undefined) throw new Error("nothing claimed");

  expect(await heartbeat(postgres.db, [{ ...late, progress: 0.5 }], 60)).toEqual({
    held: new Set(),
    cancelled: new Set(),
  });
  const refused = await commitRuns(postgres.db, [computed(late)]);
  expect(refused).toEqual({ stored: [], fenced: [late.id], contradicted: [] });
  expect(
    await failRun(postgres.db, late, { code: "SIM_ERROR", message: "x", mayRetry: false }),
  ).toBe("FENCED");
  await giveBack(postgres.db, [late]);
  expect(await postgres.db.result.count()).toBe(0);
  expect(await postgres.db.run.count({ where: { state: "RUNNING" } })).toBe(successors.length);

  await commitRuns(
    postgres.db,
    successors.map((run) => computed(run)),
  );
  expect((await untilEnded(postgres.db, id, 0)).state).toBe("SUCCEEDED");
  await expectInvariants(postgres.db, id);
});

test("a commit whose answer was lost may be sent again", async () => {
  const id = await submit("6");
  const runs = (await claim("w", 9)).runs.map((run) => computed(run));
  const first = await commitRuns(postgres.db, runs);
  const again = await commitRuns(postgres.db, runs);
  expect(again).toEqual(first);
  expect(again.stored.length).toBe(runs.length);
  await expectInvariants(postgres.db, id);
});

test("two commits of the last runs at once end the experiment once", async () => {
  const id = await submit("7", [1e5, 2e5, 3e5, 4e5]);
  const { runs } = await claim("w", 9);
  await Promise.all(runs.map((run) => commitRuns(postgres.db, [computed(run)])));
  expect((await untilEnded(postgres.db, id, 0)).runsDone).toBe(runs.length);
  await expectInvariants(postgres.db, id);
});

test("a result that contradicts the stored one fails its run and is told", async () => {
  const first = await submit("8");
  const known = (await claim("w", 9)).runs;
  const second = await submit("8");
  const unknown = (await claim("w", 9)).runs;
  await commitRuns(
    postgres.db,
    known.map((run) => computed(run)),
  );
  const answer = await commitRuns(
    postgres.db,
    unknown.map((run) => computed(run, "another")),
  );
  expect(answer.contradicted.length).toBe(unknown.length);
  expect(answer.contradicted[0]).toMatchObject({ computed: "another" });
  expect((await untilEnded(postgres.db, first, 0)).state).toBe("SUCCEEDED");
  expect((await untilEnded(postgres.db, second, 0)).state).toBe("FAILED");
  const run = await postgres.db.run.findFirstOrThrow({ where: { experimentId: second } });
  expect(run.errorCode).toBe("NOT_DETERMINISTIC");
  await expectInvariants(postgres.db, second);
});

test("a run whose worker goes silent each time is given up", async () => {
  const id = await submit("9");
  for (let start = 1; start <= MAX_STARTS; start++) {
    expect((await claim("w", 9)).runs[0]?.starts).toBe(start);
    await expire();
    await reconcile(postgres.db);
  }
  expect(await untilEnded(postgres.db, id, 0)).toMatchObject({ state: "FAILED", digest: null });
  const run = await postgres.db.run.findFirstOrThrow({ where: { experimentId: id } });
  expect(run).toMatchObject({ errorCode: "WORKER_LOST", starts: MAX_STARTS });
  await expectInvariants(postgres.db, id);
});

test("a run that is given back was never started", async () => {
  await submit("10");
  const { runs } = await claim("w", 9);
  await giveBack(postgres.db, runs);
  const rows = await postgres.db.run.findMany();
  expect(rows.every((run) => run.state === "QUEUED" && run.starts === 0)).toBe(true);
});

test("announcements that the queue lost are made again, once", async () => {
  await submit("11");
  await relayOutbox(postgres.db, async () => {}); // taken, and lost by the queue
  expect((await reconcile(postgres.db)).announced).toBe(0);
  await postgres.db.experiment.updateMany({ data: { announcedAt: new Date(0) } });
  expect((await reconcile(postgres.db)).announced).toBe(1);
  await postgres.db.experiment.updateMany({ data: { announcedAt: new Date(0) } });
  expect((await reconcile(postgres.db)).announced).toBe(0); // still in the outbox
});

test("messages stay in the outbox until the queue has taken them", async () => {
  await submit("12");
  const waiting = await postgres.db.outbox.count();
  const refused = relayOutbox(postgres.db, () => Promise.reject(new Error("no queue")));
  await expect(refused).rejects.toThrow("no queue");
  expect(await postgres.db.outbox.count()).toBe(waiting);
  expect(await relayOutbox(postgres.db, async () => {})).toBe(waiting);
  expect(await postgres.db.outbox.count()).toBe(0);
});

test("an experiment that nobody ended is ended", async () => {
  const id = await submit("13");
  await commitRuns(
    postgres.db,
    (await claim("w", 9)).runs.map((run) => computed(run)),
  );
  await postgres.db.experiment.update({
    where: { id },
    data: { state: "RUNNING", runsDone: 0, digest: null, finishedAt: null },
  });
  expect((await reconcile(postgres.db)).finished).toBe(1);
  const { digest, runsDone } = await untilEnded(postgres.db, id, 0);
  expect(digest).not.toBeNull();
  expect(runsDone).toBeGreaterThan(0);
});

test("progress events are at most two a second, whatever the number of commits", async () => {
  const id = await submit("14", [1e5, 2e5, 3e5, 4e5, 5e5, 6e5]);
  const { runs } = await claim("w", 99);
  const startedAt = performance.now();
  for (const run of runs) {
    await heartbeat(postgres.db, [{ ...run, progress: 0.5 }], 60);
    await commitRuns(postgres.db, [computed(run)]);
  }
  const seconds = (performance.now() - startedAt) / 1000;
  const events = await postgres.db.experimentEvent.findMany({
    where: { experimentId: id, kind: "PROGRESS" },
  });
  expect(events.length).toBeLessThanOrEqual(Math.ceil(seconds * 2) + 2); // first, last
});
