/**
 * `include` in a definition: points beside the product, each a mapping of paths to values, with `system`
 * and `load` if they are not to be of every system and at every load.
 */
import { z } from "zod";
import { rate } from "../../params.ts";
import type { AxisValue, IncludedPoints, SystemDefinition } from "../definition.ts";
import { MAX_INCLUDED } from "../limits.ts";
import type { Problem } from "../problem.ts";
import { pathsJsonSchema } from "./axes-field.ts";
import { axisParam, type AxisSubjects } from "./axis-params.ts";
import { unknownPath } from "./axis-values.ts";
import { didYouMean, pointerOf, problemsOf, report, show } from "./issue.ts";
import { annotate } from "./json-schema.ts";
import { scalarValue } from "./param.ts";
import { quantity } from "./quantity.ts";

const EXAMPLE = 'write "- { system: IX, dataplane.batchBound: 256, load: 2Mrps }"';
const LOAD = quantity(rate("1Mrps", "Offered load.", "", { min: 1, max: 1e9 }));

type Written = Readonly<Record<string, unknown>>;

const isMapping = (value: unknown): value is Written =>
  value !== null && typeof value === "object" && !Array.isArray(value);

/** The form of `include` only; what stands in it is read by `readIncluded`. */
export function includeField(): z.ZodType {
  const entry = z.unknown().check((ctx) => {
    if (isMapping(ctx.value) && Object.keys(ctx.value).length > 0) return;
    const message = `an included point is a mapping of paths to values, not ${show(ctx.value)}`;
    report(ctx, ctx.value, { code: "WRONG_TYPE", message, hint: EXAMPLE });
  });
  return annotate(z.array(entry).min(1).max(MAX_INCLUDED), {
    description:
      "Points beside the product of axes and loads: values by path, with system (else every one that " +
      "has the parameters) and load (else every load of the system). What is not given is as the system has it.",
    type: "array",
    minItems: 1,
    maxItems: MAX_INCLUDED,
    items: { type: "object", minProperties: 1, propertyNames: pathsJsonSchema("system", "load") },
  });
}

/** @param isComplete whether the subjects are all that the definition names. */
export function readIncluded(
  definition: unknown,
  subjects: AxisSubjects,
  isComplete: boolean,
  problems: Problem[],
): readonly IncludedPoints[] {
  const given = (definition as { include?: unknown } | null)?.include;
  if (!Array.isArray(given) || !isComplete) return [];
  return given.slice(0, MAX_INCLUDED).flatMap((entry: unknown, i) => {
    if (!isMapping(entry)) return [];
    const before = problems.length;
    const reader = new EntryReader(["include", i], subjects, problems);
    const included = reader.read(entry);
    return problems.length === before ? [included] : [];
  });
}

class EntryReader {
  readonly #at: readonly PropertyKey[];
  readonly #subjects: AxisSubjects;
  readonly #problems: Problem[];

  constructor(at: readonly PropertyKey[], subjects: AxisSubjects, problems: Problem[]) {
    this.#at = at;
    this.#subjects = subjects;
    this.#problems = problems;
  }

  read(entry: Written): IncludedPoints {
    const { system: name, load, ...paths } = entry;
    const system = name === undefined ? undefined : this.#systemOf(name);
    const values = Object.entries(paths).flatMap(([path, value]) => this.#value(path, value));
    if (Object.hasOwn(paths, "cores") && Object.hasOwn(paths, "hardwareThreads")) {
      const message = "cores and hardwareThreads say the same thing twice";
      this.#fail("CONFLICT", "hardwareThreads", message, "give one of them");
    }
    const whose = this.#whose(name, system, Object.keys(paths));
    const offeredRps = load === undefined ? undefined : this.#load(load, whose);
    return {
      ...(system && { system: system.id }),
      ...(offeredRps !== undefined && { offeredRps }),
      // Equal points have one hash, however their keys are ordered.
      values: values.toSorted((a, b) => (a.path < b.path ? -1 : 1)),
    };
  }

  #systemOf(name: unknown): SystemDefinition | undefined {
    const { systems } = this.#subjects;
    const found = systems.find((system) => system.name === name);
    if (found !== undefined) return found;
    const allowed = systems.map((system) => system.name);
    const hint = didYouMean(String(name), allowed) ?? "name one of the systems";
    const message = `${show(name)} is not a system here`;
    const pointer = pointerOf([...this.#at, "system"]);
    this.#problems.push({ code: "UNKNOWN_VALUE", message, pointer, hint, allowed });
    return undefined;
  }

  #value(path: string, value: unknown): AxisValue[] {
    const at = [...this.#at, path];
    const param = axisParam(path, this.#subjects);
    if (param === undefined) {
      this.#problems.push(unknownPath(path, at, this.#subjects));
      return [];
    }
    const parsed = scalarValue(param).safeParse(value);
    if (parsed.success) return [{ path, value: parsed.data }];
    this.#problems.push(...parsed.error.issues.flatMap((issue) => problemsOf(issue, at, value)));
    return [];
  }

  /** The systems that the entry is of; one that is named must have everything that is given. */
  #whose(
    name: unknown,
    system: SystemDefinition | undefined,
    paths: readonly string[],
  ): readonly SystemDefinition[] {
    const known = paths.filter((path) => axisParam(path, this.#subjects) !== undefined);
    const lacks = (one: SystemDefinition) =>
      known.find((path) => axisParam(path, { ...this.#subjects, systems: [one] }) === undefined);
    if (name !== undefined) {
      const missing = system && lacks(system);
      if (system === undefined || missing === undefined) return system ? [system] : [];
      const [family] = missing.split(".");
      const kind = family === "policy" ? system.policy.kind : system.dataplane.kind;
      const message = `${missing} is not a parameter of "${kind}"`;
      this.#fail("UNKNOWN_KEY", missing, message, "leave it out, or name another system");
      return [];
    }
    const whose = this.#subjects.systems.filter((one) => lacks(one) === undefined);
    if (whose.length === 0) {
      const message = `no system has all of ${known.join(", ")}`;
      this.#fail("CONFLICT", "", message, "include a point for each system");
    }
    return whose;
  }

  #load(value: unknown, whose: readonly SystemDefinition[]): number | undefined {
    const parsed = LOAD.safeParse(value);
    if (!parsed.success) {
      const at = [...this.#at, "load"];
      this.#problems.push(...parsed.error.issues.flatMap((issue) => problemsOf(issue, at, value)));
      return undefined;
    }
    const without = whose.find(({ loadsRps }) => loadsRps.length === 0);
    if (without === undefined) return parsed.data;
    this.#fail("CONFLICT", "load", `${without.name} has no loads`, "remove load");
    return undefined;
  }

  #fail(code: Problem["code"], key: string, message: string, hint: string): void {
    const pointer = pointerOf(key === "" ? this.#at : [...this.#at, key]);
    this.#problems.push({ code, message, pointer, hint });
  }
}
