/**
 * A draft of a preset: the same points with short windows and two replications, to see within seconds
 * that everything works. Its numbers are noise around the real ones and many percentiles are absent.
 */
import type { Definition, SystemDefinition } from "../experiment/definition.ts";
import { DEFAULT_REPORT_PS } from "../experiment/plan.ts";
import { ms } from "../units.ts";

const SHORTER = 20;
const REPLICATIONS = 2;
/** What a load that moves is pressed into, warm-up included. */
const MOVING_PS = ms(500);
/** Parameters of load patterns that say how fast they go. */
const PACE = ["period", "redraw"];
const LEAST_PACE_PS = ms(10);
/** A policy's step is applied as a whole: a report that is shorter could be over before it began. */
const LEAST_POLICY_REPORT_PS = ms(25);

export function draftOf(definition: Definition): Definition {
  const { phases, systems } = definition;
  const isMoving = systems.some(({ loadPattern }) => loadPattern !== undefined);
  const shorter = isMoving ? (phases.warmupPs + phases.measurePs) / MOVING_PS : SHORTER;
  const short = (ps: number) => Math.round(ps / shorter);
  const leastReportPs = systems.some(({ policy }) => policy.kind !== "static")
    ? LEAST_POLICY_REPORT_PS
    : 0;
  const reportPs = Math.max(leastReportPs, short(phases.reportPs ?? DEFAULT_REPORT_PS));
  return {
    ...definition,
    systems: systems.map((system) => inFastMotion(system, short)),
    replications: Math.min(REPLICATIONS, definition.replications),
    phases: {
      warmupPs: short(phases.warmupPs),
      measurePs: Math.max(ms(2), short(phases.measurePs)),
      ...(isMoving && { reportPs }),
    },
  };
}

/** The same pattern, over in a moment: policies are too slow for it, and show only that they work. */
function inFastMotion(system: SystemDefinition, short: (ps: number) => number): SystemDefinition {
  const { loadPattern } = system;
  if (loadPattern === undefined) return system;
  const params = Object.entries(loadPattern.params).map(([name, value]) =>
    PACE.includes(name) && typeof value === "number"
      ? ([name, Math.max(LEAST_PACE_PS, short(value))] as const)
      : ([name, value] as const),
  );
  return { ...system, loadPattern: { ...loadPattern, params: Object.fromEntries(params) } };
}
