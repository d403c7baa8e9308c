/** What a plot of a Pareto front is drawn from: plain data, from the command line or from GraphQL. */
import type { Provenance } from "./provenance.ts";

export type Standing = "FRONT" | "DOMINATED" | "MISSES_SLO" | "ABSENT";

export interface ParetoPoint {
  readonly systemId: string;
  /** For readers: "IX, batchBound 8, at 1.8Mrps". */
  readonly label: string;
  /** Null if it is absent. */
  readonly x: number | null;
  readonly y: number | null;
  readonly standing: Standing;
}

export interface ParetoMeasure {
  readonly title: string;
  readonly unit: string;
  readonly better: "LOWER" | "HIGHER";
}

export interface ParetoFrontData {
  readonly title: string;
  readonly x: ParetoMeasure;
  readonly y: ParetoMeasure;
  readonly systems: readonly {
    readonly id: string;
    readonly name: string;
    readonly dataplane: string;
  }[];
  readonly points: readonly ParetoPoint[];
  /** For readers: "p99 <= 500us"; null without an objective. */
  readonly objective: string | null;
  readonly provenance: Provenance;
}

/** A point that has a place on the plane. */
export type PlacedPoint = ParetoPoint & { readonly x: number; readonly y: number };

export const placedPoints = ({ points }: ParetoFrontData): readonly PlacedPoint[] =>
  points.filter((point): point is PlacedPoint => point.x !== null && point.y !== null);

/** The points of the front, from left to right. */
export const frontOf = (data: ParetoFrontData): readonly PlacedPoint[] =>
  placedPoints(data)
    .filter(({ standing }) => standing === "FRONT")
    .toSorted((a, b) => a.x - b.x || a.y - b.y);
