/**
 * The time of the NIC's ports, booked in slots of two microseconds, so that threads that are simulated one after
 * another share them whatever their order: a frame takes its time in the slot in which it comes, or in the first one
 * behind it that has room. Waiting inside a slot is left out; it is below a tenth of a microsecond on a port that is
 * half busy, and a port that is full delays and limits as it does frame by frame.
 */

/** 2^21 ps, about 2.1 us: longer than any frame takes at 10 Gbit/s. */
const SLOT_PS = 2 ** 21;
const PER_PS = 1 / SLOT_PS;
/** Slots of one direction of one port before they are used again: how far threads may be apart, 17 ms. */
const SLOTS = 1 << 13;
const MASK = SLOTS - 1;
const PORTS = 4;
const DIRECTIONS = 2;

export const RECEIVE = 0;
export const SEND = 1;

/** By row: the start of the slot that it stands for, plus what is taken of it; less than the start of a later lap. */
const takenUntilPs = new Float64Array(DIRECTIONS * PORTS * SLOTS);
/** When the frame that had to wait last is through: a number that a call returns would be boxed. */
const throughPs = new Float64Array(1);

/** All slots are free, at time 0. */
export function resetPorts(): void {
  takenUntilPs.fill(0);
}

/** A frame that comes at `atPs` takes `takesPs` of a port; returns when it is through. */
export function throughPort(
  direction: number,
  port: number,
  atPs: number,
  takesPs: number,
): number {
  const base = (direction * PORTS + port) * SLOTS;
  const slot = (atPs * PER_PS) | 0;
  const startPs = slot * SLOT_PS;
  const row = base + (slot & MASK);
  const takenPs = takenUntilPs[row]!;
  const untilPs = (takenPs > startPs ? takenPs : startPs) + takesPs;
  if (untilPs > startPs + SLOT_PS) {
    behind(base, (slot + 1) | 0, takesPs);
    return throughPs[0]!;
  }
  takenUntilPs[row] = untilPs;
  return atPs + takesPs;
}

/** The frame waits for the first slot from `slot` on that has room; an empty one has. */
function behind(base: number, slot: number, takesPs: number): void {
  for (let next = slot; ; next = (next + 1) | 0) {
    const startPs = next * SLOT_PS;
    const row = base + (next & MASK);
    const takenPs = takenUntilPs[row]!;
    const untilPs = (takenPs > startPs ? takenPs : startPs) + takesPs;
    if (untilPs > startPs + SLOT_PS && takenPs > startPs) continue;
    takenUntilPs[row] = untilPs;
    throughPs[0] = untilPs;
    return;
  }
}
