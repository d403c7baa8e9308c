/**
 * Which points of the suite a published row speaks of, from its set-up alone: every key of the set-up
 * must hold at the point, and every parameter that it does not name must stand at its default. There
 * is no list of rows here, so that a new row or a new point needs no code.
 */
import { DATAPLANES } from "../dataplane/registry.ts";
import type { Slo } from "../experiment/definition.ts";
import type { PlannedPoint } from "../experiment/expand.ts";
import type { Choice } from "../experiment/plan.ts";
import type { Member } from "../params.ts";
import { parseQuantity } from "../units.ts";
import { WORKLOADS } from "../workload/registry.ts";
import type { PublishedRow, Setup, SetupValue } from "./published.ts";
import type { SuitePreset } from "./presets.ts";

/** Where a row stands in the suite: one preset, and the points there by rising load. */
export interface Match<Preset extends SuitePreset = SuitePreset> {
  readonly preset: Preset;
  readonly points: readonly PlannedPoint[];
}

/** The presets that have points of the row's set-up. */
export function matchRow<Preset extends SuitePreset>(
  row: PublishedRow,
  presets: readonly Preset[],
): readonly Match<Preset>[] {
  return presets
    .filter(({ figure }) => figure.sources.includes(row.figure))
    .map((preset) => ({ preset, points: pointsOf(row, preset) }))
    .filter(({ points }) => points.length > 0);
}

/** Points of one preset that have the row's set-up, by rising load. */
export function pointsOf(row: PublishedRow, preset: SuitePreset): readonly PlannedPoint[] {
  const { points, definition } = preset.expansion;
  const named = namedValues(row.setup);
  if (!meetsObjective(named.get("slo"), definition.slo)) return [];
  return points
    .filter((point) => point.system.dataplane.kind === row.system && isAt(point, named))
    .toSorted((a, b) => (a.offeredRps ?? 0) - (b.offeredRps ?? 0));
}

/** Part of what the workload is, or of the preset as a whole. */
const NOT_OF_A_POINT: ReadonlySet<string> = new Set(["records", "bothEnds", "slo"]);

/** Keys of a set-up, those of the latency client by the names of its parameters. */
function namedValues(setup: Setup): ReadonlyMap<string, SetupValue> {
  const entries = Object.entries(setup).flatMap(([key, value]): [string, SetupValue][] => {
    if (key !== "latencyClient" || typeof value !== "object" || value === null) {
      return [[key, value]];
    }
    return [
      ["latencyConnections", value["connections"] ?? null],
      ["latencyRate", value["rps"] ?? null],
    ];
  });
  return new Map(entries);
}

function isAt(point: PlannedPoint, named: ReadonlyMap<string, SetupValue>): boolean {
  for (const [key, value] of named) {
    if (!NOT_OF_A_POINT.has(key) && valueAt(point, key) !== (value ?? FOREVER)) return false;
  }
  return (
    isOtherwiseDefault(point.workload, WORKLOADS, named) &&
    isOtherwiseDefault(point.system.dataplane, DATAPLANES, named)
  );
}

/** A set-up without a bound is one without end: `messagesPerConnection: null`. */
const FOREVER = 0;

/** Two hardware threads share a core: id = 2 * core + hyperthread. */
const coresOf = (threads: readonly number[]): number => new Set(threads.map((t) => t >> 1)).size;

/** What a point has for a key of a set-up; undefined if the key means nothing there. */
export function valueAt(point: PlannedPoint, key: string): SetupValue | undefined {
  const { system, workload, offeredRps } = point;
  const params: Readonly<Record<string, unknown>> = {
    ...system.dataplane.params,
    ...workload.params,
  };
  switch (key) {
    case "workload":
      return workload.kind;
    case "hardwareThreads":
      return system.hardwareThreads.length;
    case "cores":
      return coresOf(system.hardwareThreads);
    case "nicPorts":
      return system.nicPorts;
    case "rps":
      return offeredRps ?? undefined;
    case "connections":
      // The papers count the latency client's connections in.
      return numberOf(params["connections"]) + numberOf(params["latencyConnections"]);
    default:
      return typeof params[key] === "number" ? params[key] : undefined;
  }
}

const numberOf = (value: unknown): number => (typeof value === "number" ? value : 0);

function isOtherwiseDefault(
  { kind, params }: Choice,
  members: readonly Member[],
  named: ReadonlyMap<string, SetupValue>,
): boolean {
  const declared = members.find((member) => member.id === kind)?.params ?? {};
  return Object.entries(declared).every(([name, { default: usual }]) => {
    if (named.has(name) || typeof usual !== "number") return true;
    return params[name] === usual;
  });
}

/** An objective as rows write it, `p99<=500us`, against that of the experiment. */
function meetsObjective(text: SetupValue | undefined, slo: Slo | null): boolean {
  if (typeof text !== "string") return true;
  const [, percentile, limit = ""] = /^(p[0-9.]+)<=(.+)$/.exec(text) ?? [];
  const parsed = parseQuantity(limit, "time");
  return parsed.ok && slo?.measure === `latency.${percentile}` && slo.limitPs === parsed.value;
}
