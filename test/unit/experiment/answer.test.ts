/** Estimates carry their interval, answers follow the papers' rule, and nothing is invented. */
import fc from "fast-check";
import { mean, sampleStandardDeviation } from "simple-statistics";
import { describe, expect, it } from "vitest";
import { answerSystems, meetsSlo, subjectKey } from "../../../src/experiment/answer.ts";
import type { Definition } from "../../../src/experiment/definition.ts";
import { estimateMetric, isSaturated } from "../../../src/experiment/estimate.ts";
import { parseDefinitionJson } from "../../../src/experiment/parse.ts";
import { LatencyHistogram } from "../../../src/stats/histogram.ts";
import type { RunRecord } from "../../../src/stats/record.ts";

const SECOND_PS = 1e12;

/** One second of a run that answered `requests`, each of them after `us` microseconds. */
function recordOf(requests: number, us: number, offered = requests): RunRecord {
  const latency = new LatencyHistogram();
  for (let i = 0; i < 2000; i += 1) latency.record(us * 1000);
  return {
    histograms: { latency },
    counters: {
      measuredPs: SECOND_PS,
      requests,
      offered,
      energyPj: 60e12,
      kernelPs: 1,
      userPs: 3,
      idlePs: 4,
    },
  };
}

describe("an estimate over replications", () => {
  it("is, for a mean, the ordinary Student-t interval", () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 1e6, max: 2e6 }), { minLength: 3, maxLength: 3 }),
        (xs) => {
          const estimate = estimateMetric(
            xs.map((x) => recordOf(x, 50)),
            "throughput",
          );
          const half = (4.302652729749464 * sampleStandardDeviation(xs)) / Math.sqrt(3);
          expect(estimate.value).toBeCloseTo(mean(xs), 4);
          expect((estimate.ciHigh ?? 0) - (estimate.value ?? 0)).toBeCloseTo(half, 2);
          expect(estimate.method).toBe("JACKKNIFE_T");
        },
      ),
    );
  });

  it("takes percentiles from the merged histogram, not from averaged percentiles", () => {
    const slow = recordOf(1000, 900);
    const fast = recordOf(1000, 100);
    // Averaging three p50 would give 366 us; two thirds of all samples are at 100 us.
    expect(estimateMetric([fast, slow, fast], "latency.p50").value).toBeCloseTo(100, 0);
    expect(estimateMetric([fast, slow, fast], "latency.p90").value).toBeCloseTo(900, 0);
  });

  it("has a value and no interval with one replication", () => {
    const { value, ciLow, ciHigh, method } = estimateMetric([recordOf(1000, 50)], "throughput");
    expect(value).toBeCloseTo(1000, 9);
    expect([ciLow, ciHigh, method]).toEqual([null, null, "NONE"]);
  });

  it("says why it is absent", () => {
    expect(estimateMetric([], "throughput").absentBecause).toBe("NOT_FINISHED");
    expect(estimateMetric([recordOf(1000, 50)], "latency.p99.9").absentBecause).toBe(
      "TOO_FEW_SAMPLES",
    );
    expect(estimateMetric([recordOf(1000, 50)], "batch.mean").absentBecause).toBe("NOT_MODELLED");
    expect(() => estimateMetric([], "p99")).toThrow("unknown measure");
  });
});

describe("an answer", () => {
  const DEFINITION = {
    apiVersion: "ix/v1",
    kind: "Experiment",
    name: "answers",
    systems: [{ name: "IX", dataplane: "ix" }],
    workload: "memcached-usr",
    loads: ["100krps", "200krps", "300krps", "400krps"],
    slo: { p99: "500us" },
  };
  const parsed = parseDefinitionJson(DEFINITION);
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  const { definition } = parsed;
  const pointsOf = (latencies: readonly (number | null)[]) =>
    latencies.map((us, i) => ({
      systemId: "ix",
      axes: {},
      offeredRps: (i + 1) * 1e5,
      records: us === null ? [] : [recordOf((i + 1) * 1e5, us)],
    }));
  const answerOf = (latencies: readonly (number | null)[]) =>
    answerSystems(definition, pointsOf(latencies))[0];

  it("is the highest load such that it and all lower loads meet the objective", () => {
    const answer = answerOf([30, 40, 600, 50]);
    expect(answer?.maxThroughputUnderSlo.value).toBe(2e5);
    expect(answer?.firstMissRps).toBe(3e5);
    expect(answer?.unloadedP99.value).toBeCloseTo(30, 0);
    expect(answer?.peakThroughput.value).toBe(4e5);
    expect(answer?.kernelShare.value).toBe(0.25);
    expect(answer?.energyPerRequest.value).toBeCloseTo(300, 6);
  });

  it("is absent when the lowest load misses, and open when none does", () => {
    expect(answerOf([600, 600, 600, 600])?.maxThroughputUnderSlo.value).toBeNull();
    expect(answerOf([30, 30, 30, 30])?.firstMissRps).toBeNull();
    expect(answerOf([30, 30, 30, 30])?.maxThroughputUnderSlo.value).toBe(4e5);
  });

  it("does not reach beyond a point that is not finished", () => {
    const answer = answerOf([30, null, 40, 50]);
    expect(answer?.maxThroughputUnderSlo.value).toBe(1e5);
    expect(answer?.firstMissRps).toBeNull();
  });

  it("is one per combination of axis values, each from its own points", () => {
    const varied = parseDefinitionJson({
      ...DEFINITION,
      loads: ["100krps", "200krps"],
      axes: [{ "dataplane.batchBound": [1, 64] }],
    });
    if (!varied.ok) throw new Error(JSON.stringify(varied.problems));
    const at = (batchBound: string, load: number, us: number) => ({
      systemId: "ix",
      axes: { "dataplane.batchBound": batchBound },
      offeredRps: load * 1e5,
      records: [recordOf(load * 1e5, us)],
    });
    const points = [at("1", 1, 40), at("1", 2, 900), at("64", 1, 30), at("64", 2, 50)];
    const answers = answerSystems(varied.definition, points);
    expect(answers.map((a) => [a.label, a.maxThroughputUnderSlo.value, a.firstMissRps])).toEqual([
      ["IX, batchBound 1", 1e5, 2e5],
      ["IX, batchBound 64", 2e5, null],
    ]);
    expect(answers[1]?.system.dataplane.params["batchBound"]).toBe(64);
    expect(answers[1]?.axes).toEqual({ "dataplane.batchBound": "64" });
    expect(points.map((p) => subjectKey(varied.definition, p))).toEqual(
      [0, 0, 1, 1].map((i) => answers[i]?.id),
    );
  });

  it("of a closed loop is one per system, over all its points", () => {
    const closed: Definition = {
      ...definition,
      systems: definition.systems.map((system) => ({ ...system, loadsRps: [] })),
      axes: [{ path: "workload.connections", values: [1, 10, 100] }],
    };
    const points = (
      [
        [1, 20],
        [4, 400],
        [5, 900],
      ] as const
    ).map(([load, us], i) => ({
      systemId: "ix",
      axes: { "workload.connections": String(10 ** i) },
      offeredRps: null,
      records: [recordOf(load * 1e5, us)],
    }));
    const [answer, ...more] = answerSystems(closed, points);
    expect(more).toEqual([]);
    expect(answer).toMatchObject({ id: "ix", label: "IX", axes: {}, firstMissRps: null });
    expect(answer?.peakThroughput.value).toBe(5e5);
    expect(answer?.maxThroughputUnderSlo.value).toBe(4e5);
    expect(answer?.unloadedP99.absentBecause).toBe("NOT_MODELLED");
    const [free] = answerSystems({ ...closed, slo: null }, points);
    expect(free?.maxThroughputUnderSlo.absentBecause).toBe("NOT_MODELLED");
  });

  it("knows saturation from what was due", () => {
    expect(isSaturated([recordOf(980, 50, 1000)])).toBe(true);
    expect(isSaturated([recordOf(995, 50, 1000)])).toBe(false);
    expect(isSaturated([])).toBeNull();
    expect(meetsSlo([recordOf(1000, 501)], definition.slo)).toBe(false);
    expect(meetsSlo([recordOf(1000, 499)], definition.slo)).toBe(true);
    expect(meetsSlo([recordOf(1000, 499)], null)).toBeNull();
  });
});
