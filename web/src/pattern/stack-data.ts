/** From the API's answer about a run to what the shared stack plot is drawn from. */
import type { PatternReport, PatternStack } from "../../../src/plot/pattern-stack.ts";
import type { Experiment, Motion, Point } from "../experiment/load-experiment.ts";
import type { RunSeriesQuery } from "../gql/graphql.ts";

type SeriesNode = Extract<NonNullable<RunSeriesQuery["node"]>, { readonly series: unknown }>;
export type Series = NonNullable<SeriesNode["series"]>;

/** A report with what the drawing does not show. */
export interface ShownReport extends PatternReport {
  readonly step: number;
  readonly migrations: number;
  readonly slowestMigrationUs: number | null;
}

export interface ShownStack extends PatternStack {
  readonly reports: readonly ShownReport[];
}

export interface StackSubject {
  readonly experiment: Experiment;
  readonly point: Point;
  readonly motion: Motion;
  readonly replication: number;
}

const US_PER_S = 1e6;
/** Of the papers, as long as no run has ended that could tell. */
const LIMIT_US = 500;

export function stackOf(
  { experiment, point, motion, replication }: StackSubject,
  series: Series,
): ShownStack {
  const system = experiment.systems.find(({ id }) => id === point.systemId);
  const { modelVersion, definitionHash } = experiment;
  return {
    title: experiment.name,
    subtitle: `${point.label}: load pattern ${system?.loadPattern ?? "none"}, policy ${system?.policy ?? ""}`,
    sloUs: motion.excursions?.limitUs ?? LIMIT_US,
    reports: reportsOf(series),
    ...(system?.standaloneMbPerS != null && { standaloneMbPerS: system.standaloneMbPerS }),
    provenance: {
      replication,
      replications: motion.power.replications,
      modelVersion,
      definitionHash,
    },
  };
}

function reportsOf({ periodUs, measuredUs, columns }: Series): readonly ShownReport[] {
  const valuesOf = (name: string) => columns.find((column) => column.name === name)?.values ?? [];
  const [offered, achieved, p99] = ["offeredRps", "achievedRps", "p99Us"].map(valuesOf);
  const [watts, cores, threads] = ["watts", "cores", "hardwareThreads"].map(valuesOf);
  const [ghz, background, step] = ["ghz", "backgroundMbPerS", "step"].map(valuesOf);
  const [migrations, slowest] = ["migrations", "slowestMigrationUs"].map(valuesOf);
  return (offered ?? []).map((offeredRps, i) => ({
    fromS: (i * periodUs) / US_PER_S,
    toS: Math.min((i + 1) * periodUs, measuredUs) / US_PER_S,
    offeredRps: offeredRps ?? 0,
    achievedRps: achieved?.[i] ?? 0,
    p99Us: p99?.[i] ?? null,
    watts: watts?.[i] ?? 0,
    cores: cores?.[i] ?? 0,
    hardwareThreads: threads?.[i] ?? 0,
    ghz: ghz?.[i] ?? 0,
    backgroundMbPerS: background?.[i] ?? 0,
    step: step?.[i] ?? 0,
    migrations: migrations?.[i] ?? 0,
    slowestMigrationUs: slowest?.[i] ?? null,
  }));
}
