/**
 * Names by content: canonical JSON and its SHA-256. A plan's hash is the key under which its result
 * is known; an experiment's digest says that two executions measured the same, byte for byte.
 */
import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex, utf8ToBytes } from "@noble/hashes/utils.js";
import type { RunRecord } from "../stats/record.ts";
import type { RunPlan } from "./plan.ts";

export type Json =
  | null
  | boolean
  | number
  | string
  | readonly Json[]
  | { readonly [key: string]: Json };

/** JSON with sorted keys and no white space; equal values give equal text. */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(",")}]`;
  if (value !== null && typeof value === "object") {
    const entries = Object.entries(value).filter(([, v]) => v !== undefined);
    entries.sort(([a], [b]) => (a < b ? -1 : 1));
    return `{${entries.map(([k, v]) => `${JSON.stringify(k)}:${canonicalJson(v)}`).join(",")}}`;
  }
  if (typeof value === "number" && !Number.isFinite(value)) {
    throw new RangeError("canonical JSON holds finite numbers only");
  }
  return JSON.stringify(value);
}

/** SHA-256 of the canonical JSON, in hex. */
export function contentHash(value: unknown): string {
  return bytesToHex(sha256(utf8ToBytes(canonicalJson(value))));
}

/** Canonical text of parts that the plans of an experiment share; plans are never changed. */
const sharedTexts = new WeakMap<object, string>();

function sharedText(part: object): string {
  const known = sharedTexts.get(part);
  if (known !== undefined) return known;
  const text = canonicalJson(part);
  sharedTexts.set(part, text);
  return text;
}

/**
 * The key under which the result of a plan is known: it covers seed and model version. The hash of
 * the plan's canonical JSON, put together from shared parts so that 100,000 plans take no time.
 */
export function contentKey(plan: RunPlan): string {
  const fields = Object.entries(plan).toSorted(([a], [b]) => (a < b ? -1 : 1));
  const texts = fields.map(([key, value]: [string, unknown]) => {
    const isPart = typeof value === "object" && value !== null;
    return `${JSON.stringify(key)}:${isPart ? sharedText(value) : canonicalJson(value)}`;
  });
  return bytesToHex(sha256(utf8ToBytes(`{${texts.join(",")}}`)));
}

/** Digest of what a run measured: raw counts, so that no encoding can change it. */
export function recordDigest(record: RunRecord): string {
  const histograms = Object.fromEntries(
    Object.entries(record.histograms).map(([name, h]) => [
      name,
      { bins: h.sparseCounts(), sumNs: h.sumNs, minNs: h.minNs, maxNs: h.maxNs },
    ]),
  );
  return contentHash({ histograms, counters: record.counters, series: record.series });
}

/** Digest of an experiment: its runs in order, each with its content key and record digest. */
export function experimentDigest(
  runs: readonly { readonly index: number; readonly contentKey: string; readonly digest: string }[],
): string {
  const ordered = [...runs].sort((a, b) => a.index - b.index);
  return contentHash(ordered.map((r) => [r.index, r.contentKey, r.digest]));
}
