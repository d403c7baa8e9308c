/** Limits on one experiment, checked from its definition before anything is allocated. */
import { formatQuantity, PS_PER_S } from "../units.ts";
import type { Definition, SystemDefinition } from "./definition.ts";
import { atValues, paramsOf, rowsOf } from "./axes.ts";
import { includedTwice } from "./included.ts";
import { combinations, ConditionError, layoutOf, loadsOf, type Slot, systemsOf } from "./layout.ts";
import { moves } from "./pattern/moves.ts";
import { offeredRequests } from "./pattern/offered-requests.ts";
import { DEFAULT_REPORT_PS } from "./plan.ts";
import type { Problem } from "./problem.ts";
import { expectedShare } from "./search/expected-share.ts";

/** Bytes of definition text. */
export const MAX_TEXT_BYTES = 256 * 1024;
/** Loads of one system. */
export const MAX_LOADS = 1_000;
/** Axes of a definition, and values of one. */
export const MAX_AXES = 8;
export const MAX_AXIS_VALUES = 1_000;
/** Entries of `include`. */
export const MAX_INCLUDED = 1_000;
/** Points before `where`, and runs after it. */
const MAX_POINTS = 100_000;
const MAX_RUNS = 100_000;
/** Requests that one run may simulate: load times simulated time. */
const MAX_RUN_REQUESTS = 1e10;
/** Requests that an experiment may simulate. */
const MAX_EXPERIMENT_REQUESTS = 1e13;
/** Reports of one run, which are stored with its record: about 2 MB. */
const MAX_RUN_REPORTS = 10_000;
const MAX_EXPERIMENT_REPORTS = 5_000_000;

/**
 * What a closed loop is taken to answer, requests/s: nobody knows before it has run, so it is about
 * what the fastest machine of the papers reaches.
 */
export const CLOSED_LOOP_RPS = 10e6;

/** Simulated requests of one run: what is offered. */
function runRequests(
  definition: Definition,
  { loadPattern }: SystemDefinition,
  offeredRps: number | null,
): number {
  if (loadPattern !== undefined) return offeredRequests(definition, loadPattern);
  const { warmupPs, measurePs } = definition.phases;
  return (offeredRps ?? CLOSED_LOOP_RPS) * ((warmupPs + measurePs) / PS_PER_S);
}

/** Simulated requests of one run of each point of a slot. */
function slotRequests(definition: Definition, { system, values, loads }: Slot): readonly number[] {
  // Only the size of a load pattern can change with the axes.
  const at = system.loadPattern ? atValues(definition, system, values).system : system;
  return loads.map((rps) => runRequests(definition, at, rps));
}

/** All simulated requests of a system; of a search, about. */
export function systemRequests(definition: Definition, system: SystemDefinition): number {
  let once = 0;
  for (const slot of layoutOf(definition).slots) {
    if (slot.system.id !== system.id) continue;
    const share = expectedShare(definition, slot.loads.length);
    for (const n of slotRequests(definition, slot)) once += n * share;
  }
  return once * definition.replications;
}

/** All simulated requests of an experiment. */
export function experimentRequests(definition: Definition): number {
  return definition.systems.reduce((sum, s) => sum + systemRequests(definition, s), 0);
}

/** Everything too large about a definition; nothing is laid out before its size is known. */
export function limitProblems(definition: Definition): readonly Problem[] {
  try {
    const tooMany = productProblem(definition);
    if (tooMany !== undefined) return [tooMany];
    const { points, removed } = layoutOf(definition);
    if (points === 0) {
      const message = `where leaves none of ${removed} points`;
      return [{ code: "OUT_OF_RANGE", pointer: "/where", message, hint: "ask for less" }];
    }
    return [
      ...includedTwice(definition),
      ...runProblems(definition, points),
      ...requestProblems(definition),
      ...reportProblems(definition),
    ];
  } catch (error) {
    if (error instanceof ConditionError) return [untold(definition, error)];
    throw error;
  }
}

/** The product, before `where`, counted from the sizes of the axes and no further than the limit. */
function productProblem(definition: Definition): Problem | undefined {
  const { axes = [], replications } = definition;
  const included = (definition.include ?? []).reduce((sum, entry) => {
    const loads = (system: SystemDefinition) =>
      entry.offeredRps === undefined ? loadsOf(system) : [0];
    return sum + systemsOf(definition, entry).flatMap(loads).length;
  }, 0);
  const product = definition.systems.reduce((sum, system) => {
    const sizes = axes.map((axis) => Math.max(1, rowsOf(definition, system, axis).length));
    return sum + sizes.reduce((n, size) => n * size, loadsOf(system).length);
  }, included);
  const isConditional = axes.some(({ when }) => when !== undefined);
  if (product <= MAX_POINTS || (isConditional && isProductWithin(definition, included)))
    return undefined;
  const sizes = axes.map((axis) => ({ axis, size: paramsOf(axis)[0]?.values.length ?? 0 }));
  const largest = sizes.toSorted((a, b) => b.size - a.size).slice(0, 3);
  const named = largest.map(({ axis, size }) => `${paramsOf(axis)[0]?.path} (${size})`);
  const at = { code: "TOO_LARGE", pointer: axes.length === 0 ? "/replications" : "/axes" } as const;
  const before = definition.where === undefined ? "" : ", before where";
  return {
    ...at,
    message: `${countText(product)} points x ${replications} replications${before}; at most ${MAX_POINTS} points`,
    hint:
      named.length === 0
        ? "use fewer loads"
        : `use fewer values; the largest axes: ${named.join(", ")}`,
  };
}

/** Counts combinations one by one, since what applies depends on their values, and stops at the limit. */
function isProductWithin(definition: Definition, included: number): boolean {
  let points = included;
  for (const system of definition.systems) {
    const loads = loadsOf(system).length;
    const all = combinations(definition, system);
    while (all.next().done !== true) {
      points += loads;
      if (points > MAX_POINTS) return false;
    }
  }
  return true;
}

/** A count beyond the whole numbers of a double is rounded. */
const countText = (n: number): string => (Number.isSafeInteger(n) ? String(n) : n.toExponential(1));

function untold({ axes = [] }: Definition, { text, fault }: ConditionError): Problem {
  const { column, message, hint } = fault;
  const isWhen = axes.some(({ when }) => when === text);
  return {
    code: "OUT_OF_RANGE",
    pointer: isWhen ? "/axes" : "/where",
    message: `${isWhen ? "when" : "where"} "${text}", column ${column}: ${message}`,
    ...(hint && { hint }),
  };
}

function runProblems({ axes, replications }: Definition, points: number): readonly Problem[] {
  const runs = points * replications;
  if (runs <= MAX_RUNS) return [];
  return [
    {
      code: "TOO_LARGE",
      pointer: axes === undefined ? "/replications" : "/axes",
      message: `${points} points x ${replications} replications are ${runs} runs; at most ${MAX_RUNS}`,
      hint: `use fewer ${axes === undefined ? "" : "axis values, "}loads or replications`,
    },
  ];
}

function requestProblems(definition: Definition): readonly Problem[] {
  let requests = 0;
  for (const slot of layoutOf(definition).slots) {
    for (const n of slotRequests(definition, slot)) requests = Math.max(requests, n);
  }
  const total = experimentRequests(definition);
  if (requests <= MAX_RUN_REQUESTS && total <= MAX_EXPERIMENT_REQUESTS) return [];
  return [
    {
      code: "TOO_LARGE",
      pointer: "/phases/measure",
      message:
        `the largest run would simulate ${requests.toPrecision(3)} requests and the experiment ` +
        `${total.toPrecision(3)}; at most ${MAX_RUN_REQUESTS} and ${MAX_EXPERIMENT_REQUESTS}`,
      hint: "measure a shorter simulated time or offer less load",
    },
  ];
}

/** Too many reports, or less than one. */
function reportProblems(definition: Definition): readonly Problem[] {
  const moving = definition.systems.filter((system) => moves(system));
  if (moving.length === 0) return [];
  const { measurePs, reportPs = DEFAULT_REPORT_PS } = definition.phases;
  const pointer = "/phases/report";
  if (reportPs > measurePs) {
    const [report, measure] = [reportPs, measurePs].map((ps) => formatQuantity(ps, "time"));
    return [
      {
        code: "CONFLICT",
        pointer,
        message: `a report of ${report} is longer than the ${measure} that are measured`,
        hint: `under a load pattern or a policy that decides, write "report: 100ms" or measure longer`,
      },
    ];
  }
  const reports = Math.ceil(measurePs / reportPs);
  const ids = new Set(moving.map(({ id }) => id));
  const points = layoutOf(definition).slots.reduce(
    (n, { system, loads }) => n + (ids.has(system.id) ? loads.length : 0),
    0,
  );
  const total = reports * points * definition.replications;
  if (reports <= MAX_RUN_REPORTS && total <= MAX_EXPERIMENT_REPORTS) return [];
  return [
    {
      code: "TOO_LARGE",
      pointer,
      message:
        `a run would have ${reports} reports and the experiment ${total}; ` +
        `at most ${MAX_RUN_REPORTS} and ${MAX_EXPERIMENT_REPORTS}`,
      hint: "report less often or measure a shorter simulated time",
    },
  ];
}
