/**
 * One run of a load pattern under a policy that decides: IX with elastic threads, the control loop, package power
 * as RAPL shows it, and what each second of it was like. Every request is simulated.
 * Source: Prekas et al., SoCC 2015, section 6: 60 s of warm-up, 240 s measured, a report every second.
 */
import { ControlLoop, type AppliedStep } from "../controlplane/control-loop.ts";
import type { ControlledPolicy } from "../controlplane/contract.ts";
import type { MigrationTimes } from "../dataplane/ix-migration.ts";
import { IxOpenLoop } from "../dataplane/ix-open-loop.ts";
import { ixCosts } from "../dataplane/ix-costs.ts";
import { clock } from "../engine/actor-clock.ts";
import { flowGroup } from "../hw/flow-steering.ts";
import { RaplMeter } from "../hw/rapl.ts";
import * as steering from "../hw/steering.ts";
import type { ParamValues } from "../params.ts";
import { LatencyHistogram } from "../stats/histogram.ts";
import { STANDALONE_MB_PER_S } from "../stats/savings/background-gain.ts";
import { ms, PS_PER_S, seconds } from "../units.ts";
import type { LoadPattern } from "../workload/load-patterns/contract.ts";
import { HOLD_PERIOD_PS, holdRates } from "../workload/load-patterns/hold-rates.ts";
import {
  choose,
  CLIENT_NET,
  CONNECTIONS_PER_CLIENT,
  FIRST_PORT,
  FIRST_THREAD,
  makeMachine,
  PORTS,
  SERVER,
} from "./compile.ts";
import { PackagePower } from "../controlplane/package-power.ts";
import type { RunPlan } from "./plan.ts";

/** SHA-1 over 40 MiB on one core at nominal clock: standalone it has all eight. */
const BACKGROUND_MB_PER_S = STANDALONE_MB_PER_S / 8;

export interface PatternSecond {
  readonly second: number;
  readonly offeredRps: number;
  readonly achievedRps: number;
  /** 99th percentile of the latency client; null when it had no answer. */
  readonly p99Us: number | null;
  /** Package power as RAPL shows it. */
  readonly watts: number;
  readonly cores: number;
  readonly hardwareThreads: number;
  readonly ghz: number;
  readonly backgroundMbPerS: number;
}

export interface PatternResult {
  readonly seconds: readonly PatternSecond[];
  /** Steps that were carried out while it was measured. */
  readonly applied: readonly AppliedStep[];
  readonly migrations: readonly MigrationTimes[];
  readonly drops: number;
  /** Since the start: requests sent, answered, and neither answered nor lost at the end. */
  readonly sent: number;
  readonly requests: number;
  readonly outstanding: number;
}

export interface PatternPlan {
  /** A run of IX under a memcached without lock; its load and its times are not used. */
  readonly run: RunPlan;
  readonly pattern: LoadPattern;
  readonly patternParams: ParamValues;
  readonly policy: ControlledPolicy;
  readonly policyParams: ParamValues;
  readonly warmupS: number;
  readonly measureS: number;
  /** Whether free cores run the background job. */
  readonly hasBackground: boolean;
}

class SecondSink {
  latency = new LatencyHistogram();
  answered = 0;
  load(_: Float64Array, n: number): void {
    this.answered += n;
  }
  latencyClient(latencyPs: Float64Array, n: number): void {
    this.latency.recordPs(latencyPs, n);
  }
}

export function runPattern(plan: PatternPlan, onProgress?: (share: number) => void): PatternResult {
  const sink = new SecondSink();
  const { loop, run, power, rates } = assemble(plan, sink);
  const rapl = new RaplMeter(0, power.watts(0, loop.hz));
  const { warmupS, measureS } = plan;
  const reports: PatternSecond[] = [];
  let actions = 0;
  let migrations = 0;
  let before = run.loadAnswered;
  for (let second = 0; second < warmupS + measureS; second++) {
    if (second === warmupS) {
      actions = loop.applied.length;
      migrations = loop.migrations.length;
    }
    sink.latency = new LatencyHistogram();
    for (let tenth = 0; tenth < 100; tenth++) {
      const fromPs = seconds(second) + ms(10) * tenth;
      run.setOffered(rates[Math.floor(fromPs / HOLD_PERIOD_PS)] ?? 0);
      loop.advance(fromPs + ms(10));
      rapl.change(run.nowPs, power.watts(run.nowPs, loop.hz));
    }
    run.flush();
    const watts = rapl.sample(run.nowPs);
    const answered = run.loadAnswered;
    if (second >= warmupS) {
      const { present } = loop;
      reports.push({
        second: second - warmupS,
        offeredRps: meanOf(rates, second),
        achievedRps: answered - before,
        p99Us: sink.latency.count === 0 ? null : sink.latency.percentileNs(99) / 1000,
        watts,
        cores: present.cores,
        hardwareThreads: present.hardwareThreads.length,
        ghz: loop.hz / 1e9,
        backgroundMbPerS: plan.hasBackground ? present.backgroundThreads * BACKGROUND_MB_PER_S : 0,
      });
    }
    before = answered;
    onProgress?.((second + 1) / (warmupS + measureS));
  }
  return {
    seconds: reports,
    applied: loop.applied.slice(actions),
    migrations: loop.migrations.slice(migrations),
    drops: run.drops,
    sent: run.loadSent + run.latencySent,
    requests: run.loadAnswered + run.latencyAnswered,
    outstanding: run.threads.reduce((sum, thread) => sum + thread.outstanding, 0),
  };
}

/** Machine, threads, clients and control loop, at time 0. */
function assemble(plan: PatternPlan, sink: SecondSink) {
  const choices = choose(plan.run);
  const { platform, workload, traffic, cores, random } = choices;
  const { hardwareThreads } = plan.run.system;
  clock.reset(FIRST_THREAD + cores.length);
  const machine = makeMachine(choices, 0);
  const groups = platform.figures.flowGroups.value;
  const groupOf = layout(traffic.connections, groups, random("layout").below(PORTS));
  const [first] = plan.policy.ladder(platform, hardwareThreads, plan.policyParams);
  const targets = first?.hardwareThreads.map((id) => hardwareThreads.indexOf(id)) ?? [];
  for (let connection = 0; connection < traffic.connections; connection++) {
    const owner = Math.floor(((groupOf[connection] ?? 0) * targets.length) / groups);
    steering.threadOf[connection] = targets[owner] ?? 0;
    steering.portOf[connection] = connection % plan.run.system.nicPorts;
  }
  const load = workload.openLoad?.(plan.run.workload.params, 0);
  if (load === undefined) throw new RangeError("a load pattern needs mutilate's open loop");
  const side = { load, timestamps: false, sink, random, groupOf: (c: number) => groupOf[c] ?? 0 };
  const costs = ixCosts(machine, plan.run.system.dataplane.params as never, 1);
  const run = new IxOpenLoop(machine, side, costs);
  const phases = { warmupPs: plan.warmupS * PS_PER_S, measurePs: plan.measureS * PS_PER_S };
  const rate = plan.pattern.rateAt(plan.patternParams, random);
  const rates = holdRates(rate, phases, HOLD_PERIOD_PS);
  const loop = new ControlLoop({
    run,
    platform,
    policy: plan.policy,
    params: plan.policyParams,
    hardwareThreads,
    groups,
    advance: (untilPs) => run.runTo(untilPs),
    offeredRps: () => rates[Math.floor(run.nowPs / HOLD_PERIOD_PS)] ?? 0,
  });
  return { loop, run, rates, power: new PackagePower(platform, run.threads, cores) };
}

/**
 * Flow group of each connection: a client machine opens its connections one after another, and Linux gives them
 * ports in a row, which the hash spreads evenly. Where the rows begin is the layout's seed.
 */
function layout(count: number, groups: number, seed: number): Int32Array {
  return Int32Array.from({ length: count }, (_, connection) => {
    const client = Math.floor(connection / CONNECTIONS_PER_CLIENT);
    const port = FIRST_PORT + ((seed + connection) % PORTS);
    return flowGroup({ address: CLIENT_NET + client, port }, SERVER, groups);
  });
}

/** Mean rate of a second. */
function meanOf(rates: Float64Array, second: number): number {
  const perSecond = PS_PER_S / HOLD_PERIOD_PS;
  const part = rates.subarray(second * perSecond, (second + 1) * perSecond);
  return part.reduce((sum, rate) => sum + rate, 0) / part.length;
}
