/**
 * How many requests a load pattern offers in one run, before it has run: the sum of the rates that the simulation
 * holds. A scan that ends early offers fewer.
 */
import { RandomStream } from "../../engine/random.ts";
import { PS_PER_S } from "../../units.ts";
import { HOLD_PERIOD_PS, holdRates } from "../../workload/load-patterns/hold-rates.ts";
import { LOAD_PATTERNS } from "../../workload/load-patterns/registry.ts";
import type { Definition } from "../definition.ts";
import { canonicalJson } from "../digest.ts";
import type { Choice } from "../plan.ts";

/** Requests by definition and pattern: the points of an experiment mostly share one. */
const known = new WeakMap<Definition, Map<string, number>>();
/** Exact so many times per definition, a tenth of a second of work; patterns beyond are taken at coarser steps. */
const EXACT_PATTERNS = 64;
const COARSE_STEPS = 200;

export function offeredRequests(definition: Definition, pattern: Choice): number {
  const requests = known.get(definition) ?? new Map<string, number>();
  known.set(definition, requests);
  const key = canonicalJson(pattern);
  const before = requests.get(key);
  if (before !== undefined) return before;
  const found = requestsOf(definition, pattern, requests.size < EXACT_PATTERNS);
  requests.set(key, found);
  return found;
}

function requestsOf(
  { phases, rootSeed }: Definition,
  { kind, params }: Choice,
  isExact: boolean,
): number {
  const pattern = LOAD_PATTERNS.find(({ id }) => id === kind);
  if (pattern === undefined) throw new RangeError(`unknown load pattern ${kind}`);
  const totalPs = phases.warmupPs + phases.measurePs;
  const step = isExact ? HOLD_PERIOD_PS : Math.max(HOLD_PERIOD_PS, totalPs / COARSE_STEPS);
  const periodPs = Math.min(Math.ceil(step), totalPs);
  const rate = pattern.rateAt(params, (consumer) => new RandomStream(rootSeed, 0, consumer));
  return holdRates(rate, phases, periodPs).reduce((sum, rps, i) => {
    const ps = Math.min(periodPs, totalPs - i * periodPs);
    return sum + (rps * ps) / PS_PER_S;
  }, 0);
}
