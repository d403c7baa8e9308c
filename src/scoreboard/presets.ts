/** Ready experiments as a suite uses them: which stand for which figure, expanded, and then measured. */
import type { Expansion } from "../experiment/expand.ts";
import type { RunRecord } from "../stats/record.ts";

export interface SuiteFigure {
  /** As the paper counts, "3a"; or what it shows, "slope". */
  readonly id: string;
  readonly title: string;
  /** Ready experiments, `folder/name`, in the order of the legend. Suites may share them. */
  readonly presets: readonly string[];
  /** Sources of the published rows that these experiments answer. */
  readonly sources: readonly string[];
  /** Further sources whose rows the drawing shows where the set-up is the same. */
  readonly alsoShows?: readonly string[];
}

/** An experiment of a suite, expanded. */
export interface SuitePreset {
  /** `folder/name` */
  readonly file: string;
  readonly figure: SuiteFigure;
  readonly expansion: Expansion;
}

/** The same, simulated: records of the runs of each point, replication by replication. */
export interface MeasuredPreset extends SuitePreset {
  /** By point index; the records of a point by replication. */
  readonly records: readonly (readonly RunRecord[])[];
}
