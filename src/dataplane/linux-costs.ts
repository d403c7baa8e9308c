/** The figures of Linux compiled for one machine. */
import { stateMisses } from "../hw/cache.ts";
import { type FigureValues, valuesOf } from "../hw/figure.ts";
import type { Machine } from "../hw/machine.ts";
import { us } from "../units.ts";
import { LINUX_FIGURES } from "./linux-figures.ts";

export interface LinuxParams {
  readonly interruptModeration: number;
  readonly napiWeight: number;
}

export interface LinuxCosts extends FigureValues<typeof LINUX_FIGURES> {
  readonly moderationPs: number;
  readonly napiWeight: number;
  readonly haltExitPs: number;
  /** Mean delay of a wake-up. */
  readonly wakeLatencyPs: number;
  /** Stalls on connection state, per packet. */
  readonly packetStallPs: number;
  // The application.
  readonly eventCycles: number;
  readonly userStallPs: number;
  readonly lockCycles: number;
  readonly lockStallPs: number;
}

export function linuxCosts(machine: Machine, params: LinuxParams): LinuxCosts {
  const cost = valuesOf(LINUX_FIGURES);
  const { missStall, l3ForState } = machine.platform.figures;
  const misses = stateMisses(cost.linesPerConnection, machine.connections, l3ForState.value);
  const { application } = machine;
  return {
    ...cost,
    moderationPs: params.interruptModeration,
    napiWeight: params.napiWeight,
    haltExitPs: us(cost.haltExit),
    wakeLatencyPs: us(cost.wakeLatency),
    packetStallPs: misses * missStall.value * 1000,
    eventCycles: application.eventCycles,
    userStallPs: application.stallPs,
    lockCycles: application.lockCycles,
    lockStallPs: application.lockStallPs,
  };
}
