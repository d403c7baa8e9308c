/**
 * Frames on their way, one row each. The row of a request goes on as its response, so a small exchange is one
 * index from the moment its client sends until the answer is back. Queues are linked through `next`; a freed
 * row is used again.
 */
export const NONE = -1;

export class PacketTable {
  readonly capacity: number = 0;
  /** When the client sent it. */
  readonly sentPs: Float64Array;
  /** When its frame stands in the receive ring, later when its response is back at the client. */
  readonly atPs: Float64Array;
  readonly connection: Int32Array;
  /** What the frame means (src/tcp/frames.ts). */
  readonly kind: Uint8Array;
  /** Wire bytes of the frame that this row becomes on its way back. */
  readonly replyBytes: Int32Array;
  /** Application work of the request, in core cycles of a thread that runs alone. */
  readonly demandCycles: Float64Array;
  /** Link of the queue that the row stands in, or NONE. */
  readonly next: Int32Array;
  #free = 0;
  #outstanding = 0;

  constructor(capacity: number) {
    this.capacity = capacity;
    this.sentPs = new Float64Array(capacity);
    this.atPs = new Float64Array(capacity);
    this.connection = new Int32Array(capacity);
    this.kind = new Uint8Array(capacity);
    this.replyBytes = new Int32Array(capacity);
    this.demandCycles = new Float64Array(capacity);
    this.next = new Int32Array(capacity);
    for (let i = 0; i < capacity; i++) this.next[i] = i + 1 < capacity ? i + 1 : NONE;
  }

  /** Rows in use: frames sent and not yet done with. */
  get outstanding(): number {
    return this.#outstanding;
  }

  allocate(): number {
    const packet = this.#free;
    if (packet === NONE) throw new RangeError(`more than ${this.capacity} frames outstanding`);
    this.#free = this.next[packet]!;
    this.#outstanding++;
    return packet;
  }

  /** The row that is allocated next; the others follow it through `next`. There must be room for `count`. */
  firstOf(count: number): number {
    if (this.#outstanding + count > this.capacity) {
      throw new RangeError(`more than ${this.capacity} frames outstanding`);
    }
    return this.#free;
  }

  /** Allocates the first `count` free rows at once; `rest` is the one behind them. */
  allocated(count: number, rest: number): void {
    this.#free = rest;
    this.#outstanding += count;
  }

  release(packet: number): void {
    this.next[packet] = this.#free;
    this.#free = packet;
    this.#outstanding--;
  }
}
