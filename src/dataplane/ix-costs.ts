/** The figures of IX compiled for one machine: cycles, stalls and misses per pass, packet and request. */
import { evictedShare, stateMisses, uncachedShare } from "../hw/cache.ts";
import { valuesOf } from "../hw/figure.ts";
import type { Machine } from "../hw/machine.ts";
import { WINDOW_SEGMENTS } from "../tcp/frames.ts";
import { IX_FIGURES } from "./ix-figures.ts";

export interface IxParams {
  readonly batchBound: number;
  readonly rxRing: number;
}

export interface IxCosts {
  readonly batchBound: number;
  /** Packets that the software queue holds before frames stay in the rings. */
  readonly softwareQueue: number;
  /** Into ring 3 with the batch's events, and back with its batched system calls. */
  readonly protectionCycles: number;
  /** A pass that finds packets, and one that only sends. */
  readonly passCycles: number;
  readonly emptyPassCycles: number;
  missPs: number;
  /** Receive part of one packet. */
  readonly receiveCycles: number;
  /** L3 misses of one message on its frames and on connection state; a job beside it may change them. */
  messageMisses: number;
  readonly transmitCycles: number;
  /** Opening and closing a connection, beside the packets that do it. */
  readonly openCycles: number;
  readonly closeCycles: number;
  /** TCP output of a bare acknowledgement, and of one further segment of a response. */
  readonly ackCycles: number;
  readonly segmentCycles: number;
  /** recv_done and sendv of one message. */
  readonly sendCycles: number;
  /** User code of one request, beside its own demand. */
  readonly userCycles: number;
  userStallPs: number;
  readonly userMisses: number;
  readonly isLocked: boolean;
  readonly lockCycles: number;
  readonly lockStallPs: number;
}

export function ixCosts(machine: Machine, params: IxParams, responseSegments: number): IxCosts {
  const cost = valuesOf(IX_FIGURES);
  const { platform, application, nicPorts } = machine;
  const { l2ForHeaders, l2Miss } = platform.figures;
  const passCycles = cost.passCycles + cost.portCycles * nicPorts;
  const ringBytes = nicPorts * params.rxRing * cost.ringEntryBytes * machine.threadsPerCore;
  const headers = uncachedShare(ringBytes, l2ForHeaders.value) * cost.headerLines;
  const segmentCycles = cost.tcpOutputCycles + cost.segmentCopyCycles;
  countPortMisses(cost.missesPerPort, nicPorts);
  return {
    batchBound: params.batchBound,
    softwareQueue: cost.softwareQueue * nicPorts,
    protectionCycles: cost.crossings * cost.crossingCycles,
    passCycles,
    emptyPassCycles: passCycles * cost.emptyPassShare,
    missPs: machine.missStallPs,
    receiveCycles: cost.receiveDriverCycles + cost.tcpInputCycles + headers * l2Miss.value,
    messageMisses: messageMisses(machine, 0, 0),
    transmitCycles: cost.transmitDriverCycles,
    openCycles: cost.connectionCycles / 2 + cost.tcpOutputCycles / 2,
    closeCycles: cost.connectionCycles / 2,
    ackCycles: cost.tcpOutputCycles / 2,
    segmentCycles,
    sendCycles:
      cost.receiveDoneCycles +
      cost.tcpOutputCycles +
      (Math.min(responseSegments, WINDOW_SEGMENTS) - 1) * segmentCycles,
    userCycles: cost.libixCycles + application.eventCycles,
    userStallPs: application.stallPs,
    userMisses: application.misses,
    isLocked: application.isLocked,
    lockCycles: application.lockCycles,
    lockStallPs: application.lockStallPs,
  };
}

/**
 * L3 misses of one message on its frames and on connection state, while a job streams so many bytes per second through
 * the L3 and all connections together exchange so many messages. Frames are used again within microseconds.
 */
export function messageMisses(
  { platform, hotConnections }: Machine,
  streamBytesPerS: number,
  messagesPerS: number,
): number {
  const { missesPerMessage, linesPerConnection } = valuesOf(IX_FIGURES);
  const cacheBytes = platform.figures.l3ForState.value;
  const misses = stateMisses(linesPerConnection, hotConnections, cacheBytes);
  const evicted = evictedShare(messagesPerS / hotConnections, cacheBytes, streamBytesPerS);
  return missesPerMessage + misses + (linesPerConnection - misses) * evicted;
}

/** Packets of one pass at most: a window of every request of the largest batch. */
const MOST = 256 * WINDOW_SEGMENTS;

/**
 * L3 misses on the descriptors and registers of the ports that so many packets use, for the machine compiled last:
 * packets find their ports by chance, and each port in use costs the same.
 */
export const portMisses = new Float64Array(MOST + 1);

function countPortMisses(missesPerPort: number, ports: number): void {
  let unused = 1;
  for (let packets = 0; packets <= MOST; packets++) {
    portMisses[packets] = missesPerPort * ports * (1 - unused);
    unused *= 1 - 1 / ports;
  }
}
