/** The presets that come with the program: every YAML file below a folder. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { distance } from "fastest-levenshtein";
import { type Preset, presetOf } from "./preset.ts";

const ENDING = ".yaml";

/** Names in alphabetical order: "quickstart", "osdi14/fig2-netpipe". */
export function presetNames(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(ENDING))
    .map((file) => file.slice(0, -ENDING.length).replaceAll(path.sep, "/"))
    .sort();
}

/** The preset of a name; undefined if there is none. */
export function readPreset(folder: string, name: string): Preset | undefined {
  // Only names of the list: no name leads out of the folder.
  return presetNames(folder).includes(name) ? presetOf(name, textReader(folder)) : undefined;
}

export function readPresets(folder: string): readonly Preset[] {
  return presetNames(folder).map((name) => presetOf(name, textReader(folder)));
}

/** The names that a wrong one may have meant, the nearest first. */
export function nearestPresets(folder: string, name: string): readonly string[] {
  const last = (text: string) => text.split("/").at(-1) ?? text;
  const wanted = last(name);
  return [...presetNames(folder)]
    .map((known) => ({
      known,
      far: last(known).includes(wanted) ? 0 : distance(last(known), wanted),
    }))
    .toSorted((a, b) => a.far - b.far)
    .slice(0, 3)
    .map(({ known }) => known);
}

const textReader = (folder: string) => (name: string) => {
  const file = path.join(folder, `${name}${ENDING}`);
  return existsSync(file) ? readFileSync(file, "utf8") : "";
};
