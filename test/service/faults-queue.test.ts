/**
 * The queue is only a bell. Redis is emptied, restarted, hung and taken away while an experiment
 * runs: that costs time, and changes nothing.
 */
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { submitExperiment } from "../../src/db/submit-experiment.ts";
import type { Expansion } from "../../src/experiment/expand.ts";
import { prepareQueue } from "../../src/queue/prepare.ts";
import { referenceDigest, smallExperiment } from "../support/service-definition.ts";
import { expectInvariants, untilEnded } from "../support/service-invariants.ts";
import { startTestPostgres, type TestPostgres } from "../support/service-postgres.ts";
import { redisSkipped, startRedis, type TestRedis } from "../support/service-redis.ts";
import { pause, until } from "../support/service-until.ts";
import { endAllWorkers, startTestWorker } from "../support/service-worker.ts";

const title = redisSkipped === null ? "Redis in trouble" : `Redis in trouble (${redisSkipped})`;

describe.skipIf(redisSkipped !== null)(title, () => {
  let postgres: TestPostgres;
  let redis: TestRedis | undefined;
  beforeAll(async () => {
    postgres = await startTestPostgres();
  });
  afterEach(async () => {
    await endAllWorkers();
    await redis?.stop();
    redis = undefined;
  });
  afterAll(() => postgres?.stop());

  const submit = async (expansion: Expansion) =>
    (await submitExperiment(postgres.db, { expansion, definitionText: "text" })).experimentId;

  const longExperiment = (rootSeed: string) =>
    smallExperiment({ rootSeed, replications: 10, measureMs: 6 });

  async function expectUndisturbed(id: string, expansion: Expansion): Promise<void> {
    const ended = await untilEnded(postgres.db, id);
    expect(ended).toMatchObject({ state: "SUCCEEDED", digest: referenceDigest(expansion) });
    await expectInvariants(postgres.db, id);
  }

  const started = (id: string) =>
    until("the experiment runs", 20, async () => {
      const { runsDone } = await postgres.db.experiment.findUniqueOrThrow({ where: { id } });
      return runsDone > 0;
    });

  test("FLUSHALL again and again", async () => {
    redis = await startRedis();
    const expansion = longExperiment("1");
    const id = await submit(expansion);
    startTestWorker({ DATABASE_URL: postgres.url, REDIS_URL: redis.url });
    await started(id);
    for (let i = 0; i < 10; i++) {
      await redis.command("flushall");
      await pause(100);
    }
    await expectUndisturbed(id, expansion);
  });

  test("killed and started again, empty", async () => {
    redis = await startRedis();
    const port = Number(new URL(redis.url).port);
    const expansion = longExperiment("2");
    const id = await submit(expansion);
    startTestWorker({ DATABASE_URL: postgres.url, REDIS_URL: redis.url });
    await started(id);
    await redis.stop();
    await pause(1000);
    redis = await startRedis(port);
    await expectUndisturbed(id, expansion);
  });

  test("hung, then awake", async () => {
    redis = await startRedis();
    const expansion = longExperiment("3");
    const parent = startTestWorker({ DATABASE_URL: postgres.url, REDIS_URL: redis.url });
    await until("the worker is ready", 20, () => parent.log().includes("worker is ready"));
    process.kill(redis.pid, "SIGSTOP");
    const id = await submit(expansion); // does not ask Redis
    await expectUndisturbed(id, expansion); // by asking Postgres
    process.kill(redis.pid, "SIGCONT");
    await until("the outbox is relayed", 30, async () => (await postgres.db.outbox.count()) === 0);
  });

  test("never there: work is done all the same, and told about", async () => {
    const expansion = smallExperiment({ rootSeed: "4" });
    const parent = startTestWorker({
      DATABASE_URL: postgres.url,
      REDIS_URL: "redis://127.0.0.1:1",
    });
    const id = await submit(expansion);
    await expectUndisturbed(id, expansion);
    expect(parent.log()).toContain("the queue is in trouble");
    parent.signal("SIGTERM");
    expect(await parent.ended).toBe(0);
    await postgres.db.outbox.deleteMany();
  });

  test("a Redis that would evict jobs, or does not answer, is refused at the start", async () => {
    redis = await startRedis();
    await expect(prepareQueue({ kind: "redis", url: redis.url })).resolves.toBeUndefined();
    await redis.command("config", "set", "maxmemory-policy", "allkeys-lru");
    const refused = prepareQueue({ kind: "redis", url: redis.url });
    await expect(refused).rejects.toThrow("noeviction");
    const nobody = prepareQueue({ kind: "redis", url: "redis://127.0.0.1:1" });
    await expect(nobody).rejects.toThrow("Redis cannot be reached");
  });

  test("full: submits are accepted, workers ask Postgres", async () => {
    redis = await startRedis();
    await redis.command("config", "set", "maxmemory", "1");
    const expansion = smallExperiment({ rootSeed: "5" });
    const id = await submit(expansion);
    startTestWorker({ DATABASE_URL: postgres.url, REDIS_URL: redis.url });
    await expectUndisturbed(id, expansion);
  });
});
