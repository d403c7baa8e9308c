/** The loop: who acts when, and in which order at equal times. */
import { describe, expect, it } from "vitest";
import { clock } from "../../../src/engine/actor-clock.ts";
import { FifoLock } from "../../../src/engine/fifo-lock.ts";
import { type Actor, Simulation } from "../../../src/engine/simulation.ts";

function twoActors() {
  clock.reset(2);
  const log: string[] = [];
  const actor = (gapPs: number) => ({
    step(me: number) {
      log.push(`${me}@${clock.nowPs}`);
      clock.set(me, clock.nowPs + gapPs);
    },
  });
  const handlers = [
    (nowPs: number, subject: number) => {
      log.push(`agenda ${subject}@${nowPs}`);
    },
  ];
  const simulation = new Simulation([actor(10), actor(20)], handlers);
  clock.set(0, 10);
  clock.set(1, 20);
  return { simulation, log };
}

describe("the simulation loop", () => {
  it("orders by time, agenda before actors, actors by number", () => {
    const { simulation, log } = twoActors();
    simulation.agenda.push(20, 0, 7);
    simulation.run(30);
    expect(log).toEqual(["0@10", "agenda 7@20", "0@20", "1@20", "0@30"]);
  });

  it("does the same in one run or in several", () => {
    const once = twoActors();
    once.simulation.run(100);
    const often = twoActors();
    for (let untilPs = 0; untilPs <= 100; untilPs += 7) often.simulation.run(untilPs);
    often.simulation.run(100);
    expect(often.log).toEqual(once.log);
  });
});

describe("a FIFO lock", () => {
  it("grants in the order of the requests and is free after the last holder", () => {
    const lock = new FifoLock();
    expect([lock.acquire(0, 10), lock.acquire(3, 10), lock.acquire(50, 5)]).toEqual([10, 20, 55]);
    expect(lock.heldPs).toBe(25);
  });
});

describe("groups that meet", () => {
  it("run to their meetings by themselves and meet in the order of time", () => {
    clock.reset(3);
    const log: string[] = [];
    /** Acts at its times; every second act is a meeting. */
    class Member implements Actor {
      #acts = 0;
      readonly #name: string;
      readonly #times: readonly number[];
      constructor(name: string, times: readonly number[]) {
        this.#name = name;
        this.#times = times;
      }
      get isMeeting(): boolean {
        return this.#acts % 2 === 1;
      }
      step(actor: number): void {
        log.push(`${this.#name}${clock.nowPs}${this.isMeeting ? "!" : ""}`);
        this.#acts += 1;
        clock.set(actor, this.#times[this.#acts] ?? Number.POSITIVE_INFINITY);
      }
    }
    const leader = { step: (actor: number) => clock.set(actor, clock.nowPs + 100) };
    clock.set(0, 50);
    clock.set(1, 1);
    clock.set(2, 2);
    const [a, b] = [new Member("a", [1, 30, 31, 40]), new Member("b", [2, 20, 35, 36])];
    new Simulation([leader, a, b], [], [[1], [2]]).run(60);
    expect(log).toEqual(["a1", "b2", "b20!", "b35", "a30!", "a31", "b36!", "a40!"]);
  });

  it("are single actors or pairs, of which the lower number acts first at equal times", () => {
    clock.reset(4);
    const log: string[] = [];
    const actor = {
      step(me: number) {
        log.push(`${me}@${clock.nowPs}`);
        clock.set(me, clock.nowPs + 10);
      },
    };
    const leader = { step: (me: number) => clock.set(me, clock.nowPs + 100) };
    const actors = [leader, actor, actor, actor];
    expect(() => new Simulation(actors, [], [[1, 2, 3]])).toThrow(RangeError);
    for (const [me, atPs] of [100, 10, 10, 15].entries()) clock.set(me, atPs);
    new Simulation(actors, [], [[1, 2], [3]]).run(30);
    expect(log).toEqual(["1@10", "2@10", "1@20", "2@20", "1@30", "2@30", "3@15", "3@25"]);
  });
});
