/**
 * The power readings of the SoCC'15 draft, and where each was taken. Clocks and threads were not published; those below
 * are the ones that fit, and docs/models/xeon-e5-2665.md says what speaks for and against them.
 */
import { xeonE52665 } from "../hw/platforms/xeon-e5-2665.ts";
import { activity, pollingCoreWatts } from "../hw/power.ts";

/** A clock, cores in use with one or two threads, and how busy they were. */
export interface PowerPlace {
  readonly ghz: number;
  readonly cores: number;
  readonly threads: 1 | 2;
  readonly busy: number;
  readonly halts: boolean;
}

export const ixAt = (ghz: number, cores: number, threads: 1 | 2, busy: number): PowerPlace => ({
  ghz,
  cores,
  threads,
  busy,
  halts: false,
});
export const linuxAt = (ghz: number, cores: number, threads: 1 | 2, busy: number): PowerPlace => ({
  ...ixAt(ghz, cores, threads, busy),
  halts: true,
});

/** Points of the draft's frontier, by published row. Linux' busy shares are those of the simulation at the objective. */
export const DRAFT_FRONTIER: ReadonlyMap<string, PowerPlace> = new Map([
  ["draft15.frontier.ix.34k", ixAt(1.2, 1, 1, 0.2)],
  ["draft15.frontier.ix.826k", ixAt(1.2, 5, 1, 1)],
  ["draft15.frontier.ix.1308k", ixAt(1.2, 8, 1, 1)],
  ["draft15.frontier.ix.1826k", ixAt(1.2, 8, 2, 1)],
  ["draft15.frontier.ix.2117k", ixAt(1.5, 8, 2, 0.96)],
  ["draft15.frontier.ix.2640k", ixAt(1.8, 8, 2, 1)],
  ["draft15.frontier.ix.3320k", ixAt(2.4, 8, 2, 1)],
  ["draft15.frontier.linux.136k", linuxAt(2.0, 1, 1, 0.86)],
  ["draft15.frontier.linux.812k", linuxAt(2.0, 8, 1, 0.86)],
  ["draft15.frontier.linux.1403k", linuxAt(2.0, 8, 2, 0.86)],
  ["draft15.frontier.linux.1667k", linuxAt(2.8, 8, 2, 0.92)],
]);

/** Package power of the papers' machine there, in W, by the law that runs are simulated with. */
export function wattsAt({ ghz, cores, threads, busy, halts }: PowerPlace): number {
  const core = pollingCoreWatts(xeonE52665, ghz * 1e9, threads);
  return xeonE52665.figures.powerFloor.value + cores * core * activity(xeonE52665, busy, halts);
}
