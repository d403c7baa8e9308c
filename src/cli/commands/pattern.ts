/** `ixlab pattern`: one load pattern under a policy that moves cores, hyperthreads and clock. */
import { SingleBar } from "cli-progress";
import { Command } from "commander";
import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { catalog } from "../../experiment/catalog.ts";
import { API_VERSION } from "../../experiment/definition.ts";
import { expand } from "../../experiment/expand.ts";
import { encodeRecord } from "../../experiment/record-json.ts";
import { parseDefinitionJson } from "../../experiment/parse.ts";
import { patternStackOf } from "../../experiment/pattern/stack.ts";
import { simulate } from "../../experiment/simulate.ts";
import { nodeDocument } from "../../plot/node-document.ts";
import { patternStackSvg } from "../../plot/pattern-stack.ts";
import { EXIT, ExitError } from "../exit.ts";
import { patternTable } from "../pattern-table.ts";
import { formatProblems } from "../problems.ts";
import { say } from "../service.ts";

interface PatternOptions {
  readonly policy: string;
  readonly workload: string;
  readonly seed: string;
  readonly warmup: string;
  readonly seconds: string;
  readonly json?: boolean;
  readonly out: string;
}

const { loadPatterns, policies } = catalog();

const known = (members: readonly { readonly id: string }[]) =>
  members.map(({ id }) => id).join(", ");

export function patternCommand(): Command {
  return new Command("pattern")
    .summary("run a load pattern under a control-plane policy")
    .description("run a load pattern under a control-plane policy, every request simulated")
    .argument("<pattern>", `how the load changes: ${known(loadPatterns)}`)
    .option("--policy <id>", `who decides: ${known(policies)}`, "ix-energy")
    .option("--workload <id>", "memcached without its lock, -usr or -etc", "memcached-usr-patched")
    .option("--seed <n>", "root seed: layout of flow groups, arrivals, noise", "20151101")
    .option("--warmup <s>", "seconds at the first rate, not measured", "60")
    .option("--seconds <s>", "seconds measured", "240")
    .option("--json", "print the record, a report per second, as one JSON document")
    .option("--out <folder>", "where the plot is written", path.join("out", "patterns"))
    .addHelpText(
      "after",
      `
It is short for a definition with loadPattern and policy, which can say more.

Examples:
  ixlab pattern slope                        IX's energy policy, about a minute
  ixlab pattern step --policy ix-background
  ixlab pattern slope --warmup 5 --seconds 30 --json`,
    )
    .action(pattern);
}

function pattern(name: string, options: PatternOptions): void {
  const expansion = expand(definitionOf(name, options));
  const [run] = expansion.runs;
  const [point] = expansion.points;
  if (run === undefined || point === undefined) throw new Error("an experiment of one run");
  const total = Number(options.warmup) + Number(options.seconds);
  const bar = new SingleBar({
    format: "{bar} {percentage} %  {value} of {total} s",
    stream: process.stderr,
  });
  if (process.stderr.isTTY) bar.start(total, 0);
  const record = simulate(run.plan, (share) => bar.update(Math.round(share * total)));
  bar.stop();
  const { slo } = expansion.definition;
  if (options.json === true) {
    process.stdout.write(`${JSON.stringify(encodeRecord(record))}\n`);
  } else {
    process.stdout.write(`${patternTable([{ point, records: [record] }], slo)}\n`);
  }
  const stack = patternStackOf({ ...expansion, point, replication: 0 }, record);
  if (stack === undefined) return;
  const file = path.join(options.out, `${name}-${options.policy}.svg`);
  mkdirSync(options.out, { recursive: true });
  writeFileSync(file, patternStackSvg(stack, { document: nodeDocument(), theme: "light" }));
  say(`plot: ${file}`);
}

/** The papers' machine and clients: SoCC'15 scripts, 2,720 load connections beside those of the latency client. */
function definitionOf(name: string, { policy, workload, seed, warmup, seconds }: PatternOptions) {
  const parsed = parseDefinitionJson({
    apiVersion: API_VERSION,
    kind: "Experiment",
    name: `${name}, ${policy}`,
    dataplane: "ix",
    policy,
    loadPattern: name,
    workload: { kind: workload, connections: 2720, latencyConnections: 32 },
    slo: { p99: "500us" },
    replications: 1,
    rootSeed: seed,
    phases: { warmup: `${warmup}s`, measure: `${seconds}s` },
  });
  if (parsed.ok) return parsed.definition;
  throw new ExitError(EXIT.usage, formatProblems(parsed.problems, "ixlab pattern", ""));
}
