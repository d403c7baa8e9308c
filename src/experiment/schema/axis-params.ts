/**
 * Which parameters an axis may vary: those that the workload, or one of the systems, has. The bounds of
 * an axis are those that every system that it varies can take.
 */
import type { Platform } from "../../hw/contract.ts";
import { count, isListParam, type Member, type Param } from "../../params.ts";
import { AXIS_FAMILIES, AXIS_SIZES, type AxisFamily, type AxisSize, targetOf } from "../axes.ts";
import type { SystemDefinition } from "../definition.ts";
import type { Choice } from "../plan.ts";

/** What a definition said beside its axes; undefined or empty where that was wrong or missing. */
export interface AxisSubjects {
  readonly workload: Choice | undefined;
  readonly systems: readonly SystemDefinition[];
  readonly platform: Platform | undefined;
}

const FAMILY_NAMES = Object.keys(AXIS_FAMILIES) as readonly AxisFamily[];

/** The parameter that a path varies, with the bounds of all that it varies; undefined if there is none. */
export function axisParam(path: string, subjects: AxisSubjects): Param | undefined {
  const target = targetOf(path);
  if (target === undefined) return undefined;
  if ("size" in target) return sizeParam(target.size, subjects.platform);
  const found = membersIn(target.family, subjects).flatMap((member) => {
    const param = Object.hasOwn(member.params, target.param)
      ? member.params[target.param]
      : undefined;
    return param === undefined || isListParam(param) ? [] : [param];
  });
  const [first] = found;
  return (
    first && {
      ...first,
      min: Math.max(...found.map((param) => param.min)),
      max: Math.min(...found.map((param) => param.max)),
    }
  );
}

/** Every path that an axis of these systems and workload may have. */
export function axisPaths(subjects: AxisSubjects): readonly string[] {
  const params = FAMILY_NAMES.flatMap((family) =>
    membersIn(family, subjects).flatMap((member) =>
      Object.entries(member.params).flatMap(([name, param]) =>
        isListParam(param) ? [] : [`${family}.${name}`],
      ),
    ),
  );
  return [...new Set([...params, ...AXIS_SIZES])];
}

/** Members that the definition uses; while it is not known which, all of them. */
function membersIn(family: AxisFamily, { workload, systems }: AxisSubjects): readonly Member[] {
  const choices = family === "workload" ? [workload] : systems.map((system) => system[family]);
  const kinds = new Set(choices.flatMap((choice) => choice?.kind ?? []));
  // Systems have all of the families but a load pattern, which they need not have.
  if (family === "loadPattern" && systems.length > 0 && kinds.size === 0) return [];
  const all = AXIS_FAMILIES[family];
  // Systems that are known may all do without a load pattern; of the others each has one.
  const isUnknown = kinds.size === 0 && (family !== "loadPattern" || systems.length === 0);
  return isUnknown ? all : all.filter(({ id }) => kinds.has(id));
}

function sizeParam(size: AxisSize, platform: Platform | undefined): Param {
  const { cores = 256, threadsPerCore = 2, maxNicPorts = 4 } = platform ?? {};
  const [max, doc] = {
    cores: [cores, "Cores given to the dataplane."] as const,
    hardwareThreads: [cores * threadsPerCore, "Hardware threads, added core by core."] as const,
    nicPorts: [maxNicPorts, "Ports of the network card in use."] as const,
  }[size];
  return count(1, doc, "", { min: 1, max });
}
