/** The figures of mTCP compiled for one machine. */
import { stateMisses } from "../hw/cache.ts";
import { type FigureValues, valuesOf } from "../hw/figure.ts";
import type { Machine } from "../hw/machine.ts";
import { us } from "../units.ts";
import { MTCP_FIGURES } from "./mtcp-figures.ts";

export interface MtcpParams {
  readonly rxBatch: number;
}

export interface MtcpCosts extends FigureValues<typeof MTCP_FIGURES> {
  /** Most packets that one turn of the TCP thread takes. */
  readonly rxBatch: number;
  readonly cyclePs: number;
  readonly sleepPs: number;
  /** L3 misses of a message on connection state, and how long they stall. */
  readonly messageMisses: number;
  readonly messageStallPs: number;
  /** The application's part of one request, beside its own demand. */
  readonly userCycles: number;
  readonly userStallPs: number;
  readonly userMisses: number;
  readonly isLocked: boolean;
  readonly lockCycles: number;
  readonly lockStallPs: number;
}

export function mtcpCosts(machine: Machine, params: MtcpParams): MtcpCosts {
  const cost = valuesOf(MTCP_FIGURES);
  const { l3ForState } = machine.platform.figures;
  const { application, hotConnections } = machine;
  const misses = stateMisses(cost.linesPerConnection, hotConnections, l3ForState.value);
  return {
    ...cost,
    rxBatch: params.rxBatch,
    cyclePs: us(cost.cycleTime),
    sleepPs: us(cost.sleepTimeout),
    messageMisses: misses,
    messageStallPs: misses * machine.missStallPs,
    userCycles: application.eventCycles,
    userStallPs: application.stallPs,
    userMisses: application.misses,
    isLocked: application.isLocked,
    lockCycles: application.lockCycles,
    lockStallPs: application.lockStallPs,
  };
}
