/**
 * The machine under test as a dataplane meets it: threads, network, packets, connections, chance, and the
 * costs of the application that answers the requests.
 */
import type { FifoLock } from "../engine/fifo-lock.ts";
import type { RandomStream } from "../engine/random.ts";
import type { Platform } from "./contract.ts";
import type { HardwareThread } from "./hardware-thread.ts";
import type { Nic } from "./nic.ts";

/** What the application costs per request, beside its demand in cycles. */
export interface ApplicationCosts {
  /** Time that memory stalls add to each request, and the L3 misses behind it. */
  readonly stallPs: number;
  readonly misses: number;
  /** Cycles of handling one readiness event, however many requests it brings. */
  readonly eventCycles: number;
  /** Kernel cycles of its socket calls in one event, beyond one read and one send. */
  readonly socketCycles: number;
  /** Whether requests take the application's lock. */
  readonly isLocked: boolean;
  /** Cycles under the lock. */
  readonly lockCycles: number;
  /** Time under the lock that the clock does not shorten: lines moving between cores. */
  readonly lockStallPs: number;
}

export interface Machine {
  readonly platform: Platform;
  readonly threads: readonly HardwareThread[];
  readonly nic: Nic;
  readonly application: ApplicationCosts;
  readonly lock: FifoLock;
  readonly nicPorts: number;
  readonly connections: number;
  /** Connections whose state is touched in turn. */
  readonly hotConnections: number;
  /** Time that an L3 miss stalls a thread. */
  readonly missStallPs: number;
  /** Largest number of hardware threads in use on one core. */
  readonly threadsPerCore: number;
  readonly random: (consumer: string) => RandomStream;
}
