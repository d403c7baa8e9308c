/**
 * Client machines of the echo experiments: every connection opens, exchanges n messages one after another,
 * resets, and opens again, as fast as it is answered.
 *
 * A client machine runs Linux threads, each with its share of the connections. A thread handles one message
 * at a time, in the order in which they come back, so that busy clients answer late; a constant time for
 * the network stack and the wake-up comes on top. The kernel acknowledges without the thread.
 * Source: OSDI'14 section 5.3 and its scripts: 18 machines, 16 threads each; 24 in the connection test.
 */
import { clock } from "../engine/actor-clock.ts";
import { BUCKET_PS, CALENDAR, FrameCalendar } from "../hw/frame-calendar.ts";
import type { RandomStream } from "../engine/random.ts";
import type { Nic } from "../hw/nic.ts";
import * as steering from "../hw/steering.ts";
import * as packets from "../hw/packet-table.ts";
import { NONE } from "../hw/packet-table.ts";
import {
  ACK,
  MESSAGE,
  RESET,
  RESPONSE_SEGMENT,
  SEGMENT,
  SYN,
  SYN_ACK,
  WINDOW_SEGMENTS,
} from "../tcp/frames.ts";
import { SEGMENTS_PER_ACK } from "../tcp/server-tcp.ts";
import type { Clients, ClientSide } from "./contract.ts";
import { LATENCIES, latencies } from "./latency-buffer.ts";
import { RetransmitQueue } from "./retransmit-queue.ts";

/** Four million connections per second. */
const START_GAP_PS = 250e3;

/** More than any echo experiment's connections, and its clients' threads. */
const CONNECTIONS = 1 << 19;
const THREADS = 1 << 15;

/** Per connection: its client thread, and the messages that are left of it. Until when each client thread is busy. */
const threadOf = new Int32Array(CONNECTIONS);
const messagesLeft = new Int32Array(CONNECTIONS);
const threadFreePs = new Float64Array(THREADS);

export interface EchoSetup {
  readonly connections: number;
  /** Messages of a connection; 0 for one that never closes. */
  readonly messagesPerConnection: number;
  /** Threads of all client machines. */
  readonly threads: number;
  /** What a client thread spends on one message, and on closing and opening a connection. */
  readonly messagePs: number;
  readonly reconnectPs: number;
  /** Constant time at a client between a response on the wire and the next request on it. */
  readonly stackPs: number;
  /** From a segment on the wire to its acknowledgement on it. */
  readonly ackPs: number;
}

export class EchoClients implements Clients {
  loadDue = 0;
  loadSent = 0;
  loadAnswered = 0;
  latencySent = 0;
  latencyAnswered = 0;
  limitPs = 0;

  readonly #nic: Nic;
  readonly #side: ClientSide;
  readonly #setup: EchoSetup;
  readonly #calendar: FrameCalendar;
  readonly #lost: RetransmitQueue;
  readonly #isSingle: boolean = false;
  readonly #replyBytes: number = 0;
  /** Least time from a frame's return to a frame that it causes. */
  readonly #leastPs: number = 0;
  /** Per connection: messages left, when its request was sent, segments to send, in flight, received. */
  readonly #sentPs: Float64Array;
  readonly #toSend: Int32Array;
  readonly #inFlight: Int32Array;
  readonly #received: Int32Array;
  readonly #ackIsLate: Uint8Array;
  #nowPs: number = 0;

  constructor(side: ClientSide, setup: EchoSetup) {
    const { connections } = setup;
    const { requestSegments, responseSegments } = side.exchange;
    latencies.reset(side.sink);
    this.#side = side;
    this.#setup = setup;
    this.#nic = side.nic;
    this.#calendar = new FrameCalendar(CALENDAR.clients);
    this.#lost = new RetransmitQueue();
    this.#isSingle = requestSegments === 1 && responseSegments === 1;
    this.#replyBytes = side.exchange.responseWireBytes;
    const reactsAlone = !this.#isSingle || setup.messagesPerConnection > 0;
    const threadPs = setup.messagePs + setup.stackPs;
    this.#leastPs = reactsAlone && setup.ackPs < threadPs ? setup.ackPs : threadPs;
    for (let c = 0; c < connections; c++) threadOf[c] = c % setup.threads;
    threadFreePs.fill(0, 0, setup.threads);
    messagesLeft.fill(0, 0, connections);
    this.#sentPs = new Float64Array(connections);
    const rows = this.#isSingle ? 0 : connections;
    this.#toSend = new Int32Array(rows);
    this.#inFlight = new Int32Array(rows);
    this.#received = new Int32Array(rows);
    this.#ackIsLate = new Uint8Array(rows);
    const ages = side.random("echo-ages");
    for (let c = 0; c < connections; c++) this.#start(c, ages);
  }

  step(actor: number): void {
    const backPs = this.#nic.collect();
    const untilPs = backPs < this.limitPs ? backPs : this.limitPs;
    this.advance(untilPs);
    const sentPs = Math.floor((untilPs + this.#leastPs) / BUCKET_PS) * BUCKET_PS;
    clock.set(actor, sentPs + this.#nic.requestDelayPs);
  }

  /** Takes what is back by `untilPs`, and sends what the clients are then known to send. */
  advance(untilPs: number): void {
    this.#nic.collect();
    this.#takeResponses(untilPs);
    this.#nowPs = untilPs;
    const sentPs = untilPs + this.#leastPs;
    while (this.#lost.length > 0 && this.#lost.firstPs() <= sentPs) this.#sendAgain();
    this.#sendDue(sentPs);
  }

  /** Every frame that is back, in the order of time. The usual one is a small message that another follows. */
  #takeResponses(untilPs: number): void {
    const atPs = packets.atPs;
    const connection = packets.connection;
    const kind = packets.kind;
    const next = packets.next;
    const sentPs = packets.sentPs;
    const portOf = steering.portOf;
    const clientOf = threadOf;
    const freePs = threadFreePs;
    const leftOf = messagesLeft;
    const latencyPs = latencies.clientPs;
    const { sendSide } = this.#nic;
    const { messagePs, stackPs } = this.#setup;
    const isOnePort = sendSide.ports === 1;
    const isSingle = this.#isSingle;
    let answered = 0;
    let clients = latencies.clients;
    let frame = sendSide.next();
    while (frame !== NONE) {
      const nowPs = atPs[frame]!;
      if (nowPs > untilPs) break;
      const from = connection[frame]!;
      const following = next[frame]!;
      sendSide.taken(portOf[from]!, following);
      const others = (leftOf[from]! - 1) | 0;
      if (isSingle && others !== 0 && kind[frame] === MESSAGE) {
        leftOf[from] = others;
        if (clients === LATENCIES) {
          latencies.clients = clients;
          latencies.flush();
          clients = 0;
        }
        latencyPs[clients] = nowPs - sentPs[frame]!;
        clients = (clients + 1) | 0;
        answered = (answered + 1) | 0;
        const thread = clientOf[from]!;
        const idlePs = freePs[thread]!;
        const donePs = (idlePs > nowPs ? idlePs : nowPs) + messagePs;
        freePs[thread] = donePs;
        atPs[frame] = donePs + stackPs;
        sentPs[frame] = donePs + stackPs;
        this.#calendar.put(frame);
      } else {
        this.#nowPs = nowPs;
        latencies.clients = clients;
        this.#back(frame);
        clients = latencies.clients;
      }
      frame = isOnePort ? following : sendSide.next();
    }
    latencies.clients = clients;
    this.loadAnswered += answered;
    this.loadDue += answered;
    this.loadSent += answered;
  }

  /** Sends what is due by `untilPs`; a connection that is opened gets its thread and port at that moment. */
  #sendDue(untilPs: number): void {
    const connection = packets.connection;
    const kind = packets.kind;
    const later = packets.later;
    const { receiveSide } = this.#nic;
    let first = this.#calendar.takeAll(untilPs);
    let before = NONE;
    for (let frame = first; frame !== NONE; frame = later[frame]!) {
      if (kind[frame] === SYN) {
        if (before !== NONE) {
          later[before] = NONE;
          receiveSide.sendAll(first);
        }
        first = frame;
        this.#side.steer(connection[frame]!);
      }
      before = frame;
    }
    receiveSide.sendAll(first);
  }

  flush(): void {
    latencies.flush();
  }

  /**
   * TCP sends data and SYN again. A lost ACK is made good by the next one; where a server may wait for it, the
   * server's time-out stands behind it, here as one late ACK per connection.
   */
  frameLost(packet: number): void {
    const kind = packets.kind[packet]!;
    const connection = packets.connection[packet]!;
    const isAck = kind === ACK;
    if (kind === RESET || (isAck && (this.#isSingle || this.#ackIsLate[connection] === 1))) {
      packets.release(packet);
      return;
    }
    if (isAck) this.#ackIsLate[connection] = 1;
    this.#lost.add(packet);
  }

  /**
   * Connections start one after another, at a rate that sixteen threads take, and in the midst of their lives:
   * the first one of each has a random number of messages left, as in the long run.
   */
  #start(connection: number, ages: RandomStream): void {
    const atPs = connection * START_GAP_PS;
    const { messagesPerConnection } = this.#setup;
    if (messagesPerConnection > 0) {
      messagesLeft[connection] = 1 + Math.floor(ages.uniform() * messagesPerConnection);
      this.#put(connection, SYN, atPs);
    } else this.#request(connection, atPs, NONE);
  }

  #sendAgain(): void {
    const frame = this.#lost.take();
    if (packets.kind[frame] === ACK) this.#ackIsLate[packets.connection[frame]!] = 0;
    this.#nic.send(frame);
  }

  #back(frame: number): void {
    const kind = packets.kind[frame]!;
    if (kind === MESSAGE && this.#isSingle) this.#answered(frame, packets.sentPs[frame]!);
    else if (kind === SYN_ACK) this.#opened(frame);
    else if (kind === ACK) this.#acknowledged(frame);
    else this.#segment(frame);
  }

  /** The connection is open: the kernel acknowledges, the thread sends its first message. */
  #opened(frame: number): void {
    const connection = packets.connection[frame]!;
    this.#again(frame, ACK, this.#nowPs + this.#setup.ackPs);
    this.#request(connection, this.#threadPs(connection, this.#setup.messagePs), NONE);
  }

  /** A segment of a response, the last one or not. */
  #segment(frame: number): void {
    const connection = packets.connection[frame]!;
    const received = this.#received[connection]! + 1;
    if (packets.kind[frame] === RESPONSE_SEGMENT) {
      this.#received[connection] = received;
      if (received % SEGMENTS_PER_ACK === 0)
        this.#again(frame, ACK, this.#nowPs + this.#setup.ackPs);
      else packets.release(frame);
      return;
    }
    this.#received[connection] = 0;
    // A connection that ends acknowledges when it does.
    const ends = this.#setup.messagesPerConnection > 0 && messagesLeft[connection] === 1;
    if (!ends && received > 1 && received % SEGMENTS_PER_ACK === 0) {
      this.#put(connection, ACK, this.#nowPs + this.#setup.ackPs);
    }
    this.#answered(frame, this.#sentPs[connection]!);
  }

  /** A whole response is there: the next message, or the next connection. */
  #answered(frame: number, sentPs: number): void {
    const connection = packets.connection[frame]!;
    this.loadAnswered += 1;
    latencies.makeRoom(1);
    latencies.clientPs[latencies.clients++] = this.#nowPs - sentPs;
    const { messagesPerConnection, messagePs, reconnectPs, ackPs } = this.#setup;
    if (messagesPerConnection === 0) {
      this.#request(connection, this.#threadPs(connection, messagePs), frame);
      return;
    }
    const left = messagesLeft[connection]! - 1;
    if (left > 0) {
      messagesLeft[connection] = left;
      this.#request(connection, this.#threadPs(connection, messagePs), frame);
      return;
    }
    messagesLeft[connection] = messagesPerConnection;
    this.#again(frame, ACK, this.#nowPs + ackPs);
    const atPs = this.#threadPs(connection, messagePs + reconnectPs);
    this.#put(connection, RESET, atPs);
    this.#put(connection, SYN, atPs);
  }

  /** When the thread of a connection has done work that comes to it now, and it is on the wire. */
  #threadPs(connection: number, workPs: number): number {
    const thread = threadOf[connection]!;
    const freePs = threadFreePs[thread]!;
    const donePs = (freePs > this.#nowPs ? freePs : this.#nowPs) + workPs;
    threadFreePs[thread] = donePs;
    return donePs + this.#setup.stackPs;
  }

  /** Sends a request at a time; `row` is a frame that is used again, or NONE. */
  #request(connection: number, atPs: number, row: number): void {
    this.loadDue += 1;
    this.loadSent += 1;
    this.#sentPs[connection] = atPs;
    if (this.#isSingle) {
      if (row === NONE) this.#put(connection, MESSAGE, atPs);
      else this.#again(row, MESSAGE, atPs);
      return;
    }
    if (row !== NONE) packets.release(row);
    this.#toSend[connection] = this.#side.exchange.requestSegments;
    this.#inFlight[connection] = 0;
    this.#segments(connection, atPs);
  }

  /** The server has acknowledged two segments. */
  #acknowledged(frame: number): void {
    const connection = packets.connection[frame]!;
    packets.release(frame);
    this.#inFlight[connection] = this.#inFlight[connection]! - SEGMENTS_PER_ACK;
    if (this.#toSend[connection]! > 0) this.#segments(connection, this.#nowPs + this.#setup.ackPs);
  }

  /** Sends the segments that the window admits. */
  #segments(connection: number, atPs: number): void {
    let left = this.#toSend[connection]!;
    let room = WINDOW_SEGMENTS - this.#inFlight[connection]!;
    while (left > 0 && room > 0) {
      left -= 1;
      room -= 1;
      this.#inFlight[connection] = this.#inFlight[connection]! + 1;
      this.#put(connection, left === 0 ? MESSAGE : SEGMENT, atPs);
    }
    this.#toSend[connection] = left;
  }

  /** A new frame, sent at a time. */
  #put(connection: number, kind: number, atPs: number): void {
    const frame = packets.allocate();
    packets.connection[frame] = connection;
    packets.demandCycles[frame] = 0;
    this.#again(frame, kind, atPs);
  }

  /** The frame's row becomes another frame of its connection. */
  #again(frame: number, kind: number, atPs: number): void {
    packets.kind[frame] = kind;
    packets.replyBytes[frame] = this.#replyBytes;
    packets.atPs[frame] = atPs;
    packets.sentPs[frame] = atPs;
    this.#calendar.put(frame);
  }
}
