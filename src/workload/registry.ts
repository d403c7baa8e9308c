/** The workloads that can be simulated. */
import type { Workload } from "./contract.ts";
import { memcachedUsr } from "./memcached-usr.ts";

export type { Workload } from "./contract.ts";

export const WORKLOADS: readonly Workload[] = Object.freeze([
  memcachedUsr, // OSDI'14 section 5.5, Fig. 5
]);
