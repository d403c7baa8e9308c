/** `ixlab preview FILE`: checks a definition and says what it would run, without running it. */
import { availableParallelism } from "node:os";
import { Command } from "commander";
import { expand } from "../../experiment/expand.ts";
import { experimentRequests } from "../../experiment/limits.ts";
import { previewOf } from "../../experiment/preview.ts";
import { coreSecondsOf } from "../cost-probe.ts";
import {
  DEFINITION_ARGUMENT,
  readDefinitionFile,
  type SetOption,
  withSetOption,
} from "../definition-file.ts";
import { paint } from "../paint.ts";

export function previewCommand(): Command {
  return withSetOption(new Command("preview"))
    .description("check a definition and say what it would run")
    .argument("<file>", DEFINITION_ARGUMENT)
    .option("--json", "print one JSON document")
    .addHelpText("after", "\nExample:\n  ixlab preview experiments/quickstart.yaml")
    .action((file: string, options: SetOption & { json?: boolean }) => {
      const shown = shownPreview(file, options);
      const text = options.json === true ? JSON.stringify(shown, null, 1) : previewText(shown);
      process.stdout.write(`${text}\n`);
    });
}

function shownPreview(file: string, options: SetOption) {
  const { definition } = readDefinitionFile(file, options);
  const expansion = expand(definition);
  const coreSeconds = coreSecondsOf(expansion);
  return {
    name: definition.name,
    definitionHash: expansion.definitionHash,
    systems: definition.systems.map((s) => s.name),
    ...previewOf(expansion),
    simulatedRequests: experimentRequests(definition),
    estimatedCoreSeconds: coreSeconds,
    estimatedSeconds: coreSeconds / Math.min(availableParallelism(), expansion.runs.length),
  };
}

function previewText(preview: ReturnType<typeof shownPreview>): string {
  const { name, systems, points, pointsRemoved, runs, simulatedRequests } = preview;
  const removed = pointsRemoved === 0 ? "" : ` (where leaves out ${pointsRemoved})`;
  const [core, wall] = [preview.estimatedCoreSeconds, preview.estimatedSeconds].map(secondsText);
  return [
    name,
    `${systems.length} systems (${systems.join(", ")}), ${points} points${removed}, ${preview.isEstimate ? "about " : ""}${runs} runs, ` +
      `${(simulatedRequests / 1e6).toPrecision(3)} million simulated requests`,
    `about ${core} of core time, ${wall} here`,
    "the first points:",
    ...preview.samplePoints.map((params) => `  ${paramsText(params)}`),
    ...preview.warnings.map((warning) => `${paint("bold", "warning:")} ${warning}`),
  ].join("\n");
}

const paramsText = (params: Readonly<Record<string, unknown>>): string =>
  Object.entries(params)
    .map(([key, value]) => `${key} ${String(value)}`)
    .join(", ");

const secondsText = (seconds: number): string =>
  seconds < 120
    ? `${seconds < 10 ? seconds.toFixed(1) : seconds.toFixed(0)} s`
    : `${(seconds / 60).toFixed(0)} min`;
