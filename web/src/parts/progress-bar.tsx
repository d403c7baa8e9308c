/** How far an experiment is: a bar, the counts behind it, and the range of likely ends. */
import { count, counted } from "../format/quantity.ts";
import { remainingRange } from "../format/time.ts";
import { useNow } from "../format/use-now.ts";

export interface ProgressNumbers {
  readonly runsTotal: number;
  readonly runsDone: number;
  readonly runsCached: number;
  readonly runsFailed: number;
  readonly runsCancelled: number;
  readonly runsRunning: number;
  readonly fraction: number;
  readonly etaLowAt?: string | null;
  readonly etaHighAt?: string | null;
}

export function ProgressBar({ progress }: { readonly progress: ProgressNumbers }) {
  const now = useNow(1000);
  const percent = Math.floor(progress.fraction * 100);
  const eta = remainingRange(progress.etaLowAt, progress.etaHighAt, now);
  return (
    <div className="progress">
      <div
        className="progress-track"
        role="progressbar"
        aria-label="Runs done"
        aria-valuemin={0}
        aria-valuemax={progress.runsTotal}
        aria-valuenow={progress.runsDone + progress.runsFailed}
        aria-valuetext={progressText(progress)}
      >
        <div className="progress-fill" style={{ width: `${progress.fraction * 100}%` }} />
      </div>
      <div className="progress-text">
        <span>
          {percent} % · {progressText(progress)}
        </span>
        {eta !== undefined && progress.fraction < 1 && <span>{eta}</span>}
      </div>
    </div>
  );
}

/** `12 of 48 runs, 3 running, 6 cached`. */
export function progressText(progress: ProgressNumbers): string {
  const { runsTotal, runsDone, runsRunning, runsCached, runsFailed, runsCancelled } = progress;
  const parts = [`${count(runsDone)} of ${counted(runsTotal, "run")}`];
  if (runsRunning > 0) parts.push(`${count(runsRunning)} running`);
  if (runsCached > 0) parts.push(`${count(runsCached)} cached`);
  if (runsFailed > 0) parts.push(`${count(runsFailed)} failed`);
  if (runsCancelled > 0) parts.push(`${count(runsCancelled)} cancelled`);
  return parts.join(", ");
}
