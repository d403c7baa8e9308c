/**
 * What a dataplane is: code that owns hardware threads, is told of frames in their rings, and sends
 * responses. It never reads statistics; it counts what it does and others make sense of it.
 */
import type { Actor } from "../engine/simulation.ts";
import type { Receiver } from "../hw/contract.ts";
import type { Figures } from "../hw/figure.ts";
import type { Machine } from "../hw/machine.ts";
import type { Member, Params, ParamValues } from "../params.ts";

/** What a dataplane did, since it was created. */
export interface DataplaneCounts {
  /** Passes of the loop, or polls of a ring, that found packets, and those that found none. */
  fullPasses: number;
  emptyPasses: number;
  /** Packets taken by the full passes. */
  packets: number;
  interrupts: number;
  /** Times that a halted thread was woken. */
  wakeUps: number;
}

export const noCounts = (): DataplaneCounts => ({
  fullPasses: 0,
  emptyPasses: 0,
  packets: 0,
  interrupts: 0,
  wakeUps: 0,
});

/** One hardware thread under a dataplane: it acts when its time comes and owns its receive ring. */
export interface DataplaneThread extends Actor, Receiver {}

/** A dataplane at work. */
export interface RunningDataplane {
  /** One per hardware thread of the machine, in its order. */
  readonly threads: readonly DataplaneThread[];
  readonly counts: DataplaneCounts;
}

export interface Dataplane<P extends Params = Params> extends Member<P> {
  /** Costs and other numbers of the model, with their sources. */
  readonly figures: Figures;
  /** True when an idle thread halts, false when it polls. */
  readonly halts: boolean;
  /** True when connections carry TCP timestamps: twelve bytes more per frame. */
  readonly timestamps: boolean;
  create(machine: Machine, params: ParamValues<P>): RunningDataplane;
}

/** Keeps the parameter names of a member, so that `create` sees them by inference. */
export const defineDataplane = <P extends Params>(dataplane: Dataplane<P>): Dataplane<P> =>
  dataplane;
