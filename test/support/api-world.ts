/**
 * An API server with a database of its own, in this process, so that tests can count statements and
 * cut connections. Results come from `finishRuns`, not from simulations: the API cannot tell.
 */
import path from "node:path";
import pg from "pg";
import { vi } from "vitest";
import { type ApiServer, startServer } from "../../src/api/server.ts";
import { claimRuns, type ClaimedRun } from "../../src/db/claim-runs.ts";
import { commitRuns } from "../../src/db/commit-runs.ts";
import type { Database } from "../../src/db/connect.ts";
import { recordDigest } from "../../src/experiment/digest.ts";
import { MODEL_VERSION } from "../../src/experiment/model-version.ts";
import { encodeRecord } from "../../src/experiment/record-json.ts";
import { createLog } from "../../src/log.ts";
import { LatencyHistogram } from "../../src/stats/histogram.ts";
import type { RunRecord } from "../../src/stats/record.ts";
import { startTestPostgres, type TestPostgres } from "./service-postgres.ts";

export interface GraphqlAnswer {
  readonly status: number;
  // Tests look into answers by name; a wrong name shows as a failed expectation.
  // oxlint-disable-next-line typescript/no-explicit-any -- see above
  readonly data: any;
  readonly errors: readonly { message: string; extensions: Record<string, unknown> }[];
  readonly headers: Headers;
}

export interface ApiWorld {
  readonly db: Database;
  readonly postgres: TestPostgres;
  readonly server: ApiServer;
  graphql(query: string, variables?: Record<string, unknown>): Promise<GraphqlAnswer>;
  stop(): Promise<void>;
}

/** A definition that parses, with unlike points, for tests that need any. */
export function definitionText(changes: Record<string, unknown> = {}): string {
  return JSON.stringify({
    apiVersion: "ix/v1",
    kind: "Experiment",
    name: "two loads",
    workload: "memcached-usr",
    systems: [{ name: "IX", dataplane: "ix", cores: 2, loads: ["100krps", "200krps", "300krps"] }],
    slo: { p99: "500us" },
    replications: 2,
    rootSeed: "42",
    phases: { warmup: "1ms", measure: "10ms" },
    ...changes,
  });
}

export async function startApiWorld(): Promise<ApiWorld> {
  const postgres = await startTestPostgres();
  const { db, url: databaseUrl, folder } = postgres;
  const server = await startServer({
    db,
    databaseUrl,
    host: "127.0.0.1",
    port: 0,
    webFolder: path.join(folder, "web"),
    presetsFolder: "experiments",
    log: createLog("api-test", process.env["IXLAB_TEST_LOG"] ?? "silent"),
  });
  return {
    db,
    postgres,
    server,
    graphql: (query, variables = {}) => askGraphql(server.url, query, variables),
    async stop() {
      await server.close();
      await postgres.stop();
    },
  };
}

export async function askGraphql(
  url: string,
  query: string,
  variables: Record<string, unknown>,
): Promise<GraphqlAnswer> {
  const response = await fetch(`${url}/graphql`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ query, variables }),
  });
  const { data = null, errors = [] } = (await response.json()) as Partial<GraphqlAnswer>;
  return { status: response.status, data, errors, headers: response.headers };
}

const SUBMIT = `mutation ($input: ExperimentSubmitInput!) {
  experimentSubmit(input: $input) {
    replayed
    experiment { id number name state }
    userErrors { code message field pointer line column hint allowed }
  }
}`;

export async function submit(world: ApiWorld, yaml: string, more: Record<string, unknown> = {}) {
  const answer = await world.graphql(SUBMIT, { input: { spec: { yaml }, ...more } });
  if (answer.data?.experimentSubmit == null) throw new Error(JSON.stringify(answer.errors));
  return answer.data.experimentSubmit;
}

/** A record that looks as if a simulation had made it, from the plan alone. */
function recordOf(run: Pick<ClaimedRun, "plan">): RunRecord {
  const { replication, measurePs } = run.plan;
  const offeredRps = run.plan.offeredRps ?? 1e6;
  const latency = new LatencyHistogram();
  // Latency rises with load; replications differ a little, or there would be no interval.
  const baseNs = 50_000 + offeredRps / 10 + replication * 500;
  for (let i = 0; i < 5000; i += 1) latency.record(baseNs + (i % 100) * 100);
  const requests = Math.round((offeredRps * measurePs) / 1e12) + replication;
  return {
    histograms: { latency },
    counters: {
      measuredPs: measurePs,
      requests,
      offered: requests,
      kernelPs: 3 * measurePs,
      userPs: measurePs,
      idlePs: measurePs,
      energyPj: 60 * measurePs,
      drops: 0,
    },
  };
}

/** Claims up to `limit` waiting runs as a worker would, with made-up results. 0: none waited. */
export async function finishRuns(world: ApiWorld, limit = 1000): Promise<number> {
  const { runs, settled } = await claimRuns(world.db, {
    workerId: "test-worker",
    modelVersion: MODEL_VERSION,
    limit,
    leaseSeconds: 60,
  });
  await commitRuns(
    world.db,
    runs.map((run) => {
      const record = recordOf(run);
      return {
        id: run.id,
        epoch: run.epoch,
        contentKey: run.contentKey,
        modelVersion: MODEL_VERSION,
        digest: recordDigest(record),
        record: JSON.stringify(encodeRecord(record)),
        wallMs: 10,
      };
    }),
  );
  return runs.length + settled;
}

/** Counts the statements that `work` sends to Postgres, transaction brackets left out. */
export async function countStatements(work: () => Promise<unknown>): Promise<number> {
  const query = vi.spyOn(pg.Client.prototype, "query");
  try {
    await work();
    const texts = query.mock.calls.map((call) => textOfStatement(call[0]));
    return texts.filter((text) => !/^\s*(begin|commit|rollback|deallocate)/i.test(text)).length;
  } finally {
    query.mockRestore();
  }
}

function textOfStatement(statement: unknown): string {
  if (typeof statement === "string") return statement;
  const { text } = statement as { readonly text?: unknown };
  return typeof text === "string" ? text : "";
}
