/** Finding experiments: one by id or number, or the list from the newest. */
import {
  countExperiments,
  readExperimentByNumber,
  readExperimentList,
} from "../../db/read/experiments.ts";
import { builder } from "../builder.ts";
import { badInput } from "../errors.ts";
import { keyOf } from "../node/node-id.ts";
import { connectionOf, pageComplexity, windowOf } from "../paging.ts";
import { ExperimentRef } from "./experiment.ts";

builder.queryField("experiment", (t) =>
  t.field({
    type: ExperimentRef,
    nullable: true,
    description: "One experiment, by id or by number; null if there is none.",
    args: {
      id: t.arg.id({ description: "Global id." }),
      number: t.arg.int({ description: "Number, as in the address of its page." }),
    },
    resolve: async (_root, { id, number }, { loaders, services }) => {
      if ((id == null) === (number == null)) throw badInput("Give either id or number.");
      if (number != null) return readExperimentByNumber(services.db, number);
      const key = keyOf("Experiment", id ?? "");
      return key === null ? null : loaders.experiment.load(key);
    },
  }),
);

const LIST = "experiments";

builder.queryField("experiments", (t) =>
  t.connection(
    {
      type: ExperimentRef,
      description: "Experiments, the newest first.",
      complexity: pageComplexity,
      resolve: async (_root, args, { services }) => {
        const window = windowOf(args, LIST);
        return connectionOf({
          rows: await readExperimentList(services.db, window),
          window,
          list: LIST,
          positionOf: (experiment) => experiment.number,
          totalCount: () => countExperiments(services.db),
        });
      },
    },
    { description: "Experiments." },
    { description: "An experiment with its position." },
  ),
);
