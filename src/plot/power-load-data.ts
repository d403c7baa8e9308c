/** What power against load is drawn from: curves of static configurations and their frontier. Plain data. */
import type { Provenance } from "./provenance.ts";

export interface PowerPoint {
  readonly rps: number;
  /** Package power. */
  readonly watts: number;
}

export interface StaticPowerCurve {
  readonly id: string;
  readonly cores: number;
  readonly hardwareThreads: number;
  readonly ghz: number;
  /** By rising load, to the highest that meets the objective. */
  readonly points: readonly PowerPoint[];
}

export interface PowerLoadCurves {
  readonly title: string;
  readonly subtitle: string;
  readonly curves: readonly StaticPowerCurve[];
  /** Least power of any configuration, by rising load. */
  readonly frontier: readonly PowerPoint[];
  /** Least power of the configurations with all threads: what the clock alone could save. */
  readonly clockFrontier?: readonly PowerPoint[];
  /** The frontier as published, drawn as markers. */
  readonly published?: readonly PowerPoint[];
  /** Given if the curves belong to an experiment. */
  readonly provenance?: Provenance;
}

/** The configuration with the most threads, and among those the highest clock. */
export const maximumConfiguration = ({ curves }: PowerLoadCurves): StaticPowerCurve | undefined =>
  curves
    .filter(({ points }) => points.length > 0)
    .toSorted(
      (a, b) => b.hardwareThreads - a.hardwareThreads || b.cores - a.cores || b.ghz - a.ghz,
    )[0];

/** `8 cores, 16 threads, 2.4 GHz` */
export function configurationText({ cores, hardwareThreads, ghz }: StaticPowerCurve): string {
  const each = `${cores} ${cores === 1 ? "core" : "cores"}`;
  const threads = hardwareThreads === cores ? "" : `, ${hardwareThreads} threads`;
  return `${each}${threads}, ${Number(ghz.toFixed(2))} GHz`;
}
