/** What to tell people of a run that was not computed, and whether to try it again. */
import type { RunFailure } from "../db/fail-run.ts";
import type { SimulationOutcome } from "./simulator.ts";

export type BadOutcome = Extract<
  SimulationOutcome,
  { readonly kind: "THREW" | "DIED" | "TIMED_OUT" }
>;

/** `starts` counts the one that failed. */
export function failureOf(outcome: BadOutcome, starts: number, runSeconds: number): RunFailure {
  const times = starts === 1 ? "once" : `${starts} times`;
  switch (outcome.kind) {
    case "THREW": // the same plan would throw the same again
      return { code: "SIM_ERROR", message: outcome.message, mayRetry: false };
    case "TIMED_OUT":
      return {
        code: "SIM_TIMEOUT",
        message: `The simulation took longer than ${runSeconds} s.`,
        mayRetry: false,
      };
    case "DIED":
      return outcome.isOutOfMemory
        ? {
            code: "SIM_OUT_OF_MEMORY",
            message: `The simulation ran out of memory (${times}).`,
            mayRetry: true,
          }
        : {
            code: "SIM_CRASHED",
            message: `The simulation's process died: ${outcome.how} (${times}).`,
            mayRetry: true,
          };
    default:
      return outcome satisfies never;
  }
}
