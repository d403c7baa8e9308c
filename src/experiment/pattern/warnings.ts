/** What is allowed but may not be what was meant, where load or policy move. */
import { formatQuantity } from "../../units.ts";
import type { Definition, SystemDefinition } from "../definition.ts";
import { DEFAULT_REPORT_PS } from "../plan.ts";
import { tailLimitUs } from "./excursions.ts";
import { moves } from "./moves.ts";
import { isScan } from "./scan.ts";

export function movingWarnings(definition: Definition): readonly string[] {
  const moving = definition.systems.filter((system) => moves(system));
  if (moving.length === 0) return [];
  const { measurePs, reportPs = DEFAULT_REPORT_PS } = definition.phases;
  const warnings = moving.flatMap((system) => cutShort(system, measurePs));
  if (measurePs % reportPs !== 0) {
    const message = `the last report is shorter: ${time(measurePs)} is not a multiple of ${time(reportPs)}`;
    warnings.push(message);
  }
  if (definition.slo?.measure !== "latency.p99") {
    const message = `reports are held against a p99 of ${tailLimitUs(definition.slo)} us, since slo does not name one`;
    warnings.push(message);
  }
  if (moving.some((system) => isScan(system))) {
    const message =
      "a scan ends at the first report that is too late: it simulates at most what is estimated";
    warnings.push(message);
  }
  return warnings;
}

const time = (ps: number): string => formatQuantity(ps, "time");

/** A pattern of which only the beginning is measured. */
function cutShort({ name, loadPattern }: SystemDefinition, measurePs: number): string[] {
  if (loadPattern === undefined) return [];
  const { period, day, times } = loadPattern.params;
  const length = period ?? day ?? (typeof times === "object" ? times.at(-1) : undefined);
  if (typeof length !== "number" || length <= measurePs) return [];
  const message = `${name}: only the first ${time(measurePs)} of the ${time(length)} of ${loadPattern.kind} are measured`;
  return [message];
}
