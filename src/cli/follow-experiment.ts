/**
 * Follows an experiment to its end: a progress bar on stderr, or each change as a line of JSON on
 * stdout. Ctrl-C only stops following.
 */
import { EXIT, ExitError } from "./exit.ts";
import { type WatchedExperiment, watchExperiment } from "./experiment-client.ts";
import { paint } from "./paint.ts";
import { progressBar } from "./progress-bar.ts";
import {
  endpointOf,
  type NamedExperiment,
  serverFlag,
  type ServerOptions,
} from "./running-service.ts";

/** Ends the command with 0 only if the experiment succeeded. */
export async function followExperiment(
  options: ServerOptions,
  { id, number }: NamedExperiment,
): Promise<void> {
  const show = options.json === true ? jsonLines(number) : liveBar();
  const detach = () => {
    show.stop();
    process.stderr.write(
      `\nDetached; experiment ${number} goes on.\n` +
        `  watch it again   ixlab watch ${number}${serverFlag(options)}\n` +
        `  stop it          ixlab cancel ${number}${serverFlag(options)}\n`,
    );
    process.exit(EXIT.interrupted);
  };
  process.once("SIGINT", detach);
  const ended = await watchExperiment(endpointOf(options), id, (now) => show.update(now));
  process.off("SIGINT", detach);
  show.stop();
  const { state, stateReason, digest } = ended;
  if (options.json !== true) {
    process.stdout.write(`experiment ${number} ended ${state}\n`);
    if (digest !== null) process.stdout.write(`digest ${digest}\n`);
  }
  if (state === "SUCCEEDED") return;
  throw new ExitError(EXIT.failed, paint("red", stateReason?.message ?? ""));
}

interface Show {
  update(experiment: WatchedExperiment): void;
  stop(): void;
}

function liveBar(): Show {
  let bar: ReturnType<typeof progressBar> | undefined;
  return {
    update: ({ state, progress }) => {
      bar ??= progressBar("simulating", progress.runsTotal);
      const cached = progress.runsCached > 0 ? `${progress.runsCached} known already` : "";
      const isWaiting = state !== "RUNNING" && state !== "SUCCEEDED";
      const note = isWaiting ? state.toLowerCase() : cached;
      bar.update(progress.fraction * progress.runsTotal, { note });
    },
    stop: () => bar?.stop(),
  };
}

function jsonLines(number: number): Show {
  let last = "";
  return {
    update: (experiment) => {
      const line = JSON.stringify({ number, ...experiment });
      if (line !== last) process.stdout.write(`${line}\n`);
      last = line;
    },
    stop: () => {},
  };
}
