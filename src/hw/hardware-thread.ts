/**
 * A hardware thread: how long work takes on a core that two of them share, and where the time went.
 *
 * It runs one segment of work at a time: a fixed part (waiting for a lock, holding it), then a part that
 * its clock and its sibling stretch. Cycles are stretched by 2 / (1 + yield) while the sibling is busy,
 * memory stalls are not. When the sibling starts or stops, the rest of the segment is stretched anew at that
 * instant, so sharing is exact to the event and no average stands in for it.
 *
 * A segment is described by writing fields, then started; no number crosses a call, which would box it.
 * Times are rounded by `floor(x + 0.5)`: unlike `Math.round` it compiles to no branch that is a coin toss.
 */
import { clock } from "../engine/actor-clock.ts";
import { MACHINES } from "./receive-lines.ts";
import * as threads from "./thread-columns.ts";

export interface HardwareThreadSetup {
  readonly actor: number;
  readonly hz: number;
  readonly smtYield: number;
  /** Which machine of the simulation: 0, or 1 for the far end of a ping-pong. */
  readonly machine: number;
}

/** Cores of each machine that compute. */
const busyCores = new Int32Array(MACHINES);

const NOBODY = threads.ROWS - 1;

export class HardwareThread {
  /** The other thread of the core, if the dataplane uses it. */
  sibling: HardwareThread | undefined;
  /** The actor's number, which is the row of its state. */
  readonly row: number = 0;

  constructor(setup: HardwareThreadSetup) {
    const row = setup.actor | 0;
    if (row >= NOBODY) throw new RangeError(`more than ${NOBODY} hardware threads`);
    threads.clearRow(row);
    threads.stretch[row] = 2 / (1 + setup.smtYield);
    threads.psPerCycle[row] = 1e12 / setup.hz;
    threads.sibling[row] = NOBODY;
    this.row = row;
    threads.machine[row] = setup.machine;
  }

  get busy(): boolean {
    return threads.isBusy[this.row] === 1;
  }

  /** Until when the fixed part of the segment lasts; the work after it is booked up to then. */
  get fixedUntilPs(): number {
    return threads.fixedUntilPs[this.row]!;
  }

  set fixedUntilPs(ps: number) {
    threads.fixedUntilPs[this.row] = ps;
  }

  /** Work of the segment in cycles. */
  get cycles(): number {
    return threads.cycles[this.row]!;
  }

  set cycles(cycles: number) {
    threads.cycles[this.row] = cycles;
  }

  /** Memory stalls of the segment, beside its cycles. */
  get stallPs(): number {
    return threads.stallPs[this.row]!;
  }

  set stallPs(ps: number) {
    threads.stallPs[this.row] = ps;
  }

  /** Kernel cycles that come in front of a running segment (`interject`). */
  get aheadCycles(): number {
    return threads.aheadCycles[this.row]!;
  }

  set aheadCycles(cycles: number) {
    threads.aheadCycles[this.row] = cycles;
  }

  /** Share of work and stalls that is kernel time. */
  get kernelShare(): number {
    return threads.kernelShare[this.row]!;
  }

  set kernelShare(share: number) {
    threads.kernelShare[this.row] = share;
  }

  /** When something from outside makes the thread act, busy or not: a frame, an interrupt. */
  get alarmPs(): number {
    return threads.alarmPs[this.row]!;
  }

  set alarmPs(ps: number) {
    threads.alarmPs[this.row] = ps;
  }

  get psPerCycle(): number {
    return threads.psPerCycle[this.row]!;
  }

  set psPerCycle(ps: number) {
    threads.psPerCycle[this.row] = ps;
  }

  /** Where the time went since the last reset; busy time that is not kernel time is user time. */
  get kernelPs(): number {
    return threads.kernelPs[this.row]!;
  }

  get busyPs(): number {
    return threads.busyPs[this.row]!;
  }

  set busyPs(ps: number) {
    threads.busyPs[this.row] = ps;
  }

  get idlePs(): number {
    return threads.idlePs[this.row]!;
  }

  set idlePs(ps: number) {
    threads.idlePs[this.row] = ps;
  }

  /** Ends the segment before; call it before the fields of the next one are written. */
  begin(): void {
    begin(this.row);
  }

  /** Starts the segment that the fields describe; the actor acts at its end, or at its alarm. */
  run(): void {
    run(this.row);
  }

  /** How much the sibling stretches cycles now. */
  stretchNow(): number {
    return stretchOf(this.row);
  }

  /** Stops computing: the thread polls or halts; its actor acts at its alarm. */
  rest(): void {
    rest(this.row);
  }

  /** Says when the thread acts next, after `alarmPs` was written. */
  schedule(): void {
    schedule(this.row);
  }

  /** True when the running segment ends now. */
  ended(): boolean {
    return threads.endPs[this.row]! <= clock.nowPs;
  }

  /** Kernel work of `aheadCycles` comes in front of what is left of the running segment. */
  interject(): void {
    const row = this.row;
    const { nowPs } = clock;
    const psPerCycle = threads.psPerCycle[row]!;
    const aheadCycles = threads.aheadCycles[row]!;
    let fromPs = threads.fixedUntilPs[row]!;
    if (nowPs > fromPs) {
      threads.kernelPs[row]! += Math.floor((nowPs - fromPs) * threads.kernelShare[row]! + 0.5);
      fromPs = nowPs;
      threads.fixedUntilPs[row] = nowPs;
    }
    const fullPs = threads.fullPs[row]!;
    const left = fullPs > 0 ? (threads.endPs[row]! - fromPs) / fullPs : 0;
    const leftPs = left * (threads.cycles[row]! * psPerCycle + threads.stallPs[row]!);
    const addedPs = aheadCycles * psPerCycle;
    threads.kernelShare[row] = (leftPs * threads.kernelShare[row]! + addedPs) / (leftPs + addedPs);
    threads.cycles[row] = left * threads.cycles[row]! + aheadCycles;
    threads.stallPs[row]! *= left;
    run(row);
  }

  /** Books the time up to now. */
  account(): void {
    if (threads.isBusy[this.row] === 1) bookKernel(this.row);
    bookTime(this.row);
  }

  /** Forgets where the time went; call after `account`. */
  resetAccount(): void {
    threads.kernelPs[this.row] = 0;
    threads.busyPs[this.row] = 0;
    threads.idlePs[this.row] = 0;
  }

  /** Shares its core with another thread. */
  joins(sibling: HardwareThread): void {
    this.sibling = sibling;
    threads.sibling[this.row] = sibling.row;
  }

  /** Cores of its machine that compute. */
  get busyCores(): number {
    return busyCores[threads.machine[this.row]!]!;
  }
}

/** Ends a thread's segment before; call it before the columns of the next one are written. */
export const begin = (row: number): void => {
  if (threads.isBusy[row] === 1) bookKernel(row);
  else start(row);
};

/** Starts the segment that the columns describe; the actor acts at its end, or at its alarm. */
export const run = (row: number): void => {
  let workPs = threads.cycles[row]! * threads.psPerCycle[row]!;
  if (threads.isBusy[threads.sibling[row]!] === 1) workPs *= threads.stretch[row]!;
  const fullPs = workPs + threads.stallPs[row]!;
  threads.fullPs[row] = fullPs;
  threads.endPs[row] = threads.fixedUntilPs[row]! + Math.floor(fullPs + 0.5);
  schedule(row);
};

/** From now on a thread's core runs at another clock: what is left of the segment's cycles takes its time anew. */
export function setClock(row: number, psPerCycle: number): void {
  const { nowPs } = clock;
  const before = threads.psPerCycle[row]!;
  threads.psPerCycle[row] = psPerCycle;
  const fromPs = Math.max(nowPs, threads.fixedUntilPs[row]!);
  const leftPs = threads.endPs[row]! - fromPs;
  const fullPs = threads.fullPs[row]!;
  if (threads.isBusy[row] === 0 || leftPs <= 0 || fullPs <= 0) return;
  const stallPs = threads.stallPs[row]!;
  const newPs = ((fullPs - stallPs) * psPerCycle) / before + stallPs;
  threads.fullPs[row] = newPs;
  threads.endPs[row] = fromPs + Math.floor((leftPs / fullPs) * newPs + 0.5);
  schedule(row);
}

/** How much a thread's cycles are stretched now. */
export const stretchOf = (row: number): number => {
  return threads.isBusy[threads.sibling[row]!] === 1 ? threads.stretch[row]! : 1;
};

/** Stops computing: the thread polls or halts; its actor acts at its alarm. */
export const rest = (row: number): void => {
  threads.endPs[row] = Number.POSITIVE_INFINITY;
  schedule(row);
  if (threads.isBusy[row] === 0) return;
  bookKernel(row);
  bookTime(row);
  threads.isBusy[row] = 0;
  const sibling = threads.sibling[row]!;
  if (threads.isBusy[sibling] === 1) restretch(sibling, 1);
  else busyCores[threads.machine[row]!]! -= 1;
};

const start = (row: number): void => {
  bookTime(row);
  threads.isBusy[row] = 1;
  const sibling = threads.sibling[row]!;
  if (threads.isBusy[sibling] === 1) restretch(sibling, threads.stretch[sibling]!);
  else busyCores[threads.machine[row]!]! += 1;
};

/** Says when a thread acts next, after its `alarmPs` was written. */
export const schedule = (row: number): void => {
  const endPs = threads.endPs[row]!;
  const alarmPs = threads.alarmPs[row]!;
  clock.atPs[row] = alarmPs < endPs ? alarmPs : endPs;
  clock.moved(row);
};

/** The sibling started or stopped: the rest of the segment is stretched anew, its cycles by `stretch`. */
const restretch = (row: number, stretch: number): void => {
  const workPs = threads.cycles[row]! * threads.psPerCycle[row]!;
  const stallPs = threads.stallPs[row]!;
  if (workPs + stallPs <= 0) return;
  const fullPs = workPs * stretch + stallPs;
  const { nowPs } = clock;
  const fixedUntilPs = threads.fixedUntilPs[row]!;
  const fromPs = nowPs > fixedUntilPs ? nowPs : fixedUntilPs;
  const left = (threads.endPs[row]! - fromPs) / threads.fullPs[row]!;
  threads.fullPs[row] = fullPs;
  threads.endPs[row] = fromPs + Math.floor(left * fullPs + 0.5);
  schedule(row);
};

/** Books the kernel's share of the work that was done since the fixed part or the last booking. */
const bookKernel = (row: number): void => {
  const kernelShare = threads.kernelShare[row]!;
  if (kernelShare === 0) return;
  const { nowPs } = clock;
  const fromPs = threads.fixedUntilPs[row]!;
  if (nowPs <= fromPs) return;
  threads.kernelPs[row]! += Math.floor((nowPs - fromPs) * kernelShare + 0.5);
  threads.fixedUntilPs[row] = nowPs;
};

/** Books the time since the thread started or stopped, or since the last booking. */
const bookTime = (row: number): void => {
  const { nowPs } = clock;
  const elapsedPs = nowPs - threads.sincePs[row]!;
  threads.sincePs[row] = nowPs;
  if (threads.isBusy[row] === 1) threads.busyPs[row]! += elapsedPs;
  else threads.idlePs[row]! += elapsedPs;
};

/** The hardware threads of one machine's dataplane, on the given cores; siblings know one another. */
export function makeHardwareThreads(
  cores: readonly number[],
  setup: {
    readonly machine: number;
    readonly firstActor: number;
    readonly hz: number;
    readonly smtYield: number;
  },
): HardwareThread[] {
  const { machine, firstActor, hz, smtYield } = setup;
  busyCores[machine] = 0;
  const made = cores.map(
    (_, i) => new HardwareThread({ actor: firstActor + i, hz, smtYield, machine }),
  );
  for (const [i, thread] of made.entries()) {
    const sibling = made.find((_, j) => j !== i && cores[j] === cores[i]);
    if (sibling !== undefined) thread.joins(sibling);
  }
  return made;
}
