/** The results behind a point: those of its finished runs, by replication. */
import type { StoredPoint, StoredRun } from "../../db/read/stored.ts";
import type { RunRecord } from "../../stats/record.ts";
import type { ApiContext } from "../context.ts";
import type { KnownResult } from "../record-store.ts";

/** A result with the random streams that its run met. */
export class Replicate {
  readonly seed: string;
  readonly replication: number;
  readonly contentKey: string;
  readonly digest: string;
  readonly #result: KnownResult;

  constructor({ plan, replication }: StoredRun, result: KnownResult) {
    this.seed = plan.rootSeed;
    this.replication = replication;
    this.contentKey = result.contentKey;
    this.digest = result.digest;
    this.#result = result;
  }

  get record(): RunRecord {
    return this.#result.record;
  }
}

export async function resultsOf(
  point: Pick<StoredPoint, "id">,
  { loaders }: ApiContext,
): Promise<readonly Replicate[]> {
  const runs = await loaders.runsOf.load(point.id);
  const finished = runs.filter((run) => run.state === "SUCCEEDED");
  const results = await Promise.all(finished.map((run) => loaders.result.load(run.contentKey)));
  return finished.flatMap((run, i) => {
    const result = results[i];
    return result == null ? [] : [new Replicate(run, result)];
  });
}

/** The experiment of a point or run. A foreign key guarantees it. */
export async function experimentOf(
  row: { readonly experimentId: string },
  { loaders }: ApiContext,
) {
  const experiment = await loaders.experiment.load(row.experimentId);
  if (experiment === null) throw new Error(`experiment ${row.experimentId} has disappeared`);
  return experiment;
}
