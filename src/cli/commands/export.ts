/** `ixlab export`: an experiment as a table, from the service, or simulated in this process. */
import { Command } from "commander";
import path from "node:path";
import { readConfig } from "../../config.ts";
import { chooseExport, type ExportChoice, exportBytes } from "../../export/export.ts";
import { expansionSource } from "../../export/expansion-source.ts";
import { FORMATS } from "../../export/formats/registry.ts";
import { GRAINS } from "../../export/grains/registry.ts";
import { isDefinitionFile, readDefinitionFile } from "../definition-file.ts";
import { EXIT, ExitError } from "../exit.ts";
import { fetchExport } from "../export-client.ts";
import { writeExport } from "../export-file.ts";
import { say } from "../service.ts";
import { simulateExperiment } from "../simulate-experiment.ts";

interface ExportOptions {
  readonly grain: string;
  readonly format?: string;
  readonly output?: string;
  readonly header?: boolean;
  readonly url?: string;
}

const ids = (members: readonly { readonly id: string }[]) => members.map(({ id }) => id).join(", ");

export function exportCommand(): Command {
  return new Command("export")
    .summary("write an experiment as a table")
    .description("write an experiment as a table: from the service, or simulated here")
    .argument("<experiment>", "number or id of an experiment of the service, or a definition file")
    .option("--grain <grain>", `what a row is: ${ids(GRAINS)}`, "point")
    .option("--format <format>", `${ids(FORMATS)} (default: as the file's name ends, or csv)`)
    .option("-o, --output <file>", "file to write (default: standard output)")
    .option("--header", "begin a CSV with # lines that say where it comes from")
    .option("--url <url>", "address of the service (default: IXLAB_HOST and IXLAB_PORT)")
    .addHelpText(
      "after",
      `
Rows:
${GRAINS.map(({ id, doc }) => `  ${id.padEnd(10)} ${doc}`).join("\n")}

Examples:
  ixlab export 12 -o points.parquet               of the service's experiment 12
  ixlab export my.yaml --grain run > runs.csv     simulated in this process`,
    )
    .action(exportExperiment);
}

async function exportExperiment(experiment: string, options: ExportOptions): Promise<void> {
  const choice = choiceOf(options);
  const pieces = isDefinitionFile(experiment)
    ? await simulated(experiment, choice)
    : await fetchExport(options.url ?? serviceUrl(), experiment, choice);
  await writeExport(pieces, options.output);
  if (options.output !== undefined) say(`written: ${options.output}`);
}

function choiceOf({ grain, format, output = "", header = false }: ExportOptions): ExportChoice {
  const ending = path.extname(output).slice(1);
  const chosen = chooseExport(grain, format ?? (ending === "" ? "csv" : ending), header);
  if (chosen.ok) return chosen.choice;
  const said = chosen.problems.map(({ message }) => `ixlab: ${message}`);
  throw new ExitError(EXIT.usage, said.join("\n"));
}

function serviceUrl(): string {
  const { IXLAB_HOST: host, IXLAB_PORT: port } = readConfig();
  return `http://${host.includes(":") ? `[${host}]` : host}:${port}`;
}

async function simulated(file: string, choice: ExportChoice): Promise<AsyncIterable<Uint8Array>> {
  const { definition } = readDefinitionFile(file);
  const { expansion, records } = await simulateExperiment(definition);
  return exportBytes(expansionSource(expansion, records), choice);
}
