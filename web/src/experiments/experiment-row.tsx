/** One experiment in the list. */
import { ProgressBar } from "../parts/progress-bar.tsx";
import { RelativeTime } from "../parts/relative-time.tsx";
import { isFinished, StateBadge } from "../parts/state-badge.tsx";
import { counted } from "../format/quantity.ts";
import { Link } from "../routing/navigation.tsx";
import { AnswerInBrief, type ListedExperiment } from "./answer-in-brief.tsx";

export function ExperimentRow({ experiment }: { readonly experiment: ListedExperiment }) {
  const { number, name, state, stateReason, createdAt, progress } = experiment;
  return (
    <li className="card experiment-row" data-experiment={number}>
      <div className="experiment-head">
        <h2>
          <Link to={{ page: "experiment", number }}>
            <span className="muted numbers">#{number}</span> {name}
          </Link>
        </h2>
        <div className="row small muted">
          <StateBadge state={state} />
          <RelativeTime at={createdAt} />
          {isFinished(state) && <span>{counted(progress.runsTotal, "run")}</span>}
        </div>
      </div>
      <AnswerInBrief experiment={experiment} />
      {!isFinished(state) && <ProgressBar progress={progress} />}
      {stateReason !== null && <p className="small muted">{stateReason.message}</p>}
    </li>
  );
}
