/** Where the experiment stands, and how the page follows it. */
import { Icon } from "../parts/icon.tsx";
import { Notice } from "../parts/notice.tsx";
import { ProgressBar, type ProgressNumbers } from "../parts/progress-bar.tsx";
import { RelativeTime } from "../parts/relative-time.tsx";
import { isFinished, StateBadge } from "../parts/state-badge.tsx";
import { counted } from "../format/quantity.ts";
import { duration } from "../format/time.ts";
import { ExperimentActions } from "./experiment-actions.tsx";
import type { Experiment } from "./load-experiment.ts";
import { ProgressAnnouncer } from "./progress-announcer.tsx";
import type { LiveExperiment } from "./use-live-experiment.ts";

/** Reasons that say that a number somewhere is wrong. */
const ALARMING = new Set(["NOT_DETERMINISTIC", "DIGEST_CHANGED"]);

interface ExperimentHeaderProps {
  readonly experiment: Experiment;
  readonly progress: ProgressNumbers;
  readonly follows: LiveExperiment["follows"];
  readonly refresh: () => void;
}

export function ExperimentHeader({
  experiment,
  progress,
  follows,
  refresh,
}: ExperimentHeaderProps) {
  const { state, stateReason, createdAt, startedAt, finishedAt } = experiment;
  return (
    <header className="stack experiment-header">
      <div className="row muted small">
        <StateBadge state={state} />
        <span>
          submitted <RelativeTime at={createdAt} />
        </span>
        {startedAt !== null && finishedAt !== null && (
          <span>took {duration((Date.parse(finishedAt) - Date.parse(startedAt)) / 1000)}</span>
        )}
        {isFinished(state) && <span>{runsText(progress)}</span>}
        {follows !== undefined && (
          <span className="follows" data-follows={follows}>
            <Icon name={follows === "live" ? "live" : "clock"} />
            {follows === "live" ? "live" : "asking every 2 s"}
          </span>
        )}
      </div>
      {stateReason !== null &&
        (ALARMING.has(stateReason.code) ? (
          <Notice tone="bad">{stateReason.message}</Notice>
        ) : (
          <p>{stateReason.message}</p>
        ))}
      {!isFinished(state) && <ProgressBar progress={progress} />}
      <ExperimentActions experiment={experiment} progress={progress} onDone={refresh} />
      <ProgressAnnouncer progress={progress} state={state} />
    </header>
  );
}

function runsText({ runsTotal, runsCached, runsFailed, runsCancelled }: ProgressNumbers): string {
  const parts = [counted(runsTotal, "run")];
  if (runsCached > 0) parts.push(`${runsCached} known already`);
  if (runsFailed > 0) parts.push(`${runsFailed} failed`);
  if (runsCancelled > 0) parts.push(`${runsCancelled} cancelled`);
  return parts.join(", ");
}
