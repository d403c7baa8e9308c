/**
 * A core under mTCP: a TCP thread and an application thread take turns on it.
 *
 *   tcp      take what stands in the rings, process it, send what windows admit; the frames leave at its end
 *   serve    a request reaches the application's lock, if it has one
 *   app      the application has handled the events of that turn and written its answers
 *   wait     until the TCP thread's next turn is due
 *   sleep    nothing to do: the TCP thread sleeps a fixed time and looks again
 *
 * Answers leave in the TCP thread's turn after the one that received their requests. A frame that comes while
 * the core sleeps waits for the end of the sleep, which began at a time that has nothing to do with it.
 */
import { clock } from "../engine/actor-clock.ts";
import type { FifoLock } from "../engine/fifo-lock.ts";
import type { RandomStream } from "../engine/random.ts";
import type { HardwareThread } from "../hw/hardware-thread.ts";
import type { Machine } from "../hw/machine.ts";
import type { Nic } from "../hw/nic.ts";
import { PacketQueue } from "../hw/packet-queue.ts";
import * as packets from "../hw/packet-table.ts";
import { NONE } from "../hw/packet-table.ts";
import type { ReceiveRing } from "../hw/receive-ring.ts";
import { ACK, MESSAGE, RESET, SEGMENT, SYN } from "../tcp/frames.ts";
import type { ServerTcp } from "../tcp/server-tcp.ts";
import { countPass, type DataplaneCounts, type DataplaneThread } from "./contract.ts";
import type { MtcpCosts } from "./mtcp-costs.ts";
import type { MtcpSendList } from "./mtcp-send-list.ts";

const TCP = 0;
const SERVE = 1;
const APP = 2;
const WAIT = 3;
const SLEEP = 4;

/** What all cores of one server share. */
export interface MtcpServer {
  readonly machine: Machine;
  readonly tcp: ServerTcp;
  readonly cost: MtcpCosts;
  readonly counts: DataplaneCounts;
  /** How much of a sleep is left when its first frame arrives. */
  readonly sleeps: RandomStream;
}

export class MtcpThread implements DataplaneThread {
  readonly #thread: HardwareThread;
  readonly #ring: ReceiveRing;
  readonly #nic: Nic;
  readonly #tcp: ServerTcp;
  readonly #lock: FifoLock;
  readonly #cost: MtcpCosts;
  readonly #counts: DataplaneCounts;
  readonly #sleeps: RandomStream;
  readonly #sendList: MtcpSendList;
  #phase = SLEEP;
  /** When the TCP thread's turn began; how long the sleep lasts after its first frame. */
  #turnPs: number = 0;
  #sleepPs: number = 0;
  /** Frames that leave at the end of the turn, or of the next one. */
  readonly #out: PacketQueue;
  /** Requests whose events the application handles, and the one being served. */
  readonly #batch: PacketQueue;
  #serving = NONE;
  /** Whether the turn received data. */
  #hadData = false;
  /** Cycles of the turn's packets; cycles of the batch's requests. */
  #tcpCycles: number = 0;
  #demandCycles: number = 0;

  constructor(server: MtcpServer, index: number, sendList: MtcpSendList) {
    const { machine } = server;
    this.#thread = machine.threads[index]!;
    this.#ring = machine.nic.rings[index]!;
    this.#nic = machine.nic;
    this.#tcp = server.tcp;
    this.#lock = machine.lock;
    this.#cost = server.cost;
    this.#counts = server.counts;
    this.#sleeps = server.sleeps;
    this.#sendList = sendList;
    this.#out = new PacketQueue();
    this.#batch = new PacketQueue();
    this.#sleepPs = this.#drawSleepPs();
  }

  frameComing(packet: number): void {
    if (this.#phase !== SLEEP) return;
    const wakePs = packets.atPs[packet]! + this.#sleepPs;
    if (wakePs >= this.#thread.alarmPs) return;
    this.#thread.alarmPs = wakePs;
    this.#thread.schedule();
  }

  step(): void {
    if (this.#phase === TCP) this.#tcpEnds();
    else if (this.#phase === SERVE) this.#serve();
    else if (this.#phase === APP) this.#appEnds();
    else this.#turn();
  }

  /** A turn of the TCP thread. */
  #turn(): void {
    const cost = this.#cost;
    const { waiting } = this.#ring;
    this.#ring.admit();
    const n = waiting.length < cost.rxBatch ? waiting.length : cost.rxBatch;
    if (n === 0 && this.#out.length === 0 && this.#sendList.length === 0) {
      this.#sleep();
      return;
    }
    if (this.#phase === SLEEP) this.#counts.wakeUps += 1;
    countPass(this.#counts, n);
    const thread = this.#thread;
    thread.begin();
    thread.alarmPs = Number.POSITIVE_INFINITY;
    thread.fixedUntilPs = clock.nowPs;
    this.#turnPs = clock.nowPs;
    this.#tcpCycles = cost.turnCycles + n * cost.receiveCycles;
    this.#demandCycles = 0;
    this.#hadData = false;
    this.#receive(n);
    this.#send(n);
    const messages = this.#batch.length;
    thread.cycles = (this.#tcpCycles + this.#out.length * cost.transmitCycles) * this.#contention();
    thread.stallPs = messages * cost.messageStallPs;
    thread.kernelShare = 1;
    this.#counts.misses += messages * cost.messageMisses;
    this.#phase = TCP;
    thread.run();
  }

  /** Processes the first `n` frames of the rings. */
  #receive(n: number): void {
    const kind = packets.kind;
    const demandCycles = packets.demandCycles;
    const { waiting } = this.#ring;
    for (let i = 0; i < n; i++) {
      const packet = waiting.shift();
      const is = kind[packet]!;
      if (is === MESSAGE || is === SEGMENT) {
        this.#hadData = true;
        if (is === SEGMENT) this.#tcpCycles += this.#cost.segmentCycles;
        if (this.#tcp.completes(packet)) {
          this.#demandCycles += demandCycles[packet]!;
          this.#batch.push(packet);
          continue;
        }
      }
      this.#control(packet, is);
    }
  }

  /** A frame that completes no request: TCP answers it, or nobody does. */
  #control(packet: number, kind: number): void {
    const connection = packets.connection;
    if (kind === SYN) {
      this.#tcpCycles += this.#cost.connectionCycles / 2;
      this.#sendList.opened(connection[packet]!);
      this.#tcp.opened(packet, this.#out);
      return;
    }
    if (kind === SEGMENT && this.#tcp.isAckDue(packet)) {
      this.#tcp.acknowledge(packet, this.#out);
      return;
    }
    if (kind === ACK) this.#sendList.acknowledged(connection[packet]!);
    else if (kind === RESET) this.#tcpCycles += this.#cost.connectionCycles / 2;
    packets.release(packet);
  }

  /** One pass over the send list after each chunk of packets, and one that finds the ring empty. */
  #send(packets: number): void {
    const { chunkPackets, segmentCycles } = this.#cost;
    for (let left = packets; ; left -= chunkPackets) {
      if (this.#sendList.length === 0) return;
      this.#tcpCycles += this.#sendList.pass(this.#out) * segmentCycles;
      if (left <= 0) return;
    }
  }

  /** The TCP thread's turn is over: its frames leave, the application gets the core. */
  #tcpEnds(): void {
    const next = packets.next;
    let packet = this.#out.head;
    this.#out.clear();
    while (packet !== NONE) {
      const following = next[packet]!;
      this.#nic.respond(packet);
      packet = following;
    }
    if (this.#batch.length === 0) this.#wait();
    else this.#enter();
  }

  /** The application handles the events of the turn. */
  #enter(): void {
    const cost = this.#cost;
    const thread = this.#thread;
    const n = this.#batch.length;
    thread.begin();
    thread.fixedUntilPs = clock.nowPs;
    if (cost.isLocked) {
      this.#phase = SERVE;
      this.#work(this.#batch.head, cost.turnCycles);
      return;
    }
    const libraryCycles = (cost.turnCycles + n * cost.messageCycles) * this.#contention();
    thread.cycles = libraryCycles + n * cost.userCycles + this.#demandCycles;
    thread.stallPs = n * cost.userStallPs;
    thread.kernelShare = 0;
    this.#counts.misses += n * cost.userMisses;
    this.#phase = APP;
    thread.run();
  }

  /** The application works on one request up to its lock, once the fixed part has passed. */
  #work(packet: number, entryCycles: number): void {
    this.#serving = packet;
    const cost = this.#cost;
    const thread = this.#thread;
    const libraryCycles = (entryCycles + cost.messageCycles) * this.#contention();
    thread.cycles = libraryCycles + cost.userCycles + packets.demandCycles[packet]!;
    thread.stallPs = cost.userStallPs;
    thread.kernelShare = 0;
    this.#counts.misses += cost.userMisses;
    thread.run();
  }

  /** A request asks for the lock; afterwards the next one, or the end of the application's turn. */
  #serve(): void {
    const cost = this.#cost;
    const thread = this.#thread;
    const holdPs = cost.lockCycles * thread.psPerCycle + cost.lockStallPs;
    const releasedPs = this.#lock.acquire(clock.nowPs, Math.floor(holdPs + 0.5));
    thread.begin();
    thread.fixedUntilPs = releasedPs;
    const next = packets.next[this.#serving]!;
    if (next !== NONE) {
      this.#work(next, 0);
      return;
    }
    this.#phase = APP;
    thread.cycles = 0;
    thread.stallPs = 0;
    thread.run();
  }

  /** The application's answers are written; they wait for the TCP thread. */
  #appEnds(): void {
    const batch = this.#batch;
    while (batch.length > 0) this.#sendList.write(batch.shift(), this.#out);
    this.#wait();
  }

  /** The next turn of the TCP thread follows now, or when its cycle is over; without data or work it sleeps. */
  #wait(): void {
    this.#ring.admit();
    const toSend = this.#out.length + this.#sendList.length;
    if (!this.#hadData && toSend === 0 && this.#ring.waiting.length === 0) {
      this.#sleep();
      return;
    }
    const duePs = this.#turnPs + this.#cost.cyclePs;
    if (duePs <= clock.nowPs) {
      this.#turn();
      return;
    }
    this.#phase = WAIT;
    this.#thread.alarmPs = duePs;
    this.#thread.rest();
  }

  #sleep(): void {
    this.#phase = SLEEP;
    this.#sleepPs = this.#drawSleepPs();
    this.#thread.alarmPs = this.#ring.nextFramePs() + this.#sleepPs;
    this.#thread.rest();
  }

  /** How long the sleep will last after its first frame. */
  #drawSleepPs(): number {
    return Math.floor(this.#sleeps.uniform() * this.#cost.sleepPs + 0.5);
  }

  /** Cores that are busy at the same time slow one another down. */
  #contention(): number {
    const others = this.#thread.busyCores - 1;
    return others <= 0 ? 1 : 1 + this.#cost.contention * others;
  }
}
