/** Whether load or policy change while a run goes on: then it is simulated as a whole, and reports. */
import { isControlled, POLICIES } from "../../controlplane/registry.ts";
import type { Choice } from "../plan.ts";

export interface MaybeMoving {
  readonly loadPattern?: Choice;
  readonly policy: Choice;
}

export function moves({ loadPattern, policy }: MaybeMoving): boolean {
  const chosen = POLICIES.find(({ id }) => id === policy.kind);
  return loadPattern !== undefined || (chosen !== undefined && isControlled(chosen));
}
