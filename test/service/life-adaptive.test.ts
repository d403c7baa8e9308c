/**
 * Experiments that decide which runs they need, as rows: rounds are added by whoever ends the last run, a pause holds
 * between them, what was deleted is filled in, and the digest is that of the command line.
 */
import { afterAll, beforeAll, expect, test } from "vitest";
import { cancelExperiment } from "../../src/db/cancel-experiment.ts";
import { type ClaimedRun, claimRuns } from "../../src/db/claim-runs.ts";
import { commitRuns } from "../../src/db/commit-runs.ts";
import { failRun } from "../../src/db/fail-run.ts";
import { fillMissing } from "../../src/db/fill-missing.ts";
import { pauseExperiment, resumeExperiment } from "../../src/db/pause-experiment.ts";
import { submitExperiment } from "../../src/db/submit-experiment.ts";
import type { Definition } from "../../src/experiment/definition.ts";
import { experimentDigest, recordDigest } from "../../src/experiment/digest.ts";
import { type Expansion, expand } from "../../src/experiment/expand.ts";
import { MODEL_VERSION } from "../../src/experiment/model-version.ts";
import { parseDefinitionJson } from "../../src/experiment/parse.ts";
import { encodeRecord } from "../../src/experiment/record-json.ts";
import { simulate } from "../../src/experiment/simulate.ts";
import type { RunRecord } from "../../src/stats/record.ts";
import { startTestPostgres, type TestPostgres } from "../support/service-postgres.ts";

let postgres: TestPostgres;
beforeAll(async () => {
  postgres = await startTestPostgres();
});
afterAll(() => postgres?.stop());

/** M/M/1 whose highest load under the objective is searched for among 37. */
function searchFor(rootSeed: string): Definition {
  const parsed = parseDefinitionJson({
    apiVersion: "ix/v1",
    kind: "Experiment",
    name: `search ${rootSeed}`,
    dataplane: "ideal-central",
    workload: { kind: "synthetic-exponential", mean: "10us" },
    hardwareThreads: 1,
    loads: { from: "30krps", to: "120krps", step: "4%" },
    slo: { p99: "200us" },
    search: "maxUnderSlo",
    replications: 2,
    rootSeed,
    phases: { warmup: "5ms", measure: "60ms" },
  });
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  return parsed.definition;
}

/** The experiment without any service. */
function inProcess(definition: Definition): { expansion: Expansion; digest: string } {
  const known = new Map<number, RunRecord>();
  for (;;) {
    const expansion = expand(definition, known);
    const missing = expansion.runs.filter(({ index }) => !known.has(index));
    for (const { index, plan } of missing) known.set(index, simulate(plan));
    if (missing.length > 0) continue;
    const runs = expansion.runs.flatMap(({ index, contentKey }) => {
      const record = known.get(index);
      return record === undefined ? [] : [{ index, contentKey, digest: recordDigest(record) }];
    });
    return { expansion, digest: experimentDigest(runs) };
  }
}

const submit = async (definition: Definition) =>
  (
    await submitExperiment(postgres.db, {
      expansion: expand(definition),
      definitionText: definition.name,
    })
  ).experimentId;

const claim = async () => {
  const worker = { workerId: "w", modelVersion: MODEL_VERSION, limit: 99, leaseSeconds: 60 };
  return (await claimRuns(postgres.db, worker)).runs;
};

const compute = (runs: readonly ClaimedRun[]) =>
  commitRuns(
    postgres.db,
    runs.map(({ id, epoch, contentKey, plan }) => {
      const record = simulate(plan);
      return {
        id,
        epoch,
        contentKey,
        modelVersion: MODEL_VERSION,
        digest: recordDigest(record),
        record: JSON.stringify(encodeRecord(record)),
        wallMs: 1,
      };
    }),
  );

/** Works until nothing waits; says how often something did. */
async function work(): Promise<number> {
  for (let rounds = 0; ; rounds++) {
    const runs = await claim();
    if (runs.length === 0) return rounds;
    await compute(runs);
  }
}

const experiment = (id: string) => postgres.db.experiment.findUniqueOrThrow({ where: { id } });

test("a search goes on round by round and ends with the digest of the command line", async () => {
  const definition = searchFor("1");
  const reference = inProcess(definition);
  const id = await submit(definition);
  expect((await experiment(id)).runsTotal).toBe(4);
  expect(await work()).toBeGreaterThan(3);
  const { state, digest, runsTotal, runsDone } = await experiment(id);
  expect({ state, digest }).toEqual({ state: "SUCCEEDED", digest: reference.digest });
  expect([runsTotal, runsDone]).toEqual([
    reference.expansion.runs.length,
    reference.expansion.runs.length,
  ]);
  const points = await postgres.db.point.findMany({ where: { experimentId: id } });
  expect(points.map(({ index }) => index).sort((a, b) => a - b)).toEqual(
    reference.expansion.points.map(({ index }) => index),
  );
});

test("the same search again is known from end to end, without a worker", async () => {
  const definition = searchFor("1");
  const id = await submit({ ...definition, name: "again" });
  const { state, runsCached, runsTotal } = await experiment(id);
  expect(state).toBe("SUCCEEDED");
  expect(runsCached).toBe(runsTotal);
});

test("a pause holds between two rounds", async () => {
  const definition = searchFor("2");
  const id = await submit(definition);
  const first = await claim();
  await pauseExperiment(postgres.db, id);
  await compute(first);
  const paused = await experiment(id);
  expect(paused.state).toBe("PAUSED");
  expect(paused.runsTotal).toBeGreaterThan(first.length);
  expect(await claim()).toEqual([]);
  await resumeExperiment(postgres.db, id);
  await work();
  expect((await experiment(id)).digest).toBe(inProcess(definition).digest);
});

test("deleted results are filled in, and the digest is the same", async () => {
  const definition = searchFor("3");
  const id = await submit(definition);
  await work();
  const { digest } = await experiment(id);
  const runs = await postgres.db.run.findMany({ where: { experimentId: id }, take: 5 });
  const keys = runs.map(({ contentKey }) => contentKey);
  await postgres.db.result.deleteMany({ where: { contentKey: { in: keys } } });
  expect(await fillMissing(postgres.db, id)).toBe(5);
  await work();
  const filled = await experiment(id);
  expect({ state: filled.state, digest: filled.digest }).toEqual({ state: "SUCCEEDED", digest });
});

test("a cancelled search wants nothing more", async () => {
  const id = await submit(searchFor("4"));
  const first = await claim();
  await cancelExperiment(postgres.db, id);
  await compute(first);
  const { state, runsTotal } = await experiment(id);
  expect(runsTotal).toBe(first.length);
  expect(["CANCELLED", "SUCCEEDED"]).toContain(state);
  expect(await claim()).toEqual([]);
});

test("a search whose run fails ends partly, and goes on when it is filled in", async () => {
  const definition = searchFor("5");
  const id = await submit(definition);
  const [broken, ...others] = await claim();
  if (broken === undefined) throw new Error("nothing to fail");
  await compute(others);
  await failRun(postgres.db, broken, { code: "SIM_ERROR", message: "made up", mayRetry: false });
  await work();
  expect((await experiment(id)).state).toBe("PARTIALLY_SUCCEEDED");
  expect(await fillMissing(postgres.db, id)).toBe(1);
  await work();
  const whole = await experiment(id);
  expect({ state: whole.state, digest: whole.digest }).toEqual({
    state: "SUCCEEDED",
    digest: inProcess(definition).digest,
  });
});
