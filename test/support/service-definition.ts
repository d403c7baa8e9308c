/** A small experiment for tests: every dataplane's first system at a few loads, milliseconds long. */
import { defaultsOf } from "../../src/params.ts";
import { POLICIES } from "../../src/controlplane/registry.ts";
import { DATAPLANES } from "../../src/dataplane/registry.ts";
import type { Definition } from "../../src/experiment/definition.ts";
import { experimentDigest, recordDigest } from "../../src/experiment/digest.ts";
import { type Expansion, expand } from "../../src/experiment/expand.ts";
import { simulate } from "../../src/experiment/simulate.ts";
import { PS_PER_MS } from "../../src/units.ts";
import { WORKLOADS } from "../../src/workload/registry.ts";

interface Shape {
  /** Tests that must not meet each other's cached results take seeds of their own. */
  readonly rootSeed: string;
  readonly replications?: number;
  readonly loadsRps?: readonly number[];
  readonly measureMs?: number;
}

const chosen = (
  members: readonly { readonly id: string; readonly params: object }[],
  id: string,
) => {
  const member = members.find((m) => m.id === id);
  if (member === undefined) throw new Error(`there is no ${id}`);
  return { kind: id, params: defaultsOf(member.params as Parameters<typeof defaultsOf>[0]) };
};

export function smallExperiment(shape: Shape): Expansion {
  const definition: Definition = {
    apiVersion: "ix/v1",
    kind: "Experiment",
    name: `service test ${shape.rootSeed}`,
    description: "",
    platform: "xeon-e5-2665",
    systems: DATAPLANES.slice(0, 2).map(({ id, title }) => ({
      id,
      name: title,
      dataplane: chosen(DATAPLANES, id),
      policy: chosen(POLICIES, "static"),
      hardwareThreads: [0, 2],
      nicPorts: 1,
      loadsRps: shape.loadsRps ?? [100_000, 200_000, 300_000],
    })),
    workload: chosen(WORKLOADS, "memcached-usr"),
    slo: null,
    replications: shape.replications ?? 2,
    rootSeed: shape.rootSeed,
    seedPolicy: "COMMON",
    phases: { warmupPs: PS_PER_MS / 2, measurePs: (shape.measureMs ?? 2) * PS_PER_MS },
  };
  return expand(definition);
}

/** The digest that an undisturbed execution must have: computed here, with no service at all. */
export function referenceDigest(expansion: Expansion): string {
  return experimentDigest(
    expansion.runs.map(({ index, contentKey, plan }) => ({
      index,
      contentKey,
      digest: recordDigest(simulate(plan)),
    })),
  );
}
