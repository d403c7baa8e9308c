/** What a definition would do, without doing it. */
import { countKnownResults } from "../../db/read/results.ts";
import { expand, type Expansion } from "../../experiment/expand.ts";
import { experimentRequests, systemRequests } from "../../experiment/limits.ts";
import { previewOf } from "../../experiment/preview.ts";
import { builder } from "../builder.ts";
import type { ApiContext } from "../context.ts";
import { coreTime, type Duration, remaining } from "./eta.ts";
import { readSpec, SpecErrorRef, SpecInput, type SpecError } from "./spec.ts";

interface Preview {
  readonly name: string | null;
  readonly points: number;
  readonly runs: number;
  readonly runsCached: number;
  readonly pointsRemoved: number;
  readonly estimatedCoreSeconds: number | null;
  readonly estimatedSeconds: number | null;
  readonly simulatedRequests: number;
  readonly samplePoints: readonly unknown[];
  readonly warnings: readonly string[];
  readonly userErrors: readonly SpecError[];
}

const NOTHING: Omit<Preview, "userErrors"> = {
  name: null,
  points: 0,
  pointsRemoved: 0,
  runs: 0,
  runsCached: 0,
  estimatedCoreSeconds: null,
  estimatedSeconds: null,
  simulatedRequests: 0,
  samplePoints: [],
  warnings: [],
};

const PreviewRef = builder.objectRef<Preview>("ExperimentPreview").implement({
  description: "What a definition would do.",
  fields: (t) => ({
    name: t.exposeString("name", { nullable: true, description: "Name in the definition." }),
    points: t.exposeInt("points", { description: "Combinations of parameters." }),
    pointsRemoved: t.exposeInt("pointsRemoved", {
      description: "Combinations that its `where` leaves out.",
    }),
    runs: t.exposeInt("runs", { description: "Points times replications; of a search, about." }),
    runsCached: t.exposeInt("runsCached", { description: "Runs whose results are known already." }),
    estimatedCoreSeconds: t.exposeFloat("estimatedCoreSeconds", {
      nullable: true,
      description: "Core time of the other runs; null if nothing similar was measured.",
    }),
    estimatedSeconds: t.exposeFloat("estimatedSeconds", {
      nullable: true,
      description: "That core time shared by the living workers; null without any.",
    }),
    simulatedRequests: t.exposeFloat("simulatedRequests", {
      description:
        "Requests that all runs offer together, from loads and load patterns; a guess under a closed loop.",
    }),
    samplePoints: t.field({
      type: ["JSON"],
      description: "Parameters of the first five points.",
      resolve: (preview) => preview.samplePoints,
    }),
    warnings: t.exposeStringList("warnings", {
      description: "What is right but may not be meant.",
    }),
    userErrors: t.field({
      type: [SpecErrorRef],
      description: "Everything that is wrong with the definition.",
      resolve: (preview) => preview.userErrors,
    }),
  }),
});

/** Core time of the runs that are not known, and wall time on the living workers, seconds. */
async function estimates(
  { definition, modelVersion }: Expansion,
  unknownShare: number,
  { loaders }: ApiContext,
): Promise<Pick<Preview, "estimatedCoreSeconds" | "estimatedSeconds">> {
  const work = definition.systems.map((system) => ({
    dataplane: system.dataplane.kind,
    requests: systemRequests(definition, system),
  }));
  const [costs, children] = await Promise.all([
    loaders.costsOf.load(modelVersion),
    loaders.childrenOf.load("all"),
  ]);
  const cores = coreTime(work, costs);
  const wall = remaining(cores, children);
  const inSeconds = (time: Duration | null) => time && (time.typicalMs / 1000) * unknownShare;
  return { estimatedCoreSeconds: inSeconds(cores), estimatedSeconds: inSeconds(wall) };
}

builder.queryField("experimentPreview", (t) =>
  t.field({
    type: PreviewRef,
    description: "What a definition would do, without doing it.",
    complexity: 50,
    args: { spec: t.arg({ type: SpecInput, required: true, description: "The definition." }) },
    resolve: async (_root, { spec }, context): Promise<Preview> => {
      const read = readSpec(spec);
      if (!read.ok) return { ...NOTHING, userErrors: read.userErrors };
      const expansion = expand(read.definition);
      const { runs } = expansion;
      const keys = runs.map((run) => run.contentKey);
      const runsCached = await countKnownResults(context.services.db, keys);
      return {
        name: read.definition.name,
        ...previewOf(expansion),
        runsCached,
        ...(await estimates(expansion, 1 - runsCached / runs.length, context)),
        simulatedRequests: experimentRequests(read.definition),
        userErrors: [],
      };
    },
  }),
);
