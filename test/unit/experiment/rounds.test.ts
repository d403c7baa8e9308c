/** Adaptive experiments: what is wanted follows from what is known, and ends. */
import { describe, expect, it } from "vitest";
import { answerSystems } from "../../../src/experiment/answer.ts";
import type { Definition } from "../../../src/experiment/definition.ts";
import { expand } from "../../../src/experiment/expand.ts";
import { measuredPoints } from "../../../src/experiment/outcome.ts";
import { parseDefinitionJson } from "../../../src/experiment/parse.ts";
import type { RunPlan } from "../../../src/experiment/plan.ts";
import { LatencyHistogram } from "../../../src/stats/histogram.ts";
import type { RunRecord } from "../../../src/stats/record.ts";

const BASE = {
  apiVersion: "ix/v1",
  kind: "Experiment",
  name: "adaptive",
  workload: "memcached-usr",
  dataplane: "ix",
  slo: { p99: "500us" },
};

function define(fields: object): Definition {
  const parsed = parseDefinitionJson({ ...BASE, ...fields });
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  return parsed.definition;
}

const problemsOf = (fields: object) => {
  const parsed = parseDefinitionJson({ ...BASE, ...fields });
  return parsed.ok ? [] : parsed.problems.map(({ code, pointer }) => `${code} ${pointer}`);
};

/** A machine whose latency passes the objective at a load that depends on the replication. */
function measure({ offeredRps, replication }: RunPlan, capacity = 1.5e6): RunRecord {
  const rps = offeredRps ?? 0;
  const own = capacity * (1 + 0.02 * (replication - 2));
  const latency = new LatencyHistogram();
  latency.recordMany(Math.round(500e3 * (rps / own) ** 4), 20_000);
  const achieved = Math.min(rps, 1.1 * own);
  const counters = { measuredPs: 1e12, requests: achieved, offered: rps, energyPj: 40e12 };
  return { histograms: { latency, loadLatency: latency }, counters };
}

function play(definition: Definition, of: (plan: RunPlan) => RunRecord | "FAILED" = measure) {
  const known = new Map<number, RunRecord | "FAILED">();
  for (let rounds = 0; ; rounds++) {
    const expansion = expand(definition, known);
    const missing = expansion.runs.filter(({ index }) => !known.has(index));
    if (missing.length === 0) {
      const records: RunRecord[] = [];
      for (const [index, record] of known) if (record !== "FAILED") records[index] = record;
      return { expansion, rounds, records };
    }
    for (const { index, plan } of missing) known.set(index, of(plan));
  }
}

const SEARCH = {
  search: "maxUnderSlo",
  loads: { from: "50krps", to: "4Mrps", step: "1%" },
  replications: 5,
};

describe("a search for the highest load", () => {
  const definition = define(SEARCH);
  const { expansion, records } = play(definition);
  const [answer] = answerSystems(definition, measuredPoints(expansion, records));

  it("is within its interval, and the interval is that of the replications", () => {
    const { value, ciLow, ciHigh, method } = answer?.maxThroughputUnderSlo ?? {};
    expect(Math.abs((value ?? 0) / 1.5e6 - 1)).toBeLessThan(0.005);
    // Replications lie at -4, -2, 0, 2 and 4 %: t with 4 degrees of freedom times their standard error.
    const half = (2.776 * Math.sqrt(0.001) * 1.5e6) / Math.sqrt(5);
    expect(method).toBe("T");
    expect(Math.abs(((ciHigh ?? 0) - (ciLow ?? 0)) / 2 / half - 1)).toBeLessThan(0.05);
  });

  it("is enclosed by loads of which every replication met one and missed the other", () => {
    expect(answer?.lastMetRps).toBeLessThanOrEqual(0.96 * 1.5e6);
    expect(answer?.firstMissRps).toBeGreaterThanOrEqual(1.04 * 1.5e6);
    expect(answer?.firstMissRps).toBeLessThan(1.06 * 1.5e6);
  });

  it("takes less than a fifth of the runs of a grid as fine as that", () => {
    const grid = 5 * (definition.systems[0]?.loadsRps.length ?? 0);
    expect(expansion.runs.length).toBeLessThan(grid / 5);
  });

  it("numbers points and runs as the grid of all loads would, whatever is known", () => {
    const first = expand(definition);
    for (const run of first.runs) {
      const later = expansion.runs.find(({ index }) => index === run.index);
      expect(later?.contentKey).toBe(run.contentKey);
    }
  });

  it("ends when runs fail, without an answer", () => {
    const failed = play(definition, () => "FAILED");
    const [none] = answerSystems(definition, measuredPoints(failed.expansion, failed.records));
    expect(none?.maxThroughputUnderSlo.value).toBeNull();
  });
});

describe("precision", () => {
  const definition = define({
    loads: ["100krps"],
    replications: 3,
    precision: { measure: "throughput", halfWidth: "1%", most: 40 },
  });
  const noisy = (share: number) => (plan: RunPlan) => {
    const sign = plan.replication % 2 === 0 ? 1 : -1;
    const record = measure(plan);
    return { ...record, counters: { ...record.counters, requests: 1e5 * (1 + share * sign) } };
  };

  it("begins with eight replications where the definition does not say, or with the most", () => {
    const precision = { measure: "throughput", halfWidth: "1%" };
    const leastOf = (fields: object) => define({ loads: ["1Mrps"], ...fields }).replications;
    expect(leastOf({})).toBe(3);
    expect(leastOf({ precision })).toBe(8);
    expect(leastOf({ precision: { ...precision, most: 5 } })).toBe(5);
    expect(leastOf({ precision, replications: 4 })).toBe(4);
  });

  it("stops at the least where the interval is narrow, and at the most where it never is", () => {
    expect(play(definition, noisy(0)).expansion.runs.length).toBe(3);
    expect(play(definition, noisy(0.5)).expansion.runs.length).toBe(40);
  });

  it("repeats until the interval is narrow enough, and not much longer", () => {
    const { runs } = play(definition, noisy(0.02)).expansion;
    // Half width t s / sqrt(n) with s = 2 %: 1 % needs about 18.
    expect(runs.length).toBeGreaterThan(12);
    expect(runs.length).toBeLessThan(30);
  });
});

describe("a search for the least power", () => {
  it("asks for few of the configurations, by cores and clock", () => {
    const definition = define({
      loads: ["500krps"],
      replications: 1,
      axes: [
        { cores: [1, 2, 3, 4, 5, 6, 7, 8] },
        { "policy.frequency": ["1.2GHz", "1.5GHz", "1.8GHz", "2.1GHz", "2.4GHz"] },
      ],
      search: { kind: "minEnergyUnderSlo", over: ["cores", "policy.frequency"] },
    });
    const { expansion } = play(definition, (plan) => {
      const cores = plan.system.hardwareThreads.length / 2;
      const ghz = Number(plan.system.policy.params["frequency"]) / 1e9;
      const record = measure({ ...plan, replication: 2 }, 1e5 * cores * ghz);
      return { ...record, counters: { ...record.counters, energyPj: (19 + cores * ghz) * 1e12 } };
    });
    expect(expansion.points.length).toBeLessThan(20);
    expect(expansion.points.some(({ label }) => label.includes("1.8GHz"))).toBe(true);
  });
});

describe("definitions that cannot be searched", () => {
  it.each([
    [{ search: "maxUnderSlow", loads: ["1Mrps"] }, ["UNKNOWN_VALUE /search"]],
    [{ search: "maxUnderSlo", loads: ["1Mrps"] }, ["CONFLICT /search"]],
    [{ ...SEARCH, slo: undefined }, ["MISSING /slo"]],
    [
      { loads: ["1Mrps"], search: { kind: "minEnergyUnderSlo", over: ["cores"] } },
      ["UNKNOWN_VALUE /search/over/0"],
    ],
    [{ loads: { from: "1krps", to: "1Mrps" } }, ["MISSING /loads/count"]],
    [{ loads: { from: "1krps", to: "1Mrps", step: "1%", count: 3 } }, ["CONFLICT /loads/count"]],
    [{ loads: { from: "1krps", to: "1Mrps", step: "0.01%" } }, ["TOO_LARGE /loads/step"]],
    [
      {
        loads: ["1Mrps"],
        replications: 9,
        precision: { measure: "power", halfWidth: 0.1, most: 5 },
      },
      ["CONFLICT /precision/most"],
    ],
    [
      { loads: ["1Mrps"], precision: { measure: "speed", halfWidth: 0.1 } },
      ["UNKNOWN_VALUE /precision/measure"],
    ],
  ])("%j", (fields, expected) => {
    expect(problemsOf(fields)).toEqual(expected);
  });
});
