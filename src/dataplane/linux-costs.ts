/** The figures of Linux compiled for one machine. */
import { stateMisses } from "../hw/cache.ts";
import { type FigureValues, valuesOf } from "../hw/figure.ts";
import type { Machine } from "../hw/machine.ts";
import { WINDOW_SEGMENTS } from "../tcp/frames.ts";
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
  /** Connection state that a message does not find in the L3. */
  readonly stateMisses: number;
  readonly stateCycles: number;
  // The application.
  readonly eventCycles: number;
  readonly userStallPs: number;
  readonly userMisses: number;
  readonly isLocked: boolean;
  readonly lockCycles: number;
  readonly lockStallPs: number;
}

export function linuxCosts(
  machine: Machine,
  params: LinuxParams,
  responseSegments: number,
): LinuxCosts {
  const cost = valuesOf(LINUX_FIGURES);
  const { l3ForState } = machine.platform.figures;
  const { application, hotConnections } = machine;
  const misses = stateMisses(cost.linesPerConnection, hotConnections, l3ForState.value);
  const bond = machine.nicPorts > 1 ? cost.bondCycles : 0;
  return {
    ...cost,
    readCycles: cost.readCycles + application.socketCycles,
    sendCycles:
      cost.sendCycles +
      bond +
      (Math.min(responseSegments, WINDOW_SEGMENTS) - 1) * cost.segmentCycles,
    moderationPs: params.interruptModeration,
    napiWeight: params.napiWeight,
    haltExitPs: us(cost.haltExit),
    wakeLatencyPs: us(cost.wakeLatency),
    stateMisses: misses,
    stateCycles: misses * cost.lineCycles,
    eventCycles: cost.libeventCycles + application.eventCycles,
    userStallPs: application.stallPs,
    userMisses: application.misses,
    isLocked: application.isLocked,
    lockCycles: application.lockCycles,
    lockStallPs: application.lockStallPs,
  };
}
