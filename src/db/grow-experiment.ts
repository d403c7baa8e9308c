/**
 * An experiment that decides while it goes on which runs it needs (src/experiment/rounds.ts), all of whose runs have
 * ended: what it wants now and does not have is added. Part of the transaction that ended the last of them, under the
 * lock of its row, so that every round happens once; what is wanted follows from the results, so that it does not
 * matter who adds it.
 */
import type { Definition } from "../experiment/definition.ts";
import { type Expansion, expand } from "../experiment/expand.ts";
import { MODEL_VERSION } from "../experiment/model-version.ts";
import { decodeRecord, type RecordJson } from "../experiment/record-json.ts";
import { isAdaptive, type Known } from "../experiment/rounds.ts";
import type { RunRecord } from "../stats/record.ts";
import type { Transaction } from "./connect.ts";
import { recountRuns } from "./count-runs.ts";
import { appendEvents } from "./events.ts";
import { type CachePolicy, insertPoints, insertRuns } from "./insert-expansion.ts";
import { type ExperimentState, fractionOf, isClaimable, type RunCounters } from "./lifecycle.ts";
import { announce, rangesOf } from "./outbox.ts";
import { pauseIfIdle } from "./pause-if-idle.ts";

interface Growing {
  readonly state: ExperimentState;
  readonly modelVersion: string;
  readonly definition: Definition;
  readonly cachePolicy: CachePolicy;
}

/**
 * Adds rounds of runs until one has to be computed. Returns the counters when nothing more is wanted, and null if the
 * experiment goes on.
 */
export async function growExperiment(
  tx: Transaction,
  experimentId: string,
  counters: RunCounters,
): Promise<RunCounters | null> {
  const experiment = await readGrowing(tx, experimentId);
  const { state, definition, modelVersion } = experiment;
  // Another version's plans cannot be added to, and who cancels wants no more runs.
  const mayGrow =
    isAdaptive(definition) &&
    modelVersion === MODEL_VERSION &&
    state !== "CANCELLING" &&
    counters.runsCancelled === 0;
  if (!mayGrow) return counters;
  let present = counters;
  for (;;) {
    const added = await addRound(tx, experimentId, experiment);
    if (added.runs === 0) return present;
    await tx.$executeRaw`
      update experiment set runs_total = runs_total + ${added.runs} where id = ${experimentId}::uuid`;
    present = await recountRuns(tx, experimentId);
    if (added.cached < added.runs) break;
  }
  await goOn(tx, experimentId, state, present);
  return null;
}

async function readGrowing(tx: Transaction, id: string): Promise<Growing> {
  const [row] = await tx.$queryRaw<Growing[]>`
    select state::text, definition, model_version as "modelVersion", cache_policy as "cachePolicy"
      from experiment where id = ${id}::uuid`;
  if (row === undefined) throw new Error(`experiment ${id} is gone`);
  return row;
}

/** How many runs were added, and how many of them have a result already. */
async function addRound(
  tx: Transaction,
  id: string,
  { definition, cachePolicy }: Growing,
): Promise<{ readonly runs: number; readonly cached: number }> {
  const known = await readKnown(tx, id);
  const wanted = expand(definition, known);
  const runs = wanted.runs.filter(({ index }) => !known.has(index));
  if (runs.length === 0) return { runs: 0, cached: 0 };
  const pointIds = await addPoints(tx, id, wanted);
  const cached = await insertRuns(tx, id, runs, pointIds, cachePolicy);
  await announce(
    tx,
    rangesOf(
      id,
      runs.map(({ index }) => index),
    ),
  );
  return { runs: runs.length, cached };
}

/** Ids of all points that are wanted, by index; those that are new are stored. */
async function addPoints(
  tx: Transaction,
  id: string,
  { points }: Expansion,
): Promise<ReadonlyMap<number, string>> {
  const rows = await tx.$queryRaw<{ id: string; index: number }[]>`
    select id, "index" from point where experiment_id = ${id}::uuid`;
  const there = new Map(rows.map((row) => [row.index, row.id]));
  const added = await insertPoints(
    tx,
    id,
    points.filter(({ index }) => !there.has(index)),
  );
  return new Map([...there, ...added]);
}

/** What is known of every run; one whose result was deleted counts as failed until it is filled in. */
async function readKnown(tx: Transaction, id: string): Promise<Known> {
  const rows = await tx.$queryRaw<{ index: number; state: string; record: RecordJson | null }[]>`
    select run."index", run.state::text, result.record
      from run left join result on result.content_key = run.content_key
     where run.experiment_id = ${id}::uuid`;
  return new Map(
    rows.map(({ index, state, record }): [number, RunRecord | "FAILED"] => [
      index,
      state === "SUCCEEDED" && record !== null ? decodeRecord(record) : "FAILED",
    ]),
  );
}

async function goOn(
  tx: Transaction,
  id: string,
  state: ExperimentState,
  counters: RunCounters,
): Promise<void> {
  const { runsTotal, runsDone, runsCached, runsFailed, runsCancelled } = counters;
  const counted = { runsTotal, runsDone, runsCached, runsFailed, runsCancelled };
  await appendEvents(tx, id, [{ kind: "PROGRESS", ...counted, fraction: fractionOf(counted) }]);
  if (!isClaimable(state)) await pauseIfIdle(tx, id);
}
