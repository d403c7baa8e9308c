/** A Pareto front as the command line shows it: what `ixlab pareto --json` prints. Keys are only ever added. */
import type { Estimate } from "../../stats/estimate.ts";
import type { ParetoFrontData, ParetoMeasure, Standing } from "../../plot/pareto-front-data.ts";

type Shown = Pick<Estimate, "value" | "ciLow" | "ciHigh" | "absentBecause">;

export interface ParetoDocument {
  readonly name: string;
  readonly x: ParetoMeasure & { readonly id: string };
  readonly y: ParetoMeasure & { readonly id: string };
  /** Such as "p99 <= 500us"; points that miss it take no part. Null without one. */
  readonly objective: string | null;
  readonly systems: ParetoFrontData["systems"];
  readonly points: readonly {
    readonly systemId: string;
    readonly label: string;
    readonly x: Shown;
    readonly y: Shown;
    readonly withinSlo: boolean | null;
    readonly standing: Standing;
    /** Label of a point on the front that beats it. */
    readonly dominatedBy: string | null;
  }[];
  readonly provenance: ParetoFrontData["provenance"];
}

/** What is asked: two ids of measures, and an objective as it was written. */
export interface ParetoAsked {
  readonly x: string;
  readonly y: string;
  readonly slo?: string;
}

export const plotDataOf = ({ name, points, ...rest }: ParetoDocument): ParetoFrontData => ({
  ...rest,
  title: name,
  points: points.map((point) => ({ ...point, x: point.x.value, y: point.y.value })),
});
