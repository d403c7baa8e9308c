/**
 * Reads a definition from a file, from standard input (`-`) or from a preset (`preset:osdi14/fig4-connections`),
 * with fields changed by `--set`; ends the command if it is wrong.
 */
import type { Command } from "commander";
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import type { Definition } from "../experiment/definition.ts";
import { parseDefinition } from "../experiment/parse.ts";
import { nearestPresets, readPreset } from "../presets/preset-files.ts";
import type { Preset } from "../presets/preset.ts";
import { withSettings } from "../presets/settings.ts";
import { EXIT, ExitError } from "./exit.ts";
import { presetsFolder } from "./package-files.ts";
import { formatProblems } from "./problems.ts";
import { repeated } from "./repeated.ts";
import { withSamples } from "./samples-file.ts";
import { withTraces } from "./trace-file.ts";

export interface DefinitionFile {
  /** What a service needs: the text, or the same document as JSON if it names files beside it. */
  readonly text: string;
  readonly definition: Definition;
}

const PRESET = "preset:";

/** For the help of commands that read a definition. */
export const DEFINITION_ARGUMENT =
  "definition in YAML or JSON; - reads standard input; or preset:NAME";

export interface SetOption {
  readonly set?: readonly string[];
}

/** `--set path=value`, again and again. */
export const withSetOption = (command: Command): Command =>
  command.option(
    "--set <path=value>",
    "change a field of the definition; may be repeated",
    repeated,
  );

/** Whether a name means a definition, rather than an experiment of a service. */
export const isDefinitionFile = (name: string): boolean =>
  name === "-" || name.startsWith(PRESET) || path.extname(name) !== "" || existsSync(name);

export function readDefinitionFile(file: string, { set = [] }: SetOption = {}): DefinitionFile {
  const name = file === "-" ? "standard input" : file;
  const changed = withSettings(readText(file), set);
  if (!changed.ok) throw new ExitError(EXIT.usage, formatProblems(changed.problems, name, ""));
  const { text } = changed;
  const folder = file === "-" || file.startsWith(PRESET) ? "." : path.dirname(file);
  let selfContained = text;
  const parsed = parseDefinition(text, (value) => {
    const whole = withTraces(withSamples(value, folder), folder);
    if (whole !== value) selfContained = JSON.stringify(whole, null, 2);
    return whole;
  });
  if (parsed.ok) return { text: selfContained, definition: parsed.definition };
  throw new ExitError(EXIT.usage, formatProblems(parsed.problems, name, text));
}

function readText(file: string): string {
  if (file.startsWith(PRESET)) return presetNamed(file.slice(PRESET.length)).text;
  try {
    return readFileSync(file === "-" ? 0 : file, "utf8");
  } catch (error) {
    const reason =
      (error as NodeJS.ErrnoException).code === "ENOENT" ? "does not exist" : String(error);
    throw new ExitError(EXIT.usage, `ixlab: ${file}: ${reason}`);
  }
}

/** A preset by its name; ends the command with what may have been meant if there is none. */
export function presetNamed(name: string): Preset {
  const preset = readPreset(presetsFolder, name);
  if (preset !== undefined) return preset;
  const near = nearestPresets(presetsFolder, name).join(", ");
  const message = `ixlab: there is no preset "${name}"; near it: ${near}`;
  throw new ExitError(EXIT.usage, `${message} ("ixlab preset list" lists them)`);
}
