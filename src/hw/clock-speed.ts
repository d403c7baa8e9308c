/**
 * Which clock a core runs at. The convention of Linux' cpufreq is kept: a request above the nominal clock
 * (2,401,000 kHz on this machine) means Turbo, and Turbo is the highest bin that the number of active
 * cores allows. Any other request runs at the highest P-state that is not above it.
 */
import type { Platform } from "./contract.ts";

export function clockHz(platform: Platform, requestedHz: number, activeCores: number): number {
  if (requestedHz > platform.figures.nominalFrequency.value) {
    const bin = platform.turbo[Math.max(0, activeCores - 1)];
    if (bin === undefined) throw new RangeError(`no Turbo bin for ${activeCores} cores`);
    return bin;
  }
  let chosen = platform.pStates[0] ?? requestedHz;
  for (const state of platform.pStates) if (state <= requestedHz) chosen = state;
  return chosen;
}
