/** Where the numbers of a plot come from, in one line below it. */

export interface Provenance {
  readonly replications: number;
  readonly modelVersion: string;
  readonly definitionHash: string;
}

/** @param notes what is to be said of the points beside it. */
export function provenanceText(
  { replications, modelVersion, definitionHash }: Provenance,
  hasInterval: boolean,
  notes: readonly string[] = [],
): string {
  const interval = hasInterval ? "95 % CI (jackknife t)" : "no intervals";
  return [
    `n = ${replications} ${replications === 1 ? "replication" : "replications"}, ${interval}`,
    ...notes,
    `model ${modelVersion}`,
    `definition ${definitionHash.slice(0, 12)}`,
  ].join(" · ");
}

/** Of a plot that shows one run of a point, not its mean. */
export interface RunProvenance extends Provenance {
  /** Which one, counted from 0. */
  readonly replication: number;
}

export const runProvenanceText = (run: RunProvenance): string =>
  [
    `Replication ${run.replication} (${run.replications} in all, counted from 0)`,
    `model ${run.modelVersion}`,
    `definition ${run.definitionHash.slice(0, 12)}`,
  ].join(" · ");
