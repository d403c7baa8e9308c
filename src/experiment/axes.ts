/**
 * What an axis varies, and what a system and its workload are at one value of each axis. Paths are
 * `workload.<param>`, `dataplane.<param>`, `policy.<param>`, `loadPattern.<param>`, `hardwareThreads`, `cores`,
 * `nicPorts`.
 */
import { POLICIES } from "../controlplane/registry.ts";
import { DATAPLANES } from "../dataplane/registry.ts";
import { PLATFORMS } from "../hw/registry.ts";
import { type AnyParam, formatParam, type Member } from "../params.ts";
import { LOAD_PATTERNS } from "../workload/load-patterns/registry.ts";
import { WORKLOADS } from "../workload/registry.ts";
import type { Axis, AxisValue, Definition, SystemDefinition, VariedParam } from "./definition.ts";
import { firstThreads, threadsOfCores } from "./hardware-threads.ts";
import type { Choice } from "./plan.ts";

/** Families whose parameters an axis may vary, with their members. */
export const AXIS_FAMILIES: Readonly<Record<AxisFamily, readonly Member[]>> = Object.freeze({
  workload: WORKLOADS,
  dataplane: DATAPLANES,
  policy: POLICIES,
  loadPattern: LOAD_PATTERNS,
});

export type AxisFamily = "workload" | "dataplane" | "policy" | "loadPattern";

/** Sizes of a system that an axis may vary. */
export const AXIS_SIZES = ["hardwareThreads", "cores", "nicPorts"] as const;
export type AxisSize = (typeof AXIS_SIZES)[number];

/** What a path names. */
export type AxisTarget =
  | { readonly family: AxisFamily; readonly param: string }
  | { readonly size: AxisSize };

/** What a path names, if it has the form of one. */
export function targetOf(path: string): AxisTarget | undefined {
  const size = AXIS_SIZES.find((name) => name === path);
  if (size !== undefined) return { size };
  const [family = "", param] = path.split(/\.(.*)/s);
  return param !== undefined && isFamily(family) ? { family, param } : undefined;
}

const isFamily = (text: string): text is AxisFamily => Object.hasOwn(AXIS_FAMILIES, text);

/** The parameters of an axis, which take their values together. */
export const paramsOf = (axis: Axis): readonly VariedParam[] => ("zip" in axis ? axis.zip : [axis]);

/** Whether a system has what a path names. */
export function hasParam(definition: Definition, system: SystemDefinition, path: string): boolean {
  const target = targetOf(path);
  if (target === undefined || "size" in target) return target !== undefined;
  return Object.hasOwn(choiceOf(definition, system, target.family)?.params ?? {}, target.param);
}

/**
 * What an axis makes of a system, one row after the other; none if it does not vary it. A system that
 * has some parameters of a lock-step only meets each combination of them once.
 */
export function rowsOf(
  definition: Definition,
  system: SystemDefinition,
  axis: Axis,
): readonly (readonly AxisValue[])[] {
  const all = paramsOf(axis);
  const own = all.filter(({ path }) => hasParam(definition, system, path));
  const rows = (own[0]?.values ?? []).map((_, i) =>
    own.map(({ path, values }) => ({ path, value: values[i] ?? Number.NaN })),
  );
  if (own.length === all.length) return rows;
  return [...new Map(rows.map((row) => [row.map(({ value }) => value).join(), row])).values()];
}

export const choiceOf = (
  definition: Definition,
  system: SystemDefinition,
  family: AxisFamily,
): Choice | undefined => (family === "workload" ? definition.workload : system[family]);

/** A system and the workload at one value of each of its axes, and these values as text. */
export function atValues(
  definition: Definition,
  system: SystemDefinition,
  values: readonly AxisValue[],
) {
  let at = { system, workload: definition.workload };
  const axes: Record<string, string> = {};
  for (const { path, value } of values) {
    const target = targetOf(path);
    if (target === undefined) throw new RangeError(`unknown axis ${path}`);
    if ("size" in target) {
      at = { ...at, system: { ...at.system, ...sizeAt(definition, system, target.size, value) } };
      axes[path] = String(value);
      continue;
    }
    const { family, param } = target;
    const choice = family === "workload" ? at.workload : at.system[family];
    if (choice === undefined) throw new RangeError(`${system.name} has no ${family}`);
    const changed = { ...choice, params: { ...choice.params, [param]: value } };
    at =
      family === "workload"
        ? { ...at, workload: changed }
        : { ...at, system: { ...at.system, [family]: changed } };
    axes[path] = formatParam(paramOf(family, choice.kind, param), value);
  }
  return { ...at, axes };
}

function sizeAt(
  definition: Definition,
  system: SystemDefinition,
  size: AxisSize,
  value: number,
): Partial<SystemDefinition> {
  if (size === "nicPorts") return { nicPorts: value };
  if (size === "hardwareThreads") return { hardwareThreads: firstThreads(value) };
  const perCore = PLATFORMS.find((p) => p.id === definition.platform)?.threadsPerCore ?? 1;
  // A definition gives such a system whole cores, so its first core tells how many threads of each.
  const used = system.hardwareThreads.filter((thread) => thread < perCore).length;
  return { hardwareThreads: threadsOfCores(value, perCore, used) };
}

function paramOf(family: AxisFamily, kind: string, name: string): AnyParam {
  const param = AXIS_FAMILIES[family].find((m) => m.id === kind)?.params[name];
  if (param === undefined) throw new RangeError(`${kind} has no parameter ${name}`);
  return param;
}
