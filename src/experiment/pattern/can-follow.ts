/** What it takes to follow a load that changes, or a policy that moves threads and clock while it runs. */
import type { Dataplane } from "../../dataplane/contract.ts";
import { hasRoom } from "../../dataplane/ix-open-loop.ts";
import type { ParamValues } from "../../params.ts";
import type { Workload } from "../../workload/contract.ts";

/**
 * Why a dataplane under a workload cannot be simulated with a load pattern or a policy that decides; undefined if it
 * can.
 * @param threads hardware threads of the system.
 */
export function whyNotElastic(
  dataplane: Dataplane,
  workload: Workload,
  params: ParamValues,
  threads: number,
): { readonly why: string; readonly hint: string } | undefined {
  if (dataplane.isElastic !== true) {
    return { why: `${dataplane.id} has no elastic threads`, hint: "use the dataplane ix" };
  }
  const hint = "use memcached-usr-patched or memcached-etc-patched";
  if (workload.openLoad === undefined) {
    return { why: `${workload.id} has no clients whose load can change`, hint };
  }
  if (workload.application(params).isLocked) {
    return { why: `the threads of ${workload.id} share a lock`, hint };
  }
  if (!hasRoom(workload.openLoad(params, 0), threads)) {
    return { why: "so many requests outstanding have no room", hint: "use fewer connections" };
  }
  return undefined;
}
