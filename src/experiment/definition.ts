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
  /** Offered loads of the load clients, requests/s, ascending. */
  readonly loadsRps: readonly number[];
}

/** Latency objective: a measure of METRICS and its limit. */
export interface Slo {
  readonly measure: string;
  readonly limitPs: number;
}

/** COMMON: replication k meets the same arrivals in every system. INDEPENDENT: none are shared. */
export type SeedPolicy = "COMMON" | "INDEPENDENT";

export interface Definition {
  readonly apiVersion: typeof API_VERSION;
  readonly kind: "Experiment";
  readonly name: string;
  readonly description: string;
  readonly platform: string;
  readonly systems: readonly SystemDefinition[];
  readonly workload: Choice;
  readonly slo: Slo | null;
  readonly replications: number;
  readonly rootSeed: string;
  readonly seedPolicy: SeedPolicy;
  readonly phases: { readonly warmupPs: number; readonly measurePs: number };
}
