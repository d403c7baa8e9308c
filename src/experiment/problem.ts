/**
 * What is wrong with a definition, said so that a person can mend it: a stable code, where it is,
 * what is allowed, and a hint. Problems are collected, never thrown one by one.
 */
export type ProblemCode =
  | "SYNTAX" // not YAML or JSON, or a construct that definitions do not allow
  | "TOO_LARGE" // text, points, runs, memory or simulated time beyond a stated limit
  | "MISSING" // a required key is absent
  | "UNKNOWN_KEY"
  | "UNKNOWN_VALUE" // not one of the allowed names
  | "WRONG_TYPE"
  | "UNIT_REQUIRED"
  | "UNKNOWN_UNIT"
  | "OUT_OF_RANGE"
  | "DUPLICATE"
  | "CONFLICT"; // two keys that contradict each other

export interface Problem {
  readonly code: ProblemCode;
  readonly message: string;
  /** JSON pointer into the definition, "" for the whole document. */
  readonly pointer: string;
  /** 1-based, when the source text is known. */
  readonly line?: number;
  readonly column?: number;
  readonly hint?: string;
  readonly allowed?: readonly string[];
}

/** At most this many problems are reported; the last one then counts the rest. */
export const MAX_PROBLEMS = 20;
