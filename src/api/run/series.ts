/** The reports of a run whose load or policy moves. */
import { type ReducedSeries, reduceSeries } from "../../experiment/pattern/reduce-series.ts";
import { SERIES_COLUMNS } from "../../experiment/pattern/series-columns.ts";
import type { Series } from "../../stats/series.ts";
import { builder } from "../builder.ts";
import { badInput } from "../errors.ts";
import { resultOf, RunRef } from "./run.ts";

const PS_PER_US = 1e6;

interface RunSeries extends ReducedSeries {
  readonly periodPs: number;
  /** Simulated time that the reports cover, ps. */
  readonly measuredPs: number;
  readonly reports: number;
}

interface SeriesColumn {
  readonly name: string;
  readonly unit: string;
  readonly doc: string;
  readonly values: readonly (number | null)[];
}

const SeriesReduction = builder.enumType("SeriesReduction", {
  description: "How many reports became fewer values.",
  values: {
    NONE: { description: "A value per report." },
    MIN_MAX: {
      description:
        "Two values per stretch of reports: the lowest, then the highest. No extreme is lost.",
    },
  },
});

const SeriesColumnRef = builder.objectRef<SeriesColumn>("SeriesColumn").implement({
  description: "One quantity over the reports of a run.",
  fields: (t) => ({
    name: t.exposeString("name", { description: "Name of the column, as in achievedRps." }),
    unit: t.exposeString("unit", { description: "Unit of its values; empty for plain numbers." }),
    description: t.exposeString("doc", { description: "What it is." }),
    values: t.field({
      type: ["Float"],
      nullable: { items: true, list: false },
      description: "In the order of time; null where a report has no such value.",
      resolve: (column) => column.values,
    }),
  }),
});

const RunSeriesRef = builder.objectRef<RunSeries>("RunSeries").implement({
  description: "What a run was like from report to report.",
  fields: (t) => ({
    periodUs: t.float({
      description: "Simulated time from report to report, microseconds.",
      resolve: ({ periodPs }) => periodPs / PS_PER_US,
    }),
    measuredUs: t.float({
      description:
        "Simulated time that all reports cover, microseconds: the last one may be shorter.",
      resolve: ({ measuredPs }) => measuredPs / PS_PER_US,
    }),
    reports: t.exposeInt("reports", { description: "Reports of the run." }),
    reduction: t.field({
      type: SeriesReduction,
      description: "NONE unless maxPoints was given and there are more reports.",
      resolve: ({ isReduced }) => (isReduced ? ("MIN_MAX" as const) : ("NONE" as const)),
    }),
    reportsPerStretch: t.exposeInt("reportsPerStretch", {
      description: "Reports behind each value; with MIN_MAX, behind each pair of values.",
    }),
    columns: t.field({
      type: [SeriesColumnRef],
      description: "The columns that were asked for, in that order.",
      resolve: ({ columns }) =>
        Object.entries(columns).map(([name, values]) => {
          const { unit, doc } = infoOf(name);
          return { name, unit, doc, values };
        }),
    }),
  }),
});

const NAMES = Object.keys(SERIES_COLUMNS);

const infoOf = (name: string) => {
  const info = Object.entries(SERIES_COLUMNS).find(([known]) => known === name);
  return info?.[1] ?? { unit: "", doc: "" };
};

/** Refuses columns that nobody knows, and fewer values than a lowest and a highest. */
function checkSeriesArgs(
  columns: readonly string[] | undefined,
  maxPoints: number | undefined,
): void {
  const unknown = columns?.find((name) => !NAMES.includes(name));
  if (unknown !== undefined) {
    throw badInput(`Column "${unknown}" is not known. Known: ${NAMES.join(", ")}.`);
  }
  if (columns !== undefined && new Set(columns).size !== columns.length) {
    throw badInput("A column is asked for twice.");
  }
  if (maxPoints !== undefined && maxPoints < 2) {
    throw badInput(`maxPoints must be 2 or more, got ${maxPoints}.`);
  }
}

function runSeries(
  series: Series,
  measuredPs: number,
  columns: readonly string[] = NAMES,
  maxPoints?: number,
): RunSeries {
  const wanted = columns.map((name) => [name, series.columns[name] ?? []] as const);
  const reports = Math.max(0, ...Object.values(series.columns).map(({ length }) => length));
  const reduced = reduceSeries({ ...series, columns: Object.fromEntries(wanted) }, maxPoints);
  return { ...reduced, periodPs: series.periodPs, measuredPs, reports };
}

builder.objectFields(RunRef, (t) => ({
  series: t.field({
    type: RunSeriesRef,
    nullable: true,
    description: "Its reports, if load or policy move; null without, and until it has succeeded.",
    args: {
      columns: t.arg.stringList({ description: "Names of columns; all of them if left out." }),
      maxPoints: t.arg.int({
        description:
          "At most so many values per column, 2 or more, by taking lowest and highest of " +
          "stretches. All reports if left out.",
      }),
    },
    complexity: 50,
    resolve: async (run, { columns, maxPoints }, context) => {
      checkSeriesArgs(columns ?? undefined, maxPoints ?? undefined);
      const record = (await resultOf(run, context))?.record;
      if (record?.series === undefined) return null;
      const measuredPs = record.counters["measuredPs"] ?? run.plan.measurePs;
      return runSeries(record.series, measuredPs, columns ?? undefined, maxPoints ?? undefined);
    },
  }),
}));
