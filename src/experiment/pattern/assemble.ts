/**
 * A plan whose load or policy moves, put together: elastic IX threads joined to their clients, the control loop over
 * them, the account of time and energy, and the load over time. All stand at time 0.
 */
import { ControlLoop } from "../../controlplane/control-loop.ts";
import type { ControlledPolicy, FixedPolicy } from "../../controlplane/contract.ts";
import { isControlled } from "../../controlplane/registry.ts";
import { SocketAccount } from "../../controlplane/socket-account.ts";
import { TailWindow } from "../../controlplane/tail-window.ts";
import { IxOpenLoop } from "../../dataplane/ix-open-loop.ts";
import { clock } from "../../engine/actor-clock.ts";
import { flowGroup } from "../../hw/flow-steering.ts";
import { PLATFORMS } from "../../hw/registry.ts";
import * as steering from "../../hw/steering.ts";
import type { LatencySink } from "../../workload/contract.ts";
import { LOAD_PATTERNS } from "../../workload/load-patterns/registry.ts";
import { holdRates } from "../../workload/load-patterns/hold-rates.ts";
import {
  choose,
  CLIENT_NET,
  CONNECTIONS_PER_CLIENT,
  FIRST_PORT,
  FIRST_THREAD,
  makeMachine,
  member,
  PORTS,
  SERVER,
} from "../compile.ts";
import type { RunPlan } from "../plan.ts";
import { whyNotElastic } from "./can-follow.ts";

export interface MovingRun {
  readonly run: IxOpenLoop;
  readonly loop: ControlLoop;
  readonly account: SocketAccount;
  /** Requests/s, held for `holdPs` each, from the start of the warm-up on. */
  readonly rates: Float64Array;
  /** A report with a higher 99th percentile, in ps, is the last; 0 if nothing ends it. */
  readonly stopAbovePs: number;
}

/**
 * @param advance lets threads and clients act up to a time; the control loop does all else.
 * @param instead decides instead of the plan's policy, with the plan's parameters.
 * @throws RangeError if the plan's dataplane or workload cannot follow.
 */
export function assemble(
  plan: RunPlan,
  sink: LatencySink,
  holdPs: number,
  advance: (untilPs: number) => void,
  instead?: ControlledPolicy,
): MovingRun {
  const hardwareThreads = threadsOf(plan);
  const choices = choose({ ...plan, system: { ...plan.system, hardwareThreads } });
  const { platform, dataplane, workload, traffic, exchange, cores, random } = choices;
  const not = whyNotElastic(dataplane, workload, plan.workload.params, hardwareThreads.length);
  const load = workload.openLoad?.(plan.workload.params, 0);
  if (not !== undefined || load === undefined) throw new RangeError(not?.why);
  clock.reset(FIRST_THREAD + cores.length);
  const machine = makeMachine(choices, 0);
  const policy = moving(instead ?? choices.policy);
  const { params } = plan.system.policy;
  const groups = platform.figures.flowGroups.value;
  const groupOf = layout(traffic.connections, groups, random("layout").below(PORTS));
  const ladder = policy.ladder(platform, plan.system.hardwareThreads, params);
  const [first] = ladder;
  const targets = first?.hardwareThreads.map((id) => hardwareThreads.indexOf(id)) ?? [];
  for (let connection = 0; connection < traffic.connections; connection++) {
    const owner = Math.floor(((groupOf[connection] ?? 0) * targets.length) / groups);
    steering.threadOf[connection] = targets[owner] ?? 0;
    steering.portOf[connection] = connection % plan.system.nicPorts;
  }
  const needsTail = policy.needs.includes("tailLatency");
  const tail = new TailWindow(policy.rhythm(params));
  const side = {
    load,
    timestamps: dataplane.timestamps,
    sink,
    random,
    groupOf: (c: number) => groupOf[c] ?? 0,
    ...(needsTail && { measured: (atPs: number, ps: number) => tail.add(atPs, ps) }),
  };
  const run = dataplane.openLoop?.(machine, exchange, plan.system.dataplane.params, side);
  if (!(run instanceof IxOpenLoop)) throw new RangeError(`${dataplane.id} is not elastic`);
  const { rates, stopAbovePs } = loadOverTime(plan, random, holdPs);
  const account = new SocketAccount(platform, run.threads, cores);
  const loop = new ControlLoop({
    run,
    platform,
    policy,
    params,
    ladder,
    hardwareThreads,
    groups,
    advance,
    account,
    hasBackground: plan.system.hasBackgroundJob === true,
    ...(needsTail && { tailLatencyPs: (nowPs: number) => tail.tailPs(nowPs) }),
    offeredRps: () => rates[Math.floor(run.nowPs / holdPs)] ?? 0,
  });
  return { run, loop, account, rates, stopAbovePs };
}

/** Threads of the plan, then the first of each other core if a background job can have it. */
function threadsOf({ platform, system }: RunPlan): readonly number[] {
  const { hardwareThreads, hasBackgroundJob } = system;
  if (hasBackgroundJob !== true) return hardwareThreads;
  const { cores, threadsPerCore } = member(PLATFORMS, platform, "platform");
  const used = new Set(hardwareThreads.map((thread) => Math.floor(thread / threadsPerCore)));
  const free = Array.from({ length: cores }, (_, core) => core).filter((core) => !used.has(core));
  return [...hardwareThreads, ...free.map((core) => core * threadsPerCore)];
}

/** A policy as the loop wants it: one that is fixed looks at nothing and stays on its only step. */
const moving = (policy: FixedPolicy | ControlledPolicy): ControlledPolicy =>
  isControlled(policy)
    ? policy
    : {
        ...policy,
        needs: [],
        rhythm: () => ({ tickPs: Number.POSITIVE_INFINITY, metricsPs: Number.POSITIVE_INFINITY }),
        start: undefined,
        decide: (memory, { step }) => ({ memory, step }),
      };

/** The load pattern of the plan, or its one load. */
function loadOverTime(
  plan: RunPlan,
  random: Parameters<(typeof LOAD_PATTERNS)[number]["rateAt"]>[1],
  holdPs: number,
): Pick<MovingRun, "rates" | "stopAbovePs"> {
  const { loadPattern, offeredRps } = plan;
  if (loadPattern === undefined) {
    return { rates: holdRates(() => offeredRps ?? 0, plan, holdPs), stopAbovePs: 0 };
  }
  const pattern = member(LOAD_PATTERNS, loadPattern.kind, "load pattern");
  const rates = holdRates(pattern.rateAt(loadPattern.params, random), plan, holdPs);
  return { rates, stopAbovePs: pattern.stopAbovePs?.(loadPattern.params) ?? 0 };
}

/**
 * Flow group of each connection: a client machine opens its connections one after another, and Linux gives them
 * ports in a row, which the hash spreads evenly. Where the rows begin is the layout's seed.
 */
function layout(count: number, groups: number, seed: number): Int32Array {
  return Int32Array.from({ length: count }, (_, connection) => {
    const client = Math.floor(connection / CONNECTIONS_PER_CLIENT);
    const port = FIRST_PORT + ((seed + connection) % PORTS);
    return flowGroup({ address: CLIENT_NET + client, port }, SERVER, groups);
  });
}
