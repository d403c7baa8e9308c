/** What the names of `where` and `when` mean at a point. */
import { PLATFORMS } from "../hw/registry.ts";
import { atValues, choiceOf, targetOf } from "./axes.ts";
import type { AxisValue, Definition, SystemDefinition } from "./definition.ts";
import type { Scope, Value } from "./expression/evaluate.ts";
import { coresOf } from "./hardware-threads.ts";

export interface ScopedPoint {
  readonly definition: Definition;
  readonly system: SystemDefinition;
  /** Of the axes that vary it there; everything else is what the system says. */
  readonly values: readonly AxisValue[];
  /** Requests/s; null where nothing is offered, or not yet. */
  readonly offeredRps: number | null;
}

export function scopeAt(point: ScopedPoint): Scope {
  const { definition, system, values, offeredRps } = point;
  return {
    subject: system.name,
    valueOf: (name): Value | undefined => {
      if (name === "system") return system.name;
      if (name === "load") return offeredRps ?? undefined;
      if (name === "workload") return definition.workload.kind;
      if (name === "dataplane" || name === "policy") return system[name].kind;
      if (name === "loadPattern") return system.loadPattern?.kind;
      return paramAt(point, values, name);
    },
  };
}

/** In base units; undefined if the system has no such parameter. */
export function paramAt(
  { definition, system }: Omit<ScopedPoint, "values" | "offeredRps">,
  values: readonly AxisValue[],
  path: string,
): number | undefined {
  const target = targetOf(path);
  if (target === undefined) return undefined;
  if (!("size" in target)) {
    const params = choiceOf(definition, system, target.family)?.params ?? {};
    if (!Object.hasOwn(params, target.param)) return undefined;
    const own = params[target.param];
    return (
      values.find((v) => v.path === path)?.value ?? (typeof own === "number" ? own : undefined)
    );
  }
  const at = atValues(definition, system, values).system;
  if (target.size === "nicPorts") return at.nicPorts;
  if (target.size === "hardwareThreads") return at.hardwareThreads.length;
  const perCore = PLATFORMS.find((p) => p.id === definition.platform)?.threadsPerCore ?? 1;
  return coresOf(at.hardwareThreads, perCore);
}
