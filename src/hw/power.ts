/**
 * Package power: a floor, and for every core that is in use its clock times its voltage squared.
 *
 *   P = P0 + phi(f) * sum over cores of e_core * activity
 *   phi(f) = (f / f0) * (1 + k (f - f0))^2, f0 the lowest clock, e_core = a, or a + b with both threads
 *   activity = 1 + kappa while it computes, 1 while it polls, h while it is halted
 *
 * Fitted to RAPL package readings; DRAM and the other socket are not in it.
 */
import type { Platform } from "./contract.ts";

const GHZ = 1e9;

/** Power of one core at clock `hz` while it polls, in W. */
export function pollingCoreWatts(platform: Platform, hz: number, threadsInUse: number): number {
  const { powerCore, powerSecondThread, voltageSlope } = platform.figures;
  const lowest = (platform.pStates[0] ?? hz) / GHZ;
  const f = hz / GHZ;
  const voltage = 1 + voltageSlope.value * (f - lowest);
  const core = powerCore.value + (threadsInUse > 1 ? powerSecondThread.value : 0);
  return (f / lowest) * voltage * voltage * core;
}

/** Mean activity of a core whose threads compute for `busyShare` of the time, relative to polling. */
export function activity(platform: Platform, busyShare: number, halts: boolean): number {
  const { powerBusy, powerHalted } = platform.figures;
  const idle = halts ? powerHalted.value : 1;
  return busyShare * (1 + powerBusy.value) + (1 - busyShare) * idle;
}
