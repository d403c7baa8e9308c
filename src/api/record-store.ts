/**
 * Results that were read before, and what was worked out from them. A result never changes once it
 * is stored under its content key, so the process keeps both, within bounds; losing an entry costs
 * only time. Records are kept as they are stored and decoded when a question needs them: decoded,
 * a histogram takes many times the memory.
 */
import { createHash } from "node:crypto";
import { setImmediate as nextTurn } from "node:timers/promises";
import { readResults, type StoredResult } from "../db/read/results.ts";
import type { Db } from "../db/read/stored.ts";
import { estimateMetric } from "../experiment/estimate.ts";
import { decodeRecord, type RecordJson } from "../experiment/record-json.ts";
import type { Estimate } from "../stats/estimate.ts";
import type { RunRecord } from "../stats/record.ts";
import { Lru } from "./lru.ts";

/** Results without series; with one, a result counts as several. */
const MAX_RESULTS = 2000;
/** Reports that take about as much memory as a result without any, 9 KB. */
const REPORTS_PER_RESULT = 100;
const MAX_DECODED = 128;
const MAX_SETS = 64;
const MAX_ANSWERS = 50_000;

/** What is known under a content key. */
export interface KnownResult {
  readonly contentKey: string;
  readonly digest: string;
  readonly wallMs: number;
  /** Memory that it takes, in results without series. */
  readonly weight: number;
  /** Decoded when it is asked for. */
  readonly record: RunRecord;
}

export class RecordStore {
  readonly #db: Db;
  readonly #results = new Lru<KnownResult>(MAX_RESULTS, ({ weight }) => weight);
  readonly #decoded = new Lru<RunRecord>(MAX_DECODED);
  /** Records that were asked about together: the same list again may remember what it adds up to. */
  readonly #sets = new Lru<readonly RunRecord[]>(MAX_SETS);
  readonly #answers = new Lru<{ readonly answer: unknown }>(MAX_ANSWERS);

  constructor(db: Db) {
    this.#db = db;
  }

  /** Results by content key, in the order of the keys; null where there is none yet. */
  async results(contentKeys: readonly string[]): Promise<readonly (KnownResult | null)[]> {
    const found = new Map<string, KnownResult>();
    const missing: string[] = [];
    for (const key of new Set(contentKeys)) {
      const known = this.#results.get(key);
      if (known === undefined) missing.push(key);
      else found.set(key, known);
    }
    if (missing.length > 0) {
      for (const row of await readResults(this.#db, missing)) {
        const result = this.#lazily(row);
        found.set(row.contentKey, result);
        this.#results.set(row.contentKey, result);
      }
    }
    return contentKeys.map((key) => found.get(key) ?? null);
  }

  /**
   * The answer to a question about some results, worked out once per set of content keys.
   * `question` must name everything else that the answer depends on. New answers are worked out one
   * per turn of the event loop, so that a page of a hundred points does not keep others waiting.
   */
  async answer<Answer extends object | boolean | string | null>(
    results: readonly { readonly contentKey: string; readonly record: RunRecord }[],
    question: readonly (string | number)[],
    compute: (records: () => readonly RunRecord[]) => Answer | Promise<Answer>,
  ): Promise<Answer> {
    const key = hashOf(JSON.stringify([question, results.map((r) => r.contentKey)]));
    if (this.#answers.get(key) === undefined) await nextTurn();
    const known = this.#answers.get(key);
    // The question is part of the key, so an entry has the type that its question always gets.
    if (known !== undefined) return known.answer as Answer;
    const answer = await compute(() => this.recordsOf(results));
    this.#answers.set(key, { answer });
    return answer;
  }

  /** The records of some results; for the same results the same list. */
  recordsOf(
    results: readonly { readonly contentKey: string; readonly record: RunRecord }[],
  ): readonly RunRecord[] {
    const keys = results.map((r) => r.contentKey).join();
    const known = this.#sets.get(keys);
    if (known !== undefined) return known;
    const records = results.map((r) => r.record);
    this.#sets.set(keys, records);
    return records;
  }

  /** A measure over the records of some results. */
  estimate(
    results: readonly { readonly contentKey: string; readonly record: RunRecord }[],
    measure: string,
    confidence: number,
  ): Promise<Estimate> {
    return this.answer(results, ["estimate", measure, confidence], (records) =>
      estimateMetric(records(), measure, confidence),
    );
  }

  #lazily(row: StoredResult): KnownResult {
    const { contentKey, digest, wallMs } = row;
    const decode = () => {
      const known = this.#decoded.get(contentKey);
      if (known !== undefined) return known;
      const record = decodeRecord(row.record as RecordJson);
      this.#decoded.set(contentKey, record);
      return record;
    };
    return {
      contentKey,
      digest,
      wallMs,
      weight: 1 + reportsIn(row.record as RecordJson) / REPORTS_PER_RESULT,
      get record() {
        return decode();
      },
    };
  }
}

const reportsIn = ({ series }: RecordJson): number =>
  Object.values(series?.columns ?? {})[0]?.length ?? 0;

const hashOf = (text: string): string => createHash("sha256").update(text).digest("base64");
