/** How much of its points a search asks for, as a guess for estimates of time. */
import type { Definition } from "../definition.ts";

/** Probes of a search over so many loads: both ends, and a little more than it takes to halve them down to two. */
const probesOf = (loads: number): number => Math.min(loads, 2 + Math.ceil(Math.log2(loads)));

/** Share of its loads that each replication asks for; 1 without a search, or if a search is over configurations. */
export const expectedShare = ({ search }: Definition, loads: number): number =>
  search?.kind === "maxUnderSlo" && loads > 2 ? probesOf(loads) / loads : 1;
