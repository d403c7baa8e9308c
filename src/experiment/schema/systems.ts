/**
 * The systems of a definition: each entry of `systems` laid over the fields at the top, checked
 * against the platform. Without `systems` the top describes the only one.
 */
import { POLICIES } from "../../controlplane/registry.ts";
import { DATAPLANES } from "../../dataplane/registry.ts";
import type { Platform } from "../../hw/contract.ts";
import { defaultsOf } from "../../params.ts";
import type { Workload } from "../../workload/contract.ts";
import type { SystemDefinition } from "../definition.ts";
import { firstThreads, threadsOfCores } from "../hardware-threads.ts";
import type { Choice } from "../plan.ts";
import type { Problem, ProblemCode } from "../problem.ts";
import { NAMED_SYSTEM_SHAPE, SYSTEM_SHAPE } from "./definition-schema.ts";
import { type Fields, readFields } from "./fields.ts";
import { pointerOf } from "./issue.ts";
import { movingProblem, sharesCores } from "./moving.ts";

type TopFields = Fields<typeof SYSTEM_SHAPE>;
type SystemFields = Fields<typeof NAMED_SYSTEM_SHAPE>;

/** Reports a problem of one field, where that field was written. */
type Fail = (code: ProblemCode, key: string, message: string, hint: string) => void;

/** One entry of `systems`, or the definition itself if it has none. */
interface Entry {
  readonly own: SystemFields;
  readonly top: TopFields;
  /** Whether a key was written at all: one that is there but wrong has its own problem already. */
  readonly isGiven: (key: string) => boolean;
  readonly fail: Fail;
}

/** What the systems are checked against; undefined if the definition names none that is known. */
export interface Known {
  readonly platform: Platform | undefined;
  readonly workload: Workload | undefined;
  readonly workloadChoice: Choice | undefined;
}

export function readSystems(
  input: unknown,
  top: TopFields,
  known: Known,
  problems: Problem[],
): readonly SystemDefinition[] {
  const given = (input as { systems?: unknown } | null)?.systems;
  const values: readonly unknown[] = Array.isArray(given) ? given : [undefined];
  const found: SystemDefinition[] = [];
  const names = new Map<string, number>();
  values.forEach((value, i) => {
    const path: readonly PropertyKey[] = value === undefined ? [] : ["systems", i];
    const entry: Entry = {
      // Problems inside an entry were reported with the whole definition; here only values are read.
      own: value === undefined ? {} : readFields(NAMED_SYSTEM_SHAPE, value, path, []),
      top,
      isGiven: (key) => hasKey(value, key) || hasKey(input, key),
      fail: (code, key, message, hint) => {
        const isInherited = !hasKey(value, key) && hasKey(input, key);
        const pointer = pointerOf(isInherited ? [key] : [...path, key]);
        // Several systems may inherit the same mistake from the top.
        if (problems.some((p) => p.pointer === pointer && p.code === code)) return;
        problems.push({ code, message, pointer, hint });
      },
    };
    const system = completeSystem(entry, known);
    if (system === undefined) return;
    const first = names.get(system.id);
    if (first !== undefined) {
      const message = `systems ${first} and ${i} have the same name "${system.name}"`;
      entry.fail("DUPLICATE", "name", message, "give each system its own name");
    }
    names.set(system.id, i);
    found.push(system);
  });
  return found;
}

const hasKey = (value: unknown, key: string): boolean =>
  value !== null &&
  typeof value === "object" &&
  Object.hasOwn(value, key) &&
  (value as Record<string, unknown>)[key] !== undefined;

function completeSystem(
  entry: Entry,
  { platform, workload, workloadChoice }: Known,
): SystemDefinition | undefined {
  const { own, top, isGiven, fail } = entry;
  const { dataplane = top.dataplane } = own;
  if (!isGiven("dataplane")) {
    const known = DATAPLANES.map((d) => d.id).join(", ");
    fail("MISSING", "dataplane", "a system needs a dataplane", `one of ${known}`);
  }
  const loads = loadsFor(entry, workload);
  const loadPattern = own.loadPattern ?? top.loadPattern;
  const threads = platform && hardwareThreads(entry, platform);
  const nicPorts = own.nicPorts ?? top.nicPorts ?? 1;
  const portsFit = platform && isWithin("nicPorts", nicPorts, platform.maxNicPorts, platform, fail);
  if (dataplane === undefined || loads === undefined || threads === undefined) return undefined;
  if (portsFit !== true) return undefined;
  const name = own.name ?? dataplane.kind;
  const policy = own.policy ?? top.policy ?? defaultPolicy();
  const hasJob = own.backgroundJob ?? top.backgroundJob ?? sharesCores(policy);
  const system: SystemDefinition = {
    id: slug(name),
    name,
    dataplane,
    policy,
    hardwareThreads: threads,
    nicPorts,
    loadsRps: loads,
    ...(loadPattern && { loadPattern }),
    ...(hasJob && { hasBackgroundJob: true }),
  };
  const wrong = workloadChoice && movingProblem(system, workloadChoice);
  if (wrong !== undefined) fail(wrong.code, wrong.field, wrong.message, wrong.hint);
  return system;
}

/** Loads of an open loop; a closed loop has none. Undefined while they cannot be told. */
function loadsFor(
  { own, top, isGiven, fail }: Entry,
  workload: Workload | undefined,
): readonly number[] | undefined {
  if (workload?.loop === "closed") {
    if (!isGiven("loads")) return [];
    const why = `${workload.id} is a closed loop: it sends as fast as it is answered`;
    fail("CONFLICT", "loads", why, "remove loads");
    return undefined;
  }
  if (isGiven("loadPattern")) {
    if (!isGiven("loads")) return [];
    fail("CONFLICT", "loads", "loads and loadPattern say the same thing twice", "give one of them");
    return undefined;
  }
  if (workload !== undefined && !isGiven("loads")) {
    const example = '"loads: { from: 100krps, to: 2Mrps, count: 12 }"';
    fail("MISSING", "loads", "a system needs loads or a loadPattern", `for example ${example}`);
  }
  return own.loads ?? top.loads;
}

function hardwareThreads(
  { own, top, fail }: Entry,
  platform: Platform,
): readonly number[] | undefined {
  const size = own.cores !== undefined || own.hardwareThreads !== undefined ? own : top;
  if (size.cores !== undefined && size.hardwareThreads !== undefined) {
    const message = "cores and hardwareThreads say the same thing twice";
    fail("CONFLICT", "hardwareThreads", message, "give one of them");
    return undefined;
  }
  const perCore = platform.threadsPerCore;
  if (size.hardwareThreads !== undefined) {
    const count = size.hardwareThreads;
    const fits = isWithin("hardwareThreads", count, platform.cores * perCore, platform, fail);
    return fits ? firstThreads(count) : undefined;
  }
  const cores = size.cores ?? platform.cores;
  if (!isWithin("cores", cores, platform.cores, platform, fail)) return undefined;
  const used = (own.hyperthreads ?? top.hyperthreads ?? true) ? perCore : 1;
  return threadsOfCores(cores, perCore, used);
}

function isWithin(key: string, n: number, most: number, platform: Platform, fail: Fail): boolean {
  if (n <= most) return true;
  fail("OUT_OF_RANGE", key, `${platform.id} has ${most} ${key}, not ${n}`, `at most ${most}`);
  return false;
}

function defaultPolicy(): Choice {
  const policy = POLICIES[0];
  if (policy === undefined) throw new Error("no policy is registered");
  return { kind: policy.id, params: defaultsOf(policy.params) };
}

const slug = (name: string): string =>
  name
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, "-")
    .replaceAll(/^-|-$/g, "") || "system";
