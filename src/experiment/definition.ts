/**
 * A definition after parsing: what was asked, with defaults filled in, names checked and all
 * quantities in base units. Text with units exists only before it (parse.ts) and after a point's
 * parameters are shown (expand.ts).
 */
import type { Choice } from "./plan.ts";

export const API_VERSION = "ix/v1";

/** One of the systems that an experiment compares. */
export interface SystemDefinition {
  /** Stable within the experiment, made from the name: colours and legends hang on it. */
  readonly id: string;
  readonly name: string;
  readonly dataplane: Choice;
  readonly policy: Choice;
  /** Hardware threads in the order they were added: id = 2 * core + HT. */
  readonly hardwareThreads: readonly number[];
  readonly nicPorts: number;
  /** Offered loads of the load clients, requests/s, ascending; empty under a closed loop or a load pattern. */
  readonly loadsRps: readonly number[];
  /** How the load changes with time; left out if it does not. */
  readonly loadPattern?: Choice;
  /** True if a background job has the cores that the policy leaves free; else left out. */
  readonly hasBackgroundJob?: true;
}

/**
 * A parameter and the values that it takes: `workload.connections`, `dataplane.batchBound`,
 * `hardwareThreads`, ... A system whose dataplane or policy lacks the parameter is not varied by it.
 */
export interface VariedParam {
  readonly path: string;
  /** In base units, in the order in which they were written. */
  readonly values: readonly number[];
}

/** What varies beside system and load: one parameter, or several in lock-step (`zip`). */
export type Axis = (VariedParam | { readonly zip: readonly VariedParam[] }) & {
  /** It varies only where this expression holds; elsewhere a system keeps its own value. */
  readonly when?: string;
};

/** One value of one parameter, in base units. */
export interface AxisValue {
  readonly path: string;
  readonly value: number;
}

/** Points beside the product of axes and loads. */
export interface IncludedPoints {
  /** Id of a system; left out for every one that has the parameters. */
  readonly system?: string;
  /** Requests/s; left out for every load of the system. */
  readonly offeredRps?: number;
  /** By path. */
  readonly values: readonly AxisValue[];
}

/** How the values of a sampled axis were drawn; the values themselves stand in `axes`. */
export interface Sample {
  readonly method: string;
  readonly count: number;
  readonly seed: string;
  readonly paths: readonly string[];
}

/** Latency objective: a measure of METRICS and its limit. */
export interface Slo {
  readonly measure: string;
  readonly limitPs: number;
}

/** COMMON: replication k meets the same arrivals in every system. INDEPENDENT: none are shared. */
export type SeedPolicy = "COMMON" | "INDEPENDENT";

/**
 * Points that are simulated instead of all. maxUnderSlo: the highest load that meets the objective. minEnergyUnderSlo:
 * the least power among configurations that meet it, over axes whose values rise in capacity.
 */
export type Search =
  | { readonly kind: "maxUnderSlo" }
  | { readonly kind: "minEnergyUnderSlo"; readonly over: readonly string[] };

/** Points are repeated until the interval of a measure is narrow enough. */
export interface Precision {
  readonly measure: string;
  /** Half of the interval, as a share of the value. */
  readonly halfWidth: number;
  /** Replications of a point, however wide the interval is. */
  readonly most: number;
}

export interface Phases {
  readonly warmupPs: number;
  readonly measurePs: number;
  /** From report to report of a series; left out if it is the default, a second. */
  readonly reportPs?: number;
}

export interface Definition {
  readonly apiVersion: typeof API_VERSION;
  readonly kind: "Experiment";
  readonly name: string;
  readonly description: string;
  readonly platform: string;
  readonly systems: readonly SystemDefinition[];
  readonly workload: Choice;
  /** Left out without axes, so that a definition keeps the hash it had before there were any. */
  readonly axes?: readonly Axis[];
  /** An expression: points of the product for which it is false are left out. */
  readonly where?: string;
  readonly include?: readonly IncludedPoints[];
  readonly sample?: Sample;
  readonly slo: Slo | null;
  /** Left out if all points are simulated. */
  readonly search?: Search;
  /** Of a point; with `precision`, the least. */
  readonly replications: number;
  readonly precision?: Precision;
  readonly rootSeed: string;
  readonly seedPolicy: SeedPolicy;
  readonly phases: Phases;
}
