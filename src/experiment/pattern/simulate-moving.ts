/**
 * One run whose load changes or whose policy decides: IX with elastic threads, the control loop, package power as RAPL
 * shows it, and a report after each period. Every request is simulated.
 * Source: Prekas et al., SoCC 2015, section 6: 60 s of warm-up, 240 s measured, a report every second.
 */
import type { ControlledPolicy } from "../../controlplane/contract.ts";
import { PUBLISH_PERIOD_PS } from "../../hw/rapl.ts";
import { LatencyHistogram } from "../../stats/histogram.ts";
import type { RunRecord } from "../../stats/record.ts";
import { PS_PER_S } from "../../units.ts";
import { HOLD_PERIOD_PS } from "../../workload/load-patterns/hold-rates.ts";
import { WORKLOADS } from "../../workload/registry.ts";
import { member } from "../compile.ts";
import { batchHistogram, countedSince, countersOf } from "../counters.ts";
import { DEFAULT_REPORT_PS, type RunPlan } from "../plan.ts";
import { assemble, type MovingRun } from "./assemble.ts";
import { type Report, seriesOf } from "./reports.ts";

const BYTES_PER_MB = 1e6;
const PS_PER_US = 1e6;

export function simulateMoving(plan: RunPlan, onProgress?: (fraction: number) => void): RunRecord {
  return new Moving(plan).simulate(onProgress);
}

/** Latencies of the report that is being written. */
class ReportSink {
  latency = new LatencyHistogram();
  readonly #hasAll: boolean;

  /** @param hasAll true: of all requests. The latency client alone has too few of them in a short report. */
  constructor(hasAll: boolean) {
    this.#hasAll = hasAll;
  }

  load(latencyPs: Float64Array, n: number): void {
    if (this.#hasAll) this.latency.recordPs(latencyPs, n);
  }

  latencyClient(latencyPs: Float64Array, n: number): void {
    this.latency.recordPs(latencyPs, n);
  }

  /** The histogram so far; a new one begins. */
  take(): LatencyHistogram {
    const { latency } = this;
    this.latency = new LatencyHistogram();
    return latency;
  }
}

/** A run of a plan whose load or policy moves. */
export class Moving {
  /** What it is made of. */
  readonly parts: MovingRun;
  readonly #plan: RunPlan;
  readonly #reportPs: number;
  readonly #holdPs: number;
  readonly #sink: ReportSink;
  /** Offered requests since the start. */
  #offered = 0;

  /** @param policy instead of the plan's, with the plan's parameters. */
  constructor(plan: RunPlan, policy?: ControlledPolicy) {
    this.#plan = plan;
    this.#reportPs = plan.reportPs ?? DEFAULT_REPORT_PS;
    this.#holdPs = Math.floor(this.#reportPs / Math.ceil(this.#reportPs / HOLD_PERIOD_PS));
    this.#sink = new ReportSink(this.#isShort);
    this.parts = assemble(plan, this.#sink, this.#holdPs, policy);
  }

  /** RAPL's counter is published too seldom for such reports. */
  get #isShort(): boolean {
    return this.#reportPs < 2 * PUBLISH_PERIOD_PS;
  }

  /** Everything up to a time: load held for short whiles, ticks and metrics, power. */
  #advance(untilPs: number): void {
    const { run, loop, account, rates } = this.parts;
    while (run.nowPs < untilPs) {
      const fromPs = run.nowPs;
      const place = Math.floor(fromPs / this.#holdPs);
      const toPs = Math.min((place + 1) * this.#holdPs, untilPs);
      const rate = rates[place] ?? 0;
      run.setOffered(rate);
      loop.advance(toPs);
      account.close(run.nowPs);
      this.#offered += (rate * (run.nowPs - fromPs)) / PS_PER_S;
      if (this.#plan.system.hasBackgroundJob) run.besideStream(loop.streamBytesPerS);
    }
  }

  /** All of it: the warm-up, which is thrown away, then the reports. */
  simulate(onProgress?: (fraction: number) => void): RunRecord {
    this.#advance(this.#plan.warmupPs);
    return this.#measure(onProgress);
  }

  #measure(onProgress?: (fraction: number) => void): RunRecord {
    const { run, loop, stopAbovePs } = this.parts;
    const endPs = this.#plan.warmupPs + this.#plan.measurePs;
    const latency = new LatencyHistogram();
    const reports: Report[] = [];
    const before = this.#counters();
    const passesBefore = run.counts.passes.slice();
    const migrated = loop.migrations.length;
    run.flush();
    this.#sink.take();
    this.parts.account.sampleWatts(run.nowPs);
    for (let n = 1; run.nowPs < endPs; n++) {
      const untilPs = Math.min(this.#plan.warmupPs + n * this.#reportPs, endPs);
      const { report, of } = this.#report(untilPs);
      reports.push(report);
      latency.add(of);
      onProgress?.(run.nowPs / endPs);
      if (stopAbovePs > 0 && (report.p99Us ?? 0) * PS_PER_US > stopAbovePs) break;
    }
    const migration = new LatencyHistogram();
    for (const { totalPs } of loop.migrations.slice(migrated)) migration.record(totalPs / 1e3);
    const batch = batchHistogram(run.counts.passes, passesBefore);
    return {
      histograms: { latency, batch, migration },
      counters: countedSince(before, this.#counters()),
      series: seriesOf(reports, this.#reportPs),
    };
  }

  /** What happens up to a time, as a report and the latencies in it. */
  #report(untilPs: number): { readonly report: Report; readonly of: LatencyHistogram } {
    const { run, loop, account } = this.parts;
    const fromPs = run.nowPs;
    const migrated = loop.migrations.length;
    const { loadAnswered: answered } = run;
    const offered = this.#offered;
    const { joules, megabytes } = account;
    this.#advance(untilPs);
    run.flush();
    const of = this.#sink.take();
    const s = (run.nowPs - fromPs) / PS_PER_S;
    const ended = loop.migrations.slice(migrated).map(({ totalPs }) => totalPs / PS_PER_US);
    const shownWatts = account.sampleWatts(run.nowPs);
    const report: Report = {
      offeredRps: (this.#offered - offered) / s,
      achievedRps: (run.loadAnswered - answered) / s,
      p99Us: of.count === 0 ? null : of.percentileNs(99) / 1e3,
      watts: this.#isShort ? (account.joules - joules) / s : shownWatts,
      step: loop.step,
      cores: loop.present.cores,
      hardwareThreads: loop.present.hardwareThreads.length,
      ghz: loop.hz / 1e9,
      backgroundMbPerS: (account.megabytes - megabytes) / s,
      migrations: ended.length,
      slowestMigrationUs: ended.length === 0 ? null : Math.max(...ended),
    };
    return { report, of };
  }

  #counters(): Record<string, number> {
    const { run, loop, account } = this.parts;
    const { workload, system } = this.#plan;
    const traffic = member(WORKLOADS, workload.kind, "workload").traffic(workload.params);
    return {
      ...countersOf({ clients: run, dataplane: run, network: run, traffic }),
      measuredPs: run.nowPs,
      portPs: system.nicPorts * run.nowPs,
      energyPj: account.joules * 1e12,
      overflows: run.overflows,
      retransmissions: run.retransmissions,
      ...account.times.counters(),
      policySteps: loop.applied.length,
      migrations: loop.migrations.length,
      ...(system.hasBackgroundJob && { backgroundBytes: account.megabytes * BYTES_PER_MB }),
    };
  }
}
