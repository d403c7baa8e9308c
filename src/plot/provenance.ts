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
