/** Why a number is not there. A missing number is an answer, and always says which one. */
export type Absence =
  | "NOT_FINISHED" // no run of the point has ended
  | "NO_SAMPLES" // nothing completed in the measured window
  | "TOO_FEW_SAMPLES" // fewer than ten expected samples beyond the percentile
  | "NOT_MODELLED"; // the model does not produce this quantity
