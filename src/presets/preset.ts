/**
 * A preset: a ready experiment with what it stands for. Its file says that in the comment it begins
 * with: what it is, where it is from (in brackets, with a year), and from "Why" on what was chosen and why.
 */
import type { Definition } from "../experiment/definition.ts";
import { parseDefinition } from "../experiment/parse.ts";
import { type Setting, settingsOf } from "./settings.ts";

/** What a preset's file says of it. */
export interface Preset {
  /** Its file below experiments/, without ending: "osdi14/fig4-connections". */
  readonly name: string;
  /** The experiment's name. */
  readonly title: string;
  /** What it is. */
  readonly about: string;
  /** Why windows, replications and so on are what they are; empty if nothing is said. */
  readonly why: string;
  /** Paper and section; empty if nothing is said. */
  readonly source: string;
  readonly text: string;
  readonly definition: Definition;
  /** Fields that it sets, and may be set otherwise. */
  readonly settings: readonly Setting[];
}

const SOURCE = /\(([^()]*\b(?:19|20)\d\d\b[^()]*)\)/;

/**
 * @param textOf text of another preset, by name; a preset may say that it is as another one.
 * @throws Error if the definition is wrong: a preset is part of the program.
 */
export function presetOf(name: string, textOf: (name: string) => string): Preset {
  const text = textOf(name);
  const parsed = parseDefinition(text);
  if (!parsed.ok) {
    const said = parsed.problems.map(({ line, message }) => `line ${line ?? 1}: ${message}`);
    throw new Error(`the preset ${name} is wrong: ${said.join("; ")}`);
  }
  const { about, why } = commentOf(text);
  return {
    name,
    title: parsed.definition.name,
    about,
    why,
    source: sourceOf(name, textOf),
    text,
    definition: parsed.definition,
    settings: settingsOf(text),
  };
}

function sourceOf(name: string, textOf: (name: string) => string): string {
  const { about } = commentOf(textOf(name));
  const own = SOURCE.exec(about)?.[1];
  if (own !== undefined) return own;
  const other = /\bas ([\w-]+)\.yaml/.exec(about)?.[1];
  const elder = other === undefined ? undefined : name.replace(/[^/]+$/, other);
  return elder === undefined || elder === name ? "" : sourceOf(elder, textOf);
}

function commentOf(text: string): { readonly about: string; readonly why: string } {
  const lines = text.split(/\r?\n/);
  const end = lines.findIndex((line) => !line.startsWith("#"));
  const comment = lines.slice(0, end < 0 ? lines.length : end).map((l) => l.replace(/^#+ ?/, ""));
  const turn = comment.findIndex((line) => line.startsWith("Why "));
  const joined = (part: readonly string[]) => part.join(" ").replaceAll(/\s+/g, " ").trim();
  if (turn < 0) return { about: joined(comment), why: "" };
  return { about: joined(comment.slice(0, turn)), why: joined(comment.slice(turn)) };
}
