/**
 * Frozen fingerprints: digests of whole records. They change only when results change, and then on purpose:
 * `GOLDEN_UPDATE=1 npx vitest run test/golden` rewrites the file, the model version goes up, and the commit
 * says why. The digests are the same on every machine and Node version.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { DATAPLANES } from "../../src/dataplane/registry.ts";
import { recordDigest } from "../../src/experiment/digest.ts";
import { MODEL_VERSION } from "../../src/experiment/model-version.ts";
import { simulate } from "../../src/experiment/simulate.ts";
import type { ParamValues } from "../../src/params.ts";
import { seconds } from "../../src/units.ts";
import { WORKLOADS } from "../../src/workload/registry.ts";
import { type PlanOptions, planOf } from "../support/sim-plan.ts";

const FILE = new URL("./fingerprints.csv", import.meta.url);
const HEADER = "scenario,model version,requests,digest";

/** Every dataplane, nearly idle and far beyond its capacity. */
const OF_EVERY_DATAPLANE = Object.fromEntries(
  DATAPLANES.flatMap(({ id }) => [
    [`${id}-100k`, { dataplane: id, cores: 8 }],
    [`${id}-overload`, { dataplane: id, cores: 8, offeredRps: 4_000_000 }],
  ]),
);

/** Every dataplane under every workload, and under echo with each kind of connection and message. */
const PAIRS = Object.fromEntries(
  DATAPLANES.flatMap(({ id }) => {
    const tiny = { dataplane: id, hardwareThreads: 5, nicPorts: 2, warmupMs: 1, measureMs: 4 };
    const ofEcho = (workloadParams: ParamValues) => ({ ...tiny, workload: "echo", workloadParams });
    return [
      ...WORKLOADS.map((w) => [`${id}-${w.id}`, { ...tiny, workload: w.id }] as const),
      [`${id}-echo-forever`, ofEcho({ connections: 100, messagesPerConnection: 0 })] as const,
      [`${id}-echo-8kb`, ofEcho({ connections: 100, messageBytes: 8192 })] as const,
      [`${id}-echo-1mib`, ofEcho({ connections: 3, messageBytes: 1_048_576 })] as const,
    ];
  }),
);

/** The papers' smooth pattern in a fortieth of the time: up the whole ladder, and some way down. */
const PATTERNS: Readonly<Record<string, PlanOptions>> = {
  "ix-energy-slope": {
    cores: 8,
    workload: "memcached-usr-patched",
    workloadParams: { connections: 2720, latencyConnections: 32 },
    policy: "ix-energy",
    loadPattern: "slope",
    loadPatternParams: { period: seconds(6) },
    warmupMs: 1000,
    measureMs: 6000,
  },
};

const SCENARIOS: Readonly<Record<string, PlanOptions>> = {
  ...OF_EVERY_DATAPLANE,
  ...PAIRS,
  "ix-1800k": { offeredRps: 1_800_000 },
  "ix-batch-1": { offeredRps: 1_500_000, dataplaneParams: { batchBound: 1 } },
  "ix-4-ports-1.2ghz": { offeredRps: 500_000, nicPorts: 4, policyParams: { frequency: 1.2e9 } },
  "linux-500k": { dataplane: "linux", cores: 8, offeredRps: 500_000 },
  "linux-small-ring": {
    dataplane: "linux",
    cores: 1,
    offeredRps: 10_000_000,
    measureMs: 250,
    dataplaneParams: { rxRing: 64 },
    workloadParams: { connections: 2000 },
  },
  ...PATTERNS,
};

const rows = Object.entries(SCENARIOS).map(([name, options]) => {
  const record = simulate(planOf(options));
  const requests = record.counters["requests"] ?? 0;
  return { name, row: [name, MODEL_VERSION, requests, recordDigest(record)].join(",") };
});

if (process.env["GOLDEN_UPDATE"] === "1") {
  writeFileSync(FILE, `${[HEADER, ...rows.map((r) => r.row)].join("\n")}\n`);
}

describe("fingerprints", () => {
  const [header, ...frozen] = readFileSync(FILE, "utf8").trimEnd().split("\n");

  it("cover the scenarios of this file and no others", () => {
    expect(header).toBe(HEADER);
    expect(frozen.map((line) => line.split(",")[0])).toEqual(rows.map((r) => r.name));
  });

  it.each(rows.map((r, i) => [r.name, i] as const))("%s", (_, i) => {
    expect(rows[i]!.row).toBe(frozen[i]);
  });
});
