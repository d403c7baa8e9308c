/** `ixlab cancel | pause | resume | fill-missing ID`: what may be done with an experiment. */
import { Command } from "commander";
import { EXIT, ExitError } from "../exit.ts";
import {
  ask,
  findExperiment,
  printJson,
  type ServerOptions,
  withServerOptions,
} from "../running-service.ts";

interface Acted {
  readonly experiment: { readonly number: number; readonly state: string };
  readonly userErrors: readonly {
    readonly code: string;
    readonly message: string;
    readonly hint: string | null;
  }[];
  readonly runsStopped?: number;
  readonly runsDropped?: number;
  readonly runsFinished?: number;
  readonly runsAdded?: number;
}

interface Verb {
  readonly name: string;
  readonly mutation: string;
  readonly description: string;
  readonly more: string;
  /** Counts in the payload. */
  readonly counts: string;
  readonly said: (acted: Acted) => string;
}

interface ActOptions extends ServerOptions {
  readonly failed?: boolean;
}

function actCommand(
  verb: Verb,
  inputOf: (options: ActOptions) => object | undefined = () => undefined,
): Command {
  return withServerOptions(new Command(verb.name))
    .description(verb.description)
    .argument("<id>", "number or id of the experiment")
    .addHelpText("after", `\n${verb.more}\n\nExample:\n  ixlab ${verb.name} 12`)
    .action((name: string, options: ActOptions) => act(verb, name, options, inputOf(options)));
}

async function act(verb: Verb, name: string, options: ServerOptions, input: object | undefined) {
  const { id } = await findExperiment(options, name);
  const [declared, given] =
    input === undefined ? ["", ""] : [", $input: FillMissingInput", ", input: $input"];
  const { acted } = await ask<{ acted: Acted }>(
    options,
    `mutation ($id: ID!${declared}) { acted: ${verb.mutation}(id: $id${given}) {
      experiment { id number state } ${verb.counts} userErrors { code message allowed hint }
    } }`,
    { id, ...(input && { input }) },
  );
  const [refused] = acted.userErrors;
  if (options.json === true) printJson(acted);
  else if (refused === undefined) {
    process.stdout.write(`experiment ${acted.experiment.number}: ${verb.said(acted)}\n`);
  }
  if (refused === undefined) return;
  const hint = refused.hint === null ? "" : `\nhint: ${refused.hint}`;
  throw new ExitError(EXIT.failed, `ixlab: ${refused.code}: ${refused.message}${hint}`);
}

const runs = (count: number | undefined): string => (count === 1 ? "1 run" : `${count ?? 0} runs`);

export const cancelCommand = (): Command =>
  actCommand({
    name: "cancel",
    mutation: "experimentCancel",
    description: "stop an experiment; what has finished stays",
    more: "Runs under way stop within seconds. fill-missing has the rest computed.",
    counts: "runsStopped runsDropped runsFinished",
    said: ({ experiment, runsStopped, runsDropped, runsFinished }) =>
      `${experiment.state}; ${runs(runsStopped)} stopped, ${runs(runsDropped)} not started, ` +
      `${runs(runsFinished)} finished before`,
  });

export const pauseCommand = (): Command =>
  actCommand({
    name: "pause",
    mutation: "experimentPause",
    description: "start no more runs of an experiment; those under way may end",
    more: "resume lets it go on where it was.",
    counts: "",
    said: ({ experiment }) => experiment.state,
  });

export const resumeCommand = (): Command =>
  actCommand({
    name: "resume",
    mutation: "experimentResume",
    description: "let a paused experiment go on",
    more: "It goes on where it was; nothing is computed twice.",
    counts: "",
    said: ({ experiment }) => experiment.state,
  });

export const fillMissingCommand = (): Command =>
  actCommand(
    {
      name: "fill-missing",
      mutation: "experimentFillMissing",
      description: "compute the runs that have no result, and only those",
      more: "Those that failed, were cancelled, or whose results were deleted.",
      counts: "runsAdded",
      said: ({ experiment, runsAdded }) =>
        runsAdded === 0
          ? `nothing is missing; ${experiment.state}`
          : `${runs(runsAdded)} to compute; ${experiment.state}`,
    },
    ({ failed }) => (failed === true ? { kinds: ["FAILED"] } : undefined),
  ).option("--failed", "only runs that failed: try them again");
