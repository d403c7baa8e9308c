/**
 * The ladders of the IX control plane, built from the cores and P-states of a platform. What is added
 * first costs the least power per request: cores, then hyperthreads, then clock.
 * Source: Prekas et al., SoCC 2015; IX, `cp/ixcp.py`, `get_steps`.
 */
import type { Platform } from "../hw/contract.ts";
import type { Ladder, Step } from "./contract.ts";

/** Linux' cpufreq asks for Turbo by a clock 1 MHz above the nominal one: 2,401,000 kHz on the E5-2665. */
const TURBO_REQUEST_HZ = 1e6;

/** A platform and the hardware threads of the plan, by the order in which ladders take them. */
interface Parts {
  readonly platform: Platform;
  /** The first thread of each core. */
  readonly firsts: readonly number[];
  /** The other threads, in the order of their cores: hyperthreads come after all cores. */
  readonly siblings: readonly number[];
  readonly coreOf: (thread: number) => number;
  readonly lowestHz: number;
  /** The other P-states, rising. */
  readonly higherHz: readonly number[];
  readonly nominalHz: number;
  readonly turboHz: number;
}

function partsOf(platform: Platform, hardwareThreads: readonly number[]): Parts {
  const coreOf = (thread: number) => Math.floor(thread / platform.threadsPerCore);
  const cores = hardwareThreads.map(coreOf);
  const isFirst = (_: number, i: number) => cores.indexOf(cores[i] ?? 0) === i;
  const nominalHz = platform.figures.nominalFrequency.value;
  const [lowestHz = nominalHz, ...higherHz] = platform.pStates;
  return {
    platform,
    firsts: hardwareThreads.filter(isFirst),
    siblings: hardwareThreads.filter((thread, i) => !isFirst(thread, i)),
    coreOf,
    lowestHz,
    higherHz,
    nominalHz,
    turboHz: nominalHz + TURBO_REQUEST_HZ,
  };
}

function stepOf(parts: Parts, hardwareThreads: readonly number[], requestedHz: number): Step {
  const cores = new Set(hardwareThreads.map(parts.coreOf)).size;
  return { hardwareThreads, cores, requestedHz, backgroundThreads: parts.platform.cores - cores };
}

const allThreads = ({ firsts, siblings }: Parts): readonly number[] => [...firsts, ...siblings];

/** 1, 2, ... cores at the lowest clock; then all hyperthreads at once; then clock by clock to Turbo. */
export function energyLadder(platform: Platform, hardwareThreads: readonly number[]): Ladder {
  const parts = partsOf(platform, hardwareThreads);
  const { firsts, siblings, lowestHz, higherHz, turboHz } = parts;
  const all = allThreads(parts);
  return [
    ...firsts.map((_, i) => stepOf(parts, firsts.slice(0, i + 1), lowestHz)),
    ...(siblings.length > 0 ? [stepOf(parts, all, lowestHz)] : []),
    ...higherHz.map((hz) => stepOf(parts, all, hz)),
    stepOf(parts, all, turboHz),
  ];
}

/** 1, 2, ... cores with their hyperthreads at the nominal clock; then Turbo. The job has the other cores. */
export function backgroundLadder(platform: Platform, hardwareThreads: readonly number[]): Ladder {
  const parts = partsOf(platform, hardwareThreads);
  const { firsts, siblings, coreOf, nominalHz, turboHz } = parts;
  const firstCores = (count: number) => {
    const taken = firsts.slice(0, count);
    const cores = new Set(taken.map(coreOf));
    return [...taken, ...siblings.filter((thread) => cores.has(coreOf(thread)))];
  };
  return [
    ...firsts.map((_, i) => stepOf(parts, firstCores(i + 1), nominalHz)),
    stepOf(parts, allThreads(parts), turboHz),
  ];
}

/** The least and the most: one thread at the lowest clock, everything at Turbo. */
export function minmaxLadder(platform: Platform, hardwareThreads: readonly number[]): Ladder {
  const parts = partsOf(platform, hardwareThreads);
  return [
    stepOf(parts, parts.firsts.slice(0, 1), parts.lowestHz),
    stepOf(parts, allThreads(parts), parts.turboHz),
  ];
}

/** One step for ever: all hardware threads of the plan, as the plan orders them. */
export function fixedLadder(
  platform: Platform,
  hardwareThreads: readonly number[],
  requestedHz: number,
): Ladder {
  return [stepOf(partsOf(platform, hardwareThreads), hardwareThreads, requestedHz)];
}
