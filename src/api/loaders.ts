/**
 * One DataLoader per relation, made anew for every request: however deep a query nests, a relation
 * costs one statement per level.
 */
import DataLoader from "dataloader";
import {
  type Cost,
  countChildren,
  type PendingWork,
  readCosts,
  readPendingWork,
} from "../db/read/costs.ts";
import { readExperiments } from "../db/read/experiments.ts";
import { type MissingCount, readMissing } from "../db/read/missing.ts";
import { type PointPage, readPointPages, readPoints, readPointsOf } from "../db/read/points.ts";
import { readAttemptsOf, readRunning, readRuns, readRunsOf } from "../db/read/runs.ts";
import type { Db, StoredPoint } from "../db/read/stored.ts";
import type { KnownResult, RecordStore } from "./record-store.ts";

/** Finds rows for keys: each key gets its row, or null. */
function byKey<Row>(
  read: (keys: readonly string[]) => Promise<readonly Row[]>,
  keyOf: (row: Row) => string,
) {
  return new DataLoader<string, Row | null>(async (keys) => {
    const rows = new Map((await read(keys)).map((row) => [keyOf(row), row]));
    return keys.map((key) => rows.get(key) ?? null);
  });
}

/** Finds lists for keys: each key gets its rows, in the order they were read. */
function listsByKey<Row>(
  read: (keys: readonly string[]) => Promise<readonly Row[]>,
  keyOf: (row: Row) => string,
) {
  return new DataLoader<string, readonly Row[]>(async (keys) => {
    const lists = new Map<string, Row[]>();
    for (const row of await read(keys)) {
      const list = lists.get(keyOf(row));
      if (list === undefined) lists.set(keyOf(row), [row]);
      else list.push(row);
    }
    return keys.map((key) => lists.get(key) ?? []);
  });
}

export function makeLoaders(db: Db, records: RecordStore) {
  return {
    experiment: byKey(
      (ids) => readExperiments(db, ids),
      (row) => row.id,
    ),
    point: byKey(
      (ids) => readPoints(db, ids),
      (row) => row.id,
    ),
    run: byKey(
      (ids) => readRuns(db, ids),
      (row) => row.id,
    ),
    pointsOf: listsByKey(
      (ids) => readPointsOf(db, ids),
      (row) => row.experimentId,
    ),
    pointPage: new DataLoader<PointPage, readonly StoredPoint[], string>(
      (pages) => readPointPages(db, pages),
      { cacheKeyFn: (page) => JSON.stringify(page) },
    ),
    runsOf: listsByKey(
      (ids) => readRunsOf(db, ids),
      (row) => row.pointId,
    ),
    attemptsOf: listsByKey(
      (ids) => readAttemptsOf(db, ids),
      (row) => row.runId,
    ),
    result: new DataLoader<string, KnownResult | null>((keys) => records.results(keys)),
    runningOf: byKey(
      (ids) => readRunning(db, ids),
      (row) => row.experimentId,
    ),
    pendingWorkOf: listsByKey<PendingWork>(
      (ids) => readPendingWork(db, ids),
      (row) => row.experimentId,
    ),
    missingOf: byKey<MissingCount>(
      (ids) => readMissing(db, ids),
      (row) => row.experimentId,
    ),
    costsOf: new DataLoader<string, readonly Cost[]>((modelVersions) =>
      Promise.all(modelVersions.map((version) => readCosts(db, version))),
    ),
    /** Simulations that all workers together run at a time, under any key. */
    childrenOf: new DataLoader<string, number>(async (keys) => {
      const children = await countChildren(db);
      return keys.map(() => children);
    }),
  };
}

export type Loaders = ReturnType<typeof makeLoaders>;
