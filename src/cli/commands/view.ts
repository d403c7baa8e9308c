/** `ixlab view ID`: where an experiment stands, what it found, and what may be done with it. */
import { Command } from "commander";
import { answerTable } from "../answer-table.ts";
import { experimentResult } from "../experiment-client.ts";
import { paint } from "../paint.ts";
import {
  ask,
  endpointOf,
  findExperiment,
  printJson,
  type ServerOptions,
  withServerOptions,
} from "../running-service.ts";

interface Viewed {
  readonly number: number;
  readonly name: string;
  readonly state: string;
  readonly stateReason: { readonly code: string; readonly message: string } | null;
  readonly cachePolicy: string;
  readonly clonedFrom: { readonly number: number } | null;
  readonly allowedActions: readonly string[];
  readonly missing: { readonly total: number };
  readonly modelVersion: string;
  readonly digest: string | null;
  readonly url: string;
  readonly progress: {
    readonly runsTotal: number;
    readonly runsDone: number;
    readonly runsCached: number;
    readonly runsFailed: number;
    readonly runsCancelled: number;
    readonly runsRunning: number;
  };
}

const VIEW = `query View($id: ID!) {
  experiment(id: $id) {
    id number name state stateReason { code message } cachePolicy clonedFrom { number }
    allowedActions missing { total failed cancelled deleted } modelVersion definitionHash digest
    createdAt startedAt finishedAt url
    progress { runsTotal runsDone runsCached runsFailed runsCancelled runsRunning fraction etaAt }
  }
}`;

export function viewCommand(): Command {
  return withServerOptions(new Command("view"))
    .description("show where an experiment stands and what it found")
    .argument("<id>", "its number, or its id")
    .addHelpText("after", "\nExample:\n  ixlab view 12")
    .action(view);
}

async function view(name: string, options: ServerOptions): Promise<void> {
  const { id } = await findExperiment(options, name);
  const { experiment } = await ask<{ experiment: Viewed }>(options, VIEW, { id });
  const { answers } = await experimentResult(endpointOf(options), id);
  if (options.json === true) {
    printJson({ ...experiment, answers });
    return;
  }
  const rows = answers.map((answer) => ({ ...answer, ...answer.system }));
  process.stdout.write(`${described(experiment)}\n${answerTable(rows, () => undefined)}\n`);
}

function described(experiment: Viewed): string {
  const { number, name, state, stateReason, progress, clonedFrom, digest, missing } = experiment;
  const counts = [
    `${progress.runsDone} of ${progress.runsTotal} done`,
    `${progress.runsCached} known already`,
    `${progress.runsRunning} running`,
    `${progress.runsFailed} failed`,
    `${progress.runsCancelled} cancelled`,
  ].filter((text) => !text.startsWith("0 "));
  const lines = [
    paint("bold", `#${number} ${name}`),
    `${state}${stateReason === null ? "" : `: ${stateReason.message}`}`,
    `runs: ${counts.join(", ")}`,
    missing.total > 0 ? `missing: ${missing.total}; ixlab fill-missing ${number}` : "",
    clonedFrom === null ? "" : `cloned from #${clonedFrom.number}`,
    digest === null ? "" : `digest ${digest}`,
    experiment.url,
  ];
  return lines.filter((line) => line !== "").join("\n");
}
