/**
 * What a control-plane policy is: it says on which ladder a dataplane moves, and which step of it is
 * wanted, given what the dataplane publishes. It never sees the simulation: the control loop asks it once
 * per tick, shows it an `Observation` and carries out the step that it wants.
 */
import type { Platform } from "../hw/contract.ts";
import type { Member, Params, ParamValues } from "../params.ts";
import type { ThreadMetrics } from "./thread-metrics.ts";

/** A configuration of the socket. Applying a step sets the clock, moves flow groups and parks threads. */
export interface Step {
  /** Who shares the flow groups, in the order in which shares are given: id = 2 * core + HT. */
  readonly hardwareThreads: readonly number[];
  /** Cores that these threads are on. */
  readonly cores: number;
  /** Clock asked of the platform for the whole socket, in Hz; above the nominal clock means Turbo. */
  readonly requestedHz: number;
  /** Threads of the background job, if the run has one: one on each core that is wholly free. */
  readonly backgroundThreads: number;
}

/** The steps of a policy, in the order of rising capacity. A run begins on the first. */
export type Ladder = readonly Step[];

/** What a policy may know beyond what dataplane threads publish; it has to declare it. */
export type Need = "tailLatency" | "offeredLoad";

/** What a policy sees at a tick. */
export interface Observation {
  /** Simulated time of the tick, in ps. */
  readonly nowPs: number;
  /** Index of the step in force, or of the one that is being applied. */
  readonly step: number;
  /** True until the last step has been applied wholly: clock set, flow groups moved, threads parked. */
  readonly isApplying: boolean;
  /** The threads that run, not the parked ones, in any order; values are of their last publication. */
  readonly running: readonly ThreadMetrics[];
  /** Package power as last published, in W; absent until the first publication. */
  readonly packageWatts?: number;
  /**
   * 99th percentile of the latency that clients saw in the last `Rhythm.tailWindowPs`, in ps. Only for
   * a policy that needs `tailLatency`; absent while the window holds too few messages for it.
   */
  readonly tailLatencyPs?: number;
  /** Load that clients offer at `nowPs`, in requests/s. Only for a policy that needs `offeredLoad`. */
  readonly offeredRps?: number;
}

/** How often things happen, in ps. */
export interface Rhythm {
  /** From the end of a decision to the next one. */
  readonly tickPs: number;
  /** After which a thread publishes its metrics anew. */
  readonly metricsPs: number;
  /** Over which the tail latency is taken, for a policy that needs it. */
  readonly tailWindowPs?: number;
}

/** What stays the same during a run. */
export interface Constants<P extends Params = Params> {
  readonly platform: Platform;
  readonly ladder: Ladder;
  readonly params: ParamValues<P>;
}

/** What a policy wants, and what it has to remember until the next tick. */
export interface Decision<M> {
  readonly memory: M;
  /**
   * Index of the wanted step. Other than `Observation.step` it is applied at once, so while a step is
   * being applied the answer is `Observation.step`.
   */
  readonly step: number;
}

export interface Policy<P extends Params = Params> extends Member<P> {
  /** True if it is made for a machine whose free cores have a background job. */
  readonly sharesCores?: true;
  /** @param hardwareThreads those of the plan: no step uses others. */
  ladder(platform: Platform, hardwareThreads: readonly number[], params: ParamValues<P>): Ladder;
}

/** A policy that decides nothing: its ladder has one step, which needs no control loop. */
export interface FixedPolicy<P extends Params = Params> extends Policy<P> {
  /** Clock of that step, in Hz; above the nominal clock means Turbo. */
  requestedHz(params: ParamValues<P>): number;
}

/** A policy that moves on its ladder. */
export interface ControlledPolicy<P extends Params = Params, M = unknown> extends Policy<P> {
  readonly needs: readonly Need[];
  rhythm(params: NoInfer<ParamValues<P>>): Rhythm;
  /** The memory before the first tick. */
  readonly start: M;
  /** A pure function: no input is changed, and equal inputs have equal answers. */
  decide(memory: M, observation: Observation, constants: NoInfer<Constants<P>>): Decision<M>;
}

export const defineFixedPolicy = <P extends Params>(policy: FixedPolicy<P>): FixedPolicy<P> =>
  policy;

export const defineControlledPolicy = <P extends Params, M>(
  policy: ControlledPolicy<P, M>,
): ControlledPolicy<P, M> => policy;
