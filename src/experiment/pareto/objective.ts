/** A latency objective as it is written on a command line: `p99<=500us`. */
import { formatQuantity, parseQuantity } from "../../units.ts";
import type { Slo } from "../definition.ts";
import type { Problem } from "../problem.ts";
import { SLO_MEASURES } from "../schema/definition-schema.ts";

type ParsedObjective =
  | { readonly ok: true; readonly slo: Slo }
  | { readonly ok: false; readonly problem: Problem };

const EXAMPLE = 'write "p99<=500us", or "none"';

function parseObjective(text: string): ParsedObjective {
  const [, name = "", limit = ""] = /^\s*(?:latency\.)?([\w.]+)\s*<=\s*(.*?)\s*$/.exec(text) ?? [];
  if (name === "" || limit === "") {
    return wrong("SYNTAX", `"${text}" is no objective`);
  }
  const measure = SLO_MEASURES.find((known) => known === name);
  if (measure === undefined) {
    return wrong("UNKNOWN_VALUE", `"${name}" is no latency measure`, SLO_MEASURES);
  }
  const parsed = parseQuantity(limit, "time");
  if (!parsed.ok) return wrong("UNIT_REQUIRED", `"${limit}" is no time with a unit`);
  if (parsed.value <= 0) return wrong("OUT_OF_RANGE", "the limit is more than 0");
  return { ok: true, slo: { measure: `latency.${measure}`, limitPs: parsed.value } };
}

/** Said instead of an objective: none at all. */
const NONE = "none";

/** An objective as asked for: the definition's if nothing is said. */
export function objectiveOf(
  asked: string | null | undefined,
  own: Slo | null,
): ParsedObjective | { readonly ok: true; readonly slo: null } {
  if (asked == null) return { ok: true, slo: own };
  return asked.trim() === NONE ? { ok: true, slo: null } : parseObjective(asked);
}

export const objectiveText = ({ measure, limitPs }: Slo): string =>
  `${measure.replace("latency.", "")} <= ${formatQuantity(limitPs, "time")}`;

function wrong(
  code: Problem["code"],
  message: string,
  allowed?: readonly string[],
): ParsedObjective {
  const problem = { code, message, pointer: "", hint: EXAMPLE };
  return { ok: false, problem: allowed === undefined ? problem : { ...problem, allowed } };
}
