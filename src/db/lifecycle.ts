/**
 * The life of an experiment: its states, and what may be done in each. Pure; everything that changes
 * a state asks here first, under the lock of the experiment's row.
 *
 *   QUEUED -> RUNNING -> SUCCEEDED | PARTIALLY_SUCCEEDED | FAILED
 *   PAUSING (runs under way may end) -> PAUSED, or an end if they were the last
 *   CANCELLING (runs under way are stopped) -> CANCELLED, or an end if all of them finished first
 */

export type ExperimentState =
  | "QUEUED"
  | "RUNNING"
  | "PAUSING"
  | "PAUSED"
  | "CANCELLING"
  | "CANCELLED"
  | "SUCCEEDED"
  | "PARTIALLY_SUCCEEDED"
  | "FAILED";

export type ExperimentAction = "CANCEL" | "PAUSE" | "RESUME" | "FILL_MISSING";

/** What each action makes of a state: the same state if nothing is to be done; null: not allowed. */
type Row = Readonly<Record<ExperimentAction, ExperimentState | null>>;

const ENDED: Row = { CANCEL: null, PAUSE: null, RESUME: null, FILL_MISSING: "QUEUED" };

const TABLE: Readonly<Record<ExperimentState, Row>> = {
  QUEUED: { CANCEL: "CANCELLING", PAUSE: "PAUSING", RESUME: "QUEUED", FILL_MISSING: "QUEUED" },
  RUNNING: { CANCEL: "CANCELLING", PAUSE: "PAUSING", RESUME: "RUNNING", FILL_MISSING: "RUNNING" },
  PAUSING: { CANCEL: "CANCELLING", PAUSE: "PAUSING", RESUME: "RUNNING", FILL_MISSING: "PAUSING" },
  PAUSED: { CANCEL: "CANCELLING", PAUSE: "PAUSED", RESUME: "QUEUED", FILL_MISSING: "PAUSED" },
  CANCELLING: { CANCEL: "CANCELLING", PAUSE: null, RESUME: null, FILL_MISSING: null },
  CANCELLED: { ...ENDED, CANCEL: "CANCELLED" },
  SUCCEEDED: ENDED,
  PARTIALLY_SUCCEEDED: ENDED,
  FAILED: ENDED,
};

export const EXPERIMENT_STATES = Object.keys(TABLE) as readonly ExperimentState[];
export const EXPERIMENT_ACTIONS = Object.keys(ENDED) as readonly ExperimentAction[];

/** Where the action leads; null if it is not allowed. */
export const stateAfter = (
  state: ExperimentState,
  action: ExperimentAction,
): ExperimentState | null => TABLE[state][action];

/** States in which the action is allowed. */
export const statesFor = (action: ExperimentAction): readonly ExperimentState[] =>
  EXPERIMENT_STATES.filter((state) => TABLE[state][action] !== null);

/** Actions that would change something. */
export const actionsIn = (state: ExperimentState): readonly ExperimentAction[] =>
  EXPERIMENT_ACTIONS.filter((action) => {
    const next = TABLE[state][action];
    return action === "FILL_MISSING" ? next !== null : next !== null && next !== state;
  });

/** Workers take runs of it. */
export const isClaimable = (state: ExperimentState): boolean =>
  state === "QUEUED" || state === "RUNNING";

/** It has ended; only filling what is missing starts it again. */
export const hasEnded = (state: ExperimentState): boolean =>
  TABLE[state] === ENDED || state === "CANCELLED";

export interface RunCounters {
  readonly runsTotal: number;
  readonly runsDone: number;
  readonly runsCached: number;
  readonly runsFailed: number;
  readonly runsCancelled: number;
}

/** Every run has ended, one way or the other. */
export const isComplete = (c: RunCounters): boolean =>
  c.runsDone + c.runsFailed + c.runsCancelled >= c.runsTotal;

/** Share of the runs that were computed or failed, 0 to 1. */
export const fractionOf = (c: RunCounters): number => (c.runsDone + c.runsFailed) / c.runsTotal;

export interface Ending {
  readonly state: ExperimentState;
  readonly reasonCode: string | null;
  readonly reasonMessage: string | null;
}

/** What the results of an experiment say when every run has ended. */
export interface Findings {
  /** Runs that succeeded, but whose result is gone. */
  readonly lost: number;
  /** Runs that measured something else than the stored result of the same plan. */
  readonly contradicted: number;
  /** Digest over all results; null unless all are there. */
  readonly digest: string | null;
  /** Its digest when it was complete before. */
  readonly expectedDigest: string | null;
}

/** How an experiment ends, all of whose runs have ended. What is worst is said first. */
export function endingOf(counters: RunCounters, findings: Findings): Ending {
  const { runsTotal, runsDone, runsFailed, runsCancelled } = counters;
  const { lost, contradicted, digest, expectedDigest } = findings;
  const ending = (state: ExperimentState, reasonCode: string, reasonMessage: string): Ending => ({
    state,
    reasonCode,
    reasonMessage,
  });
  const partly = runsDone === 0 ? "FAILED" : "PARTIALLY_SUCCEEDED";
  if (contradicted > 0) {
    const what = `${contradicted} of ${runsTotal} runs measured something else than the stored results of the same plans`;
    return ending(partly, "NOT_DETERMINISTIC", `${what}: the simulator or a result is wrong.`);
  }
  if (digest !== null && expectedDigest !== null && digest !== expectedDigest) {
    const digests = `${expectedDigest.slice(0, 12)} before, ${digest.slice(0, 12)} now`;
    const what = `Computed again, the results have another digest (${digests})`;
    return ending("FAILED", "DIGEST_CHANGED", `${what}: the simulator or a result is wrong.`);
  }
  if (runsCancelled > 0) {
    const kept = `${runsDone} of ${runsTotal} runs have a result`;
    return ending("CANCELLED", "CANCELLED", `Cancelled; ${kept}, which stay.`);
  }
  if (runsFailed > 0) {
    const what = `${runsFailed} of ${runsTotal} runs failed; each of them says why.`;
    return ending(partly, "RUNS_FAILED", what);
  }
  if (lost > 0) {
    const what = `The results of ${lost} of ${runsTotal} runs were deleted; fill in what is missing.`;
    return ending("PARTIALLY_SUCCEEDED", "RESULTS_MISSING", what);
  }
  return { state: "SUCCEEDED", reasonCode: null, reasonMessage: null };
}
