/** A system whose load or policy moves, checked against what can follow. */
import { POLICIES } from "../../controlplane/registry.ts";
import { DATAPLANES } from "../../dataplane/registry.ts";
import { LOAD_PATTERNS } from "../../workload/load-patterns/registry.ts";
import { WORKLOADS } from "../../workload/registry.ts";
import type { SystemDefinition } from "../definition.ts";
import { whyNotElastic } from "../pattern/can-follow.ts";
import { moves } from "../pattern/moves.ts";
import type { Choice } from "../plan.ts";
import type { ProblemCode } from "../problem.ts";

export interface MovingProblem {
  readonly code: ProblemCode;
  /** Field of the system. */
  readonly field: string;
  readonly message: string;
  readonly hint: string;
}

const find = <M extends { readonly id: string }>(members: readonly M[], kind: string | undefined) =>
  members.find(({ id }) => id === kind);

/** Whether a policy is made for a machine that also has a background job. */
export const sharesCores = ({ kind }: Choice): boolean =>
  find(POLICIES, kind)?.sharesCores ?? false;

/** What is wrong with a system's load pattern, policy or background job; undefined if nothing is. */
export function movingProblem(
  system: SystemDefinition,
  workloadChoice: Choice,
): MovingProblem | undefined {
  const { loadPattern, policy } = system;
  const decides = moves({ policy });
  if (!moves(system)) {
    if (system.hasBackgroundJob !== true) return undefined;
    return {
      code: "CONFLICT",
      field: "backgroundJob",
      message: "a background job is simulated under a load pattern, or a policy that decides",
      hint: "give a loadPattern, or remove backgroundJob",
    };
  }
  const contradiction = loadPattern && contradictionIn(loadPattern);
  if (contradiction !== undefined) return contradiction;
  const dataplane = find(DATAPLANES, system.dataplane.kind);
  const workload = find(WORKLOADS, workloadChoice.kind);
  if (dataplane === undefined || workload === undefined) return undefined;
  const threads = system.hardwareThreads.length;
  const not = whyNotElastic(dataplane, workload, workloadChoice.params, threads);
  if (not === undefined) return undefined;
  const field = decides ? "policy" : "loadPattern";
  const asker = decides ? `policy ${policy.kind}` : `load pattern ${loadPattern?.kind}`;
  return {
    code: "CONFLICT",
    field,
    message: `${asker} is not possible here: ${not.why}`,
    hint: not.hint,
  };
}

/** Values of a load pattern that contradict one another, such as a trace with more times than rates. */
function contradictionIn({ kind, params }: Choice): MovingProblem | undefined {
  try {
    find(LOAD_PATTERNS, kind)?.maximumRps(params);
    return undefined;
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    const hint = "give as many rates as times, and times that do not fall";
    return { code: "CONFLICT", field: "loadPattern", message: error.message, hint };
  }
}
