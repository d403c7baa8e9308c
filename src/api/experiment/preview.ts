/** What a definition would do, without doing it. */
import { countKnownResults } from "../../db/read/results.ts";
import { expand, type Expansion } from "../../experiment/expand.ts";
import { systemRequests } from "../../experiment/limits.ts";
import { builder } from "../builder.ts";
import type { ApiContext } from "../context.ts";
import { coreTime } from "./eta.ts";
import { readSpec, SpecErrorRef, SpecInput, type SpecError } from "./spec.ts";

interface Preview {
  readonly name: string | null;
  readonly points: number;
  readonly runs: number;
  readonly runsCached: number;
  readonly estimatedCoreSeconds: number | null;
  readonly samplePoints: readonly unknown[];
  readonly userErrors: readonly SpecError[];
}

/** Enough points to see what varies. */
const SAMPLE = 5;

const PreviewRef = builder.objectRef<Preview>("ExperimentPreview").implement({
  description: "What a definition would do.",
  fields: (t) => ({
    name: t.exposeString("name", { nullable: true, description: "Name in the definition." }),
    points: t.exposeInt("points", { description: "Combinations of parameters." }),
    runs: t.exposeInt("runs", { description: "Points times replications." }),
    runsCached: t.exposeInt("runsCached", { description: "Runs whose results are known already." }),
    estimatedCoreSeconds: t.exposeFloat("estimatedCoreSeconds", {
      nullable: true,
      description: "Core time of the other runs; null if nothing similar was measured.",
    }),
    samplePoints: t.field({
      type: ["JSON"],
      description: "Parameters of some points, spread over the whole.",
      resolve: (preview) => preview.samplePoints,
    }),
    userErrors: t.field({
      type: [SpecErrorRef],
      description: "Everything that is wrong with the definition.",
      resolve: (preview) => preview.userErrors,
    }),
  }),
});

function sampleOf(expansion: Expansion): readonly unknown[] {
  const { points } = expansion;
  const size = Math.min(SAMPLE, points.length);
  const step = size > 1 ? (points.length - 1) / (size - 1) : 0;
  return Array.from({ length: size }, (_, i) => points[Math.round(i * step)]?.params);
}

async function coreSeconds(
  expansion: Expansion,
  cachedShare: number,
  { loaders }: ApiContext,
): Promise<number | null> {
  const work = expansion.definition.systems.map((system) => ({
    dataplane: system.dataplane.kind,
    requests: systemRequests(expansion.definition, system),
  }));
  const total = coreTime(work, await loaders.costsOf.load(expansion.modelVersion));
  return total === null ? null : (total.typicalMs / 1000) * (1 - cachedShare);
}

builder.queryField("experimentPreview", (t) =>
  t.field({
    type: PreviewRef,
    description: "What a definition would do, without doing it.",
    complexity: 50,
    args: { spec: t.arg({ type: SpecInput, required: true, description: "The definition." }) },
    resolve: async (_root, { spec }, context): Promise<Preview> => {
      const read = readSpec(spec);
      if (!read.ok) {
        const nothing = { name: null, points: 0, runs: 0, runsCached: 0, samplePoints: [] };
        return { ...nothing, estimatedCoreSeconds: null, userErrors: read.userErrors };
      }
      const expansion = expand(read.definition);
      const { runs, points } = expansion;
      const keys = runs.map((run) => run.contentKey);
      const runsCached = await countKnownResults(context.services.db, keys);
      return {
        name: read.definition.name,
        points: points.length,
        runs: runs.length,
        runsCached,
        estimatedCoreSeconds: await coreSeconds(expansion, runsCached / runs.length, context),
        samplePoints: sampleOf(expansion),
        userErrors: [],
      };
    },
  }),
);
