/** Files that come with the package: its version, the ready experiments, the published values. */
import { readFileSync } from "node:fs";
import path from "node:path";
import { packageRoot } from "../launch/package-root.ts";
import type { PublishedRow } from "../scoreboard/published.ts";

export function programVersion(): string {
  const text = readFileSync(path.join(packageRoot, "package.json"), "utf8");
  return (JSON.parse(text) as { version: string }).version;
}

/** The commit of the clone that the program runs from; null if it is none. */
export function cloneCommit(): string | null {
  const folder = path.join(packageRoot, ".git");
  const read = (name: string): string => readFileSync(path.join(folder, name), "utf8").trim();
  try {
    const head = read("HEAD");
    const [, ref] = /^ref: (.+)$/.exec(head) ?? [];
    return ref === undefined ? head : read(ref);
  } catch {
    return null; // an installed package, or a clone whose references are packed
  }
}

/** The ready experiments. */
export const presetsFolder: string = path.join(packageRoot, "experiments");

/** The text of a ready experiment, e.g. "quickstart" or "osdi14/fig2-netpipe". */
export function readyExperiment(name: string): string {
  return readFileSync(path.join(presetsFolder, `${name}.yaml`), "utf8");
}

/** Published values by row id (experiments/published.json names their sources). */
export function publishedRows(): ReadonlyMap<string, PublishedRow> {
  const text = readFileSync(path.join(presetsFolder, "published.json"), "utf8");
  const { rows } = JSON.parse(text) as { rows: readonly PublishedRow[] };
  return new Map(rows.map((row) => [row.id, row]));
}
