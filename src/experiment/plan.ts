/**
 * The plan of one run: one point with one seed, complete. No default is applied after it, so its
 * canonical JSON is what is hashed, queued, stored and simulated. All numbers are in base units
 * (ps, Hz, requests/s, bytes).
 */
import type { ParamValues } from "../params.ts";

/** A member of a family, chosen and fully parametrised. */
export interface Choice {
  readonly kind: string;
  readonly params: ParamValues;
}

/** A machine under test running one dataplane under one policy. */
export interface SystemPlan {
  readonly dataplane: Choice;
  readonly policy: Choice;
  /**
   * Hardware threads given to the dataplane, in the order they were added: id = 2 * core + HT.
   * Six cores with both hyperthreads are [0, 1, ..., 11]; without, [0, 2, ..., 10].
   */
  readonly hardwareThreads: readonly number[];
  readonly nicPorts: number;
  /** True if a background job has the cores that the policy leaves free. */
  readonly hasBackgroundJob?: true;
}

/** The papers' scripts report every second. */
export const DEFAULT_REPORT_PS = 1e12;

export interface RunPlan {
  /** Physics, numbers and random streams: a result is comparable only within one version. */
  readonly modelVersion: string;
  readonly platform: string;
  readonly system: SystemPlan;
  readonly workload: Choice;
  /** Offered load of the load clients, requests/s; null under a closed loop or a load pattern. */
  readonly offeredRps: number | null;
  /** How the load changes with time. */
  readonly loadPattern?: Choice;
  readonly warmupPs: number;
  readonly measurePs: number;
  /** From report to report of a series, if it is not `DEFAULT_REPORT_PS`. */
  readonly reportPs?: number;
  /** Root seed, a decimal integer below 2^64. */
  readonly rootSeed: string;
  /**
   * Replication number, 0, 1, ... With COMMON seeds the streams depend on (rootSeed, replication)
   * only, so that every system of a replication meets the same arrivals.
   */
  readonly replication: number;
}
