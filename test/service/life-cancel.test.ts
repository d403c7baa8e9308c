/**
 * Cancel and fill in with real workers, on both queue backends: the process table says whether a
 * simulation has stopped, and the digest whether anything was lost or computed that should not be.
 */
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { cancelExperiment } from "../../src/db/cancel-experiment.ts";
import { fillMissing } from "../../src/db/fill-missing.ts";
import { submitExperiment } from "../../src/db/submit-experiment.ts";
import type { Expansion } from "../../src/experiment/expand.ts";
import { referenceDigest, smallExperiment } from "../support/service-definition.ts";
import { expectInvariants, untilEnded } from "../support/service-invariants.ts";
import { startTestPostgres, type TestPostgres } from "../support/service-postgres.ts";
import { redisSkipped, startRedis, type TestRedis } from "../support/service-redis.ts";
import { until } from "../support/service-until.ts";
import { endAllWorkers, startTestWorker } from "../support/service-worker.ts";

/** What a user is promised, s: from the answer to the cancel to a free processor. */
const PROMISED = 2;

let postgres: TestPostgres;
beforeAll(async () => {
  postgres = await startTestPostgres();
});
afterEach(endAllWorkers);
afterAll(() => postgres?.stop());

const submit = async (expansion: Expansion) =>
  (await submitExperiment(postgres.db, { expansion, definitionText: "text" })).experimentId;

const running = (experimentId: string) =>
  postgres.db.run.count({ where: { experimentId, state: "RUNNING" } });

test("a simulation that never ends is off the process table within two seconds of a cancel", async () => {
  const expansion = smallExperiment({ rootSeed: "1", replications: 1, loadsRps: [1e5] });
  const id = await submit(expansion);
  const key = expansion.runs[0]?.contentKey ?? "";
  // Every child that gets this run spins, deaf to everything but SIGKILL.
  const worker = startTestWorker({
    DATABASE_URL: postgres.url,
    IXLAB_FAILPOINT: `spin:${key}`,
    IXLAB_CHILDREN: "1",
  });
  const spins = async () => (await running(id)) > 0 && worker.children()[0];
  const child = await until("it spins", 20, spins);
  const counts = await cancelExperiment(postgres.db, id);
  expect(counts.runsStopped).toBe(1);
  await until("its child is gone", PROMISED, () => !worker.children().includes(child));
  const ended = await untilEnded(postgres.db, id, PROMISED);
  expect(ended).toMatchObject({ state: "CANCELLED", runsFailed: 0 });
  const attempts = await postgres.db.attempt.findMany({ where: { run: { contentKey: key } } });
  expect(attempts.map((attempt) => attempt.outcome)).toEqual(["CANCELLED"]);
  expect(worker.isAlive()).toBe(true);
  await expectInvariants(postgres.db, id);
  // The worker is as good as before: what was cancelled can be had after all.
  await endAllWorkers();
  startTestWorker({ DATABASE_URL: postgres.url });
  await fillMissing(postgres.db, id);
  expect((await untilEnded(postgres.db, id)).digest).toBe(referenceDigest(expansion));
});

test("a worker that dies while it is told to stop delays the end, and changes nothing else", async () => {
  const expansion = smallExperiment({ rootSeed: "2", replications: 1, loadsRps: [1e5] });
  const id = await submit(expansion);
  const settings = { DATABASE_URL: postgres.url, IXLAB_CHILDREN: "1" };
  const key = expansion.runs[0]?.contentKey ?? "";
  const dying = startTestWorker({ ...settings, IXLAB_FAILPOINT: `spin:${key}` });
  await until("it spins", 20, async () => (await running(id)) > 0);
  dying.signal("SIGSTOP"); // so that it cannot hear of the cancel first
  await cancelExperiment(postgres.db, id);
  dying.signal("SIGKILL");
  startTestWorker(settings);
  const ended = await untilEnded(postgres.db, id, 20);
  expect(ended).toMatchObject({ state: "CANCELLED", runsFailed: 0 });
  await expectInvariants(postgres.db, id);
});

for (const backend of ["postgres", "redis"] as const) {
  const skipped = backend === "redis" ? redisSkipped : null;
  const title = skipped === null ? `queue on ${backend}` : `queue on ${backend} (${skipped})`;

  describe.skipIf(skipped !== null)(title, () => {
    let redis: TestRedis | undefined;
    beforeAll(async () => {
      if (backend === "redis") redis = await startRedis();
    });
    afterAll(() => redis?.stop());

    test("a hundred deleted results are computed again, they alone, to the same digest", async () => {
      const loadsRps = Array.from({ length: 10 }, (_, i) => 50_000 * (i + 1));
      const rootSeed = `3${backend.length}`;
      const expansion = smallExperiment({ rootSeed, replications: 6, loadsRps, measureMs: 1 });
      const id = await submit(expansion);
      startTestWorker({ DATABASE_URL: postgres.url, REDIS_URL: redis?.url });
      const { digest } = await untilEnded(postgres.db, id);
      expect(digest).toBe(referenceDigest(expansion));

      const deleted = await postgres.db.$queryRaw<{ key: string }[]>`
        delete from result where content_key in (
          select content_key from run where experiment_id = ${id}::uuid
           order by md5(id::text) limit 100)
        returning content_key as key`;
      expect(deleted.length).toBe(100);
      expect(await fillMissing(postgres.db, id)).toBe(100);
      const again = await untilEnded(postgres.db, id);
      expect(again).toMatchObject({ state: "SUCCEEDED", digest });
      const twice = await postgres.db.$queryRaw<{ key: string }[]>`
        select r.content_key as key from run r join attempt a on a.run_id = r.id
         where r.experiment_id = ${id}::uuid and a.outcome = 'SUCCEEDED'
         group by 1 having count(*) > 1`;
      expect(new Set(twice.map((row) => row.key))).toEqual(new Set(deleted.map((row) => row.key)));
      await expectInvariants(postgres.db, id);
    });
  });
}
