/**
 * What a curve of loads says as a whole. The most load under the objective is read from each
 * replication alone, because each is one draw of how the NIC spreads the connections, and the knee
 * moves with the draw; the papers' number is one such draw. The rule is theirs: the highest load such
 * that it and all lower ones meet the objective (OSDI'14, Table 2).
 */
import { meetsSlo } from "../experiment/answer.ts";
import type { Slo } from "../experiment/definition.ts";
import { estimateMetric } from "../experiment/estimate.ts";
import type { RunRecord } from "../stats/record.ts";
import { fromDraws, fromEstimate, type Measured, missing } from "./measured.ts";

/** Points by rising load, each with the records of its replications. */
export type LoadCurve = readonly (readonly RunRecord[])[];

/** Mean over draws of the throughput that each reaches under the objective. */
export function maxThroughputAtSlo(curve: LoadCurve, slo: Slo | null): Measured {
  if (slo === null) return missing("NOT_MODELLED");
  const replications = Math.min(...curve.map((records) => records.length));
  if (!(replications > 0)) return missing("NOT_FINISHED");
  const draws: number[] = [];
  for (let draw = 0; draw < replications; draw++) {
    const own = curve.map((records) => records.slice(draw, draw + 1));
    const best = highestUnderSlo(own, slo);
    if (!Array.isArray(best)) return best;
    draws.push(estimateMetric(best, "throughput").value ?? 0);
  }
  return fromDraws(draws);
}

/** A measure at the highest point under the objective, all replications together. */
export function atHighestUnderSlo(curve: LoadCurve, slo: Slo | null, measure: string): Measured {
  if (slo === null) return missing("NOT_MODELLED");
  const best = highestUnderSlo(curve, slo);
  return Array.isArray(best) ? fromEstimate(estimateMetric(best, measure)) : best;
}

/** The highest throughput of all points, whatever the latency. */
export function saturatedThroughput(curve: LoadCurve): Measured {
  const all = curve.map((records) => fromEstimate(estimateMetric(records, "throughput")));
  const known = all.filter((one) => one.value !== null);
  const [first] = known;
  if (first === undefined) return all[0] ?? missing("NO_POINT");
  return known.reduce((top, one) => (one.value > top.value ? one : top), first);
}

function highestUnderSlo(curve: LoadCurve, slo: Slo): RunRecord[] | Measured {
  let best: readonly RunRecord[] | undefined;
  for (const records of curve) {
    const meets = meetsSlo(records, slo);
    if (meets === null && best === undefined) {
      return fromEstimate(estimateMetric(records, slo.measure));
    }
    if (meets !== true) break;
    best = records;
  }
  return best === undefined ? missing("SLO_MISSED") : [...best];
}
