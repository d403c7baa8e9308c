/** The workloads that can be simulated. */
import type { Workload } from "./contract.ts";
import { echo } from "./echo.ts";
import { memcachedEtc } from "./memcached-etc.ts";
import { memcachedEtcPatched } from "./memcached-etc-patched.ts";
import { memcachedUsr } from "./memcached-usr.ts";
import { memcachedUsrPatched } from "./memcached-usr-patched.ts";
import { netpipe } from "./netpipe.ts";
import { syntheticBimodal } from "./synthetic-bimodal.ts";
import { syntheticDeterministic } from "./synthetic-deterministic.ts";
import { syntheticEmpirical } from "./synthetic-empirical.ts";
import { syntheticExponential } from "./synthetic-exponential.ts";
import { syntheticLognormal } from "./synthetic-lognormal.ts";
import { syntheticPareto } from "./synthetic-pareto.ts";

export type { Workload } from "./contract.ts";

export const WORKLOADS: readonly Workload[] = Object.freeze([
  memcachedUsr, // OSDI'14 section 5.5, Fig. 5
  memcachedEtc, // OSDI'14 section 5.5, Fig. 5
  memcachedUsrPatched, // SoCC'15
  memcachedEtcPatched, // SoCC'15
  echo, // OSDI'14 sections 5.3 and 5.4, Fig. 3 and 4
  netpipe, // OSDI'14 section 5.2, Fig. 2
  syntheticDeterministic, // service times of queueing theory and ZygOS, SOSP'17
  syntheticExponential,
  syntheticBimodal,
  syntheticLognormal,
  syntheticPareto,
  syntheticEmpirical,
]);
