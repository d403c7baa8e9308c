/**
 * What one cycle of an elastic thread costs: its receive part (driver, TCP input, the frames of the batch before)
 * and its application part (ring crossings, user code, batched system calls), written to the hardware thread's
 * columns. Whoever simulates the thread runs the segment afterwards.
 * Source: OSDI'14 section 4.1; the order of the released run-to-completion loop.
 */
import { clock } from "../engine/actor-clock.ts";
import { begin, stretchOf } from "../hw/hardware-thread.ts";
import * as threads from "../hw/thread-columns.ts";
import { countPass, type DataplaneCounts } from "./contract.ts";
import { type IxCosts, portMisses } from "./ix-costs.ts";

/**
 * A cycle begins now: it found `n` packets, `messages` of them requests, and sends `sent` frames.
 * @param controlCycles TCP beyond the receive path of each packet: connections, acknowledgements.
 */
export const receivePart = (
  row: number,
  cost: IxCosts,
  counts: DataplaneCounts,
  n: number,
  messages: number,
  sent: number,
  controlCycles: number,
): void => {
  begin(row);
  threads.alarmPs[row] = Number.POSITIVE_INFINITY;
  threads.fixedUntilPs[row] = clock.nowPs;
  countPass(counts, n);
  const passCycles = n === 0 ? cost.emptyPassCycles : cost.passCycles + n * cost.receiveCycles;
  const misses = messages * cost.messageMisses + portMisses[n]! + portMisses[sent]!;
  counts.misses += misses;
  threads.cycles[row] = passCycles + controlCycles + sent * cost.transmitCycles;
  threads.stallPs[row] = misses * cost.missPs;
};

/** When the receive part that the columns describe ends: it keeps the sharing that it begins with. */
export const receiveEndPs = (row: number): number => {
  const cyclesPs = threads.cycles[row]! * threads.psPerCycle[row]!;
  return clock.nowPs + Math.floor(cyclesPs * stretchOf(row) + threads.stallPs[row]! + 0.5);
};

/** The application and its system calls for a batch of `n` requests follow the receive part. */
export const applicationPart = (
  row: number,
  cost: IxCosts,
  counts: DataplaneCounts,
  n: number,
  demandCycles: number,
): void => {
  const psPerCycle = threads.psPerCycle[row]!;
  const kernelCycles = threads.cycles[row]! + cost.protectionCycles + n * cost.sendCycles;
  const kernelPs = kernelCycles * psPerCycle + threads.stallPs[row]!;
  const cycles = kernelCycles + n * cost.userCycles + demandCycles;
  const stallPs = threads.stallPs[row]! + n * cost.userStallPs;
  threads.cycles[row] = cycles;
  threads.stallPs[row] = stallPs;
  threads.kernelShare[row] = kernelPs / (cycles * psPerCycle + stallPs);
  counts.misses += n * cost.userMisses;
};
