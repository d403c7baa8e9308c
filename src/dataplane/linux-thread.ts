/**
 * A hardware thread of a Linux server at work: a receive queue with its interrupt, and a worker that waits in
 * epoll_wait.
 *
 *   interrupt   suspends the worker, or ends the halt; opens the softirq
 *   softirq     NAPI polls of up to 64 packets until the ring is empty; packets go to their sockets
 *   work        epoll_wait, then for each ready socket one read of all requests that wait in it
 *   lock        a request has been parsed and asks for the application's lock
 *   send        its response leaves at the end of sendmsg; the next request, socket or epoll_wait
 *
 * A worker that finds no ready socket blocks and the thread halts until the next interrupt.
 */
import type { ActorClock } from "../engine/actor-clock.ts";
import type { ExponentialStream } from "../engine/exponential.ts";
import type { FifoLock } from "../engine/fifo-lock.ts";
import type { HardwareThread } from "../hw/hardware-thread.ts";
import type { Machine } from "../hw/machine.ts";
import type { Nic } from "../hw/nic.ts";
import { NONE, type PacketTable } from "../hw/packet-table.ts";
import type { ReceiveRing } from "../hw/receive-ring.ts";
import type { DataplaneCounts, DataplaneThread } from "./contract.ts";
import type { LinuxCosts } from "./linux-costs.ts";
import { ReadySockets } from "./ready-sockets.ts";

const HALTED = 0;
const LOCK = 1;
const SEND = 2;

/** What all threads of one server share. */
export interface LinuxServer {
  readonly machine: Machine;
  readonly cost: LinuxCosts;
  readonly counts: DataplaneCounts;
  readonly wakeUps: ExponentialStream;
  readonly waits: ExponentialStream;
}

export class LinuxThread implements DataplaneThread {
  readonly #clock: ActorClock;
  readonly #thread: HardwareThread;
  readonly #ring: ReceiveRing;
  readonly #nic: Nic;
  readonly #packets: PacketTable;
  readonly #lock: FifoLock;
  readonly #sockets: ReadySockets;
  readonly #cost: LinuxCosts;
  readonly #counts: DataplaneCounts;
  readonly #wakeUps: ExponentialStream;
  readonly #waits: ExponentialStream;
  /** What the worker does, or would go on with after the softirq. */
  #work = HALTED;
  #inSoftirq = false;
  /** Earliest time of the next interrupt. */
  #unmaskedPs = 0;
  /** Packets that were sent and that no poll has freed yet; their completion raises an interrupt. */
  #unreaped = 0;
  /** Packets of the running poll. */
  #polled = 0;
  /** Ready sockets that the last epoll_wait returned and that are still to be read. */
  #events = 0;
  /** The request being served; the ones behind it in the read buffer are linked. */
  #serving = NONE;

  constructor(server: LinuxServer, index: number) {
    const { machine } = server;
    this.#clock = machine.clock;
    this.#thread = machine.threads[index]!;
    this.#ring = machine.nic.rings[index]!;
    this.#nic = machine.nic;
    this.#packets = machine.packets;
    this.#lock = machine.lock;
    this.#sockets = new ReadySockets(machine.packets, machine.connections);
    this.#cost = server.cost;
    this.#counts = server.counts;
    this.#wakeUps = server.wakeUps;
    this.#waits = server.waits;
  }

  frameComing(packet: number): void {
    if (!this.#inSoftirq) this.#expectInterrupt(this.#packets.atPs[packet]!);
  }

  step(): void {
    if (this.#inSoftirq) this.#softirqEnds();
    else if (!this.#thread.ended()) this.#interrupt();
    else if (this.#work === LOCK) this.#takeLock();
    else this.#sent();
  }

  /** Something happens at `atPs` that raises the queue's interrupt. */
  #expectInterrupt(atPs: number): void {
    const interruptPs = this.#interruptAt(atPs);
    if (interruptPs >= this.#thread.alarmPs) return;
    this.#thread.alarmPs = interruptPs;
    this.#thread.schedule();
  }

  /** When something that happens at `atPs` is seen: moderation holds the interrupt, a halt delays it. */
  #interruptAt(atPs: number): number {
    const raisedPs = atPs > this.#unmaskedPs ? atPs : this.#unmaskedPs;
    return this.#work === HALTED ? raisedPs + this.#cost.haltExitPs : raisedPs;
  }

  /** The queue's next interrupt: for a completion that was not reaped, or for the next frame. */
  #nextInterruptPs(): number {
    return this.#interruptAt(this.#unreaped > 0 ? this.#clock.nowPs : this.#ring.nextFramePs());
  }

  #interrupt(): void {
    this.#counts.interrupts += 1;
    if (this.#work !== HALTED) this.#thread.suspend();
    this.#thread.begin();
    this.#thread.alarmPs = Number.POSITIVE_INFINITY;
    this.#inSoftirq = true;
    this.#unmaskedPs = this.#clock.nowPs + this.#cost.moderationPs;
    this.#poll(this.#cost.interruptCycles);
  }

  /** One NAPI poll: what stands in the ring, up to its weight. */
  #poll(entryCycles: number): void {
    const cost = this.#cost;
    this.#ring.admit();
    const { waiting } = this.#ring;
    const n = waiting < cost.napiWeight ? waiting : cost.napiWeight;
    this.#polled = n;
    if (n > 0) {
      this.#counts.fullPasses += 1;
      this.#counts.packets += n;
    } else {
      this.#counts.emptyPasses += 1;
    }
    const packetCycles = n * cost.packetCycles + this.#unreaped * cost.completionCycles;
    this.#unreaped = 0;
    const thread = this.#thread;
    thread.fixedUntilPs = this.#clock.nowPs;
    thread.cycles = (entryCycles + cost.pollCycles + packetCycles) * this.#contention();
    thread.stallPs = n * cost.packetStallPs;
    thread.kernelShare = 1;
    thread.run();
  }

  /** The poll is over: its packets stand in their sockets. Poll again, or give the core back. */
  #softirqEnds(): void {
    const ring = this.#ring;
    const thread = this.#thread;
    for (let left = this.#polled; left > 0; left--) this.#sockets.deliver(ring.takeFirst());
    ring.admit();
    thread.begin();
    if (ring.waiting > 0) {
      this.#poll(0);
      return;
    }
    this.#inSoftirq = false;
    const asleep = this.#work === HALTED;
    if (asleep && this.#sockets.count > 0) this.#work = SEND;
    thread.alarmPs = this.#nextInterruptPs();
    if (!asleep) thread.resume();
    else if (this.#work === HALTED) thread.rest();
    else this.#wake();
  }

  /** The worker was blocked in epoll_wait and gets the core. */
  #wake(): void {
    this.#counts.wakeUps += 1;
    const latencyPs = this.#cost.wakeLatencyPs * this.#wakeUps.next();
    this.#waitForEvents(this.#cost.wakeCycles, latencyPs);
  }

  /** epoll_wait returns every ready socket; the first one is read. */
  #waitForEvents(entryCycles: number, stallPs: number): void {
    this.#events = this.#sockets.count;
    this.#readSocket(entryCycles + this.#cost.epollCycles, stallPs);
  }

  /** Reads all requests of the first ready socket and parses the first of them. */
  #readSocket(entryCycles: number, stallPs: number): void {
    this.#events -= 1;
    const { readCycles, eventCycles } = this.#cost;
    const kernelCycles = (entryCycles + readCycles) * this.#contention();
    const kernelPs = kernelCycles * this.#thread.psPerCycle + stallPs;
    this.#thread.cycles = kernelCycles + eventCycles;
    this.#thread.stallPs = stallPs;
    this.#parse(this.#sockets.read(), kernelPs);
  }

  /** Adds the application's work on a request to what leads to it, `kernelPs` of kernel time. */
  #parse(packet: number, kernelPs: number): void {
    this.#serving = packet;
    this.#work = LOCK;
    const thread = this.#thread;
    thread.fixedUntilPs = this.#clock.nowPs;
    thread.cycles += this.#packets.demandCycles[packet]!;
    thread.stallPs += this.#cost.userStallPs;
    thread.kernelShare = kernelPs / (thread.cycles * thread.psPerCycle + thread.stallPs);
    thread.run();
  }

  /** The request holds the lock in turn; then its response goes through sendmsg. */
  #takeLock(): void {
    const cost = this.#cost;
    const thread = this.#thread;
    const holdPs = cost.lockCycles * thread.psPerCycle + cost.lockStallPs;
    const releasedPs = this.#lock.acquire(this.#clock.nowPs, Math.floor(holdPs + 0.5));
    thread.begin();
    this.#work = SEND;
    thread.fixedUntilPs = releasedPs;
    thread.cycles = cost.sendCycles * this.#contention();
    thread.stallPs = 0;
    thread.kernelShare = 1;
    thread.run();
  }

  /** A response leaves; the worker goes on, or blocks. */
  #sent(): void {
    const packet = this.#serving;
    const next = this.#packets.next[packet]!;
    this.#nic.respond(packet);
    this.#unreaped += 1;
    this.#expectInterrupt(this.#clock.nowPs);
    this.#thread.begin();
    if (next !== NONE) {
      this.#thread.cycles = 0;
      this.#thread.stallPs = 0;
      this.#parse(next, 0);
    } else if (this.#events > 0) this.#readSocket(0, 0);
    else if (this.#sockets.count > 0) this.#waitForEvents(0, 0);
    else this.#halt();
  }

  #halt(): void {
    this.#work = HALTED;
    this.#serving = NONE;
    this.#thread.alarmPs = this.#nextInterruptPs();
    this.#thread.rest();
  }

  /**
   * Kernel cycles cost more while other cores use the kernel, because locks and shared lines are waited for.
   * How long is chance: exponential around its mean.
   */
  #contention(): number {
    const others = this.#thread.socket.busy - 1;
    return others <= 0 ? 1 : 1 + this.#cost.contention * others * this.#waits.next();
  }
}
