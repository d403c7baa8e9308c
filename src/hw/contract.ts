/**
 * What hardware is, seen from above: the numbers of a machine, and who is told when a frame arrives or
 * is lost. A platform is data only; the mechanisms that use the numbers are the other files of `hw`.
 */
import type { Member } from "../params.ts";
import type { Figure } from "./figure.ts";

/** Every number of a machine that the mechanisms ask for. */
export interface PlatformFigures {
  /** Clock without Turbo. */
  readonly nominalFrequency: Figure;
  /** What two busy hyperthreads of a core do together, beyond one: 0.118 means 1.118 times. */
  readonly smtYield: Figure;
  /** How long an L3 miss stalls a hardware thread. */
  readonly missStall: Figure;
  /** The same while all cores are in use and share ring, L3 and memory controller. */
  readonly missStallShared: Figure;
  /** Part of the L3 that holds connection state, beside code, DDIO and the application. */
  readonly l3ForState: Figure;
  /** Part of a core's L2 that packet headers can live in. */
  readonly l2ForHeaders: Figure;
  /** What one core of the background job, SHA-1 at the nominal clock, reads: more data than the L3 holds, in a row. */
  readonly jobStream: Figure;
  /** How long a line that is missing in L2 and present in L3 takes. */
  readonly l2Miss: Figure;
  readonly linkSpeed: Figure;
  /** Packets that one port receives per second, whatever their size. */
  readonly portPacketRate: Figure;
  /** From a client's NIC to the server's memory, or back: NIC, switch, NIC. */
  readonly wireOneWay: Figure;
  /** Entries of the NIC's redirection table, that is flow groups. */
  readonly flowGroups: Figure;
  /** Package power that is there whatever the cores do. */
  readonly powerFloor: Figure;
  /** Power of a running core at the lowest clock, with one hyperthread in use. */
  readonly powerCore: Figure;
  /** Further power of a core at the lowest clock, when its second hyperthread is in use. */
  readonly powerSecondThread: Figure;
  /** Rise of the voltage with the clock, relative to the lowest clock. */
  readonly voltageSlope: Figure;
  /** Further power of a core that computes, relative to one that polls. */
  readonly powerBusy: Figure;
  /** Power of a halted core, relative to one that polls. */
  readonly powerHalted: Figure;
}

export interface Platform extends Member {
  readonly cores: number;
  readonly threadsPerCore: number;
  readonly maxNicPorts: number;
  /** Selectable clocks in Hz, rising, without Turbo. */
  readonly pStates: readonly number[];
  /** Turbo clock in Hz by the number of active cores: [0] with one, [1] with two, ... */
  readonly turbo: readonly number[];
  readonly figures: PlatformFigures;
}

/** Who owns a receive ring and wants to know of the first frame on its way when none was. */
export interface Receiver {
  /** It will stand in the ring at the packet's `atPs`. */
  frameComing(packet: number): void;
}

/** Who must send again what a full receive ring threw away. */
export interface Sender {
  /** The frame was lost when it arrived, at the packet's `atPs`. */
  frameLost(packet: number): void;
}
