/**
 * The headlines of the IX paper, each with the error that it may have:
 * rates and latencies the papers lead with, and the share of its own peak that IX keeps at 250,992
 * connections.
 */
import { type Headline, isWithin, rowHeadlines } from "./headline.ts";
import type { ScoreRow } from "./score-row.ts";

/** Row id to the relative error it may have. */
const TOLERANCES: Readonly<Record<string, number>> = Object.freeze({
  "osdi14.netpipe.ix.64B.oneWay": 0.05,
  "osdi14.netpipe.linux.64B.oneWay": 0.05,
  "osdi14.echoCores.ix.4port.16ht": 0.06,
  "osdi14.echoMessages.ix.1port.n1024": 0.06,
  "osdi14.memcached.usr.ix.maxRpsAtSlo": 0.07,
  "osdi14.memcached.etc.ix.maxRpsAtSlo": 0.07,
  "osdi14.memcached.usr.linux.maxRpsAtSlo": 0.12,
  "osdi14.memcached.etc.linux.maxRpsAtSlo": 0.12,
  "osdi14.memcached.usr.ix.unloadedP99": 0.08,
  "osdi14.memcached.etc.ix.unloadedP99": 0.08,
  "osdi14.memcached.usr.linux.unloadedP99": 0.08,
  "osdi14.memcached.etc.linux.unloadedP99": 0.08,
});

/** IX on four ports: throughput at the most connections over the highest at any number of them. */
const KEPT = {
  id: "osdi14.connections.ix.4port.250992.shareOfPeak",
  rows: "osdi14.connections.ix.4port.",
  at: "osdi14.connections.ix.4port.250992",
  tolerance: 0.04,
};

export const headlinesOf = (rows: readonly ScoreRow[]): readonly Headline[] => [
  ...rowHeadlines(rows, TOLERANCES),
  ...keptShare(rows),
];

function keptShare(rows: readonly ScoreRow[]): readonly Headline[] {
  const all = rows.filter(({ id, metric }) => id.startsWith(KEPT.rows) && metric === "throughput");
  const at = all.find(({ id }) => id === KEPT.at);
  if (at === undefined || at.published === null) return [];
  const published = at.published / Math.max(...all.map((row) => row.published ?? 0));
  const values = all.flatMap((row) => row.simulated ?? []);
  const isKnown = at.simulated !== null && values.length === all.length;
  const simulated = isKnown && at.simulated !== null ? at.simulated / Math.max(...values) : null;
  const error = simulated === null ? null : simulated - published;
  const { id, tolerance } = KEPT;
  return [
    { id, published, simulated, unit: "ratio", error, tolerance, met: isWithin(error, tolerance) },
  ];
}
