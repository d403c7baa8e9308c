/** The machines that can be simulated. */
import type { Platform } from "./contract.ts";
import { xeonE52665 } from "./platforms/xeon-e5-2665.ts";
import { xeonGold6338 } from "./platforms/xeon-gold-6338.ts";

export type { Platform } from "./contract.ts";

export const PLATFORMS: readonly Platform[] = Object.freeze([
  xeonE52665, // Belay et al., OSDI 2014, section 5.1
  xeonGold6338, // extrapolated: a server of the 2020s with 100GbE
]);
