/**
 * The control loop at work: every tick it shows the policy what threads published, and carries out the step that the
 * policy wants, in simulated time: the clock is written to all cores, flow groups are moved by one command after the
 * other, threads without groups are parked. Metrics are published every period, at its end.
 * Source: Prekas et al., SoCC 2015, section 4; IX, `cp/ixcp.py`, for the order of things.
 */
import type { IxOpenLoop } from "../dataplane/ix-open-loop.ts";
import { migrate, type MigrationTimes } from "../dataplane/ix-migration.ts";
import { clockHz } from "../hw/clock-speed.ts";
import type { Platform } from "../hw/contract.ts";
import type { ParamValues } from "../params.ts";
import { ms } from "../units.ts";
import type { SocketAccount } from "./socket-account.ts";
import type { ControlledPolicy, Ladder, Rhythm, Step } from "./contract.ts";
import { MetricsBoard } from "./metrics-board.ts";
import { rebalance } from "./rebalance.ts";

/** Assumed: writes of the target clock for every CPU, through sysfs. */
const CLOCK_WRITES_PS = ms(3);
/** Assumed: the controller's Python between two commands, and waking a parked thread through its pipe. */
const COMMAND_PS = ms(0.25);
const WAKE_PS = ms(0.1);

/** One step of the ladder that was carried out. */
export interface AppliedStep {
  readonly atPs: number;
  readonly step: number;
  readonly tookPs: number;
}

export interface ControlledRun {
  readonly run: IxOpenLoop;
  readonly platform: Platform;
  readonly policy: ControlledPolicy;
  readonly params: ParamValues;
  readonly ladder: Ladder;
  /** Ids of the run's threads, in their order: those of the plan, and those that only a background job has. */
  readonly hardwareThreads: readonly number[];
  /** Flow groups of the NIC. */
  readonly groups: number;
  /** What happens at the clients and to the machine up to a time, besides the threads. */
  readonly advance: (untilPs: number) => void;
  /** Books time and energy. */
  readonly account: SocketAccount;
  /** Whether cores that are wholly free run the background job. */
  readonly hasBackground: boolean;
  readonly tailLatencyPs?: (nowPs: number) => number | undefined;
  readonly offeredRps?: () => number;
}

export class ControlLoop {
  readonly applied: AppliedStep[] = [];
  readonly migrations: MigrationTimes[] = [];
  /** The step in force, or the one that is being applied. */
  step = 0;
  hz = 0;

  readonly #side: ControlledRun;
  readonly #ladder: Ladder;
  readonly #rhythm: Rhythm;
  readonly #metrics: MetricsBoard;
  /** Index of the thread that owns each flow group. */
  readonly #table: Int32Array;
  #memory: unknown;
  #nextTickPs: number;
  #nextMetricsPs: number;
  /** Threads that the background job has, by index: one on each free core. */
  #background: readonly number[] = [];

  /** Begins on the first step of the ladder, with all flow groups on its threads. */
  constructor(side: ControlledRun) {
    const { policy, params, run, ladder } = side;
    this.#side = side;
    this.#ladder = ladder;
    this.#rhythm = policy.rhythm(params);
    this.#memory = policy.start;
    this.#metrics = new MetricsBoard(run.threads);
    this.#nextTickPs = this.#rhythm.tickPs;
    this.#nextMetricsPs = this.#rhythm.metricsPs;
    this.#table = new Int32Array(side.groups);
    const first = this.#threadsOf(this.#stepAt(0));
    for (let group = 0; group < side.groups; group++) {
      this.#table[group] = first[Math.floor((group * first.length) / side.groups)]!;
    }
    for (const [i, thread] of run.threads.entries()) thread.isParked = !first.includes(i);
    this.#setClock(this.#stepAt(0));
    this.#setBackground(this.#freeThreads(this.#stepAt(0)));
  }

  /** Thread of each flow group at the start. */
  get table(): Int32Array {
    return this.#table;
  }

  get present(): Step {
    return this.#stepAt(this.step);
  }

  /** Lets everything happen up to a time, ticks and metrics among it. */
  advance(untilPs: number): void {
    for (;;) {
      const nextPs = Math.min(this.#nextTickPs, this.#nextMetricsPs, untilPs);
      this.#side.advance(nextPs);
      if (nextPs === this.#nextMetricsPs) this.#publish(nextPs);
      if (nextPs === this.#nextTickPs) this.#tick(nextPs);
      if (nextPs === untilPs) return;
    }
  }

  #publish(nowPs: number): void {
    this.#metrics.publish(nowPs);
    this.#nextMetricsPs += this.#rhythm.metricsPs;
  }

  /** What the background job brings into the L3. */
  get streamBytesPerS(): number {
    const { jobStream, nominalFrequency } = this.#side.platform.figures;
    const perCore = ((jobStream.value * this.hz) / nominalFrequency.value) * 1e6;
    return this.#background.length * perCore;
  }

  #tick(nowPs: number): void {
    const { policy, platform, params, tailLatencyPs, offeredRps } = this.#side;
    const tail = tailLatencyPs?.(nowPs);
    const decision = policy.decide(
      this.#memory,
      {
        nowPs,
        step: this.step,
        isApplying: false,
        running: this.#metrics.running(),
        ...(tail !== undefined && { tailLatencyPs: tail }),
        ...(offeredRps && { offeredRps: offeredRps() }),
      },
      { platform, ladder: this.#ladder, params },
    );
    this.#memory = decision.memory;
    // Applying takes milliseconds, far less than a tick, so the next one finds it done.
    this.#nextTickPs = Number.POSITIVE_INFINITY;
    if (decision.step !== this.step) this.#apply(decision.step, nowPs);
    this.#nextTickPs = Math.max(nowPs, this.#side.run.nowPs) + this.#rhythm.tickPs;
  }

  #apply(step: number, nowPs: number): void {
    this.step = step;
    const target = this.#stepAt(step);
    this.#side.account.change(nowPs, { step });
    const jobThreads = this.#freeThreads(target);
    // The job leaves cores before the dataplane comes, and comes after it has left.
    this.#setBackground(this.#background.filter((thread) => jobThreads.includes(thread)));
    this.advance(nowPs + CLOCK_WRITES_PS);
    this.#setClock(target);
    const threads = this.#threadsOf(target);
    const { commands, parked } = rebalance(this.#table, threads);
    for (const { source, target: to, groups } of commands) {
      this.advance(this.#side.run.nowPs + COMMAND_PS);
      this.#wake(to);
      this.#side.account.change(this.#side.run.nowPs, { migrating: [source, to] });
      this.migrations.push(
        migrate({
          run: this.#side.run,
          source: this.#side.run.threads[source]!,
          target: this.#side.run.threads[to]!,
          groups: new Set(groups),
          nowPs: this.#side.run.nowPs,
          advance: (untilPs) => this.advance(untilPs),
        }),
      );
      this.#side.account.change(this.#side.run.nowPs, { migrating: [] });
      for (const group of groups) this.#table[group] = to;
    }
    for (const thread of parked) this.#park(thread);
    this.#setBackground(jobThreads);
    this.applied.push({ atPs: nowPs, step, tookPs: this.#side.run.nowPs - nowPs });
  }

  #wake(index: number): void {
    const thread = this.#side.run.threads[index]!;
    if (!thread.isParked) return;
    this.advance(this.#side.run.nowPs + WAKE_PS);
    this.#side.account.close(this.#side.run.nowPs);
    thread.isParked = false;
    this.#metrics.woken(index, this.#side.run.nowPs);
    thread.look();
  }

  #park(index: number): void {
    const thread = this.#side.run.threads[index]!;
    this.#side.account.close(this.#side.run.nowPs);
    thread.isParked = true;
    this.#metrics.parked(index, this.#side.run.nowPs);
    thread.look();
  }

  #setClock(step: Step): void {
    this.hz = clockHz(this.#side.platform, step.requestedHz, step.cores);
    this.#side.run.setClock(this.hz);
    this.#side.run.setCores(step.cores);
    this.#side.account.change(this.#side.run.nowPs, { hz: this.hz });
  }

  #setBackground(background: readonly number[]): void {
    this.#background = background;
    this.#side.account.change(this.#side.run.nowPs, { background });
  }

  /** The first thread of each core that a step leaves wholly free, by index, if there is a job for it. */
  #freeThreads(step: Step): number[] {
    const { hasBackground, hardwareThreads, platform } = this.#side;
    if (!hasBackground) return [];
    const coreOf = (id: number) => Math.floor(id / platform.threadsPerCore);
    const taken = new Set(step.hardwareThreads.map(coreOf));
    const cores = hardwareThreads.map(coreOf);
    return cores.flatMap((core, i) => (!taken.has(core) && cores.indexOf(core) === i ? [i] : []));
  }

  #stepAt(index: number): Step {
    const step = this.#ladder[index];
    if (step === undefined) throw new RangeError(`no step ${index} on the ladder`);
    return step;
  }

  /** Indices of a step's threads among those of the run. */
  #threadsOf(step: Step): number[] {
    return step.hardwareThreads.map((id) => this.#side.hardwareThreads.indexOf(id));
  }
}
