/** Measures and their estimates: every number with its unit, direction, interval, or reason. */
import { catalog } from "../../experiment/catalog.ts";
import type { Estimate } from "../../stats/estimate.ts";
import { builder } from "../builder.ts";
import { badInput } from "../errors.ts";

export type Measure = ReturnType<typeof catalog>["measures"][number];

const MEASURES: ReadonlyMap<string, Measure> = new Map(catalog().measures.map((m) => [m.id, m]));

/** Refuses the name of a measure that nobody knows, and says which there are. */
export function checkMeasure(id: string): string {
  if (MEASURES.has(id)) return id;
  throw badInput(`Measure "${id}" is not known. Known: ${[...MEASURES.keys()].join(", ")}.`);
}

/** The measure of an id that was checked, or that our own code made. */
export function measureOf(id: string): Measure {
  const measure = MEASURES.get(id);
  if (measure === undefined) throw new Error(`unknown measure ${id}`);
  return measure;
}

export function checkConfidence(confidence: number): number {
  if (confidence >= 0.5 && confidence <= 0.999) return confidence;
  throw badInput(`confidence must be 0.5..0.999, got ${confidence}.`);
}

const Direction = builder.enumType("Direction", {
  description: "Which way a measure is better.",
  values: {
    LOWER: { description: "Less is better, such as latency." },
    HIGHER: { description: "More is better, such as throughput." },
    NEUTRAL: { description: "Neither; it explains other measures." },
  },
});

export const MeasureRef = builder.objectRef<Measure>("Measure").implement({
  description: "A quantity that runs are measured by.",
  fields: (t) => ({
    id: t.exposeString("id", { description: "Stable id, as in latency.p99." }),
    title: t.exposeString("title", { description: "Title for axes and tables." }),
    unit: t.exposeString("unit", { description: "Unit of its values." }),
    better: t.field({
      type: Direction,
      description: "Which way it is better.",
      resolve: (measure) => measure.better,
    }),
    description: t.exposeString("doc", { description: "What it is and how it is measured." }),
  }),
});

const AbsenceReason = builder.enumType("AbsenceReason", {
  description: "Why a number is not there. A missing number is an answer.",
  values: {
    NOT_FINISHED: { description: "No run of the point has ended." },
    NO_SAMPLES: { description: "Nothing completed in the measured window." },
    TOO_FEW_SAMPLES: { description: "Fewer than ten expected samples beyond the percentile." },
    NOT_MODELLED: { description: "The model does not produce this quantity." },
  },
});

const IntervalMethod = builder.enumType("IntervalMethod", {
  description: "How an interval was made.",
  values: {
    T: {
      description: "Student-t interval on the values of the replications.",
    },
    JACKKNIFE_T: {
      description: "Student-t on jackknife pseudo-values over replications.",
    },
    NONE: { description: "There is no interval." },
  },
});

export const EstimateRef = builder.objectRef<Estimate>("Estimate").implement({
  description:
    "A measure over replications with its uncertainty. When value is null, absentBecause says why.",
  fields: (t) => ({
    measure: t.field({
      type: MeasureRef,
      description: "What was measured.",
      resolve: (estimate) => measureOf(estimate.measure),
    }),
    value: t.exposeFloat("value", {
      nullable: true,
      description: "The value, in the unit of the measure.",
    }),
    ciLow: t.exposeFloat("ciLow", { nullable: true, description: "Lower end of the interval." }),
    ciHigh: t.exposeFloat("ciHigh", { nullable: true, description: "Upper end of the interval." }),
    confidence: t.exposeFloat("confidence", { description: "Level of the interval." }),
    method: t.field({
      type: IntervalMethod,
      description: "How the interval was made.",
      resolve: (estimate) => estimate.method,
    }),
    replications: t.exposeInt("replications", { description: "Runs behind it." }),
    samples: t.field({
      type: "BigInt",
      description: "Requests of the latency client behind it.",
      resolve: (estimate) => estimate.samples,
    }),
    absentBecause: t.field({
      type: AbsenceReason,
      nullable: true,
      description: "Why there is no value; null if there is one.",
      resolve: (estimate) => estimate.absentBecause,
    }),
  }),
});
