/** How far an experiment is, and when it will end. */
import { isClaimable } from "../../db/lifecycle.ts";
import type { StoredExperiment } from "../../db/read/stored.ts";
import { builder } from "../builder.ts";
import type { ApiContext } from "../context.ts";
import { coreTime, type Duration, remaining } from "./eta.ts";

async function remainingOf(
  experiment: StoredExperiment,
  { loaders }: ApiContext,
): Promise<Duration | null> {
  if (!isClaimable(experiment.state)) return null;
  const work = await loaders.pendingWorkOf.load(experiment.id);
  if (work.length === 0) return null;
  const [costs, children] = await Promise.all([
    loaders.costsOf.load(experiment.modelVersion),
    loaders.childrenOf.load("all"),
  ]);
  return remaining(coreTime(work, costs), children);
}

const etaField = (part: keyof Duration, description: string) =>
  ({
    type: "DateTime",
    nullable: true,
    description,
    complexity: 5,
    resolve: async (experiment: StoredExperiment, _args: unknown, context: ApiContext) => {
      const duration = await remainingOf(experiment, context);
      return duration === null ? null : new Date(Date.now() + duration[part]);
    },
  }) as const;

export const ProgressRef = builder.objectRef<StoredExperiment>("Progress").implement({
  description:
    "How far an experiment is. Counts are of runs; they go back only when what is missing is filled in.",
  fields: (t) => ({
    runsTotal: t.exposeInt("runsTotal", { description: "All runs." }),
    runsDone: t.exposeInt("runsDone", { description: "Runs with a result, cached ones included." }),
    runsCached: t.exposeInt("runsCached", {
      description: "Runs whose result was already known when it was asked for.",
    }),
    runsFailed: t.exposeInt("runsFailed", { description: "Runs that ended without a result." }),
    runsCancelled: t.exposeInt("runsCancelled", {
      description: "Runs that were stopped or will not start.",
    }),
    runsRunning: t.int({
      description: "Runs being executed now.",
      resolve: async (experiment, _args, { loaders }) =>
        (await loaders.runningOf.load(experiment.id))?.runs ?? 0,
    }),
    fraction: t.float({
      description: "Share that is done, 0 to 1, with the finished parts of running runs.",
      resolve: async ({ id, runsDone, runsFailed, runsTotal }, _args, { loaders }) => {
        const running = (await loaders.runningOf.load(id))?.progress ?? 0;
        return runsTotal === 0 ? 1 : Math.min(1, (runsDone + runsFailed + running) / runsTotal);
      },
    }),
    etaAt: t.field(
      etaField(
        "typicalMs",
        "Likely end; null if no run may start or nothing similar was measured.",
      ),
    ),
    etaLowAt: t.field(etaField("lowMs", "Early end of the range of likely ends.")),
    etaHighAt: t.field(etaField("highMs", "Late end of the range of likely ends.")),
  }),
});
