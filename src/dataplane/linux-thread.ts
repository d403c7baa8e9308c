/**
 * A hardware thread of a Linux server at work: a receive queue with its interrupt, and a worker that waits in
 * epoll_wait.
 *
 *   interrupt   NAPI polls of up to 64 packets until the ring is empty or the softirq's budget is spent; packets
 *               go to their sockets. It comes in front of what the worker has left to do, or ends the halt and
 *               wakes the worker
 *   work        epoll_wait, then for each ready socket one read of all requests that wait in it
 *   lock        a request has been parsed and asks for the application's lock
 *   send        its response leaves at the end of sendmsg; the next request, socket or epoll_wait
 *
 * A worker that finds no ready socket blocks and the thread halts until the next interrupt. The worker cannot look
 * at its sockets before the softirq is over, so packets are delivered when the softirq begins: one event for both.
 */
import { clock } from "../engine/actor-clock.ts";
import type { ExponentialStream } from "../engine/exponential.ts";
import type { FifoLock } from "../engine/fifo-lock.ts";
import type { HardwareThread } from "../hw/hardware-thread.ts";
import type { Machine } from "../hw/machine.ts";
import type { Nic } from "../hw/nic.ts";
import * as packets from "../hw/packet-table.ts";
import { NONE } from "../hw/packet-table.ts";
import { PacketQueue } from "../hw/packet-queue.ts";
import type { ReceiveRing } from "../hw/receive-ring.ts";
import { ACK, MESSAGE, RESET, SEGMENT, SYN } from "../tcp/frames.ts";
import { SEGMENTS_PER_ACK, type ServerTcp } from "../tcp/server-tcp.ts";
import { countPass, type DataplaneCounts, type DataplaneThread } from "./contract.ts";
import type { LinuxCosts } from "./linux-costs.ts";
import { ReadySockets } from "./ready-sockets.ts";

const HALTED = 0;
/** A request is parsed and will ask for the lock. */
const LOCK = 1;
/** Its response goes through sendmsg. */
const SEND = 2;
/** What was read completes no request. */
const READ = 3;

/** What all threads of one server share. */
export interface LinuxServer {
  readonly machine: Machine;
  readonly tcp: ServerTcp;
  readonly cost: LinuxCosts;
  readonly counts: DataplaneCounts;
  readonly wakeUps: ExponentialStream;
  readonly waits: ExponentialStream;
}

export class LinuxThread implements DataplaneThread {
  readonly #thread: HardwareThread;
  readonly #ring: ReceiveRing;
  readonly #nic: Nic;
  readonly #tcp: ServerTcp;
  readonly #lock: FifoLock;
  readonly #sockets: ReadySockets;
  readonly #cost: LinuxCosts;
  readonly #counts: DataplaneCounts;
  readonly #wakeUps: ExponentialStream;
  readonly #waits: ExponentialStream;
  /** What the worker does, or would go on with after the softirq. */
  #work = HALTED;
  /** A softirq runs that brought the worker nothing. */
  #inSoftirq = false;
  // Numbers that would be boxed if they crossed a call.
  /** Cycles of what runs ahead of the next read, and of the packets of a poll. */
  #aheadCycles: number = 0;
  /** When the first frame gets to the ring that the last softirq did not take. */
  #framePs: number = 0;
  #inputCycles: number = 0;
  /** How much longer kernel cycles take, as it was drawn last. */
  #contention: number = 1;
  /** Kernel time that leads to the request being served. */
  #kernelPs: number = 0;
  /** Earliest time of the next interrupt. */
  #unmaskedPs = 0;
  /** Packets that were sent and that no poll has freed yet; their completion raises an interrupt. */
  #unreaped = 0;
  /** Frames that TCP sends. */
  readonly #out: PacketQueue;
  /** Ready sockets that the last epoll_wait returned and that are still to be read. */
  #events = 0;
  /** The request being served, and what stands behind it in the read buffer. */
  #serving = NONE;
  #behind = NONE;
  /** How long a request holds the lock. */
  readonly #holdPs: number = 0;
  /** Kernel cycles of what was read and completes no request. */
  #readCycles: number = 0;

  constructor(server: LinuxServer, index: number) {
    const { machine } = server;
    this.#thread = machine.threads[index]!;
    this.#ring = machine.nic.rings[index]!;
    this.#nic = machine.nic;
    this.#tcp = server.tcp;
    this.#lock = machine.lock;
    this.#out = new PacketQueue();
    this.#sockets = new ReadySockets(machine.connections);
    this.#cost = server.cost;
    const { lockCycles, lockStallPs } = server.cost;
    this.#holdPs = Math.floor(lockCycles * this.#thread.psPerCycle + lockStallPs + 0.5);
    this.#counts = server.counts;
    this.#wakeUps = server.wakeUps;
    this.#waits = server.waits;
  }

  frameComing(packet: number): void {
    if (this.#inSoftirq) return;
    const interruptPs = this.#interruptAt(packets.atPs[packet]!);
    if (interruptPs >= this.#thread.alarmPs) return;
    this.#thread.alarmPs = interruptPs;
    this.#thread.schedule();
  }

  step(): void {
    if (this.#inSoftirq) this.#halt();
    else if (!this.#thread.ended()) this.#interrupt();
    else if (this.#work === LOCK) this.#takeLock();
    else {
      this.#done();
      // The completion of what was sent may interrupt at once: one event for both.
      if (this.#thread.alarmPs <= clock.nowPs && !this.#thread.ended()) this.#interrupt();
    }
  }

  /** When something that happens at `atPs` is seen: moderation holds the interrupt, a halt delays it. */
  #interruptAt(atPs: number): number {
    const raisedPs = atPs > this.#unmaskedPs ? atPs : this.#unmaskedPs;
    return this.#work === HALTED ? raisedPs + this.#cost.haltExitPs : raisedPs;
  }

  #interrupt(): void {
    this.#counts.interrupts += 1;
    const thread = this.#thread;
    this.#unmaskedPs = clock.nowPs + this.#cost.moderationPs;
    this.#softirq();
    const isAsleep = this.#work === HALTED;
    if (isAsleep && this.#sockets.count === 0) this.#idleSoftirq();
    else {
      if (isAsleep) this.#work = SEND;
      const isWaiting = this.#unreaped > 0 || this.#ring.waiting.length > 0;
      const seenPs = isWaiting ? clock.nowPs : this.#framePs;
      thread.alarmPs = seenPs > this.#unmaskedPs ? seenPs : this.#unmaskedPs;
      if (isAsleep) this.#wake();
      else thread.interject();
    }
  }

  /** The polls of one softirq: packets are delivered, and the thread's `aheadCycles` say how long it takes. */
  #softirq(): void {
    const cost = this.#cost;
    const thread = this.#thread;
    const ring = this.#ring;
    const { waiting } = ring;
    const { nowPs } = clock;
    const psPerCycle = thread.psPerCycle * thread.stretchNow();
    let entryCycles = cost.interruptCycles;
    let cycles = 0;
    let untilPs = nowPs;
    let budget = cost.softirqBudget;
    let framePs = ring.nextFramePs();
    do {
      if (framePs <= untilPs) {
        ring.admitUntil(untilPs);
        framePs = ring.nextFramePs();
      }
      const n = waiting.length < cost.napiWeight ? waiting.length : cost.napiWeight;
      countPass(this.#counts, n);
      const reaped = this.#unreaped * cost.completionCycles;
      this.#unreaped = 0;
      let packets = 0;
      if (n > 0) {
        this.#receive(n);
        packets = n * cost.packetCycles + this.#inputCycles;
      }
      this.#contend();
      cycles += (entryCycles + cost.pollCycles + packets + reaped) * this.#contention;
      entryCycles = 0;
      budget -= n;
      untilPs = nowPs + Math.floor(cycles * psPerCycle + 0.5);
    } while (budget > 0 && (waiting.length > 0 || framePs <= untilPs));
    thread.aheadCycles = cycles;
    this.#framePs = framePs;
    if (this.#out.length > 0) this.#transmit(untilPs);
  }

  /** A softirq that brings the worker nothing: the thread runs it and halts again. */
  #idleSoftirq(): void {
    const thread = this.#thread;
    this.#inSoftirq = true;
    thread.begin();
    thread.alarmPs = Number.POSITIVE_INFINITY;
    thread.fixedUntilPs = clock.nowPs;
    thread.cycles = thread.aheadCycles;
    thread.stallPs = 0;
    thread.kernelShare = 1;
    thread.run();
  }

  /** TCP input of the ring's first `n` packets; `#inputCycles` says the cycles beyond the receive path of each. */
  #receive(n: number): void {
    const kind = packets.kind;
    const cost = this.#cost;
    let cycles = 0;
    for (let i = 0; i < n; i++) {
      const packet = this.#ring.waiting.shift();
      const what = kind[packet]!;
      if (what === MESSAGE) {
        cycles += cost.stateCycles;
        this.#counts.misses += cost.stateMisses;
        this.#deliverData(packet);
        continue;
      }
      if (what === SYN) cycles += cost.openCycles;
      else if (what === SEGMENT) cycles += cost.ackCycles / SEGMENTS_PER_ACK;
      this.#deliver(packet);
    }
    this.#inputCycles = cycles;
  }

  /** TCP input is done with a packet: data waits in its socket, the rest is answered at once or is over. */
  #deliver(packet: number): void {
    const tcp = this.#tcp;
    const kind = packets.kind[packet]!;
    if (kind === RESET) this.#sockets.deliver(packet);
    else if (kind === SYN) tcp.opened(packet, this.#out);
    else if (kind === ACK) {
      tcp.acknowledged(packet, this.#out);
      packets.release(packet);
    } else this.#deliverData(packet);
  }

  /** Data waits in its socket; whichever segment completes a request stands for it. */
  #deliverData(packet: number): void {
    const tcp = this.#tcp;
    if (tcp.completes(packet)) {
      packets.kind[packet] = MESSAGE;
      this.#sockets.deliver(packet);
      return;
    }
    this.#sockets.deliverSegment(packets.connection[packet]!);
    if (tcp.isAckDue(packet)) tcp.acknowledge(packet, this.#out);
    else packets.release(packet);
  }

  /** Frames that TCP made leave at `atPs`; their completion raises an interrupt. */
  #transmit(atPs: number): void {
    const out = this.#out;
    this.#unreaped += out.length;
    this.#nic.sendSide.depart(out.head, atPs);
    out.clear();
  }

  /** The worker was blocked in epoll_wait and gets the core after the softirq. */
  #wake(): void {
    this.#counts.wakeUps += 1;
    const thread = this.#thread;
    thread.begin();
    const cost = this.#cost;
    thread.stallPs = cost.wakeLatencyPs * this.#wakeUps.next();
    this.#aheadCycles = thread.aheadCycles;
    this.#waitForEvents(cost.wakeCycles);
    this.#aheadCycles = 0;
  }

  /** epoll_wait returns every ready socket; the first one is read. */
  #waitForEvents(entryCycles: number): void {
    this.#events = this.#sockets.count;
    this.#readSocket(entryCycles + this.#cost.epollCycles);
  }

  /** Reads what waits in the first ready socket and parses the first request of it; stalls are written before. */
  #readSocket(entryCycles: number): void {
    const thread = this.#thread;
    this.#events -= 1;
    const { readCycles, eventCycles } = this.#cost;
    const first = this.#sockets.read();
    this.#readCycles = this.#sockets.segmentsRead * this.#cost.segmentCycles;
    const request = this.#take(first);
    this.#contend();
    const callCycles = (entryCycles + readCycles + this.#readCycles) * this.#contention;
    const kernelCycles = this.#aheadCycles + callCycles;
    thread.cycles = kernelCycles + eventCycles;
    this.#kernelPs = kernelCycles * thread.psPerCycle + thread.stallPs;
    this.#parse(request);
  }

  /** Goes through what was read, up to the first request; closes connections that were reset. Returns it, or NONE. */
  #take(first: number): number {
    const kind = packets.kind;
    const next = packets.next;
    let packet = first;
    while (packet !== NONE) {
      const following = next[packet]!;
      if (kind[packet] === MESSAGE) {
        this.#behind = following;
        return packet;
      }
      this.#readCycles += this.#cost.connectionCycles;
      packets.release(packet);
      packet = following;
    }
    this.#behind = NONE;
    return NONE;
  }

  /** Adds the application's work on a request to what leads to it. */
  #parse(request: number): void {
    const thread = this.#thread;
    const cost = this.#cost;
    this.#serving = request;
    thread.fixedUntilPs = clock.nowPs;
    let kernelPs = this.#kernelPs;
    if (request === NONE) this.#work = READ;
    else {
      thread.cycles += packets.demandCycles[request]!;
      thread.stallPs += cost.userStallPs;
      this.#counts.misses += cost.userMisses;
      if (cost.isLocked) this.#work = LOCK;
      else {
        this.#contend();
        const sendCycles = cost.sendCycles * this.#contention;
        thread.cycles += sendCycles;
        kernelPs += sendCycles * thread.psPerCycle;
        this.#work = SEND;
      }
    }
    thread.kernelShare = kernelPs / (thread.cycles * thread.psPerCycle + thread.stallPs);
    thread.run();
  }

  /** The request holds the lock in turn; then its response goes through sendmsg. */
  #takeLock(): void {
    const cost = this.#cost;
    const thread = this.#thread;
    const releasedPs = this.#lock.acquire(clock.nowPs, this.#holdPs);
    thread.begin();
    this.#work = SEND;
    thread.fixedUntilPs = releasedPs;
    this.#contend();
    thread.cycles = cost.sendCycles * this.#contention;
    thread.stallPs = 0;
    thread.kernelShare = 1;
    thread.run();
  }

  /** A response leaves, if there is one; the worker goes on, or blocks. */
  #done(): void {
    if (this.#work === SEND) {
      this.#tcp.answer(this.#serving, this.#out);
      const { nowPs } = clock;
      if (this.#out.length > 0) this.#transmit(nowPs);
      const interruptPs = nowPs > this.#unmaskedPs ? nowPs : this.#unmaskedPs;
      if (interruptPs < this.#thread.alarmPs) this.#thread.alarmPs = interruptPs;
    }
    this.#goOn();
  }

  /** The next request that was read, the next socket, epoll_wait, or nothing to do. */
  #goOn(): void {
    const thread = this.#thread;
    thread.begin();
    thread.stallPs = 0;
    this.#readCycles = 0;
    const request = this.#behind === NONE ? NONE : this.#take(this.#behind);
    if (request !== NONE) {
      thread.cycles = 0;
      this.#kernelPs = 0;
      this.#parse(request);
    } else if (this.#events > 0) this.#readSocket(this.#readCycles);
    else if (this.#sockets.count > 0) this.#waitForEvents(this.#readCycles);
    else this.#halt();
  }

  /** Halts until the queue's next interrupt: for a completion that was not reaped, or for the next frame. */
  #halt(): void {
    const ring = this.#ring;
    this.#inSoftirq = false;
    this.#work = HALTED;
    this.#serving = NONE;
    const isWaiting = this.#unreaped > 0 || ring.waiting.length > 0;
    const seenPs = isWaiting ? clock.nowPs : ring.nextFramePs();
    this.#thread.alarmPs = this.#interruptAt(seenPs);
    this.#thread.rest();
  }

  /**
   * Kernel cycles cost more while other cores use the kernel, because locks and shared lines are waited for.
   * How long is chance: exponential around its mean.
   */
  #contend(): void {
    const others = this.#thread.busyCores - 1;
    this.#contention = others <= 0 ? 1 : 1 + this.#cost.contention * others * this.#waits.next();
  }
}
