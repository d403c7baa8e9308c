/** Postgres stops, cuts its clients off, or hangs while an experiment runs. */
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { submitExperiment } from "../../src/db/submit-experiment.ts";
import type { Expansion } from "../../src/experiment/expand.ts";
import { waitUntilGone } from "../../src/launch/live-process.ts";
import { preparePostgresFiles } from "../../src/launch/postgres-files.ts";
import { startServer } from "../../src/launch/postgres-server.ts";
import { chance } from "../support/service-chance.ts";
import { referenceDigest, smallExperiment } from "../support/service-definition.ts";
import { expectInvariants, untilEnded } from "../support/service-invariants.ts";
import { startTestPostgres, type TestPostgres } from "../support/service-postgres.ts";
import { pause, until } from "../support/service-until.ts";
import { endAllWorkers, startTestWorker } from "../support/service-worker.ts";

let postgres: TestPostgres;
beforeAll(async () => {
  postgres = await startTestPostgres();
});
afterEach(endAllWorkers);
afterAll(() => postgres?.stop());

const submit = async (expansion: Expansion) =>
  (await submitExperiment(postgres.db, { expansion, definitionText: "text" })).experimentId;

const longExperiment = (rootSeed: string) =>
  smallExperiment({ rootSeed, replications: 10, measureMs: 6 });

const started = (id: string) =>
  until("the experiment runs", 20, async () => {
    const { runsDone } = await postgres.db.experiment.findUniqueOrThrow({ where: { id } });
    return runsDone > 0;
  });

async function expectUndisturbed(id: string, expansion: Expansion): Promise<void> {
  const ended = await untilEnded(postgres.db, id);
  expect(ended).toMatchObject({ state: "SUCCEEDED", digest: referenceDigest(expansion) });
  await expectInvariants(postgres.db, id);
}

test("all connections are cut, again and again", async () => {
  const random = chance("connections cut");
  const expansion = longExperiment("1");
  const id = await submit(expansion);
  const parent = startTestWorker({ DATABASE_URL: postgres.url });
  await started(id);
  for (let cuts = 0; cuts < 5; cuts++) {
    await pause(random() * 300);
    await postgres.db.$queryRaw`
      select pg_terminate_backend(pid) from pg_stat_activity
       where pid <> pg_backend_pid() and application_name in ('ixlab-worker', 'ixlab-queue')`;
  }
  await expectUndisturbed(id, expansion);
  expect(parent.isAlive()).toBe(true);
});

test("hung for less than a lease: finished work is kept", async () => {
  const expansion = longExperiment("2");
  const id = await submit(expansion);
  startTestWorker({ DATABASE_URL: postgres.url, IXLAB_LEASE_SECONDS: "10" });
  await started(id);
  process.kill(postgres.server.pid, "SIGSTOP"); // no new connections
  await pause(1500);
  process.kill(postgres.server.pid, "SIGCONT");
  await expectUndisturbed(id, expansion);
});

// The last test: the server's process is another one afterwards.
test("crashed and started again: submits fail clearly meanwhile, and nothing is lost", async () => {
  const expansion = longExperiment("3");
  const id = await submit(expansion);
  const parent = startTestWorker({ DATABASE_URL: postgres.url });
  await started(id);
  process.kill(postgres.server.pid, "SIGQUIT"); // pg_ctl stop -m immediate
  await waitUntilGone(postgres.server.pid, 10_000);
  const refused = submit(smallExperiment({ rootSeed: "4" }));
  await expect(refused).rejects.toMatchObject({ name: "ServiceUnavailable" });
  await pause(1500);
  const files = preparePostgresFiles(`${postgres.folder}/data`);
  const password = decodeURIComponent(new URL(postgres.url).password);
  const server = await startServer(files, password, postgres.server.port);
  try {
    await expectUndisturbed(id, expansion);
    expect(parent.isAlive()).toBe(true);
  } finally {
    await postgres.db.$disconnect();
    await endAllWorkers();
    process.kill(server.pid, "SIGINT");
    await waitUntilGone(server.pid, 10_000);
  }
});
