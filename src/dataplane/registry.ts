/** The dataplanes that can be simulated. */
import type { Dataplane } from "./contract.ts";
import { idealCentral } from "./ideal-central.ts";
import { idealPartitioned } from "./ideal-partitioned.ts";
import { ix } from "./ix.ts";
import { linux } from "./linux.ts";
import { mtcp } from "./mtcp.ts";

export type { Dataplane } from "./contract.ts";

export const DATAPLANES: readonly Dataplane[] = Object.freeze([
  linux, // kernel sockets and epoll; the baseline of the IX papers
  ix, // Belay et al., OSDI 2014
  mtcp, // Jeong et al., NSDI 2014
  idealCentral, // M/G/c: no overhead, one queue
  idealPartitioned, // c x M/G/1: no overhead, a queue per thread
]);
