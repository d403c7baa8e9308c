/**
 * One run: a compiled plan, a warm-up that is thrown away, a measured window, and the record of what
 * happened in it. A function of the plan alone: no clock on the wall, no chance but the plan's seed.
 */
import { clock } from "../engine/actor-clock.ts";
import { Simulation } from "../engine/simulation.ts";
import { activity, pollingCoreWatts } from "../hw/power.ts";
import { LatencyHistogram } from "../stats/histogram.ts";
import type { RunRecord } from "../stats/record.ts";
import { MAX_TIME_PS, PS_PER_S } from "../units.ts";
import type { LatencySink } from "../workload/contract.ts";
import { type CompiledRun, compile } from "./compile.ts";
import { batchHistogram, countedSince, countersOf } from "./counters.ts";
import { MODEL_VERSION } from "./model-version.ts";
import { moves } from "./pattern/moves.ts";
import { simulateMoving } from "./pattern/simulate-moving.ts";
import type { RunPlan } from "./plan.ts";

/** Progress is told this many times in a run. */
const PROGRESS_STEPS = 100;

/** Takes latencies while the window is open. */
class Recorder implements LatencySink {
  open = false;
  readonly ofLoad = new LatencyHistogram();
  readonly ofLatencyClient = new LatencyHistogram();

  load(latencyPs: Float64Array, n: number): void {
    if (this.open) this.ofLoad.recordPs(latencyPs, n);
  }

  latencyClient(latencyPs: Float64Array, n: number): void {
    if (this.open) this.ofLatencyClient.recordPs(latencyPs, n);
  }
}

export function simulate(plan: RunPlan, onProgress?: (fraction: number) => void): RunRecord {
  if (plan.modelVersion !== MODEL_VERSION) {
    throw new RangeError(`plan is for model ${plan.modelVersion}, this is ${MODEL_VERSION}`);
  }
  const endPs = plan.warmupPs + plan.measurePs;
  if (!(plan.measurePs > 0) || endPs > MAX_TIME_PS) throw new RangeError("simulated time");
  if (moves({ ...plan, policy: plan.system.policy })) return simulateMoving(plan, onProgress);
  const recorder = new Recorder();
  const run = compile(plan, recorder);
  const simulation = new Simulation(run.actors, [], run.groups);

  runUntil(simulation, run, plan.warmupPs);
  for (const machine of run.machines) for (const thread of machine.threads) thread.resetAccount();
  const before = countersOf(run);
  const passesBefore = run.dataplane.counts.passes.slice();
  recorder.open = true;
  for (let step = 1; step <= PROGRESS_STEPS; step++) {
    const untilPs = Math.round(plan.warmupPs + (plan.measurePs * step) / PROGRESS_STEPS);
    runUntil(simulation, run, untilPs);
    onProgress?.(untilPs / endPs);
  }
  const batch = batchHistogram(run.dataplane.counts.passes, passesBefore);
  return {
    histograms: { latency: recorder.ofLatencyClient, loadLatency: recorder.ofLoad, batch },
    counters: {
      measuredPs: plan.measurePs,
      ...countedSince(before, countersOf(run)),
      ...timeAndEnergy(run, plan.measurePs),
    },
  };
}

/** Server and clients, exactly to `untilPs`. */
function runUntil(simulation: Simulation, run: CompiledRun, untilPs: number): void {
  run.clients.limitPs = untilPs;
  simulation.run(untilPs);
  clock.nowPs = untilPs;
  run.clients.advance(untilPs);
  run.clients.flush();
  for (const machine of run.machines) for (const thread of machine.threads) thread.account();
}

/** Kernel, user and idle time of all threads, and the package's energy, in the window just accounted. */
function timeAndEnergy(run: CompiledRun, measuredPs: number): Record<string, number> {
  const { threads } = run.machine;
  let kernelPs = 0;
  let userPs = 0;
  let idlePs = 0;
  const busyOnCore = new Map<number, { busyPs: number; threads: number }>();
  for (const [i, thread] of threads.entries()) {
    kernelPs += thread.kernelPs;
    userPs += thread.busyPs - thread.kernelPs;
    idlePs += thread.idlePs;
    const number = run.cores[i] ?? 0;
    const core = busyOnCore.get(number) ?? { busyPs: 0, threads: 0 };
    core.busyPs += thread.busyPs;
    core.threads += 1;
    busyOnCore.set(number, core);
  }
  let watts = run.platform.figures.powerFloor.value;
  for (const core of busyOnCore.values()) {
    const share = core.busyPs / (core.threads * measuredPs);
    watts +=
      pollingCoreWatts(run.platform, run.hz, core.threads) *
      activity(run.platform, share, run.halts);
  }
  return {
    kernelPs,
    userPs,
    idlePs,
    busyCycles: Math.round(((kernelPs + userPs) * run.hz) / PS_PER_S),
    portPs: run.machine.nicPorts * measuredPs,
    energyPj: watts * measuredPs,
  };
}
