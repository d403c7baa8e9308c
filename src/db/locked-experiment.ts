/** An experiment under the lock of its row, and whether an action is allowed there. */
import { MODEL_VERSION } from "../experiment/model-version.ts";
import type { Transaction } from "./connect.ts";
import {
  type ExperimentAction,
  type ExperimentState,
  type RunCounters,
  stateAfter,
  statesFor,
} from "./lifecycle.ts";

export interface LockedExperiment extends RunCounters {
  readonly id: string;
  readonly state: ExperimentState;
  readonly modelVersion: string;
}

/** Why an action was not done. */
export type Refusal =
  | { readonly code: "NOT_FOUND" }
  | {
      readonly code: "ILLEGAL_STATE";
      readonly state: ExperimentState;
      readonly allowed: readonly ExperimentState[];
    }
  | {
      readonly code: "OTHER_MODEL_VERSION";
      readonly modelVersion: string;
      readonly present: string;
    };

export class ActionRefused extends Error {
  override readonly name = "ActionRefused";
  readonly refusal: Refusal;

  constructor(refusal: Refusal) {
    super(refusal.code);
    this.refusal = refusal;
  }
}

/** Actions after which runs are computed, for which the physics must still be there. */
const COMPUTES: ReadonlySet<ExperimentAction> = new Set(["RESUME", "FILL_MISSING"]);

/** Locks the row until the transaction ends. Throws ActionRefused. */
export async function lockForAction(
  tx: Transaction,
  id: string,
  action: ExperimentAction,
): Promise<LockedExperiment & { readonly next: ExperimentState }> {
  const [experiment] = await tx.$queryRaw<LockedExperiment[]>`
    select id, state::text, model_version as "modelVersion", runs_total as "runsTotal",
           runs_done as "runsDone", runs_cached as "runsCached", runs_failed as "runsFailed",
           runs_cancelled as "runsCancelled"
      from experiment where id = ${id}::uuid for update`;
  if (experiment === undefined) throw new ActionRefused({ code: "NOT_FOUND" });
  const { state, modelVersion } = experiment;
  const next = stateAfter(state, action);
  if (next === null) {
    throw new ActionRefused({ code: "ILLEGAL_STATE", state, allowed: statesFor(action) });
  }
  if (COMPUTES.has(action) && modelVersion !== MODEL_VERSION) {
    const present = MODEL_VERSION;
    throw new ActionRefused({ code: "OTHER_MODEL_VERSION", modelVersion, present });
  }
  return { ...experiment, next };
}

export async function setState(tx: Transaction, id: string, state: ExperimentState): Promise<void> {
  await tx.$executeRaw`
    update experiment set state = ${state}::"ExperimentState" where id = ${id}::uuid`;
}
