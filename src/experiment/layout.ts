/**
 * The points of a definition in order, as ranges of point numbers: product of axes under their `when`,
 * what `where` leaves of it, and what is included beside it. Laid out once per definition.
 */
import { hasParam, paramsOf, rowsOf, targetOf } from "./axes.ts";
import type { AxisValue, Definition, IncludedPoints, SystemDefinition } from "./definition.ts";
import { holds } from "./expression/evaluate.ts";
import { parseExpression } from "./expression/parse-expression.ts";
import { ExpressionError, type Fault } from "./expression/syntax.ts";
import { paramAt, type ScopedPoint, scopeAt } from "./point-scope.ts";

/** Points that differ in load only: one system with one value of each parameter that varies it. */
export interface Slot {
  readonly system: SystemDefinition;
  readonly values: readonly AxisValue[];
  /** One point each; null where nothing is offered. */
  readonly loads: readonly (number | null)[];
  /** Number of its first point. */
  readonly first: number;
}

export interface Layout {
  readonly slots: readonly Slot[];
  readonly points: number;
  /** Points of the product that `where` left out. */
  readonly removed: number;
}

/** A condition that cannot be told at some point. */
export class ConditionError extends Error {
  readonly fault: Fault;
  /** The expression. */
  readonly text: string;

  constructor(text: string, fault: Fault) {
    super(`${text}: ${fault.message}`);
    this.name = "ConditionError";
    this.text = text;
    this.fault = fault;
  }
}

/** Loads of a system; where nothing is offered it has one point, with no load. */
export const loadsOf = (system: SystemDefinition): readonly (number | null)[] =>
  system.loadsRps.length === 0 ? [null] : system.loadsRps;

const layouts = new WeakMap<Definition, Layout>();

/**
 * Lays out a definition whose size has been checked (limits.ts). Throws a ConditionError if `where` or
 * a `when` cannot be told at some point; a definition that was parsed has been laid out once.
 */
export function layoutOf(definition: Definition): Layout {
  const known = layouts.get(definition);
  if (known !== undefined) return known;
  const layout = layOut(definition);
  layouts.set(definition, layout);
  return layout;
}

function layOut(definition: Definition): Layout {
  const slots: Slot[] = [];
  let points = 0;
  let removed = 0;
  const add = (system: SystemDefinition, values: readonly AxisValue[], loads: Slot["loads"]) => {
    if (loads.length === 0) return;
    slots.push({ system, values, loads, first: points });
    points += loads.length;
  };
  const isKept = condition(definition.where);
  for (const system of definition.systems) {
    const loads = loadsOf(system);
    for (const values of combinations(definition, system)) {
      const kept = loads.filter((offeredRps) => isKept({ definition, system, values, offeredRps }));
      removed += loads.length - kept.length;
      add(system, values, kept.length === loads.length ? loads : kept);
    }
  }
  for (const included of definition.include ?? []) {
    for (const system of systemsOf(definition, included)) {
      const { offeredRps } = included;
      const loads = offeredRps === undefined ? loadsOf(system) : [offeredRps];
      add(system, includedValues(definition, system, included), loads);
    }
  }
  return { slots, points, removed };
}

/** A test of points; one that was not written holds everywhere. */
function condition(text: string | undefined): (point: ScopedPoint) => boolean {
  if (text === undefined) return () => true;
  const { expression } = parseExpression(text);
  return (point) => {
    try {
      return holds(expression, scopeAt(point));
    } catch (error) {
      if (error instanceof ExpressionError) throw new ConditionError(text, error.fault);
      throw error;
    }
  };
}

/** Every combination of axis values of a system: the first axis is slowest. None is made before it is asked for. */
export function* combinations(
  definition: Definition,
  system: SystemDefinition,
): Generator<readonly AxisValue[]> {
  const axes = (definition.axes ?? []).map((axis) => ({
    rows: rowsOf(definition, system, axis),
    applies: condition(axis.when),
  }));
  yield* walk(0, []);

  function* walk(i: number, values: readonly AxisValue[]): Generator<readonly AxisValue[]> {
    const axis = axes[i];
    if (axis === undefined) yield values;
    else if (
      axis.rows.length === 0 ||
      !axis.applies({ definition, system, values, offeredRps: null })
    ) {
      yield* walk(i + 1, values);
    } else for (const row of axis.rows) yield* walk(i + 1, [...values, ...row]);
  }
}

/** Whom included points are of. */
export const systemsOf = (
  definition: Definition,
  { system: id, values }: IncludedPoints,
): readonly SystemDefinition[] =>
  definition.systems.filter((system) =>
    id === undefined
      ? values.every(({ path }) => hasParam(definition, system, path))
      : system.id === id,
  );

/** What varies an included point: its own values, and of the other axes the values that the system has. */
function includedValues(
  definition: Definition,
  system: SystemDefinition,
  { values: given }: IncludedPoints,
): readonly AxisValue[] {
  const values: AxisValue[] = [];
  for (const axis of definition.axes ?? []) {
    const own = paramsOf(axis).filter(({ path }) => hasParam(definition, system, path));
    const isGiven = given.some((value) => own.some(({ path }) => path === value.path));
    const isVaried = condition(axis.when);
    if (!isGiven && !isVaried({ definition, system, values, offeredRps: null })) continue;
    for (const { path } of own) {
      const value = given.find((v) => v.path === path) ?? ownValue(definition, system, path);
      if (value !== undefined) values.push(value);
    }
  }
  return [...values, ...given.filter(({ path }) => !values.some((v) => v.path === path))];
}

/** Cores and threads are left out: which threads a system has says more than their number. */
function ownValue(
  definition: Definition,
  system: SystemDefinition,
  path: string,
): AxisValue | undefined {
  const target = targetOf(path);
  if (target !== undefined && "size" in target && target.size !== "nicPorts") return undefined;
  const value = paramAt({ definition, system }, [], path);
  return value === undefined ? undefined : { path, value };
}
