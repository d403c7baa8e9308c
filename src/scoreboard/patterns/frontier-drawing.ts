/** Power against load: every static configuration, their frontier, and that of the clock alone. */
import type { PowerLoadDrawing } from "../../plot/drawing.ts";
import type { PowerPoint, StaticPowerCurve } from "../../plot/power-load-data.ts";
import { frontierAt } from "../../stats/savings/frontier.ts";
import { highestRps, SOCC15_SCAN } from "../../stats/savings/static-curve.ts";
import type { MeasuredPreset } from "../presets.ts";
import type { PublishedRow } from "../published.ts";
import { curvesOf, explorationOf, type StaticConfiguration } from "./static-exploration.ts";

/** Points of a frontier, evenly spaced. */
const FRONTIER_POINTS = 160;
/** Points of a curve that are enough to draw it: its power is nearly a straight line. */
const CURVE_POINTS = 24;

/** Empty without the exploration. @param published rows of the frontier of the draft, drawn as markers. */
export function frontierDrawing(
  presets: readonly MeasuredPreset[],
  published: readonly PublishedRow[],
): readonly PowerLoadDrawing[] {
  const { power, largest } = explorationOf(presets);
  if (largest === undefined) return [];
  const all = power.filter(({ hardwareThreads }) => hardwareThreads === largest.hardwareThreads);
  const title = "Energy proportionality: power against load";
  return [
    {
      kind: "power-load",
      id: "frontier",
      title,
      curves: {
        title,
        subtitle:
          "memcached USR with the authors' patches on IX; published: the frontier of an older IX (draft of January 2015)",
        curves: power.map(curveOf),
        frontier: frontierOf(power),
        clockFrontier: frontierOf(all),
        published: published
          .filter(({ metric, system }) => metric === "packagePower" && system === "ix")
          .map(({ setup, value }) => ({ rps: Number(setup["rps"]), watts: value })),
      },
    },
  ];
}

function curveOf({ cores, hardwareThreads, ghz, curve }: StaticConfiguration): StaticPowerCurve {
  const last = curve.rps.length - 1;
  const count = Math.min(CURVE_POINTS, curve.rps.length);
  const chosen = Array.from({ length: count }, (_, i) =>
    Math.round((i * last) / Math.max(1, count - 1)),
  );
  return {
    id: `${cores} ${hardwareThreads} ${ghz}`,
    cores,
    hardwareThreads,
    ghz,
    points: chosen.map((i) => ({ rps: curve.rps[i] ?? 0, watts: curve.values[i] ?? 0 })),
  };
}

function frontierOf(configurations: readonly StaticConfiguration[]): readonly PowerPoint[] {
  const curves = curvesOf(configurations);
  const end = Math.max(0, ...curves.map(highestRps));
  const { leastRps } = SOCC15_SCAN;
  return Array.from({ length: FRONTIER_POINTS }, (_, i) => {
    const rps = leastRps + ((end - leastRps) * i) / (FRONTIER_POINTS - 1);
    return { rps, watts: frontierAt(curves, rps, "LOWER") };
  });
}
