/** A run of the slope pattern as a policy of IX would drive it, and the curves of static settings. */
import { nodeDocument } from "../../../src/plot/node-document.ts";
import {
  type PatternReport,
  type PatternStack,
  patternStackSvg,
} from "../../../src/plot/pattern-stack.ts";
import type { StaticPowerCurve } from "../../../src/plot/power-load-curves.ts";
import type { ThemeName } from "../../../src/plot/theme.ts";

const SECONDS = 240;
const PEAK_RPS = 6.3e6;
/** The seconds in which the sample misses an objective of 500 us. */
export const ABOVE = [33, 34, 90, 97];

/** Settings from little to much, as the policy climbs them. */
const LADDER = [
  ...[1, 2, 3, 4, 5, 6, 7, 8].map((cores) => ({ cores, hardwareThreads: cores, ghz: 1.2 })),
  ...[1.2, 1.4, 1.6, 1.8, 2, 2.2, 2.4].map((ghz) => ({ cores: 8, hardwareThreads: 16, ghz })),
];

type Setting = Pick<PatternReport, "cores" | "hardwareThreads" | "ghz">;

const capacityRps = ({ cores, hardwareThreads, ghz }: Setting): number =>
  (cores + 0.3 * (hardwareThreads - cores)) * ghz * 2.6e5;

const watts = ({ cores, hardwareThreads, ghz }: Setting, rps: number): number =>
  18 + 0.55 * cores * ghz ** 2.2 + 0.2 * hardwareThreads * ghz + rps / 1e6;

function report(at: number): PatternReport {
  const offeredRps = 10_000 + (PEAK_RPS - 10_000) * (1 - Math.abs(at + 0.5 - 120) / 120);
  const fitting = LADDER.findIndex((setting) => capacityRps(setting) > 1.08 * offeredRps);
  const setting = LADDER.at(fitting)!;
  const calm = 40 + 160 * (offeredRps / capacityRps(setting)) ** 3 + 9 * Math.sin(at * 1.7);
  return {
    fromS: at,
    toS: at + 1,
    offeredRps,
    achievedRps: offeredRps * (1 - 0.012 * Math.abs(Math.sin(at * 2.3))),
    p99Us: ABOVE.includes(at) ? 600 + 40 * at : calm,
    watts: watts(setting, offeredRps) + 0.8 * Math.sin(at * 3.1),
    ...setting,
    backgroundMbPerS: 440 * (8 - setting.cores),
  };
}

export const reports: readonly PatternReport[] = Array.from({ length: SECONDS }, (_, at) =>
  report(at),
);

const TURBO: Setting = { cores: 8, hardwareThreads: 16, ghz: 2.7 };

export const energyRun: PatternStack = {
  title: "Slope <USR> & friends",
  subtitle: "memcached USR on IX, energy policy, 0.01 to 6.3 M requests/s and back in 240 s",
  sloUs: 500,
  reports,
  maxStaticWatts: reports.map(({ achievedRps }) => watts(TURBO, achievedRps)),
  paretoWatts: reports.map((now) => now.watts - 1.5 - 3 * Math.abs(Math.sin(now.fromS / 25))),
};

export const backgroundRun: PatternStack = {
  title: "Slope beside a background job",
  subtitle: "memcached USR on IX, background policy, SHA-1 in the background",
  sloUs: 500,
  reports,
  standaloneMbPerS: 3520,
  paretoMbPerS: reports.map((now) => Math.min(3080, now.backgroundMbPerS * 1.08 + 60)),
};

export const drawStack = (stack: PatternStack, theme: ThemeName = "light", more = {}): string =>
  patternStackSvg(stack, { document: nodeDocument(), theme, ...more });

const settings: readonly Setting[] = [1, 2, 3, 4, 5, 6, 7, 8].flatMap((cores) =>
  [cores, 2 * cores].flatMap((hardwareThreads) =>
    [1.2, 1.4, 1.6, 1.8, 2, 2.2, 2.4, 2.7].map((ghz) => ({ cores, hardwareThreads, ghz })),
  ),
);

/** One curve per setting, from almost nothing to what it carries. */
export const staticCurves: readonly StaticPowerCurve[] = settings.map((setting) => ({
  id: `${setting.cores}/${setting.hardwareThreads} ${setting.ghz}`,
  ...setting,
  points: Array.from({ length: 12 }, (_, i) => {
    const rps = 34_000 + ((capacityRps(setting) - 34_000) * i) / 11;
    return { rps, watts: watts(setting, rps) };
  }),
}));

const mostRps = Math.max(...settings.map(capacityRps));

/** The least power of any setting, at evenly spaced loads. */
export const frontier = Array.from({ length: 61 }, (_, i) => {
  const rps = 34_000 + ((mostRps - 34_000) * i) / 61;
  const able = settings.filter((setting) => capacityRps(setting) >= rps);
  return { rps, watts: Math.min(...able.map((setting) => watts(setting, rps))) };
});
