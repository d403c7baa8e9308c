/** One of the systems that an experiment compares. */
import type { SystemDefinition } from "../../experiment/definition.ts";
import { moves } from "../../experiment/pattern/moves.ts";
import { isScan } from "../../experiment/pattern/scan.ts";
import { STANDALONE_MB_PER_S } from "../../stats/savings/background-gain.ts";
import { builder } from "../builder.ts";

/** Two hardware threads share a core: id = 2 * core + hyperthread. */
const coresOf = (system: SystemDefinition): number =>
  new Set(system.hardwareThreads.map((thread) => Math.floor(thread / 2))).size;

export const SystemRef = builder.objectRef<SystemDefinition>("System").implement({
  description: "One of the systems that an experiment compares.",
  fields: (t) => ({
    id: t.exposeString("id", {
      description: "Stable within the experiment, for colours and legends.",
    }),
    name: t.exposeString("name", { description: "Name for readers." }),
    dataplane: t.string({
      description: "Id of its dataplane in the catalog.",
      resolve: (system) => system.dataplane.kind,
    }),
    cores: t.int({ description: "Cores given to the dataplane.", resolve: coresOf }),
    hardwareThreads: t.int({
      description: "Hardware threads given to the dataplane.",
      resolve: (system) => system.hardwareThreads.length,
    }),
    nicPorts: t.exposeInt("nicPorts", { description: "Ports of the network card in use." }),
    loadPattern: t.string({
      nullable: true,
      description: "Id of its load pattern in the catalog; null if its load does not change.",
      resolve: ({ loadPattern }) => loadPattern?.kind ?? null,
    }),
    hasReports: t.boolean({
      description: "True if load or policy move: its runs have series.",
      resolve: (system) => moves(system),
    }),
    isScan: t.boolean({
      description:
        "True if load rises until requests take too long, in a configuration that nobody changes.",
      resolve: (system) => isScan(system),
    }),
    standaloneMbPerS: t.float({
      nullable: true,
      description:
        "Throughput of its background job alone on the machine, MB/s; null if it has none.",
      resolve: ({ hasBackgroundJob }) => (hasBackgroundJob ? STANDALONE_MB_PER_S : null),
    }),
    policy: t.string({
      description: "Id of its control plane policy in the catalog.",
      resolve: (system) => system.policy.kind,
    }),
  }),
});
