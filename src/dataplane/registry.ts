/** The dataplanes that can be simulated. */
import type { Dataplane } from "./contract.ts";
import { ix } from "./ix.ts";
import { linux } from "./linux.ts";

export type { Dataplane } from "./contract.ts";

export const DATAPLANES: readonly Dataplane[] = Object.freeze([
  linux, // kernel sockets and epoll; the baseline of the IX papers
  ix, // Belay et al., OSDI 2014
]);
