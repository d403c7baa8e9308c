/** Hardware threads: sharing a core is exact to the event, and all time is accounted for. */
import { describe, expect, it } from "vitest";
import { clock } from "../../../src/engine/actor-clock.ts";
import { makeHardwareThreads } from "../../../src/hw/hardware-thread.ts";

/** Two threads of one core and one of another, 1 GHz (1,000 ps a cycle), yield 0.25: stretch 1.6. */
function machine() {
  clock.reset(3);
  const threads = makeHardwareThreads([0, 0, 1], {
    machine: 0,
    firstActor: 0,
    hz: 1e9,
    smtYield: 0.25,
  });
  const [a, b] = [threads[0]!, threads[1]!];
  const run = (index: number, cycles: number, stallPs = 0, fixedPs = 0, kernelShare = 0) => {
    const thread = threads[index]!;
    thread.begin();
    thread.fixedUntilPs = clock.nowPs + fixedPs;
    thread.cycles = cycles;
    thread.stallPs = stallPs;
    thread.kernelShare = kernelShare;
    thread.run();
  };
  return { threads, a, b, run };
}

describe("a hardware thread", () => {
  it("alone takes its cycles and its stalls", () => {
    const { run } = machine();
    run(0, 100, 5000);
    expect(clock.atPs[0]).toBe(105_000);
  });

  it("is slowed by a busy sibling, in cycles and not in stalls", () => {
    const { run } = machine();
    run(0, 100, 5000);
    run(1, 100);
    expect(clock.atPs[0]).toBe(165_000);
    expect(clock.atPs[1]).toBe(160_000);
  });

  it("is not slowed by another core", () => {
    const { run } = machine();
    run(0, 100);
    run(2, 100);
    expect(clock.atPs[0]).toBe(100_000);
  });

  it("changes pace in the middle when the sibling starts and stops", () => {
    const { b, run } = machine();
    run(0, 100);
    clock.nowPs = 40_000;
    run(1, 20); // 60,000 ps of work left: 96,000 beside the sibling, until 136,000
    expect(clock.atPs[0]).toBe(136_000);
    clock.nowPs = 72_000; // the sibling ends: a third of the shared part is done, 40,000 are left
    b.rest();
    expect(clock.atPs[0]).toBe(112_000);
  });

  it("keeps the fixed part as it is, whatever the sibling does", () => {
    const { run } = machine();
    run(0, 100, 0, 50_000);
    clock.nowPs = 20_000;
    run(1, 1000);
    expect(clock.atPs[0]).toBe(50_000 + 160_000);
  });

  it("does interjected work in front of what is left", () => {
    const { a, run } = machine();
    run(0, 100, 10_000);
    clock.nowPs = 55_000; // half is done
    a.aheadCycles = 30;
    a.interject();
    expect(clock.atPs[0]).toBe(55_000 + 30_000 + 55_000);
  });

  it("keeps the rest of its fixed part when work is interjected in it", () => {
    const { a, run } = machine();
    run(0, 100, 0, 50_000);
    clock.nowPs = 20_000; // 30,000 ps of the fixed part are left
    a.aheadCycles = 10;
    a.interject();
    expect(clock.atPs[0]).toBe(50_000 + 10_000 + 100_000);
  });

  it("books interjected work as kernel time", () => {
    const { a, run, threads } = machine();
    run(0, 100, 0, 0, 0);
    clock.nowPs = 40_000;
    a.aheadCycles = 20;
    a.interject();
    clock.nowPs = 120_000;
    a.rest();
    for (const thread of threads) thread.account();
    expect(a.kernelPs).toBe(20_000);
    expect(a.busyPs).toBe(120_000);
  });

  it("acts at its alarm when that comes first", () => {
    const { a, run } = machine();
    a.alarmPs = 30_000;
    run(0, 100);
    expect(clock.atPs[0]).toBe(30_000);
    a.alarmPs = Number.POSITIVE_INFINITY;
    a.schedule();
    expect(clock.atPs[0]).toBe(100_000);
  });

  it("counts busy cores", () => {
    const { a, b, run } = machine();
    run(0, 10);
    run(1, 10);
    expect(a.busyCores).toBe(1);
    run(2, 10);
    expect(a.busyCores).toBe(2);
    a.rest();
    expect(a.busyCores).toBe(2);
    b.rest();
    expect(a.busyCores).toBe(1);
  });
});

describe("the time account", () => {
  it("splits segments into user and kernel time, the fixed part being user time", () => {
    const { a, run, threads } = machine();
    clock.nowPs = 1000;
    run(0, 100, 0, 20_000, 0.25);
    clock.nowPs = 121_000;
    a.rest();
    clock.nowPs = 200_000;
    for (const thread of threads) thread.account();
    expect(a.kernelPs).toBe(25_000);
    expect(a.busyPs).toBe(120_000);
    expect(a.idlePs).toBe(80_000);
  });

  it("adds up to all time of all threads", () => {
    const { a, b, run, threads } = machine();
    run(0, 7, 0, 0, 0.3);
    clock.nowPs = 3000;
    run(1, 5, 100, 0, 1);
    a.aheadCycles = 2;
    a.interject();
    clock.nowPs = 20_000;
    b.rest();
    clock.nowPs = 50_000;
    for (const thread of threads) thread.account();
    const sum = (column: "kernelPs" | "busyPs" | "idlePs") =>
      threads.reduce((total, thread) => total + thread[column], 0);
    expect(sum("kernelPs")).toBeLessThan(sum("busyPs"));
    const all = sum("busyPs") + sum("idlePs");
    expect(all).toBeCloseTo(150_000, 6);
  });
});
