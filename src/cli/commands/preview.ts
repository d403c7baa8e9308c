/** `ixlab preview FILE`: checks a definition and says what it would run, without running it. */
import { Command } from "commander";
import { expand } from "../../experiment/expand.ts";
import { experimentRequests } from "../../experiment/limits.ts";
import { readDefinitionFile } from "../definition-file.ts";

export function previewCommand(): Command {
  return new Command("preview")
    .description("check a definition and say what it would run")
    .argument("<file>", "definition in YAML or JSON; - reads standard input")
    .option("--json", "print one JSON document")
    .addHelpText("after", "\nExample:\n  ixlab preview experiments/quickstart.yaml")
    .action((file: string, options: { json?: boolean }) => {
      const { definition } = readDefinitionFile(file);
      const { points, runs, definitionHash } = expand(definition);
      const requests = experimentRequests(definition);
      const preview = {
        name: definition.name,
        definitionHash,
        systems: definition.systems.map((s) => s.name),
        points: points.length,
        runs: runs.length,
        simulatedRequests: requests,
      };
      const text =
        `${preview.name}\n` +
        `${preview.systems.length} systems (${preview.systems.join(", ")}), ${preview.points} points, ` +
        `${preview.runs} runs, ${(requests / 1e6).toPrecision(3)} million simulated requests`;
      process.stdout.write(`${options.json === true ? JSON.stringify(preview, null, 1) : text}\n`);
    });
}
