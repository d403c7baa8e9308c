/** `ixlab clone ID`: the definition of an experiment, to be edited and submitted again. */
import { Command } from "commander";
import {
  ask,
  findExperiment,
  printJson,
  type ServerOptions,
  serverFlag,
  withServerOptions,
} from "../running-service.ts";

interface Cloned {
  readonly definitionText: string;
  readonly clonedFrom: { readonly id: string; readonly number: number };
  readonly warnings: readonly { readonly message: string; readonly line: number | null }[];
}

const CLONE = `mutation Clone($id: ID!) {
  experimentClone(id: $id) {
    definitionText clonedFrom { id number } warnings { code message line hint }
  }
}`;

export function cloneCommand(): Command {
  return withServerOptions(new Command("clone"))
    .summary("print the definition of an experiment, to be edited")
    .description("print the definition of an experiment, to be edited and submitted again")
    .argument("<id>", "number or id of the experiment")
    .addHelpText(
      "after",
      "\nExample:\n  ixlab clone 12 > mine.yaml\n  ixlab submit mine.yaml --cloned-from 12",
    )
    .action(clone);
}

async function clone(name: string, options: ServerOptions): Promise<void> {
  const { id } = await findExperiment(options, name);
  const { experimentClone } = await ask<{ experimentClone: Cloned }>(options, CLONE, { id });
  const { definitionText, clonedFrom, warnings } = experimentClone;
  if (options.json === true) {
    printJson(experimentClone);
    return;
  }
  process.stdout.write(definitionText.endsWith("\n") ? definitionText : `${definitionText}\n`);
  for (const { message, line } of warnings) {
    process.stderr.write(`to be corrected${line === null ? "" : ` in line ${line}`}: ${message}\n`);
  }
  const { number } = clonedFrom;
  process.stderr.write(`then: ixlab submit FILE --cloned-from ${number}${serverFlag(options)}\n`);
}
