/** `ixlab compare BASE CAND...`: what differs between experiments, and whether it made a difference. */
import { Command, Option } from "commander";
import { metricOf } from "../../experiment/estimate.ts";
import { HEADLINE_MEASURES } from "../../experiment/headline-measures.ts";
import { parseQuantity } from "../../units.ts";
import { compareDefinitions } from "../compare/compare-definitions.ts";
import { compareExperiments } from "../compare/compare-experiments.ts";
import type { CompareQuestion, ShownComparison } from "../compare/comparison.ts";
import { comparisonText, isChanged, type TextFormat } from "../compare/comparison-text.ts";
import { isDefinitionFile } from "../definition-file.ts";
import { EXIT, ExitError } from "../exit.ts";
import { printJson, type ServerOptions, withServerOptions } from "../running-service.ts";

interface CompareOptions extends ServerOptions {
  readonly measure?: readonly string[];
  readonly minEffect: string;
  readonly onlyChanged?: boolean;
  readonly format: TextFormat | "json";
  readonly exitStatus?: boolean;
  readonly strict?: boolean;
}

const MOST_SIDES = 8;

export function compareCommand(): Command {
  return withServerOptions(new Command("compare"))
    .summary("say what differs between experiments, and if it matters")
    .description("say what differs between experiments, and whether it made a difference")
    .argument("<baseline>", "an experiment of the service, or a definition to simulate here")
    .argument("<candidates...>", "1 to 7 others of the same kind")
    .option("--measure <id...>", `only these (default: ${HEADLINE_MEASURES.join(" ")})`)
    .option("--min-effect <share>", "least change that matters", "2%")
    .option("--only-changed", "leave out what is identical or equivalent")
    .addOption(
      new Option("--format <format>", "how it is printed")
        .choices(["table", "md", "json"])
        .default("table"),
    )
    .option("--exit-status", `end with ${EXIT.regressed} if something regressed`)
    .option("--strict", "... also if something is inconclusive or incomparable")
    .addHelpText(
      "after",
      `
Points match by system, load and axes. It tests from four replications on.

Examples:
  ixlab compare 12 15 --exit-status --only-changed
  ixlab compare before.yaml after.yaml --measure latency.p99 --format md`,
    )
    .action(compare);
}

async function compare(
  baseline: string,
  candidates: readonly string[],
  options: CompareOptions,
): Promise<void> {
  const names = [baseline, ...candidates];
  const question = questionOf(options);
  const comparison = areFiles(names)
    ? await compareDefinitions(names, question)
    : await compareExperiments(options, names, question);
  print(comparison, options);
  if (comparison.matchedPoints === 0) {
    const hint = "points match if system, load and axis values are the same";
    throw new ExitError(EXIT.failed, `ixlab: no point is in both; ${hint}`);
  }
  if (options.exitStatus !== true) return;
  const bad = options.strict === true ? STRICT : new Set(["REGRESSED"]);
  if (comparison.deltas.some(({ verdict }) => bad.has(verdict))) {
    throw new ExitError(EXIT.regressed);
  }
}

const STRICT: ReadonlySet<string> = new Set(["REGRESSED", "INCONCLUSIVE", "INCOMPARABLE"]);

/** All mistakes at once, before anything is simulated or asked. */
function questionOf({ measure = HEADLINE_MEASURES, minEffect }: CompareOptions): CompareQuestion {
  const measures = [...new Set(measure)];
  const wrong = measures.flatMap((id) => {
    try {
      metricOf(id);
      return [];
    } catch (error) {
      return [`ixlab: ${(error as Error).message}`];
    }
  });
  const effect = parseQuantity(minEffect, "ratio");
  if (!effect.ok || effect.value > 1) {
    wrong.push(`ixlab: --min-effect is a share from 0 to 1, such as 2% or 0.02, not ${minEffect}`);
  }
  if (!effect.ok || wrong.length > 0) throw new ExitError(EXIT.usage, wrong.join("\n"));
  return { measures, minEffect: effect.value };
}

/** Whether all names are definitions; ends the command if only some are, or if there are too many. */
function areFiles(names: readonly string[]): boolean {
  if (names.length > MOST_SIDES) {
    const message = `ixlab: at most ${MOST_SIDES} experiments, got ${names.length}`;
    throw new ExitError(EXIT.usage, message);
  }
  const files = names.filter(isDefinitionFile);
  if (files.length === 0 || files.length === names.length) return files.length > 0;
  const message = `ixlab: ${files.join(", ")} would be simulated here, the others are of the service`;
  throw new ExitError(EXIT.usage, `${message}; "ixlab submit" sends a definition there`);
}

function print(comparison: ShownComparison, options: CompareOptions): void {
  const { format, onlyChanged = false } = options;
  if (format !== "json" && options.json !== true) {
    process.stdout.write(`${comparisonText(comparison, format, onlyChanged)}\n`);
    return;
  }
  const deltas = onlyChanged ? comparison.deltas.filter(isChanged) : comparison.deltas;
  printJson({ ...comparison, deltas });
}
