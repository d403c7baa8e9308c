/**
 * Speed of the simulator beside its floors, interleaved, so that the ratios survive a busy machine. Queues (w1 M/M/1, w2 M/M/16, w3 16 x M/M/1, all at a load of 0.8) stand beside the same queues written by
 * hand; models of real systems beside the bare cycle loop.
 */
import { median, speedOf } from "./cpu-time.ts";
import { cycleLoop } from "./floors/cycle-loop.ts";
import { jsHeap } from "./floors/js-heap.ts";
import { jsIdiomatic } from "./floors/js-idiomatic.ts";
import { cppQueues, simpyQueues } from "./floors/native.ts";
import { answered, isRegistered, planOfLength, type WholeRun } from "./whole-run.ts";

const ROUNDS = 5;
const QUEUE_REQUESTS = 1e7;
const IDIOMATIC_REQUESTS = 2e6;
const SIMPY_REQUESTS = 2e5;
const CYCLE_REQUESTS = 5e6;
const CYCLE_RPS = 1.7e6;

interface Floor {
  readonly id: string;
  /** Requests per CPU-second, once. */
  readonly speed: () => number;
}

interface Subject {
  readonly id: string;
  readonly run: WholeRun;
  /** The first one is what JSON gives. */
  readonly floors: readonly Floor[];
}

export interface EngineRow {
  readonly id: string;
  readonly requestsPerCpuSecond: number;
  readonly floors: readonly {
    readonly id: string;
    readonly requestsPerCpuSecond: number;
    readonly ratio: number;
  }[];
}

const MEAN_PS = 10e6;

/** A queue of mean service time 10 us at a load of 0.8. */
const queue = (dataplane: string, servers: number): WholeRun => ({
  dataplane,
  hardwareThreads: servers,
  workload: "synthetic-exponential",
  workloadParams: { mean: MEAN_PS },
  load: (0.8 * servers * 1e12) / MEAN_PS,
  requests: QUEUE_REQUESTS,
});

const SYSTEMS: Readonly<Record<string, WholeRun>> = {
  "ix-usr": {
    dataplane: "ix",
    hardwareThreads: 12,
    workload: "memcached-usr",
    load: 1.7e6,
    requests: 1.5e6,
  },
  "ix-usr-patched": {
    dataplane: "ix",
    hardwareThreads: 16,
    workload: "memcached-usr-patched",
    workloadParams: { connections: 2720, latencyConnections: 32 },
    load: { shareOfPeak: 0.8 },
    requests: 6e6,
  },
  "ix-echo": {
    dataplane: "ix",
    hardwareThreads: 16,
    workload: "echo",
    workloadParams: { messagesPerConnection: 1024, connections: 14_400, messageBytes: 64 },
    load: null,
    requests: 5e6,
  },
  "linux-usr": {
    dataplane: "linux",
    hardwareThreads: 16,
    workload: "memcached-usr",
    load: 0.5e6,
    requests: 1e6,
  },
  "linux-echo": {
    dataplane: "linux",
    hardwareThreads: 16,
    workload: "echo",
    workloadParams: { messagesPerConnection: 1024, connections: 14_400, messageBytes: 64 },
    load: null,
    requests: 1e6,
  },
  "ix-exponential": {
    dataplane: "ix",
    hardwareThreads: 16,
    workload: "synthetic-exponential",
    load: { shareOfPeak: 0.8 },
    requests: 3e6,
  },
};

/** Floors of queues; those beyond the first only if `all` are wanted. */
function queueFloors(servers: number, queues: number, others: Readonly<Record<string, Other>>) {
  const floors: Floor[] = [
    { id: "js-heap", speed: () => speedOf(() => jsHeap(servers, queues, QUEUE_REQUESTS)) },
  ];
  for (const [id, speed] of Object.entries(others)) {
    floors.push({ id, speed: () => speed(servers, queues) });
  }
  return floors;
}

type Other = (servers: number, queues: number) => number;

/** Every floor that this machine can run. */
function otherFloors(): Readonly<Record<string, Other>> {
  const cpp = cppQueues();
  const simpy = simpyQueues();
  return {
    ...(cpp && { "c++": (servers, queues) => cpp(servers, queues, QUEUE_REQUESTS) }),
    "js-idiomatic": (servers, queues) =>
      speedOf(() => jsIdiomatic(servers, queues, IDIOMATIC_REQUESTS)),
    ...(simpy && { simpy: (servers, queues) => simpy(servers, queues, SIMPY_REQUESTS) }),
  };
}

function subjects(all: boolean): readonly Subject[] {
  const others = all ? otherFloors() : {};
  const cycle = {
    id: "cycle-loop",
    speed: () => speedOf(() => cycleLoop(CYCLE_REQUESTS, CYCLE_RPS)),
  };
  return [
    { id: "w1", run: queue("ideal-central", 1), floors: queueFloors(1, 1, others) },
    { id: "w2", run: queue("ideal-central", 16), floors: queueFloors(16, 1, others) },
    { id: "w3", run: queue("ideal-partitioned", 16), floors: queueFloors(16, 16, others) },
    ...Object.entries(SYSTEMS)
      .filter(([, run]) => isRegistered(run))
      .map(([id, run]) => ({ id, run, floors: [cycle] })),
  ];
}

/** Rows that this machine can run, in their order. */
export const engineIds = (): readonly string[] => subjects(false).map(({ id }) => id);

/**
 * One row: medians of the rounds; a ratio is the median of each round's ratio.
 * @param all floors, or only the first.
 */
export function engineRow(id: string, all: boolean): EngineRow {
  const subject = subjects(all).find((one) => one.id === id);
  if (subject === undefined) throw new RangeError(`no row ${id}; rows: ${engineIds().join(", ")}`);
  const { run, floors } = subject;
  const plan = planOfLength(run);
  const speeds: number[] = [];
  const floorSpeeds: number[][] = floors.map(() => []);
  // The first round warms the compiler up and is not counted.
  for (let round = 0; round <= ROUNDS; round++) {
    const ofFloors = floors.map((floor) => floor.speed());
    const speed = speedOf(() => answered(plan));
    if (round === 0) continue;
    speeds.push(speed);
    for (const [i, ofFloor] of ofFloors.entries()) floorSpeeds[i]!.push(ofFloor);
  }
  return {
    id,
    requestsPerCpuSecond: Math.round(median(speeds)),
    floors: floors.map((floor, i) => ({
      id: floor.id,
      requestsPerCpuSecond: Math.round(median(floorSpeeds[i]!)),
      ratio: median(speeds.map((speed, round) => speed / floorSpeeds[i]![round]!)),
    })),
  };
}
