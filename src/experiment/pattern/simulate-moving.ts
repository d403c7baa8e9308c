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
  return new Moving(plan, undefined, onProgress).simulate();
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

/** What had been counted when a report began. */
interface Mark {
  readonly nowPs: number;
  readonly answered: number;
  readonly offered: number;
  readonly joules: number;
  readonly megabytes: number;
  readonly migrations: number;
}

/** A run of a plan whose load or policy moves. */
export class Moving {
  /** What it is made of. */
  readonly parts: MovingRun;
  readonly #plan: RunPlan;
  readonly #reportPs: number;
  readonly #holdPs: number;
  readonly #sink: ReportSink;
  readonly #onProgress: ((fraction: number) => void) | undefined;
  readonly #reports: Report[] = [];
  readonly #latency = new LatencyHistogram();
  /** Where the load was set last, in periods for which it is held; offered requests since the start. */
  #place = -1;
  #offered = 0;
  /** When the warm-up or the present report ends; infinite after the last report. */
  #nextPs: number;
  #mark: Mark;
  #before: Readonly<Record<string, number>> = {};
  #passesBefore: Float64Array = new Float64Array(0);
  #record: RunRecord | undefined;

  /** @param policy instead of the plan's, with the plan's parameters. */
  constructor(plan: RunPlan, policy?: ControlledPolicy, onProgress?: (fraction: number) => void) {
    this.#plan = plan;
    this.#onProgress = onProgress;
    this.#reportPs = plan.reportPs ?? DEFAULT_REPORT_PS;
    this.#holdPs = Math.floor(this.#reportPs / Math.ceil(this.#reportPs / HOLD_PERIOD_PS));
    this.#sink = new ReportSink(this.#isShort);
    const advance = (untilPs: number) => this.#runTo(untilPs);
    this.parts = assemble(plan, this.#sink, this.#holdPs, advance, policy);
    this.#nextPs = plan.warmupPs;
    this.#mark = this.#now();
    if (plan.warmupPs === 0) this.#begin();
  }

  /** RAPL's counter is published too seldom for such reports. */
  get #isShort(): boolean {
    return this.#reportPs < 2 * PUBLISH_PERIOD_PS;
  }

  /** All of it: the warm-up, which is thrown away, then the reports. */
  simulate(): RunRecord {
    while (this.#record === undefined) this.parts.loop.advance(this.#nextPs);
    return this.#record;
  }

  /** Threads and clients up to a time, whoever asks: a step that is being applied does not hold up a report. */
  #runTo(untilPs: number): void {
    const { run, loop, account, rates } = this.parts;
    while (run.nowPs < untilPs) {
      const fromPs = run.nowPs;
      const place = Math.floor(fromPs / this.#holdPs);
      const rate = rates[place] ?? 0;
      if (place !== this.#place) {
        this.#place = place;
        run.setOffered(rate);
        account.close(fromPs);
        if (this.#plan.system.hasBackgroundJob) run.besideStream(loop.streamBytesPerS);
      }
      run.runTo(Math.min((place + 1) * this.#holdPs, this.#nextPs, untilPs));
      this.#offered += (rate * (run.nowPs - fromPs)) / PS_PER_S;
      if (run.nowPs === this.#nextPs) this.#boundary();
    }
  }

  /** The warm-up ends, or a report. */
  #boundary(): void {
    const { run, account, stopAbovePs } = this.parts;
    const { warmupPs, measurePs } = this.#plan;
    account.close(run.nowPs);
    if (run.nowPs === warmupPs) {
      this.#begin();
      return;
    }
    const report = this.#report();
    const isOver = stopAbovePs > 0 && (report.p99Us ?? 0) * PS_PER_US > stopAbovePs;
    const endPs = warmupPs + measurePs;
    this.#onProgress?.(run.nowPs / endPs);
    if (isOver || run.nowPs >= endPs) this.#end();
    else this.#nextPs = Math.min(run.nowPs + this.#reportPs, endPs);
  }

  #begin(): void {
    const { run, account } = this.parts;
    run.flush();
    this.#sink.take();
    account.sampleWatts(run.nowPs);
    this.#before = this.#counters();
    this.#passesBefore = run.counts.passes.slice();
    this.#mark = this.#now();
    const { warmupPs, measurePs } = this.#plan;
    this.#nextPs = warmupPs + Math.min(this.#reportPs, measurePs);
  }

  /** Writes down what happened since the report before. */
  #report(): Report {
    const { run, loop, account } = this.parts;
    run.flush();
    const of = this.#sink.take();
    const from = this.#mark;
    this.#mark = this.#now();
    const to = this.#mark;
    const s = (to.nowPs - from.nowPs) / PS_PER_S;
    const ended = loop.migrations.slice(from.migrations).map(({ totalPs }) => totalPs / PS_PER_US);
    const shownWatts = account.sampleWatts(run.nowPs);
    const report: Report = {
      offeredRps: (to.offered - from.offered) / s,
      achievedRps: (to.answered - from.answered) / s,
      p99Us: of.count === 0 ? null : of.percentileNs(99) / 1e3,
      watts: this.#isShort ? (to.joules - from.joules) / s : shownWatts,
      step: loop.step,
      cores: loop.present.cores,
      hardwareThreads: loop.present.hardwareThreads.length,
      ghz: loop.hz / 1e9,
      backgroundMbPerS: (to.megabytes - from.megabytes) / s,
      migrations: ended.length,
      slowestMigrationUs: ended.length === 0 ? null : Math.max(...ended),
    };
    this.#latency.add(of);
    this.#reports.push(report);
    return report;
  }

  #end(): void {
    const { run, loop } = this.parts;
    this.#nextPs = Number.POSITIVE_INFINITY;
    const migration = new LatencyHistogram();
    const migrated = this.#before["migrations"] ?? 0;
    for (const { totalPs } of loop.migrations.slice(migrated)) migration.record(totalPs / 1e3);
    const batch = batchHistogram(run.counts.passes, this.#passesBefore);
    this.#record = {
      histograms: { latency: this.#latency, batch, migration },
      counters: countedSince(this.#before, this.#counters()),
      series: seriesOf(this.#reports, this.#reportPs),
    };
  }

  #now(): Mark {
    const { run, loop, account } = this.parts;
    return {
      nowPs: run.nowPs,
      answered: run.loadAnswered,
      offered: this.#offered,
      joules: account.joules,
      megabytes: account.megabytes,
      migrations: loop.migrations.length,
    };
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
