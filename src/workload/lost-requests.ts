/** Requests whose frame found a full ring, by when TCP sends them again. */
import { TIMEOUT_PS } from "./retransmit-queue.ts";
import * as frames from "./thread-frames.ts";

export interface LostRequest {
  readonly againPs: number;
  readonly slotAndPort: number;
  readonly sentPs: number;
  readonly demandCycles: number;
  readonly replyPs: number;
}

export class LostRequests {
  /** True once there was one: from then on answers of a connection may come out of order. */
  hasBeen = false;
  #requests: LostRequest[] = [];

  /** When the first is sent again; Infinity when there is none. */
  get firstPs(): number {
    return this.#requests[0]?.againPs ?? Number.POSITIVE_INFINITY;
  }

  /** A frame was lost when it arrived. */
  add(frame: number): void {
    this.#put({
      againPs: frames.atPs[frame]! + TIMEOUT_PS,
      slotAndPort: frames.slotAndPort[frame]!,
      sentPs: frames.sentPs[frame]!,
      demandCycles: frames.demandCycles[frame]!,
      replyPs: frames.replyPs[frame]!,
    });
  }

  /** Takes the first one out. */
  take(): LostRequest | undefined {
    return this.#requests.shift();
  }

  /** Moves some of them elsewhere. */
  moveTo(other: LostRequests, isMoving: (slotAndPort: number) => boolean): void {
    for (const request of this.#requests) if (isMoving(request.slotAndPort)) other.#put(request);
    this.#requests = this.#requests.filter(({ slotAndPort }) => !isMoving(slotAndPort));
  }

  #put(request: LostRequest): void {
    this.hasBeen = true;
    this.#requests.push(request);
    this.#requests.sort((a, b) => a.againPs - b.againPs);
  }
}
