/**
 * The life of an experiment on both queue backends: submit, compute, commit, finish, cache. The
 * digest to expect is computed in this process, without any service.
 */
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { connectDatabase } from "../../src/db/connect.ts";
import { IdempotencyConflict } from "../../src/db/idempotency-key.ts";
import { submitExperiment } from "../../src/db/submit-experiment.ts";
import { referenceDigest, smallExperiment } from "../support/service-definition.ts";
import { expectInvariants, untilEnded } from "../support/service-invariants.ts";
import { startTestPostgres, type TestPostgres } from "../support/service-postgres.ts";
import { redisSkipped, startRedis, type TestRedis } from "../support/service-redis.ts";
import { until } from "../support/service-until.ts";
import { endAllWorkers, startTestWorker } from "../support/service-worker.ts";

let postgres: TestPostgres;
beforeAll(async () => {
  postgres = await startTestPostgres();
});
afterEach(endAllWorkers);
afterAll(() => postgres?.stop());

const submit = (expansion: ReturnType<typeof smallExperiment>, idempotencyKey?: string) =>
  submitExperiment(postgres.db, {
    expansion,
    definitionText: "text",
    idempotencyKey: idempotencyKey ?? null,
  });

const attemptsOf = (experimentId: string) =>
  postgres.db.attempt.count({ where: { run: { experimentId } } });

for (const backend of ["postgres", "redis"] as const) {
  const skipped = backend === "redis" ? redisSkipped : null;
  const title = skipped === null ? `queue on ${backend}` : `queue on ${backend} (${skipped})`;

  describe.skipIf(skipped !== null)(title, () => {
    let redis: TestRedis | undefined;
    const seed = (n: number) => `${backend === "redis" ? 1000 : 2000}${n}`;
    const settings = () => ({ DATABASE_URL: postgres.url, REDIS_URL: redis?.url });

    beforeAll(async () => {
      if (backend === "redis") redis = await startRedis();
    });
    afterAll(() => redis?.stop());

    test("an experiment ends complete, with the digest of an undisturbed computation", async () => {
      const expansion = smallExperiment({ rootSeed: seed(1) });
      const { experimentId } = await submit(expansion);
      startTestWorker(settings());
      const ended = await untilEnded(postgres.db, experimentId);
      expect(ended).toMatchObject({ state: "SUCCEEDED", runsDone: expansion.runs.length });
      expect(ended.digest).toBe(referenceDigest(expansion));
      await expectInvariants(postgres.db, experimentId);
    });

    test("the same definition again computes nothing and ends with its submit", async () => {
      const expansion = smallExperiment({ rootSeed: seed(1) });
      const { experimentId, replayed } = await submit(expansion);
      const ended = await untilEnded(postgres.db, experimentId, 0);
      expect(replayed).toBe(false);
      expect(ended).toMatchObject({ state: "SUCCEEDED", runsCached: expansion.runs.length });
      expect(ended.digest).toBe(referenceDigest(expansion));
      expect(await attemptsOf(experimentId)).toBe(0);
      await expectInvariants(postgres.db, experimentId);
    });

    test("more replications compute only what is missing", async () => {
      const expansion = smallExperiment({ rootSeed: seed(1), replications: 3 });
      const { experimentId } = await submit(expansion);
      startTestWorker(settings());
      const ended = await untilEnded(postgres.db, experimentId);
      expect(ended.runsCached).toBe((expansion.runs.length / 3) * 2);
      expect(await attemptsOf(experimentId)).toBe(expansion.runs.length / 3);
      expect(ended.digest).toBe(referenceDigest(expansion));
      await expectInvariants(postgres.db, experimentId);
    });

    test("two equal experiments at once share what they compute", async () => {
      const expansion = smallExperiment({ rootSeed: seed(2) });
      const first = await submit(expansion);
      const second = await submit(expansion);
      startTestWorker(settings());
      for (const { experimentId } of [first, second]) {
        const ended = await untilEnded(postgres.db, experimentId);
        expect(ended.digest).toBe(referenceDigest(expansion));
        await expectInvariants(postgres.db, experimentId);
      }
    });

    test("two workers give the same digest, and both work", async () => {
      const expansion = smallExperiment({ rootSeed: seed(3), replications: 8, measureMs: 6 });
      const workers = [startTestWorker(settings()), startTestWorker(settings())];
      await until(
        "both workers are there",
        20,
        async () => (await postgres.db.worker.count()) >= 2,
      );
      const { experimentId } = await submit(expansion);
      const ended = await untilEnded(postgres.db, experimentId);
      expect(ended.digest).toBe(referenceDigest(expansion));
      const attempts = await postgres.db.attempt.findMany({
        where: { run: { experimentId } },
        distinct: ["workerId"],
      });
      expect(attempts.length).toBe(workers.length);
      await expectInvariants(postgres.db, experimentId);
    });
  });
}

describe("submit", () => {
  test("fifty at once with one key make one experiment", async () => {
    const expansion = smallExperiment({ rootSeed: "31" });
    const answers = await Promise.all(
      Array.from({ length: 50 }, () => submit(expansion, "fifty-at-once")),
    );
    expect(new Set(answers.map((answer) => answer.experimentId)).size).toBe(1);
    expect(answers.filter((answer) => !answer.replayed).length).toBe(1);
    expect(await postgres.db.experiment.count({ where: { name: "service test 31" } })).toBe(1);
  });

  test("a key that was used for another definition is refused, and names its experiment", async () => {
    const { experimentId } = await submit(smallExperiment({ rootSeed: "32" }), "used-before");
    const refused = submit(smallExperiment({ rootSeed: "33" }), "used-before");
    await expect(refused).rejects.toThrow(IdempotencyConflict);
    await expect(refused).rejects.toMatchObject({ experimentId });
    expect(await postgres.db.experiment.count({ where: { name: "service test 33" } })).toBe(0);
  });

  test("ten thousand runs are stored in one piece", async () => {
    const expansion = smallExperiment({
      rootSeed: "34",
      replications: 1000,
      loadsRps: Array.from({ length: 5 }, (_, i) => 100_000 * (i + 1)),
    });
    const { experimentId } = await submit(expansion);
    expect(await postgres.db.run.count({ where: { experimentId } })).toBe(expansion.runs.length);
    await postgres.db.experiment.delete({ where: { id: experimentId } });
  });

  test("an unreachable database is an error after a bounded time, not a wait", async () => {
    const nowhere = connectDatabase({
      url: "postgresql://nobody:nothing@127.0.0.1:1/none",
      poolSize: 1,
      application: "ixlab-test",
      statementTimeoutMs: 5000,
    });
    const submitted = submitExperiment(nowhere, {
      expansion: smallExperiment({ rootSeed: "35" }),
      definitionText: "text",
    });
    await expect(submitted).rejects.toMatchObject({ name: "ServiceUnavailable" });
    await nowhere.$disconnect();
  });
});
