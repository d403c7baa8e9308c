/**
 * `ixlab demo`: the main job end to end. Starts everything on embedded defaults (or the servers that
 * DATABASE_URL and REDIS_URL name), sends the quickstart experiment through GraphQL, queue, workers,
 * simulation and Postgres, and shows its answer beside the published one.
 */
import { Command } from "commander";
import type { Stack } from "../../launch/stack.ts";
import type { LatencyThroughputData } from "../../plot/latency-throughput.ts";
import { answerTable, type MeasureKey, type Published } from "../answer-table.ts";
import { EXIT, ExitError } from "../exit.ts";
import {
  type ExperimentResult,
  experimentResult,
  submitExperiment,
  watchExperiment,
} from "../experiment-client.ts";
import { publishedRows, readyExperiment } from "../package-files.ts";
import { paint } from "../paint.ts";
import { drawPlots, writePictures } from "../picture.ts";
import { formatProblems } from "../problems.ts";
import { progressBar } from "../progress-bar.ts";
import { say, serveOn, type ServiceOptions, withService, withServiceOptions } from "../service.ts";

interface DemoOptions extends ServiceOptions {
  readonly exit?: boolean;
  readonly output: string;
}

export function demoCommand(): Command {
  return withServiceOptions(new Command("demo"))
    .summary("start everything and run the quickstart experiment")
    .description("start everything and run the quickstart experiment end to end")
    .option("--exit", "end when the answer is shown, instead of serving the dashboard")
    .option("-o, --output <file.svg>", "where the plot is written", "out/quickstart.svg")
    .addHelpText("after", "\nExample:\n  ixlab demo --exit")
    .action((options: DemoOptions) =>
      withService(options, async (stack) => {
        await runQuickstart(stack, options.output);
        if (options.exit !== true) await serveOn(stack);
      }),
    );
}

async function runQuickstart(stack: Stack, output: string): Promise<void> {
  const endpoint = `${stack.url}/graphql`;
  const text = readyExperiment("quickstart");
  const submitted = await submitExperiment(endpoint, text);
  if (!submitted.ok) {
    throw new ExitError(EXIT.failed, formatProblems(submitted.problems, "quickstart.yaml", text));
  }
  const { id, number } = submitted.experiment;
  const page = `${stack.url}/experiments/${number}`;
  say(`experiment ${number} submitted; watch it at ${paint("cyan", page)}`);
  const ended = await watch(endpoint, id);
  if (ended.state !== "SUCCEEDED") {
    const reason = ended.stateReason?.message ?? "see the dashboard";
    throw new ExitError(EXIT.failed, `the experiment ended ${ended.state}: ${reason}`);
  }
  const result = await experimentResult(endpoint, id);
  const { runsTotal, runsCached } = ended.progress;
  process.stdout.write(
    `\n${paint("bold", result.name)}\n${answerTable(answerRows(result), publishedTable2())}\n`,
  );
  process.stdout.write(`runs: ${runsTotal}, of which ${runsCached} were known already\n`);
  process.stdout.write(`digest: ${ended.digest}\n`);
  const plot = { kind: "latency-throughput", data: plotDataOf(result) } as const;
  await writePictures(output, drawPlots([plot], "light"));
  process.stdout.write(`dashboard: ${page}\n`);
}

async function watch(endpoint: string, id: string) {
  let bar: ReturnType<typeof progressBar> | undefined;
  const ended = await watchExperiment(endpoint, id, ({ progress }) => {
    bar ??= progressBar("simulating", progress.runsTotal);
    const cached = progress.runsCached > 0 ? `${progress.runsCached} known already` : "";
    bar.update(progress.fraction * progress.runsTotal, { note: cached });
  });
  bar?.stop();
  return ended;
}

const answerRows = (result: ExperimentResult) =>
  result.answers.map((answer) => ({ ...answer, ...answer.system }));

/** The quickstart's set-up is that of OSDI'14 Table 2 and the text of its section 5.5. */
function publishedTable2(): Published {
  const rows = publishedRows();
  const names: Partial<Record<MeasureKey, string>> = {
    maxThroughputUnderSlo: "maxRpsAtSlo",
    peakThroughput: "peak",
    unloadedP99: "unloadedP99",
    kernelShare: "kernelShare",
  };
  return (dataplane, measure) => {
    const row = rows.get(`osdi14.memcached.usr.${dataplane}.${names[measure]}`);
    return row && { value: row.value, isBound: row.note?.includes("below") === true };
  };
}

function plotDataOf(result: ExperimentResult): LatencyThroughputData {
  const points = result.points.nodes;
  return {
    title: result.name,
    systems: result.answers.map(({ system, maxThroughputUnderSlo }) => ({
      ...system,
      points: points
        .filter((p) => p.systemId === system.id)
        .map((p) => ({
          // The quickstart is an open loop.
          offeredRps: p.offeredRps ?? 0,
          achievedRps: p.throughput.value,
          p50Us: p.p50.value,
          p99Us: p.p99.value,
          p99LowUs: p.p99.ciLow,
          p99HighUs: p.p99.ciHigh,
          saturated: p.saturated === true,
        })),
      maxUnderSloRps: maxThroughputUnderSlo.value,
    })),
    slo: result.slo && { ...result.slo, measure: result.slo.measure.replace("latency.", "") },
    provenance: {
      replications: Math.max(0, ...points.map((p) => p.p99.replications)),
      modelVersion: result.modelVersion,
      definitionHash: result.definitionHash,
    },
  };
}
