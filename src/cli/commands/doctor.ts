/** `ixlab doctor`: whether this machine has what ixlab needs, and what to do if not. */
import { Command } from "commander";
import { readConfig } from "../../config.ts";
import { MODEL_VERSION } from "../../experiment/model-version.ts";
import { checkUp } from "../../launch/checkup/checkup.ts";
import type { Finding } from "../../launch/checkup/finding.ts";
import { EXIT, ExitError } from "../exit.ts";
import { cloneCommit, programVersion } from "../package-files.ts";
import { paint } from "../paint.ts";
import { printJson } from "../running-service.ts";

export function doctorCommand(): Command {
  return new Command("doctor")
    .summary("look whether this machine has what ixlab needs")
    .description("look whether this machine has what ixlab needs, and say what to do")
    .option("--json", "print one JSON document")
    .addHelpText("after", "\nEnds with 1 if something is wrong.\n\nExample:\n  ixlab doctor")
    .action(doctor);
}

async function doctor({ json }: { readonly json?: boolean }): Promise<void> {
  const findings = await checkUp(readConfig());
  const versions = { ixlab: programVersion(), commit: cloneCommit(), model: MODEL_VERSION };
  if (json === true) printJson({ versions, findings });
  else {
    const commit = versions.commit === null ? "" : ` (${versions.commit.slice(0, 12)})`;
    const head = `ixlab ${versions.ixlab}${commit}, model version ${versions.model}`;
    process.stdout.write(`${[head, ...findings.map(findingText)].join("\n")}\n`);
  }
  if (findings.some(({ state }) => state === "WRONG")) throw new ExitError(EXIT.failed);
}

const MARKS = {
  GOOD: { mark: "ok   ", style: "green" },
  FAIR: { mark: "fair ", style: "yellow" },
  WRONG: { mark: "WRONG", style: "red" },
} as const;

function findingText({ part, state, found, advice }: Finding): string {
  const { mark, style } = MARKS[state];
  const line = `${paint(style, mark)} ${part.padEnd(11)} ${found}`;
  return advice === "" ? line : `${line}\n${" ".repeat(18)}to do: ${advice}`;
}
