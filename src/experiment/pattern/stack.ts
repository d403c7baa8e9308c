/** A run whose load or policy moves, as its stack plot shows it. */
import type { RunRecord } from "../../stats/record.ts";
import { STANDALONE_MB_PER_S } from "../../stats/savings/background-gain.ts";
import { PS_PER_S } from "../../units.ts";
import type { Expansion, PlannedPoint } from "../expand.ts";
import { tailLimitUs } from "./excursions.ts";
import { reportsOf } from "./reports.ts";

/** The stack of a run of a point (src/plot/pattern-stack-data.ts); undefined if its record has no report every second. */
export function patternStackOf(
  { definition }: Pick<Expansion, "definition">,
  { label, system }: Pick<PlannedPoint, "label" | "system">,
  { series }: RunRecord,
) {
  if (series?.periodPs !== PS_PER_S) return undefined;
  return {
    title: definition.name,
    subtitle: `${label}: load pattern ${system.loadPattern?.kind ?? "none"}, policy ${system.policy.kind}`,
    sloUs: tailLimitUs(definition.slo),
    seconds: reportsOf(series).map((report, i) => ({ ...report, second: i })),
    ...(system.hasBackgroundJob && { standaloneMbPerS: STANDALONE_MB_PER_S }),
  };
}
