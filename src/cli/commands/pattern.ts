/** `ixlab pattern`: one load pattern under a policy that moves cores, hyperthreads and clock. */
import Table from "cli-table3";
import { Command } from "commander";
import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { SingleBar } from "cli-progress";
import { PATTERN_CHOICES, planPattern } from "../../experiment/pattern-plan.ts";
import { type PatternResult, runPattern } from "../../experiment/pattern-run.ts";
import { nodeDocument } from "../../plot/node-document.ts";
import { patternStackSvg } from "../../plot/pattern-stack.ts";
import { STANDALONE_MB_PER_S } from "../../stats/savings/background-gain.ts";
import { EXIT, ExitError } from "../exit.ts";
import { say } from "../service.ts";

interface PatternOptions {
  readonly policy: string;
  readonly workload: string;
  readonly seed: string;
  readonly warmup: number;
  readonly seconds: number;
  readonly json?: boolean;
  readonly out: string;
}

const SLO_US = 500;

const known = (what: keyof typeof PATTERN_CHOICES) =>
  PATTERN_CHOICES[what].map(({ id }) => id).join(", ");

function wholeSeconds(text: string): number {
  const count = Number(text);
  if (Number.isInteger(count) && count >= 1 && count <= 3600) return count;
  throw new ExitError(EXIT.usage, "ixlab: seconds are a whole number from 1 to 3600");
}

export function patternCommand(): Command {
  return new Command("pattern")
    .description("run a load pattern under a control-plane policy, every request simulated")
    .argument("<pattern>", `how the load changes: ${known("pattern")}`)
    .option("--policy <id>", `who decides: ${known("policy")}`, "ix-energy")
    .option("--workload <id>", known("workload"), "memcached-usr-patched")
    .option("--seed <n>", "root seed: layout of flow groups, arrivals, noise", "20151101")
    .option("--warmup <s>", "seconds at the first rate, not measured", wholeSeconds, 60)
    .option("--seconds <s>", "seconds measured", wholeSeconds, 240)
    .option("--json", "print every second as one JSON document")
    .option("--out <folder>", "where the plot is written", path.join("out", "patterns"))
    .addHelpText(
      "after",
      `
Examples:
  ixlab pattern slope                          IX's energy policy, about a minute
  ixlab pattern step --policy ix-background
  ixlab pattern slope --warmup 5 --seconds 30 --json`,
    )
    .action(pattern);
}

function pattern(name: string, options: PatternOptions): void {
  const plan = planned(name, options);
  const bar = new SingleBar({
    format: "{bar} {percentage} %  {value} of {total} s",
    stream: process.stderr,
  });
  const total = options.warmup + options.seconds;
  if (process.stderr.isTTY) bar.start(total, 0);
  const result = runPattern(plan, (share) => bar.update(Math.round(share * total)));
  bar.stop();
  if (options.json === true) process.stdout.write(`${JSON.stringify(result)}\n`);
  else process.stdout.write(`${summaryOf(result)}\n`);
  const file = path.join(options.out, `${name}-${options.policy}.svg`);
  mkdirSync(options.out, { recursive: true });
  writeFileSync(file, drawn(result, plan.pattern.title, plan.policy.title));
  say(`plot: ${file}`);
}

function planned(name: string, options: PatternOptions) {
  const { policy, workload, seed, warmup, seconds } = options;
  try {
    return planPattern({
      pattern: name,
      policy,
      workload,
      rootSeed: seed,
      warmupS: warmup,
      measureS: seconds,
    });
  } catch (error) {
    if (error instanceof RangeError) throw new ExitError(EXIT.usage, `ixlab: ${error.message}`);
    throw error;
  }
}

const mean = (list: readonly number[]) => list.reduce((sum, x) => sum + x, 0) / list.length;

function summaryOf({ seconds, applied, migrations, drops }: PatternResult): string {
  const over = seconds.filter(({ p99Us }) => (p99Us ?? 0) > SLO_US).length;
  const slowest = Math.max(0, ...migrations.map(({ totalPs }) => totalPs)) / 1e6;
  const achieved = mean(seconds.map(({ achievedRps }) => achievedRps)) / 1e6;
  const watts = mean(seconds.map((second) => second.watts));
  const background = mean(seconds.map((second) => second.backgroundMbPerS)) / STANDALONE_MB_PER_S;
  const table = new Table({ style: { head: [], border: [] } });
  table.push(
    { "load achieved, mean": `${achieved.toFixed(2)} M requests/s` },
    { "package power, mean": `${watts.toFixed(1)} W` },
    { "background job": `${(100 * background).toFixed(1)} % of its standalone throughput` },
    { [`seconds with p99 > ${SLO_US} us`]: `${over} of ${seconds.length}` },
    { "steps of the policy": `${applied.length}` },
    { "migrate commands": `${migrations.length}, the slowest took ${slowest.toFixed(0)} us` },
    { "frames lost at full rings": `${drops}` },
  );
  return table.toString();
}

function drawn(result: PatternResult, title: string, policy: string): string {
  return patternStackSvg(
    {
      title: `${title}: ${policy}`,
      subtitle: "IX, memcached without lock; every request simulated",
      sloUs: SLO_US,
      seconds: result.seconds,
      ...(result.seconds.some(({ backgroundMbPerS }) => backgroundMbPerS > 0) && {
        standaloneMbPerS: STANDALONE_MB_PER_S,
      }),
    },
    { document: nodeDocument(), theme: "light" },
  );
}
