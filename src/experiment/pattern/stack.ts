/** A run whose load or policy moves, as its stack plot shows it. */
import type { RunRecord } from "../../stats/record.ts";
import { STANDALONE_MB_PER_S } from "../../stats/savings/background-gain.ts";
import type { Definition } from "../definition.ts";
import type { Place } from "../points.ts";
import { reportSpan, tailLimitUs } from "./excursions.ts";
import { reportsOf } from "./reports.ts";

/** Whose run it is. */
export interface StackSubject {
  readonly definition: Definition;
  readonly definitionHash: string;
  readonly modelVersion: string;
  readonly point: Pick<Place, "label" | "system">;
  readonly replication: number;
}

/** The stack of a run (src/plot/pattern-stack-data.ts); undefined if its record has no reports. */
export function patternStackOf(
  { definition, definitionHash, modelVersion, point, replication }: StackSubject,
  { series, counters }: RunRecord,
) {
  if (series === undefined) return undefined;
  const { label, system } = point;
  return {
    title: definition.name,
    subtitle: `${label}: load pattern ${system.loadPattern?.kind ?? "none"}, policy ${system.policy.kind}`,
    sloUs: tailLimitUs(definition.slo),
    reports: reportsOf(series).map((report, i) => {
      const { fromS, toS } = reportSpan(i, series.periodPs, counters);
      return { ...report, fromS, toS };
    }),
    ...(system.hasBackgroundJob && { standaloneMbPerS: STANDALONE_MB_PER_S }),
    provenance: {
      replication,
      replications: definition.replications,
      modelVersion,
      definitionHash,
    },
  };
}
