/** Energy is the integral of power, and time adds up, whatever steps of clock and cores there are and when they are. */
import fc from "fast-check";
import { sum } from "simple-statistics";
import { describe, expect, it } from "vitest";
import { SocketAccount } from "../../../src/controlplane/socket-account.ts";
import { STATES } from "../../../src/controlplane/time-in-states.ts";
import { xeonE52665 } from "../../../src/hw/platforms/xeon-e5-2665.ts";
import * as columns from "../../../src/hw/thread-columns.ts";
import { ms, PS_PER_S, seconds } from "../../../src/units.ts";

const CORES = [0, 0, 1, 1, 2, 2];
const THREADS = CORES.length;
const SECONDS = 4;

/** What happens at a time: a thread turns busy or idle, is parked or woken; or the clock, the job, a command changes. */
const events = fc.array(
  fc.record({
    atMs: fc.integer({ min: 0, max: SECONDS * 1000 - 1 }),
    kind: fc.constantFrom("busy", "parked", "hz", "background", "migrating", "close", "step"),
    thread: fc.integer({ min: 0, max: THREADS - 1 }),
    ghz: fc.constantFrom(1.2, 1.9, 2.4, 2.8),
  }),
  { maxLength: 80 },
);

interface Event {
  readonly atMs: number;
  readonly kind: string;
  readonly thread: number;
  readonly ghz: number;
}

interface World {
  readonly account: SocketAccount;
  readonly threads: { row: number; isParked: boolean }[];
  readonly hasJob: boolean[];
  hz: number;
}

function newWorld(): World {
  const threads = CORES.map((_, row) => ({ row, isParked: false }));
  for (const { row } of threads) columns.clearRow(row);
  const account = new SocketAccount(xeonE52665, threads, CORES);
  account.change(0, { hz: 1.2e9, step: 0 });
  return { account, threads, hasJob: CORES.map(() => false), hz: 1.2e9 };
}

function happen(world: World, { kind, thread, ghz }: Event, nowPs: number): void {
  const { account, threads, hasJob } = world;
  const one = threads[thread]!;
  const row = thread;
  if (kind === "busy") {
    if (one.isParked) return;
    if (columns.isBusy[row] === 1) columns.busyPs[row]! += nowPs - columns.sincePs[row]!;
    columns.sincePs[row] = nowPs;
    columns.isBusy[row] = 1 - columns.isBusy[row]!;
  } else if (kind === "parked") {
    if (columns.isBusy[row] === 1 || hasJob[thread] === true) return;
    account.close(nowPs);
    one.isParked = !one.isParked;
  } else if (kind === "background") {
    if (!one.isParked) return;
    hasJob[thread] = hasJob[thread] !== true;
    account.change(nowPs, { background: hasJob.flatMap((has, i) => (has ? [i] : [])) });
  } else if (kind === "hz") {
    world.hz = ghz * 1e9;
    account.change(nowPs, { hz: world.hz });
  } else if (kind === "step") account.change(nowPs, { step: thread });
  else if (kind === "migrating") account.change(nowPs, { migrating: [thread] });
  else account.close(nowPs);
}

/** Power of the present moment, straight from the law of the platform's page. */
function wattsNow({ threads, hasJob, hz }: World): number {
  const f = xeonE52665.figures;
  const ghz = hz / 1e9;
  const phi = (ghz / 1.2) * (1 + f.voltageSlope.value * (ghz - 1.2)) ** 2;
  const cores = [...new Set(CORES)].map((core) => {
    const used = threads.filter((t, i) => CORES[i] === core && (!t.isParked || hasJob[i]));
    if (used.length === 0) return 0;
    const e = f.powerCore.value + (used.length > 1 ? f.powerSecondThread.value : 0);
    const busy = used.filter(({ row }) => columns.isBusy[row] === 1 || hasJob[row]).length;
    return phi * e * (1 + (f.powerBusy.value * busy) / used.length);
  });
  return f.powerFloor.value + sum(cores);
}

/** Samples of every second, and the integral of power, millisecond by millisecond, up to every half second. */
function lived(list: readonly Event[], sampleMs: readonly number[]) {
  const world = newWorld();
  const joules: number[] = [0];
  const samples: number[] = [];
  for (let atMs = 0; atMs < SECONDS * 1000; atMs++) {
    for (const event of list.filter((one) => one.atMs === atMs)) happen(world, event, ms(atMs));
    joules.push(joules[atMs]! + (wattsNow(world) * ms(1)) / PS_PER_S);
    // As a run does: power between two closings is their mean, and copies fall on closings.
    if ((atMs + 1) % 10 === 0) world.account.close(ms(atMs + 1));
    if (!sampleMs.includes(atMs + 1)) continue;
    world.account.close(ms(atMs + 1));
    samples.push(world.account.sampleWatts(ms(atMs + 1)));
  }
  return { world, joules, samples };
}

describe("the account of a socket", () => {
  it("has the energy of the integral of power, sampled every second", () => {
    const sampleMs = Array.from({ length: SECONDS }, (_, i) => 1000 * (i + 1));
    fc.assert(
      fc.property(events, (list) => {
        const { joules, samples } = lived(list, sampleMs);
        for (const [i, atMs] of sampleMs.entries()) {
          expect(samples[i]).toBeCloseTo(joules[atMs]! - joules[atMs - 1000]!, 9);
        }
      }),
      { numRuns: 40 },
    );
  });

  it("shows of a second what RAPL's copies of every 500 ms tell, wherever a sample falls", () => {
    const copied = (atMs: number) => 500 * Math.floor(atMs / 500);
    fc.assert(
      fc.property(events, fc.integer({ min: 0, max: 999 }), (list, phaseMs) => {
        const sampleMs = [1000 + phaseMs, 2000 + phaseMs];
        const { joules, samples } = lived(list, sampleMs);
        const seen = joules[copied(2000 + phaseMs)]! - joules[copied(1000 + phaseMs)]!;
        expect(samples[1]).toBeCloseTo(seen, 9);
      }),
      { numRuns: 40 },
    );
  });

  it("puts all of the time somewhere: by thread, by clock and by step", () => {
    fc.assert(
      fc.property(events, (list) => {
        const { world } = lived(list, [SECONDS * 1000]);
        const { times } = world.account;
        expect(times.wallPs).toBe(seconds(SECONDS));
        for (let thread = 0; thread < THREADS; thread++) {
          const ofThread = STATES.map((_, state) => times.of(thread, state));
          expect(sum(ofThread)).toBe(seconds(SECONDS));
        }
        const counters = times.counters();
        const total = (name: RegExp) =>
          sum(Object.keys(counters).map((key) => (name.test(key) ? (counters[key] ?? 0) : 0)));
        expect(total(/^[a-z]+Ps$/)).toBe(THREADS * seconds(SECONDS));
        expect(total(/^step\d+Ps$/)).toBe(seconds(SECONDS));
        for (const state of STATES) {
          expect(total(new RegExp(`^${state}Ps@`))).toBe(counters[`${state}Ps`]);
        }
      }),
      { numRuns: 40 },
    );
  });

  it("knows each state, and the clock and the step that it was in", () => {
    const at = (atMs: number, kind: string, thread = 0, ghz = 2.4): Event => ({
      atMs,
      kind,
      thread,
      ghz,
    });
    const { world } = lived(
      [
        at(0, "busy", 0),
        ...[1, 3, 4, 5].map((thread) => at(0, "parked", thread)),
        at(1000, "background", 4),
        at(1000, "migrating", 2),
        at(2000, "hz"),
        at(2000, "step", 5),
      ],
      [SECONDS * 1000],
    );
    // Of 6 threads and 4 s: thread 0 computes, 2 polls and then migrates, 1, 3 and 5 sleep, 4 sleeps and then has the job.
    expect(world.account.times.counters()).toEqual({
      busyPs: seconds(4),
      "busyPs@1200MHz": seconds(2),
      "busyPs@2400MHz": seconds(2),
      pollingPs: seconds(1),
      "pollingPs@1200MHz": seconds(1),
      "pollingPs@2400MHz": 0,
      migratingPs: seconds(3),
      "migratingPs@1200MHz": seconds(1),
      "migratingPs@2400MHz": seconds(2),
      backgroundPs: seconds(3),
      "backgroundPs@1200MHz": seconds(1),
      "backgroundPs@2400MHz": seconds(2),
      parkedPs: seconds(13),
      "parkedPs@1200MHz": seconds(7),
      "parkedPs@2400MHz": seconds(6),
      step0Ps: seconds(2),
      step5Ps: seconds(2),
    });
    // The job had a second at half the nominal clock, and two at it.
    expect(world.account.times.jobPs(2.4e9)).toBe(seconds(2.5));
    expect(world.account.megabytes).toBeCloseTo(2.5 * 440, 9);
  });
});
