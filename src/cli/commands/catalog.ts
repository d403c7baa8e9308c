/** `ixlab catalog`: what a definition may name, with parameters, units and sources. */
import Table from "cli-table3";
import { Command } from "commander";
import { type CatalogEntry, catalog } from "../../experiment/catalog.ts";
import { EXIT, ExitError } from "../exit.ts";
import { paint } from "../paint.ts";

const FAMILIES = ["platforms", "dataplanes", "policies", "workloads", "loadPatterns"] as const;

export function catalogCommand(): Command {
  return new Command("catalog")
    .summary("list everything that a definition may name")
    .description("list platforms, dataplanes, policies, workloads, load patterns and measures")
    .argument("[family]", `one of ${[...FAMILIES, "measures", "schema"].join(", ")}`)
    .option("--json", "print one JSON document")
    .addHelpText(
      "after",
      "\nExamples:\n  ixlab catalog dataplanes\n  ixlab catalog schema > ix-v1.schema.json",
    )
    .action((family: string | undefined, options: { json?: boolean }) =>
      show(family, options.json === true),
    );
}

function show(family: string | undefined, json: boolean): void {
  const { definitionSchema, ...all } = catalog();
  const parts: Record<string, unknown> = { ...all, schema: definitionSchema };
  if (family !== undefined && !Object.hasOwn(parts, family)) {
    const allowed = [...FAMILIES, "measures", "schema"].join(", ");
    throw new ExitError(EXIT.usage, `ixlab: unknown family "${family}"; one of ${allowed}`);
  }
  if (json || family === "schema") {
    process.stdout.write(
      `${JSON.stringify(family === undefined ? all : parts[family], null, 1)}\n`,
    );
    return;
  }
  for (const name of FAMILIES) {
    if (family === undefined || family === name)
      process.stdout.write(`${section(name, all[name])}\n`);
  }
  if (family === undefined || family === "measures") {
    const rows = all.measures.map((m) => [m.id, m.unit, m.doc]);
    process.stdout.write(
      `${paint("bold", "measures")}\n${tableOf(["id", "unit", "meaning"], rows)}\n`,
    );
  }
}

function section(name: string, entries: readonly CatalogEntry[]): string {
  const parts = entries.map((entry) => {
    const head = `${paint("bold", `${name}: ${entry.id}`)}  ${entry.title}\n${entry.doc} (${entry.source})`;
    if (entry.params.length === 0) return head;
    const rows = entry.params.map((p) => [p.name, p.default, rangeOf(p), p.doc]);
    return `${head}\n${tableOf(["parameter", "default", "range", "meaning"], rows)}`;
  });
  return `${parts.join("\n\n")}\n`;
}

/** `1 to 16`, `1 to 1000 or forever`, `list of 1us to 10ms`. */
function rangeOf({ min, max, words, isList }: CatalogEntry["params"][number]): string {
  return `${isList ? "list of " : ""}${[`${min} to ${max}`, ...words].join(" or ")}`;
}

function tableOf(head: string[], rows: string[][]): string {
  const width = Math.max(30, (process.stdout.columns ?? 120) - 70);
  const table = new Table({
    head,
    style: { head: [], border: [], compact: true },
    wordWrap: true,
    colWidths: [...head.slice(0, -1).map(() => null), width],
  });
  table.push(...rows);
  return table.toString();
}
