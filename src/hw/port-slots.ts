/**
 * The time of the NIC's ports, booked in slots of two microseconds, so that threads that are simulated one after
 * another share them whatever their order: a frame takes its time in the slot in which it comes, and what finds no
 * room there in the slots behind it. How full each slot is does not depend on the order of the frames. Waiting inside
 * a slot is left out as far as the slot does not begin with work of earlier ones; it is below a tenth of a microsecond
 * on a port that is half busy, and a port that is full delays and limits as it does frame by frame.
 */

/** 2^21 ps, about 2.1 us. */
const SLOT_PS = 2 ** 21;
const PER_PS = 1 / SLOT_PS;
/** Slots of one direction of one port before their rows are used again, 17 ms. */
const SLOTS = 1 << 13;
const MASK = SLOTS - 1;
export const PORTS = 4;
const DIRECTIONS = 2;
/** A frame that waits so much longer than its slot says that its port has a queue. */
const QUEUE_PS = 8 * SLOT_PS;

export const RECEIVE = 0;
export const SEND = 1;

/** By row: the start of the slot that it stands for, plus what is taken of it; less than the start of a later lap. */
const takenUntilPs = new Float64Array(DIRECTIONS * PORTS * SLOTS);
/** By row: until when the slot is taken by work that found no room in earlier ones. */
const carriedUntilPs = new Float64Array(DIRECTIONS * PORTS * SLOTS);
/** When the frame that had to wait last is through: a number that a call returns would be boxed. */
const throughPs = new Float64Array(1);

/** Of each port and direction, slots in a row that are full: the first, and the one behind the last. */
const fullFrom = new Float64Array(DIRECTIONS * PORTS);
const fullTo = new Float64Array(DIRECTIONS * PORTS);

/** What the ports tell whoever simulates them. */
export const ports = {
  /** True once a frame has met a queue. */
  hasQueue: false,
  /** True once a slot was full. */
  hasCarried: false,
};

/** All slots are free, at time 0. */
export function resetPorts(): void {
  takenUntilPs.fill(0);
  carriedUntilPs.fill(0);
  fullFrom.fill(0);
  fullTo.fill(0);
  ports.hasQueue = false;
  ports.hasCarried = false;
}

/** What all ports of a direction have booked for later than `nowPs`; a slot's work is at its beginning. */
export function bookedAfterPs(direction: number, nowPs: number): number {
  let sumPs = 0;
  for (let port = 0; port < PORTS; port++) {
    const base = (direction * PORTS + port) * SLOTS;
    const nowSlot = Math.floor(nowPs * PER_PS);
    for (let slot = nowSlot; slot < nowSlot + SLOTS; slot++) {
      const startPs = slot * SLOT_PS;
      const untilPs = takenUntilPs[base + (slot & MASK)]!;
      if (untilPs > startPs && untilPs <= startPs + SLOT_PS) {
        sumPs += Math.max(0, untilPs - Math.max(startPs, nowPs));
      }
    }
  }
  return sumPs;
}

/** A frame that comes at `atPs` takes `takesPs` of a port; returns when it is through. */
export const throughPort = (
  direction: number,
  port: number,
  atPs: number,
  takesPs: number,
): number => {
  const base = (direction * PORTS + port) * SLOTS;
  const slot = (atPs * PER_PS) | 0;
  const startPs = slot * SLOT_PS;
  const row = base + (slot & MASK);
  const takenPs = takenUntilPs[row]!;
  const freePs = takenPs > startPs ? takenPs : startPs;
  if (freePs + takesPs > startPs + SLOT_PS) {
    spill(base, slot, takesPs);
    const leastPs = atPs + takesPs;
    const lastPs = throughPs[0]!;
    if (lastPs > leastPs + QUEUE_PS) ports.hasQueue = true;
    return lastPs > leastPs ? lastPs : leastPs;
  }
  takenUntilPs[row] = freePs + takesPs;
  if (ports.hasCarried === true && atPs < carriedUntilPs[row]!)
    return carriedUntilPs[row]! + takesPs;
  return atPs + takesPs;
};

/** The frame takes what is left of the slots from `slot` on, until all of it is through. */
const spill = (base: number, slot: number, takesPs: number): void => {
  const line = base / SLOTS;
  const isQueued = slot >= fullFrom[line]! && slot <= fullTo[line]!;
  let leftPs = takesPs;
  for (let next = isQueued ? fullTo[line]! | 0 : slot; ; next = (next + 1) | 0) {
    const startPs = next * SLOT_PS;
    const endPs = startPs + SLOT_PS;
    const row = base + (next & MASK);
    const takenPs = takenUntilPs[row]!;
    // A row that is a lap ahead was full when work went past it.
    if (takenPs > endPs) continue;
    const untilPs = (takenPs > startPs ? takenPs : startPs) + leftPs;
    if (untilPs > endPs) {
      takenUntilPs[row] = endPs;
      leftPs = untilPs - endPs;
      continue;
    }
    takenUntilPs[row] = untilPs;
    carriedUntilPs[row] = untilPs;
    ports.hasCarried = true;
    if (!isQueued) fullFrom[line] = slot;
    fullTo[line] = next;
    throughPs[0] = untilPs;
    return;
  }
};
