/**
 * A calendar of frames that come due soon: a ring of buckets, each a first-in first-out list linked through the
 * `later` column. Putting a frame in and taking it out cost the same however many there are, where a heap of tens
 * of thousands would miss the cache.
 * Frames of one bucket leave in the order in which they were put in, so times are honoured to a bucket's width.
 * Source: Brown, "Calendar queues", CACM 31(10), 1988; buckets as in Varghese and Lauck's timing wheels.
 */
import * as packets from "./packet-table.ts";
import { NONE } from "./packet-table.ts";

const BUCKETS = 4096;
const MASK = BUCKETS - 1;
/** 2^16 ps, about 66 ns. A frame further ahead than all buckets waits for its lap. */
export const BUCKET_PS = 65536;
const PER_PS = 1 / BUCKET_PS;

/** Who keeps a calendar: the send sides of two machines, and the clients. */
export const CALENDAR = { near: 0, far: 1, clients: 2 } as const;
const CALENDARS = 3;

/** First and last frame of the buckets of all calendars, and one bit per bucket that holds frames. */
const head = new Int32Array(CALENDARS * BUCKETS);
const tail = new Int32Array(CALENDARS * BUCKETS);
const occupied = new Int32Array((CALENDARS * BUCKETS) / 32);

export class FrameCalendar {
  /** Its first bucket. */
  readonly #base: number = 0;
  /** Number of the bucket that is emptied next, counted from time 0. */
  #now = 0;
  /** Number of the last bucket that was filled a lap or more ahead: up to it, frames of several laps may be mixed. */
  #mixedUntil = -1;

  /** Takes over one of the calendars, which is empty then. */
  constructor(number: number) {
    this.#base = (number * BUCKETS) | 0;
    head.fill(NONE, this.#base, this.#base + BUCKETS);
    tail.fill(NONE, this.#base, this.#base + BUCKETS);
    occupied.fill(0, this.#base >> 5, (this.#base + BUCKETS) >> 5);
  }

  /** Puts a frame in at its `atPs`; what should have been out already leaves next. */
  put(frame: number): void {
    const now = this.#now;
    let due = Math.floor(packets.atPs[frame]! * PER_PS);
    if (due < now) due = now;
    if (due - now >= BUCKETS && due > this.#mixedUntil) this.#mixedUntil = due;
    append(this.#base + (due & MASK), frame);
  }

  /**
   * Takes all frames whose buckets end at or before `untilPs`: the first one, or NONE; `later` links them in order.
   */
  takeAll(untilPs: number): number {
    const end = Math.floor(untilPs * PER_PS);
    let first = NONE;
    let last = NONE;
    let now = this.#now;
    while (now < end) {
      const bucket = this.#base + (now & MASK);
      const frame = head[bucket]!;
      if (frame === NONE) {
        const next = now + emptyBuckets(bucket);
        now = next < end ? next : end;
        continue;
      }
      let taken = frame;
      let takenLast = tail[bucket]!;
      if (now <= this.#mixedUntil) {
        taken = split(bucket, (now + 1) * BUCKET_PS);
        takenLast = splitLast;
      } else empty(bucket);
      now += 1;
      if (taken === NONE) continue;
      if (last === NONE) first = taken;
      else packets.later[last] = taken;
      last = takenLast;
    }
    this.#now = now;
    return first;
  }
}

function append(bucket: number, frame: number): void {
  packets.later[frame] = NONE;
  const last = tail[bucket]!;
  tail[bucket] = frame;
  if (last !== NONE) packets.later[last] = frame;
  else {
    head[bucket] = frame;
    occupied[bucket >> 5]! |= 1 << (bucket & 31);
  }
}

function empty(bucket: number): void {
  head[bucket] = NONE;
  tail[bucket] = NONE;
  occupied[bucket >> 5]! &= ~(1 << (bucket & 31));
}

/** How many buckets are empty from an empty one on, as far as one word of bits says. */
function emptyBuckets(bucket: number): number {
  const word = occupied[bucket >> 5]! >>> (bucket & 31);
  return word === 0 ? 32 - (bucket & 31) : 31 - Math.clz32(word & -word);
}

/** The last frame that `split` took. */
let splitLast = NONE;

/** Takes the frames of a bucket that are due before the end of this lap, and leaves those of later ones. */
function split(bucket: number, lapEndPs: number): number {
  const atPs = packets.atPs;
  const later = packets.later;
  let frame = head[bucket]!;
  let first = NONE;
  splitLast = NONE;
  empty(bucket);
  while (frame !== NONE) {
    const following = later[frame]!;
    if (atPs[frame]! >= lapEndPs) append(bucket, frame);
    else {
      if (splitLast === NONE) first = frame;
      else later[splitLast] = frame;
      later[frame] = NONE;
      splitLast = frame;
    }
    frame = following;
  }
  return first;
}
