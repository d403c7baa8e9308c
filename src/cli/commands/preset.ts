/** `ixlab preset list | show | render`: the ready experiments that come with the program. */
import Table from "cli-table3";
import { Command } from "commander";
import { readPresets } from "../../presets/preset-files.ts";
import type { Preset } from "../../presets/preset.ts";
import { countPoints } from "../../experiment/points.ts";
import {
  presetNamed,
  readDefinitionFile,
  type SetOption,
  withSetOption,
} from "../definition-file.ts";
import { presetsFolder } from "../package-files.ts";
import { paint } from "../paint.ts";
import { printJson } from "../running-service.ts";

interface JsonOption {
  readonly json?: boolean;
}

export function presetCommand(): Command {
  const list = new Command("list")
    .description("list the presets")
    .option("--json", "print one JSON document")
    .addHelpText("after", "\nExample:\n  ixlab preset list")
    .action(listPresets);
  const show = new Command("show")
    .description("show what a preset is, where it is from, and what it sets")
    .argument("<name>", "such as osdi14/fig4-connections")
    .option("--json", "print one JSON document")
    .addHelpText("after", "\nExample:\n  ixlab preset show osdi14/fig4-connections")
    .action(showPreset);
  const render = withSetOption(new Command("render"))
    .description("print a preset's definition, with fields changed")
    .argument("<name>", "such as osdi14/fig4-connections")
    .addHelpText(
      "after",
      `
Examples:
  ixlab preset render quickstart > mine.yaml
  ixlab preset render quickstart --set slo.p99=300us --set systems.0.cores=8`,
    )
    .action((name: string, options: SetOption) => {
      presetNamed(name);
      process.stdout.write(readDefinitionFile(`preset:${name}`, options).text);
    });
  return new Command("preset")
    .description("list, show and print ready experiments; run preset:NAME runs one")
    .addCommand(list)
    .addCommand(show)
    .addCommand(render)
    .addHelpText(
      "after",
      "\nExamples:\n  ixlab preset list\n  ixlab run preset:osdi14/fig6-batch-bound -o fig6.svg",
    );
}

const plain = ({ definition, ...preset }: Preset) => ({
  ...preset,
  points: countPoints(definition),
  replications: definition.replications,
});

function listPresets({ json }: JsonOption): void {
  const presets = readPresets(presetsFolder);
  if (json === true) {
    printJson(presets.map(plain));
    return;
  }
  const head = ["preset", "title", "points"];
  const table = new Table({ head, style: { head: [], border: [], compact: true } });
  for (const { name, title, definition } of presets) {
    table.push([name, title, countPoints(definition)]);
  }
  process.stdout.write(`${table.toString()}\n`);
}

const MOST_SHOWN = 100;

function showPreset(name: string, { json }: JsonOption): void {
  const preset = presetNamed(name);
  if (json === true) {
    printJson(plain(preset));
    return;
  }
  const { title, about, why, source, settings, definition } = preset;
  const wide = Math.max(...settings.map(({ path }) => path.length));
  const short = (text: string) =>
    text.length > MOST_SHOWN ? `${text.slice(0, MOST_SHOWN)}...` : text;
  const lines = [
    paint("bold", title),
    about,
    why,
    source === "" ? "" : `Source: ${source}`,
    `${countPoints(definition)} points, ${definition.replications} replications of each`,
    "Fields (--set path=value changes one; others may be added):",
    ...settings.map(({ path, value }) => `  ${path.padEnd(wide)}  ${short(value)}`),
  ];
  process.stdout.write(`${lines.filter((line) => line !== "").join("\n")}\n`);
}
