/**
 * The answer of an experiment: what a performance engineer asks first, per system and combination of
 * axis values. Maximum load under the objective follows the papers: the highest point such that it
 * and all lower loads meet it (OSDI'14, Table 2). Under a closed loop nothing is offered, so a system
 * has one answer over all its points, and the fastest of those that meet the objective counts. A load
 * pattern asks what happened, not how much can be carried; a scan (pattern/scan.ts) finds that in one run.
 */
import type { Estimate } from "../stats/estimate.ts";
import { absent } from "../stats/confidence.ts";
import type { RunRecord } from "../stats/record.ts";
import type { Definition, Slo, SystemDefinition } from "./definition.ts";
import { canonicalJson } from "./digest.ts";
import { estimateMetric } from "./estimate.ts";
import { answerScan, isScan } from "./pattern/scan.ts";
import { combinationsOf } from "./points.ts";
import { searchAnswer } from "./search/search-answer.ts";

/** A point with the records of its finished runs. */
export interface MeasuredPoint {
  readonly systemId: string;
  /** Paths of the axes that vary its system, to values as text with units. */
  readonly axes: Readonly<Record<string, string>>;
  /** Requests/s; null under a closed loop. */
  readonly offeredRps: number | null;
  readonly records: readonly RunRecord[];
  /** Replication of each record, where they are not the first ones. */
  readonly replications?: readonly number[];
}

/** Of whom an answer speaks. */
export interface AnswerSubject {
  /** Stable within the experiment; the system's id if there is one answer per system. */
  readonly id: string;
  /** For readers: "IX, batchBound 8". */
  readonly label: string;
  readonly system: SystemDefinition;
  /** Axis values that it holds for, as of a point; empty if it is over all points of the system. */
  readonly axes: Readonly<Record<string, string>>;
}

export interface SystemAnswer extends AnswerSubject {
  readonly maxThroughputUnderSlo: Estimate;
  /**
   * Offered loads of the highest point that meets the objective and of the first that misses it; null if none does.
   * Of a search they enclose what its replications found.
   */
  readonly lastMetRps: number | null;
  readonly firstMissRps: number | null;
  readonly unloadedP99: Estimate;
  readonly kernelShare: Estimate;
  readonly energyPerRequest: Estimate;
  /** Of the package, where the energy per request is. */
  readonly power: Estimate;
  readonly peakThroughput: Estimate;
}

const US = 1e6;

/** Whether a point meets the objective; null without one, or while it cannot be told. */
export function meetsSlo(records: readonly RunRecord[], slo: Slo | null): boolean | null {
  if (slo === null) return null;
  const { value } = estimateMetric(records, slo.measure);
  return value === null ? null : value <= slo.limitPs / US;
}

export function answerSystems(
  definition: Definition,
  points: readonly MeasuredPoint[],
): readonly SystemAnswer[] {
  const bySubject = new Map<string, MeasuredPoint[]>();
  for (const point of points) {
    const key = subjectKey(definition, point);
    const known = bySubject.get(key);
    if (known === undefined) bySubject.set(key, [point]);
    else known.push(point);
  }
  return definition.systems.flatMap((system) =>
    subjectsOf(definition, system).map((subject) => {
      const own = bySubject.get(subject.id) ?? [];
      const answer = answerFor(system)(subject, own, definition.slo);
      const isSearch = definition.search?.kind === "maxUnderSlo" && system.loadsRps.length > 0;
      return isSearch && definition.slo ? searched(answer, own, definition.slo) : answer;
    }),
  );
}

/** An answer whose highest load was searched for, by each replication for itself. */
function searched(answer: SystemAnswer, points: readonly MeasuredPoint[], slo: Slo): SystemAnswer {
  const loads = points
    .toSorted((a, b) => (a.offeredRps ?? 0) - (b.offeredRps ?? 0))
    .map(({ offeredRps, records, replications = [...records.keys()] }) => ({
      offeredRps: offeredRps ?? 0,
      records: new Map(
        replications.flatMap((k, i) => {
          const record = records[i];
          return record === undefined ? [] : [[k, record] as const];
        }),
      ),
    }));
  const { maxThroughput, ...found } = searchAnswer(loads, slo);
  return { ...answer, ...found, maxThroughputUnderSlo: maxThroughput };
}

type Answerer = (
  subject: AnswerSubject,
  points: readonly MeasuredPoint[],
  slo: Slo | null,
) => SystemAnswer;

function answerFor(system: SystemDefinition): Answerer {
  if (isClosed(system)) return answerClosed;
  if (isScan(system)) return answerScanned;
  return system.loadPattern === undefined ? answerOpen : answerMoving;
}

/** Whom the answers of a system speak of, in order. */
function subjectsOf(definition: Definition, system: SystemDefinition): readonly AnswerSubject[] {
  if (isClosed(system)) return [{ id: system.id, label: system.name, system, axes: {} }];
  return combinationsOf(definition, system).map(({ system: at, axes, label }) => ({
    id: idOf(system.id, axes),
    label,
    system: at,
    axes,
  }));
}

/** The points that one answer speaks of: one curve of the latency-throughput plot. */
export function subjectKey(
  definition: Definition,
  { systemId, axes }: Pick<MeasuredPoint, "systemId" | "axes">,
): string {
  const system = definition.systems.find(({ id }) => id === systemId);
  return system === undefined || isClosed(system) ? systemId : idOf(systemId, axes);
}

const isClosed = ({ loadsRps, loadPattern }: SystemDefinition): boolean =>
  loadsRps.length === 0 && loadPattern === undefined;

const idOf = (systemId: string, axes: Readonly<Record<string, string>>): string =>
  Object.keys(axes).length === 0 ? systemId : `${systemId} ${canonicalJson(axes)}`;

const estimateAt = (point: MeasuredPoint | undefined, measure: string): Estimate =>
  point === undefined
    ? absent(measure, "NO_SAMPLES", 0.95, 0, 0)
    : estimateMetric(point.records, measure);

const notModelled = (measure: string): Estimate => absent(measure, "NOT_MODELLED", 0.95, 0, 0);

function answerOpen(
  subject: AnswerSubject,
  unordered: readonly MeasuredPoint[],
  slo: Slo | null,
): SystemAnswer {
  const points = unordered.toSorted((a, b) => (a.offeredRps ?? 0) - (b.offeredRps ?? 0));
  const firstMiss = points.findIndex((p) => meetsSlo(p.records, slo) !== true);
  const best =
    slo === null ? points.at(-1) : points[(firstMiss < 0 ? points.length : firstMiss) - 1];
  const missed = firstMiss < 0 ? undefined : points[firstMiss];
  const isMiss = missed !== undefined && meetsSlo(missed.records, slo) === false;
  return {
    ...subject,
    maxThroughputUnderSlo:
      slo === null ? notModelled("throughput") : estimateAt(best, "throughput"),
    lastMetRps: slo === null ? null : (best?.offeredRps ?? null),
    firstMissRps: isMiss ? missed.offeredRps : null,
    unloadedP99: estimateAt(points[0], "latency.p99"),
    kernelShare: estimateAt(best, "kernelShare"),
    energyPerRequest: estimateAt(best, "energyPerRequest"),
    power: estimateAt(best, "power"),
    peakThroughput: estimateAt(fastest(points), "throughput"),
  };
}

function answerClosed(
  subject: AnswerSubject,
  points: readonly MeasuredPoint[],
  slo: Slo | null,
): SystemAnswer {
  const top = fastest(points);
  const within = fastest(points.filter((p) => meetsSlo(p.records, slo) === true));
  const best = slo === null ? top : within;
  return {
    ...subject,
    maxThroughputUnderSlo:
      slo === null ? notModelled("throughput") : estimateAt(within, "throughput"),
    lastMetRps: null,
    firstMissRps: null,
    // A closed loop is never unloaded: it sends the next message when the last is answered.
    unloadedP99: notModelled("latency.p99"),
    kernelShare: estimateAt(best, "kernelShare"),
    energyPerRequest: estimateAt(best, "energyPerRequest"),
    power: estimateAt(best, "power"),
    peakThroughput: estimateAt(top, "throughput"),
  };
}

/** Under a load pattern a point is a whole run: what it was like on average. */
function answerMoving(subject: AnswerSubject, points: readonly MeasuredPoint[]): SystemAnswer {
  const [only] = points;
  return {
    ...subject,
    maxThroughputUnderSlo: notModelled("throughput"),
    firstMissRps: null,
    lastMetRps: null,
    unloadedP99: notModelled("latency.p99"),
    kernelShare: estimateAt(only, "kernelShare"),
    energyPerRequest: estimateAt(only, "energyPerRequest"),
    power: estimateAt(only, "power"),
    peakThroughput: estimateAt(only, "throughput"),
  };
}

/** A scan carries as much as the last of its reports that meets the objective. */
function answerScanned(
  subject: AnswerSubject,
  points: readonly MeasuredPoint[],
  slo: Slo | null,
): SystemAnswer {
  const { highest, power, firstMissRps } = answerScan(points[0]?.records ?? [], slo);
  return {
    ...answerMoving(subject, points),
    maxThroughputUnderSlo: highest,
    firstMissRps,
    // Energy per request is known of the whole run only.
    energyPerRequest: notModelled("energyPerRequest"),
    power,
    peakThroughput: notModelled("throughput"),
  };
}

/** The point of the highest throughput; the first if none has one yet. */
function fastest(points: readonly MeasuredPoint[]): MeasuredPoint | undefined {
  let top = points[0];
  let most = -1;
  for (const point of points) {
    const value = estimateMetric(point.records, "throughput").value ?? -1;
    if (value > most) [top, most] = [point, value];
  }
  return top;
}
