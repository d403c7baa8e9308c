/**
 * Work that a background job gets done beside the dataplane under a load pattern, as SoCC'15 and TOCS'16
 * define it: a share of what it does when it has the machine for itself.
 */
import { mean } from "simple-statistics";
import { frontierAt } from "./frontier.ts";
import type { StaticCurve } from "./static-curve.ts";

/**
 * SHA-1 alone on 8 cores without their second threads at 2.4 GHz, not Turbo, in MB/s: 440 MB/s a core.
 * Source: SoCC'15 scripts.
 */
export const STANDALONE_MB_PER_S = 3520;

/** One measured second under a policy. */
export interface BackgroundSecond {
  /** Requests/s answered in it. */
  readonly rps: number;
  /** Background throughput, MB/s. */
  readonly mbPerS: number;
}

export interface BackgroundGain {
  /** Mean throughput measured and on the Pareto frontier, MB/s. */
  readonly meanMbPerS: number;
  readonly paretoMbPerS: number;
  /** Measured, and at best, as a share of the job alone. */
  readonly gain: number;
  readonly bound: number;
  /** What is gained of what could be; null if nothing could be. */
  readonly shareOfBound: number | null;
}

/** @param configurations curves of all static configurations that leave cores to the job. */
export function backgroundGain(
  pattern: readonly BackgroundSecond[],
  configurations: readonly StaticCurve[],
  standaloneMbPerS: number,
): BackgroundGain {
  const meanMbPerS = mean(pattern.map(({ mbPerS }) => mbPerS));
  const paretoMbPerS = mean(pattern.map(({ rps }) => frontierAt(configurations, rps, "HIGHER")));
  return {
    meanMbPerS,
    paretoMbPerS,
    gain: meanMbPerS / standaloneMbPerS,
    bound: paretoMbPerS / standaloneMbPerS,
    shareOfBound: paretoMbPerS === 0 ? null : meanMbPerS / paretoMbPerS,
  };
}
