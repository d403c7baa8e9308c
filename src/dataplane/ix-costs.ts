/** The figures of IX compiled for one machine: cycles and picoseconds per pass, packet and request. */
import { stateMisses, uncachedShare } from "../hw/cache.ts";
import { valuesOf } from "../hw/figure.ts";
import type { Machine } from "../hw/machine.ts";
import { IX_FIGURES } from "./ix-figures.ts";

export interface IxParams {
  readonly batchBound: number;
  readonly rxRing: number;
}

export interface IxCosts {
  readonly batchBound: number;
  /** A pass that finds packets, a pass that only sends, and the stalls of either. */
  readonly passCycles: number;
  readonly emptyPassCycles: number;
  readonly passStallPs: number;
  /** Receive part of one packet. */
  readonly receiveCycles: number;
  readonly receiveStallPs: number;
  readonly transmitCycles: number;
  /** recv_done and sendv of one message. */
  readonly sendCycles: number;
  /** User code of one request, beside its own demand. */
  readonly userCycles: number;
  readonly userStallPs: number;
  readonly lockCycles: number;
  readonly lockStallPs: number;
}

export function ixCosts(machine: Machine, params: IxParams): IxCosts {
  const cost = valuesOf(IX_FIGURES);
  const { platform, application, nicPorts } = machine;
  const { missStall, l2ForHeaders, l2Miss, l3ForState } = platform.figures;
  const missPs = missStall.value * 1000;
  const passCycles = cost.passCycles + cost.portCycles * nicPorts;
  const ringBytes = nicPorts * params.rxRing * cost.ringEntryBytes * machine.threadsPerCore;
  const headers = uncachedShare(ringBytes, l2ForHeaders.value) * cost.headerLines;
  const misses = stateMisses(cost.linesPerConnection, machine.connections, l3ForState.value);
  return {
    batchBound: params.batchBound,
    passCycles,
    emptyPassCycles: passCycles * cost.emptyPassShare,
    passStallPs: cost.missesPerPass * nicPorts * missPs,
    receiveCycles: cost.receiveDriverCycles + cost.tcpInputCycles + headers * l2Miss.value,
    receiveStallPs: (cost.missesPerMessage + misses) * missPs,
    transmitCycles: cost.transmitDriverCycles,
    sendCycles: cost.receiveDoneCycles + cost.tcpOutputCycles,
    userCycles: cost.libixCycles + application.eventCycles,
    userStallPs: application.stallPs,
    lockCycles: application.lockCycles,
    lockStallPs: application.lockStallPs,
  };
}
