/**
 * Flow groups that move between elastic threads, whichever and whenever: no request is lost on the way, none is
 * answered twice, and each connection is served in the order in which its requests came to the NIC.
 */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { migrate } from "../../src/dataplane/ix-migration.ts";
import { IxOpenLoop } from "../../src/dataplane/ix-open-loop.ts";
import { compile } from "../../src/experiment/compile.ts";
import { ms, us } from "../../src/units.ts";
import { misplaced, repeated, type Served, witness } from "../support/served-requests.ts";
import { planOf } from "../support/sim-plan.ts";

const THREADS = 8;
const GROUPS = 128;
const DEPTH = 4;
const SILENT = { load: () => undefined, latencyClient: () => undefined };

/** What the control plane may do at any time. */
type Command =
  | {
      readonly kind: "move";
      readonly source: number;
      readonly target: number;
      readonly groups: number;
    }
  | { readonly kind: "empty"; readonly source: number; readonly target: number }
  | { readonly kind: "clock"; readonly ghz: number }
  | { readonly kind: "load"; readonly krps: number };

interface Timed {
  readonly afterUs: number;
  readonly command: Command;
}

const thread = fc.integer({ min: 0, max: THREADS - 1 });
const commands = fc.array(
  fc.record({
    afterUs: fc.integer({ min: 0, max: 800 }),
    command: fc.oneof(
      {
        weight: 4,
        arbitrary: fc.record({
          kind: fc.constant("move" as const),
          source: thread,
          target: thread,
          groups: fc.integer({ min: 1, max: 2 ** 20 }),
        }),
      },
      {
        weight: 3,
        arbitrary: fc.record({
          kind: fc.constant("empty" as const),
          source: thread,
          target: thread,
        }),
      },
      {
        weight: 1,
        arbitrary: fc.record({
          kind: fc.constant("clock" as const),
          ghz: fc.constantFrom(1.2, 1.8, 2.4, 2.8),
        }),
      },
      {
        weight: 1,
        arbitrary: fc.record({
          kind: fc.constant("load" as const),
          krps: fc.constantFrom(0, 50, 1500, 6000),
        }),
      },
    ),
  }),
  { minLength: 5, maxLength: 30 },
);

const sent = (run: IxOpenLoop) => run.loadSent + run.latencySent;
const answered = (run: IxOpenLoop) => run.loadAnswered + run.latencyAnswered;

interface Outcome {
  readonly run: IxOpenLoop;
  readonly served: readonly Served[];
  /** After which commands frames were neither answered, nor dropped, nor outstanding. */
  readonly astray: readonly Command[];
}

/** Carries out commands under a load, then lets everything that was sent be answered. */
function carriedOut(timed: readonly Timed[], krps: number, rxRing: number, seed: number): Outcome {
  const plan = planOf({
    workload: "memcached-usr-patched",
    hardwareThreads: THREADS,
    offeredRps: krps * 1000,
    rootSeed: `${seed}`,
    dataplaneParams: { rxRing },
    workloadParams: { connections: 1360, latencyConnections: 32 },
  });
  const run = compile(plan, SILENT).clients;
  if (!(run instanceof IxOpenLoop)) throw new Error("the plan is not joined to an open loop");
  run.groupOf = (connection) => connection % GROUPS;
  const served = witness(run, DEPTH);
  const astray: Command[] = [];
  for (const { afterUs, command } of timed) {
    run.runTo(run.nowPs + us(afterUs));
    carryOut(run, command);
    const gone = answered(run) + run.drops + run.outstanding;
    if (sent(run) + run.retransmissions !== gone) astray.push(command);
  }
  run.setOffered(0);
  // Time-outs of lost frames are 200 ms, and what is sent again may be lost again; the latency client goes on.
  const endPs = run.nowPs + ms(3000);
  while (answered(run) !== sent(run) && run.nowPs < endPs) run.runTo(run.nowPs + us(20));
  return { run, served, astray };
}

function carryOut(run: IxOpenLoop, command: Command): void {
  if (command.kind === "clock") run.setClock(command.ghz * 1e9);
  else if (command.kind === "load") run.setOffered(command.krps * 1000);
  else if (command.source !== command.target) {
    const isAll = command.kind === "empty";
    const bits = isAll ? -1 : command.groups;
    move(run, command.source, command.target, (group) => ((bits >>> (group % 20)) & 1) === 1);
    // As the control loop does with a thread that is left without flow groups.
    if (isAll) setParked(run, command.source, true);
  }
}

function move(
  run: IxOpenLoop,
  source: number,
  target: number,
  isMoving: (group: number) => boolean,
): void {
  setParked(run, target, false);
  const all = Array.from({ length: GROUPS }, (_, group) => group);
  migrate({
    run,
    source: run.threads[source]!,
    target: run.threads[target]!,
    groups: new Set(all.filter(isMoving)),
    nowPs: run.nowPs,
    advance: (untilPs) => run.runTo(untilPs),
  });
}

function setParked(run: IxOpenLoop, index: number, isParked: boolean): void {
  const one = run.threads[index]!;
  if (one.isParked === isParked) return;
  one.isParked = isParked;
  one.look();
}

const seeds = fc.integer({ min: 1, max: 1000 });

describe("flow groups that move at any time", () => {
  it.each([
    ["few requests", 100],
    ["a busy machine", 1200],
    ["deep queues", 6000],
  ])("lose, repeat and reorder nothing: %s", (_, krps) => {
    fc.assert(
      fc.property(commands, seeds, (timed, seed) => {
        const { run, served, astray } = carriedOut(timed, krps, 4096, seed);
        expect(astray).toEqual([]);
        expect(run.drops).toBe(0);
        expect(misplaced(served).length).toBe(0);
        expect(repeated(served)).toBe(0);
        expect(served.every(({ isWhole }) => isWhole)).toBe(true);
        expect(run.outstanding).toBe(0);
        expect(served.length).toBe(sent(run));
        expect(answered(run)).toBe(sent(run));
      }),
      { numRuns: 15, endOnFailure: true },
    );
  });

  it("lose at full rings only, and what was lost is sent again and answered", () => {
    let drops = 0;
    fc.assert(
      fc.property(commands, seeds, (timed, seed) => {
        const { run, served, astray } = carriedOut(timed, 6000, 64, seed);
        expect(astray).toEqual([]);
        drops += run.drops;
        expect(misplaced(served).length).toBe(0);
        expect(repeated(served)).toBe(0);
        expect(answered(run)).toBe(sent(run));
        expect(served.length).toBe(sent(run));
        expect(run.retransmissions).toBe(run.drops);
      }),
      { numRuns: 6, endOnFailure: true },
    );
    expect(drops).toBeGreaterThan(1000);
  });
});
