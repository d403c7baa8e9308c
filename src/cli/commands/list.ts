/** `ixlab list`: the experiments of a service, the newest first. */
import Table from "cli-table3";
import { Command } from "commander";
import { EXIT, ExitError } from "../exit.ts";
import { ask, printJson, type ServerOptions, withServerOptions } from "../running-service.ts";

interface Listed {
  readonly id: string;
  readonly number: number;
  readonly name: string;
  readonly state: string;
  readonly createdAt: string;
  readonly finishedAt: string | null;
  readonly progress: { readonly runsTotal: number; readonly runsDone: number };
}

const LIST = `query List($first: Int!) {
  experiments(first: $first) {
    nodes { id number name state createdAt finishedAt progress { runsTotal runsDone } }
  }
}`;

const MOST = 100;

export function listCommand(): Command {
  return withServerOptions(new Command("list"))
    .description("list the experiments of a service, the newest first")
    .option("--limit <n>", `at most so many, 1 to ${MOST}`, "20")
    .addHelpText("after", "\nExample:\n  ixlab list --limit 5")
    .action(list);
}

async function list(options: ServerOptions & { readonly limit: string }): Promise<void> {
  const first = Number(options.limit);
  if (!Number.isInteger(first) || first < 1 || first > MOST) {
    throw new ExitError(EXIT.usage, `ixlab: --limit is a whole number from 1 to ${MOST}`);
  }
  const { experiments } = await ask<{ experiments: { nodes: readonly Listed[] } }>(options, LIST, {
    first,
  });
  if (options.json === true) {
    printJson(experiments.nodes);
    return;
  }
  const head = ["number", "state", "runs", "submitted", "name"];
  const table = new Table({ head, style: { head: [], border: [], compact: true } });
  for (const { number, state, progress, createdAt, name } of experiments.nodes) {
    const runs = `${progress.runsDone}/${progress.runsTotal}`;
    table.push([number, state, runs, `${createdAt.slice(0, 19).replace("T", " ")} UTC`, name]);
  }
  process.stdout.write(`${table.toString()}\n`);
}
