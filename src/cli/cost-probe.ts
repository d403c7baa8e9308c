/**
 * What an experiment will cost on this machine: a short run per dataplane is simulated and timed, as
 * there is no service here that remembers earlier ones. Nothing is kept of it.
 */
import type { Expansion } from "../experiment/expand.ts";
import { CLOSED_LOOP_RPS, systemRequests } from "../experiment/limits.ts";
import type { RunPlan } from "../experiment/plan.ts";
import { simulate } from "../experiment/simulate.ts";
import { PS_PER_S } from "../units.ts";

/** Requests of a probe: enough for V8 to compile the simulator, few enough not to be waited for. */
const PROBE_REQUESTS = 200_000;

/** Core time, seconds. */
export function coreSecondsOf({ definition, runs, points }: Expansion): number {
  const msPerRequest = new Map<string, number>();
  return definition.systems.reduce((sum, system) => {
    const requests = systemRequests(definition, system);
    const own = points.filter(({ systemId }) => systemId === system.id);
    const middle = own[own.length >> 1];
    const plan = runs.find(({ pointIndex }) => pointIndex === middle?.index)?.plan;
    if (plan === undefined) return sum;
    const kind = `${system.dataplane.kind} ${system.loadPattern?.kind}`;
    const ms = msPerRequest.get(kind) ?? probe(plan);
    msPerRequest.set(kind, ms);
    return sum + (requests * ms) / 1e3;
  }, 0);
}

/** Time of a core per simulated request, ms, whatever else the machine does. */
function probe(plan: RunPlan): number {
  const nominalRps = plan.offeredRps ?? CLOSED_LOOP_RPS;
  const shortPs = Math.ceil((PROBE_REQUESTS / nominalRps) * PS_PER_S);
  const measurePs = Math.min(plan.measurePs, shortPs);
  const short: RunPlan = { ...plan, warmupPs: 0, measurePs };
  // The first run is for V8 to compile the simulator, which a long experiment does once.
  simulate(short);
  const begin = process.cpuUsage();
  const { counters } = simulate(short);
  const { user, system } = process.cpuUsage(begin);
  // Under a load pattern nobody knows before what is offered.
  const requests =
    plan.loadPattern === undefined
      ? nominalRps * (measurePs / PS_PER_S)
      : (counters["requests"] ?? 0);
  return (user + system) / 1e3 / Math.max(1, requests);
}
