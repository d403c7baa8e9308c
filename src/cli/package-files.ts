/** Files that come with the package: its version, the ready experiments, the published values. */
import { readFileSync } from "node:fs";
import path from "node:path";
import { packageRoot } from "../launch/package-root.ts";

export function programVersion(): string {
  const text = readFileSync(path.join(packageRoot, "package.json"), "utf8");
  return (JSON.parse(text) as { version: string }).version;
}

/** The text of a ready experiment, e.g. "quickstart". */
export function readyExperiment(name: string): string {
  return readFileSync(path.join(packageRoot, "experiments", `${name}.yaml`), "utf8");
}

export interface PublishedRow {
  readonly id: string;
  readonly value: number;
  readonly unit: string;
  readonly note?: string;
}

/** Published values by row id (experiments/published.json names their sources). */
export function publishedRows(): ReadonlyMap<string, PublishedRow> {
  const text = readFileSync(path.join(packageRoot, "experiments", "published.json"), "utf8");
  const { rows } = JSON.parse(text) as { rows: readonly PublishedRow[] };
  return new Map(rows.map((row) => [row.id, row]));
}
