/** What may stand after a command: its subcommands, its options, and values that its argument may have. */
import type { Command } from "commander";
import { presetNames } from "../../presets/preset-files.ts";
import { presetsFolder } from "../package-files.ts";

export interface Word {
  readonly text: string;
  readonly description: string;
}

export interface Words {
  /** "" for ixlab itself, "preset show" for a command below another. */
  readonly command: string;
  readonly subcommands: readonly Word[];
  /** Long ones, with their dashes. */
  readonly options: readonly Word[];
  readonly values: readonly string[];
  /** True if its arguments may be files. */
  readonly takesFiles: boolean;
}

/** Of a command and of all below it. */
export function wordsOf(command: Command, path: readonly string[] = []): readonly Words[] {
  const own: Words = {
    command: path.join(" "),
    subcommands: command.commands.map((child) => ({
      text: child.name(),
      description: child.description(),
    })),
    options: [
      ...command.options.map(({ long, description }) => ({ text: long ?? "", description })),
      { text: "--help", description: "display help for command" },
    ],
    ...argumentsOf(command),
  };
  const below = command.commands.flatMap((child) => wordsOf(child, [...path, child.name()]));
  return [own, ...below];
}

/** Definitions and presets are read where an argument says so; `preset show` wants a bare name. */
function argumentsOf(command: Command): Pick<Words, "values" | "takesFiles"> {
  const all = command.registeredArguments;
  const choices = all.flatMap(({ argChoices }) => argChoices ?? []);
  const said = all.map(({ description }) => description).join(" ");
  const takesFiles = /definition/.test(said);
  const prefix = takesFiles ? "preset:" : "";
  const takesPresets = takesFiles || command.parent?.name() === "preset";
  const presets = takesPresets && all.length > 0 ? presetNames(presetsFolder) : [];
  return { values: [...choices, ...presets.map((name) => `${prefix}${name}`)], takesFiles };
}
