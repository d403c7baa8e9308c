/** The life of an experiment as one table: what is allowed where, and how an experiment ends. */
import { describe, expect, it } from "vitest";
import {
  actionsIn,
  endingOf,
  EXPERIMENT_ACTIONS,
  EXPERIMENT_STATES,
  type ExperimentAction,
  type ExperimentState,
  hasEnded,
  isClaimable,
  stateAfter,
  statesFor,
} from "../../../src/db/lifecycle.ts";

const WORDS: Readonly<Record<string, ExperimentAction>> = {
  cancel: "CANCEL",
  pause: "PAUSE",
  resume: "RESUME",
  fill: "FILL_MISSING",
};

/** Every allowed step, as a reader would write it down; what is not here is refused. */
const ALLOWED = `
  QUEUED               cancel -> CANCELLING   pause -> PAUSING  resume -> QUEUED   fill -> QUEUED
  RUNNING              cancel -> CANCELLING   pause -> PAUSING  resume -> RUNNING  fill -> RUNNING
  PAUSING              cancel -> CANCELLING   pause -> PAUSING  resume -> RUNNING  fill -> PAUSING
  PAUSED               cancel -> CANCELLING   pause -> PAUSED   resume -> QUEUED   fill -> PAUSED
  CANCELLING           cancel -> CANCELLING
  CANCELLED            cancel -> CANCELLED                                         fill -> QUEUED
  SUCCEEDED                                                                        fill -> QUEUED
  PARTIALLY_SUCCEEDED                                                              fill -> QUEUED
  FAILED                                                                           fill -> QUEUED`;

const steps = new Map(
  ALLOWED.trim()
    .split("\n")
    .flatMap((line) => {
      const [state = ""] = line.trim().split(/\s/);
      return [...line.matchAll(/(\w+) -> (\w+)/g)].map(
        ([, word = "", next]) => [`${state} ${WORDS[word]}`, next] as const,
      );
    }),
);

describe("actions", () => {
  it("lead from every state where the table says, or are refused", () => {
    expect(EXPERIMENT_STATES).toHaveLength(9);
    for (const state of EXPERIMENT_STATES) {
      for (const action of EXPERIMENT_ACTIONS) {
        const wanted = steps.get(`${state} ${action}`) ?? null;
        expect([state, action, stateAfter(state, action)]).toEqual([state, action, wanted]);
        expect(statesFor(action).includes(state)).toBe(wanted !== null);
      }
    }
  });

  it("are offered only where they change something", () => {
    expect(actionsIn("RUNNING")).toEqual(["CANCEL", "PAUSE", "FILL_MISSING"]);
    expect(actionsIn("PAUSED")).toEqual(["CANCEL", "RESUME", "FILL_MISSING"]);
    expect(actionsIn("CANCELLING")).toEqual([]);
    expect(actionsIn("SUCCEEDED")).toEqual(["FILL_MISSING"]);
    expect(actionsIn("CANCELLED")).toEqual(["FILL_MISSING"]);
  });

  it("never lead out of an end, but for filling in, and twice is once", () => {
    for (const state of EXPERIMENT_STATES) {
      for (const action of EXPERIMENT_ACTIONS) {
        const next = stateAfter(state, action);
        if (next === null) continue;
        if (hasEnded(state) && action !== "FILL_MISSING") expect(next).toBe(state);
        expect(stateAfter(next, action)).toBe(next);
      }
    }
  });

  it("let workers claim only what is queued or running", () => {
    expect(EXPERIMENT_STATES.filter(isClaimable)).toEqual(["QUEUED", "RUNNING"]);
  });
});

describe("an experiment ends", () => {
  const counters = { runsTotal: 10, runsDone: 10, runsCached: 0, runsFailed: 0, runsCancelled: 0 };
  const nothing = { lost: 0, contradicted: 0, digest: null, expectedDigest: null };
  const complete = { ...nothing, digest: "d" };

  const endings: readonly [
    string,
    Partial<typeof counters>,
    Parameters<typeof endingOf>[1],
    ExperimentState,
    string | null,
  ][] = [
    ["complete", {}, complete, "SUCCEEDED", null],
    ["complete again, the same", {}, { ...complete, expectedDigest: "d" }, "SUCCEEDED", null],
    [
      "complete again, but other",
      {},
      { ...complete, expectedDigest: "e" },
      "FAILED",
      "DIGEST_CHANGED",
    ],
    [
      "with results deleted meanwhile",
      {},
      { ...nothing, lost: 1 },
      "PARTIALLY_SUCCEEDED",
      "RESULTS_MISSING",
    ],
    [
      "with failures",
      { runsDone: 9, runsFailed: 1 },
      nothing,
      "PARTIALLY_SUCCEEDED",
      "RUNS_FAILED",
    ],
    ["without a result", { runsDone: 0, runsFailed: 10 }, nothing, "FAILED", "RUNS_FAILED"],
    [
      "cancelled",
      { runsDone: 4, runsFailed: 1, runsCancelled: 5 },
      nothing,
      "CANCELLED",
      "CANCELLED",
    ],
    [
      "contradicting what is stored, cancelled or not",
      { runsDone: 4, runsFailed: 1, runsCancelled: 5 },
      { ...nothing, contradicted: 1 },
      "PARTIALLY_SUCCEEDED",
      "NOT_DETERMINISTIC",
    ],
  ];

  it.each(endings)("%s", (_, changes, findings, state, reasonCode) => {
    const ending = endingOf({ ...counters, ...changes }, findings);
    expect(ending).toMatchObject({ state, reasonCode });
    expect(ending.reasonMessage === null).toBe(reasonCode === null);
  });
});
