/**
 * The time of the NIC's ports, booked in slots of about a microsecond, so that threads that are simulated one after
 * another share them whatever their order: a frame takes its time in the slot in which it comes, or in the first one
 * behind it that has room. Waiting inside a slot is left out; it is below a tenth of a microsecond on a port that is
 * half busy, and a port that is full delays and limits as it does frame by frame.
 */

/** 2^20 ps, about 1.05 us. */
const SLOT_PS = 2 ** 20;
const PER_PS = 1 / SLOT_PS;
/** Slots of one direction of one port before they are used again: how far threads may be apart, 17 ms. */
const SLOTS = 1 << 14;
const MASK = SLOTS - 1;
const PORTS = 4;
const DIRECTIONS = 2;

export const RECEIVE = 0;
export const SEND = 1;

/** Which slot each row stands for now, and how much of it is taken. */
const slots = new Int32Array(DIRECTIONS * PORTS * SLOTS);
const taken = new Float64Array(DIRECTIONS * PORTS * SLOTS);
/** Time that the ports of a direction have spent. */
const busyPs = new Float64Array(DIRECTIONS);
/** When the frame that had to wait last is through: a number that a call returns would be boxed. */
const throughPs = new Float64Array(1);

/** All slots are free, at time 0. */
export function resetPorts(): void {
  slots.fill(-1);
  busyPs.fill(0);
}

/** Time that all ports together have spent receiving, or sending. */
export const portBusyPs = (direction: number): number => busyPs[direction]!;

/** A frame that comes at `atPs` takes `takesPs` of a port; returns when it is through. */
export function throughPort(
  direction: number,
  port: number,
  atPs: number,
  takesPs: number,
): number {
  const base = (direction * PORTS + port) * SLOTS;
  const slot = (atPs * PER_PS) | 0;
  const row = base + (slot & MASK);
  busyPs[direction]! += takesPs;
  if (slots[row] !== slot) {
    slots[row] = slot;
    taken[row] = takesPs;
    return atPs + takesPs;
  }
  const takenPs = taken[row]! + takesPs;
  if (takenPs > SLOT_PS) {
    behind(base, (slot + 1) | 0, takesPs);
    return throughPs[0]!;
  }
  taken[row] = takenPs;
  return atPs + takesPs;
}

/** The frame waits for the first slot from `slot` on that has room. */
function behind(base: number, slot: number, takesPs: number): void {
  for (let next = slot; ; next = (next + 1) | 0) {
    const row = base + (next & MASK);
    if (slots[row] !== next) {
      slots[row] = next;
      taken[row] = 0;
    }
    const takenPs = taken[row]!;
    if (takenPs === 0 || takenPs + takesPs <= SLOT_PS) {
      taken[row] = takenPs + takesPs;
      throughPs[0] = next * SLOT_PS + takenPs + takesPs;
      return;
    }
  }
}
