/**
 * Cancel, pause, resume and fill in as verbs of src/db, under races that processes rarely win on
 * purpose. Results are made up: the database does not look inside.
 */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { cancelExperiment } from "../../src/db/cancel-experiment.ts";
import { type ClaimedRun, claimRuns } from "../../src/db/claim-runs.ts";
import { type ComputedRun, commitRuns } from "../../src/db/commit-runs.ts";
import { failRun } from "../../src/db/fail-run.ts";
import { fillMissing } from "../../src/db/fill-missing.ts";
import { giveBack } from "../../src/db/give-back.ts";
import { heartbeat } from "../../src/db/heartbeat.ts";
import { pauseExperiment, resumeExperiment } from "../../src/db/pause-experiment.ts";
import { reconcile } from "../../src/db/reconcile.ts";
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
});
afterAll(() => postgres?.stop());

let seed = 0;

/** Eight runs of its own. */
const submit = async (rootSeed = String((seed += 1)), cachePolicy?: "REUSE" | "REFRESH") => {
  const loadsRps = [1e5, 2e5, 3e5, 4e5];
  const expansion = smallExperiment({ rootSeed, loadsRps, replications: 1 });
  const more = cachePolicy === undefined ? {} : { cachePolicy };
  const submission = { expansion, definitionText: "text", ...more };
  return (await submitExperiment(postgres.db, submission)).experimentId;
};

const claim = async (limit = 99, leaseSeconds = 60) =>
  (
    await claimRuns(postgres.db, {
      workerId: "w",
      modelVersion: MODEL_VERSION,
      limit,
      leaseSeconds,
    })
  ).runs;

const computed = (run: ClaimedRun, digest = `digest of ${run.contentKey}`): ComputedRun => ({
  id: run.id,
  epoch: run.epoch,
  contentKey: run.contentKey,
  modelVersion: MODEL_VERSION,
  digest,
  record: "{}",
  wallMs: 1,
});

const commit = (runs: readonly ClaimedRun[]) =>
  commitRuns(
    postgres.db,
    runs.map((run) => computed(run)),
  );

const experiment = (id: string) => postgres.db.experiment.findUniqueOrThrow({ where: { id } });
const stateOf = async (id: string) => (await experiment(id)).state;
const runsIn = (experimentId: string, state: "QUEUED" | "RUNNING" | "CANCELLED" | "SUCCEEDED") =>
  postgres.db.run.count({ where: { experimentId, state } });

/** The whole life without any disturbance. */
async function complete(): Promise<{ id: string; digest: string }> {
  const id = await submit();
  await commit(await claim());
  const { digest } = await untilEnded(postgres.db, id, 0);
  if (digest === null) throw new Error("not complete");
  return { id, digest };
}

const refused = (work: Promise<unknown>, refusal: object) =>
  expect(work).rejects.toMatchObject({ name: "ActionRefused", refusal });

describe("cancel", () => {
  test("stops what runs, drops what waits, keeps what has ended, and says how many", async () => {
    const id = await submit();
    await commit(await claim(2));
    const running = await claim(3);
    const counts = await cancelExperiment(postgres.db, id);
    expect(counts).toEqual({ runsStopped: 3, runsDropped: 3, runsFinished: 2 });
    expect(await stateOf(id)).toBe("CANCELLING");
    expect(await claim()).toEqual([]);

    const beating = running.map((run) => ({ ...run, progress: 0.5 }));
    const { held, cancelled } = await heartbeat(postgres.db, beating, 60);
    expect(held.size).toBe(3);
    expect(cancelled).toEqual(held);
    await giveBack(postgres.db, running);

    const ended = await untilEnded(postgres.db, id, 0);
    expect(ended).toMatchObject({
      state: "CANCELLED",
      runsDone: 2,
      runsCancelled: 6,
      digest: null,
    });
    expect(await cancelExperiment(postgres.db, id)).toEqual(counts);
    await expectInvariants(postgres.db, id);
  });

  test("of what nobody has begun ends it at once", async () => {
    const id = await submit();
    const counts = await cancelExperiment(postgres.db, id);
    expect(counts).toEqual({ runsStopped: 0, runsDropped: 8, runsFinished: 0 });
    expect((await untilEnded(postgres.db, id, 0)).state).toBe("CANCELLED");
    await expectInvariants(postgres.db, id);
  });

  test("ten at once, among commits and claims, end it once and lose no result", async () => {
    for (let round = 0; round < 5; round++) {
      const id = await submit();
      const running = await claim(4);
      const answers = await Promise.allSettled([
        ...running.map((run) => commit([run])),
        ...Array.from({ length: 10 }, () => cancelExperiment(postgres.db, id)),
        claim(2).then((runs) => giveBack(postgres.db, runs)),
      ]);
      expect(answers.filter((answer) => answer.status === "rejected")).toEqual([]);
      const ended = await untilEnded(postgres.db, id, 0);
      expect(ended).toMatchObject({ state: "CANCELLED", runsDone: 4, runsCancelled: 4 });
      await expectInvariants(postgres.db, id);
    }
  });

  test("while runs are given back ends them, whoever is first", async () => {
    for (let round = 0; round < 15; round++) {
      const id = await submit();
      const running = await claim();
      await Promise.all([
        ...running.slice(0, 4).map((run) => giveBack(postgres.db, [run])),
        cancelExperiment(postgres.db, id),
        ...running.slice(4).map((run) => giveBack(postgres.db, [run])),
      ]);
      const ended = await untilEnded(postgres.db, id, 0);
      expect(ended).toMatchObject({ state: "CANCELLED", runsCancelled: 8 });
      await expectInvariants(postgres.db, id);
    }
  });

  test("counts a run that ended before it was stopped, and if that was all, it succeeded", async () => {
    const id = await submit();
    const running = await claim();
    await cancelExperiment(postgres.db, id);
    expect((await commit(running)).stored.length).toBe(8);
    const ended = await untilEnded(postgres.db, id, 0);
    expect(ended.state).toBe("SUCCEEDED");
    expect(ended.digest).not.toBeNull();
    await expectInvariants(postgres.db, id);
  });

  test("ends what a dead or crashing worker held, without another try", async () => {
    const id = await submit();
    const [crashing, ...silent] = await claim();
    await cancelExperiment(postgres.db, id);
    if (crashing === undefined) throw new Error("nothing claimed");
    const failure = { code: "SIM_CRASHED", message: "died", mayRetry: true } as const;
    expect(await failRun(postgres.db, crashing, failure)).toBe("CANCELLED");
    await postgres.db.run.updateMany({
      where: { state: "RUNNING" },
      data: { leaseUntil: new Date(0) },
    });
    expect((await reconcile(postgres.db)).takenBack).toBe(0);
    const ended = await untilEnded(postgres.db, id, 0);
    expect(ended).toMatchObject({ state: "CANCELLED", runsCancelled: 8 });
    const { fenced } = await commit(silent); // they were not dead after all
    expect(fenced.length).toBe(silent.length);
    expect(await postgres.db.result.count()).toBe(0);
    await expectInvariants(postgres.db, id);
  });

  test("is refused once it has ended, with the states in which it is allowed", async () => {
    const { id } = await complete();
    await refused(cancelExperiment(postgres.db, id), {
      code: "ILLEGAL_STATE",
      state: "SUCCEEDED",
      allowed: ["QUEUED", "RUNNING", "PAUSING", "PAUSED", "CANCELLING", "CANCELLED"],
    });
    const nobody = "00000000-0000-7000-8000-000000000000";
    await refused(cancelExperiment(postgres.db, nobody), { code: "NOT_FOUND" });
  });
});

describe("pause", () => {
  test("claims nothing more, lets runs end, and goes on where it was", async () => {
    const id = await submit();
    const running = await claim(2);
    await pauseExperiment(postgres.db, id);
    await pauseExperiment(postgres.db, id);
    expect(await stateOf(id)).toBe("PAUSING");
    expect(await claim()).toEqual([]);
    await commit(running.slice(0, 1));
    expect(await stateOf(id)).toBe("PAUSING");
    await giveBack(postgres.db, running.slice(1));
    expect(await stateOf(id)).toBe("PAUSED");
    expect(await claim()).toEqual([]);
    const before = await postgres.db.outbox.count();
    await resumeExperiment(postgres.db, id);
    expect(await postgres.db.outbox.count()).toBe(before + 1);
    await commit(await claim());
    expect((await untilEnded(postgres.db, id, 0)).state).toBe("SUCCEEDED");
    await expectInvariants(postgres.db, id);
  });

  test("answered while workers claim, lets no run start after it", async () => {
    for (let round = 0; round < 8; round++) {
      const id = await submit();
      const claims = Array.from({ length: 4 }, () => claim(1));
      await pauseExperiment(postgres.db, id);
      const running = await runsIn(id, "RUNNING");
      const claimed = (await Promise.all(claims)).flat().filter((run) => run.experimentId === id);
      expect(claimed.length).toBe(running);
      await commit(claimed);
      expect(await stateOf(id)).toBe("PAUSED");
    }
  });

  test("of an experiment whose last runs end meanwhile ends it", async () => {
    const id = await submit();
    const running = await claim();
    await pauseExperiment(postgres.db, id);
    await Promise.all(running.map((run) => commit([run])));
    expect((await untilEnded(postgres.db, id, 0)).state).toBe("SUCCEEDED");
    await expectInvariants(postgres.db, id);
  });

  test("leaves a paused experiment to be cancelled, and not to be resumed afterwards", async () => {
    const id = await submit();
    await pauseExperiment(postgres.db, id);
    await cancelExperiment(postgres.db, id);
    expect(await stateOf(id)).toBe("CANCELLED");
    await refused(resumeExperiment(postgres.db, id), { code: "ILLEGAL_STATE", state: "CANCELLED" });
  });
});

describe("fill in", () => {
  test("computes what was cancelled and nothing else", async () => {
    const id = await submit();
    await commit(await claim(3));
    await cancelExperiment(postgres.db, id);
    expect(await fillMissing(postgres.db, id)).toBe(5);
    expect(await stateOf(id)).toBe("QUEUED");
    const again = await claim();
    expect(again.length).toBe(5);
    await commit(again);
    const ended = await untilEnded(postgres.db, id, 0);
    expect(ended).toMatchObject({ state: "SUCCEEDED", runsDone: 8, runsCancelled: 0 });
    expect(await fillMissing(postgres.db, id)).toBe(0);
    expect(await stateOf(id)).toBe("SUCCEEDED");
    await expectInvariants(postgres.db, id);
  });

  test("retries what failed, as often as the first time, and only that if asked", async () => {
    const id = await submit();
    const [first, ...others] = await claim(4);
    if (first === undefined) throw new Error("nothing claimed");
    const failure = { code: "SIM_ERROR", message: "no", mayRetry: false } as const;
    await failRun(postgres.db, first, failure);
    await commit(others);
    await cancelExperiment(postgres.db, id);
    expect(await fillMissing(postgres.db, id, ["FAILED"])).toBe(1);
    const [retried] = await claim();
    expect(retried).toMatchObject({ id: first.id, starts: 1 });
    if (retried !== undefined) await commit([retried]);
    const ended = await untilEnded(postgres.db, id, 0);
    expect(ended).toMatchObject({ state: "CANCELLED", runsFailed: 0, runsCancelled: 4 });
    const run = await postgres.db.run.findUniqueOrThrow({ where: { id: first.id } });
    expect(run).toMatchObject({ errorCode: null, errorMessage: null });
    await expectInvariants(postgres.db, id);
  });

  test("restores the digest after results were deleted, twenty at once as one", async () => {
    const { id, digest } = await complete();
    const some = (await postgres.db.result.findMany({ take: 3 })).map((row) => row.contentKey);
    await postgres.db.result.deleteMany({ where: { contentKey: { in: some } } });
    const added = await Promise.all(Array.from({ length: 20 }, () => fillMissing(postgres.db, id)));
    expect(added.reduce((sum, runs) => sum + runs, 0)).toBe(3);
    const again = await claim();
    expect(new Set(again.map((run) => run.contentKey))).toEqual(new Set(some));
    await commit(again);
    expect(await untilEnded(postgres.db, id, 0)).toMatchObject({ state: "SUCCEEDED", digest });
    await expectInvariants(postgres.db, id);
  });

  test("says so if what it computed again measured something else", async () => {
    const { id } = await complete();
    await postgres.db.result.deleteMany();
    await fillMissing(postgres.db, id);
    const again = await claim();
    await commitRuns(
      postgres.db,
      again.map((run) => computed(run, "another")),
    );
    const ended = await untilEnded(postgres.db, id, 0);
    expect(ended).toMatchObject({ state: "FAILED", reasonCode: "DIGEST_CHANGED" });
  });

  test("tells results that are gone when the experiment ends from a digest of the rest", async () => {
    const id = await submit();
    await commit(await claim(7));
    await postgres.db.result.deleteMany();
    await commit(await claim());
    const ended = await untilEnded(postgres.db, id, 0);
    expect(ended).toMatchObject({ reasonCode: "RESULTS_MISSING", digest: null });
  });

  test("leaves a paused experiment paused, and is refused while it is being cancelled", async () => {
    const id = await submit();
    const [first, ...others] = await claim(2);
    if (first === undefined) throw new Error("nothing claimed");
    await failRun(postgres.db, first, { code: "SIM_ERROR", message: "no", mayRetry: false });
    await pauseExperiment(postgres.db, id);
    expect(await fillMissing(postgres.db, id)).toBe(1);
    expect(await stateOf(id)).toBe("PAUSING");
    expect(await experiment(id)).toMatchObject({ runsFailed: 0 });
    await cancelExperiment(postgres.db, id);
    await refused(fillMissing(postgres.db, id), { code: "ILLEGAL_STATE", state: "CANCELLING" });
    await giveBack(postgres.db, others);
    expect(await stateOf(id)).toBe("CANCELLED");
  });

  test("is refused where the physics is another", async () => {
    const { id } = await complete();
    await postgres.db.experiment.update({ where: { id }, data: { modelVersion: "0" } });
    await refused(fillMissing(postgres.db, id), { code: "OTHER_MODEL_VERSION", modelVersion: "0" });
  });
});

describe("refresh", () => {
  test("computes again what is known, and ends with the same digest", async () => {
    const rootSeed = String((seed += 1));
    const first = await submit(rootSeed);
    await commit(await claim());
    const again = await submit(rootSeed, "REFRESH");
    const runs = await claim();
    expect(runs.length).toBe(8);
    await commit(runs);
    const { digest } = await untilEnded(postgres.db, first, 0);
    const ended = await untilEnded(postgres.db, again, 0);
    expect(ended).toMatchObject({ state: "SUCCEEDED", runsCached: 0, digest });
    await expectInvariants(postgres.db, again);
  });

  test("says loudly which runs measured something else, and keeps what was stored", async () => {
    const rootSeed = String((seed += 1));
    await submit(rootSeed);
    await commit(await claim());
    const again = await submit(rootSeed, "REFRESH");
    const [odd, ...runs] = await claim();
    if (odd === undefined) throw new Error("nothing claimed");
    await commitRuns(postgres.db, [computed(odd, "another")]);
    await commit(runs);
    const ended = await untilEnded(postgres.db, again, 0);
    expect(ended).toMatchObject({ state: "PARTIALLY_SUCCEEDED", reasonCode: "NOT_DETERMINISTIC" });
    expect(ended.reasonMessage).toContain("1 of 8 runs");
    expect(await postgres.db.result.count({ where: { digest: "another" } })).toBe(0);
    await expectInvariants(postgres.db, again);
  });
});
