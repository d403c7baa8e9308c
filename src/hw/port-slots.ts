/**
 * The time of the NIC's ports, booked in slots of about a microsecond, so that threads that are simulated one after
 * another share them whatever their order: a frame takes its time in the slot in which it comes, and what finds no
 * room there in the slots behind it. How full each slot is does not depend on the order of the frames. Waiting inside
 * a slot is left out as far as the slot does not begin with work of earlier ones; it is below a tenth of a microsecond
 * on a port that is half busy, and a port that is full delays and limits as it does frame by frame.
 */

/** 2^20 ps, about 1.05 us. */
const SLOT_PS = 2 ** 20;
const PER_PS = 1 / SLOT_PS;
/** Slots of one direction of one port before their rows are used again, 17 ms. */
const SLOTS = 1 << 14;
const MASK = SLOTS - 1;
export const PORTS = 4;
const DIRECTIONS = 2;
/** A frame that waits so much longer than its slot says that its port has a queue. */
const QUEUE_PS = 4 * SLOT_PS;

export const RECEIVE = 0;
export const SEND = 1;

/** Which slot each row stands for now, and how much of it is taken. */
const slots = new Int32Array(DIRECTIONS * PORTS * SLOTS);
const taken = new Float64Array(DIRECTIONS * PORTS * SLOTS);
/** Time that the ports of a direction have spent. */
const busyPs = new Float64Array(DIRECTIONS);
/** When the frame that had to wait last is through: a number that a call returns would be boxed. */
const throughPs = new Float64Array(1);
/** Of each port and direction, slots in a row that are full: the first, and the one behind the last. */
const fullFrom = new Float64Array(DIRECTIONS * PORTS);
const fullTo = new Float64Array(DIRECTIONS * PORTS);

/** What the ports tell whoever simulates them. */
export const ports = {
  /** True once a frame has met a queue. */
  hasQueue: false,
};

/** All slots are free, at time 0. */
export function resetPorts(): void {
  slots.fill(-1);
  busyPs.fill(0);
  fullFrom.fill(0);
  fullTo.fill(0);
  ports.hasQueue = false;
}

/** Time that all ports together have spent receiving, or sending, up to `nowPs`; a slot's work is at its beginning. */
export function portBusyPs(direction: number, nowPs: number): number {
  const first = direction * PORTS * SLOTS;
  let sumPs = busyPs[direction]!;
  for (let row = first; row < first + PORTS * SLOTS; row++) {
    const overPs = nowPs - slots[row]! * SLOT_PS;
    if (overPs < SLOT_PS) sumPs -= Math.max(0, taken[row]! - Math.max(0, overPs));
  }
  return sumPs;
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
  const row = base + (slot & MASK);
  busyPs[direction]! += takesPs;
  const before = slots[row] === slot ? taken[row]! : 0;
  const takenPs = before + takesPs;
  if (takenPs > SLOT_PS || slots[row]! > slot) {
    spill(base, slot, takesPs);
    const lastPs = throughPs[0]!;
    const leastPs = atPs + takesPs;
    if (lastPs > leastPs + QUEUE_PS) ports.hasQueue = true;
    return lastPs > leastPs ? lastPs : leastPs;
  }
  slots[row] = slot;
  taken[row] = takenPs;
  const freePs = slot * SLOT_PS + before;
  return (atPs > freePs ? atPs : freePs) + takesPs;
}

/** The frame takes what is left of the slots from `slot` on, until all of it is through. */
function spill(base: number, slot: number, takesPs: number): void {
  const line = base / SLOTS;
  const isQueued = slot >= fullFrom[line]! && slot <= fullTo[line]!;
  let leftPs = takesPs;
  for (let next = isQueued ? fullTo[line]! | 0 : slot; ; next = (next + 1) | 0) {
    const row = base + (next & MASK);
    // A row that is a lap ahead was full when work went past it.
    if (slots[row]! > next) continue;
    if (slots[row] !== next) {
      slots[row] = next;
      taken[row] = 0;
    }
    const takenPs = taken[row]! + leftPs;
    if (takenPs > SLOT_PS) {
      taken[row] = SLOT_PS;
      leftPs = takenPs - SLOT_PS;
      continue;
    }
    taken[row] = takenPs;
    if (!isQueued) fullFrom[line] = slot;
    fullTo[line] = next;
    throughPs[0] = next * SLOT_PS + takenPs;
    return;
  }
}
