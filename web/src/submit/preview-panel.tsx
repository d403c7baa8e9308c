/** What submitting would do: points, runs, how many are known already, and how long it takes. */
import { sharedPrefix, threeDigits } from "../../../src/plot/number-format.ts";
import { ErrorNotice } from "../api/error-notice.tsx";
import { count, counted } from "../format/quantity.ts";
import { duration } from "../format/time.ts";
import { ProblemList, type Problem } from "./problem-list.tsx";
import type { Preview, PreviewState } from "./use-preview.ts";

interface PreviewPanelProps {
  readonly state: PreviewState;
  readonly problems: readonly Problem[];
  readonly onShow: (problem: Problem) => void;
  readonly id: string;
}

export function PreviewPanel({ state, problems, onShow, id }: PreviewPanelProps) {
  const { preview, error, isCurrent } = state;
  return (
    <section id={id} className={`preview${isCurrent ? "" : " stale"}`} aria-label="Preview">
      <ErrorNotice error={error} />
      {preview === undefined && error === undefined && <p className="muted">Checking …</p>}
      {problems.length > 0 && (
        <div className="stack" role="alert" data-testid="problems">
          <h3>{counted(problems.length, "mistake")} to correct</h3>
          <ProblemList problems={problems} onShow={onShow} />
        </div>
      )}
      {preview !== undefined && problems.length === 0 && <PreviewNumbers preview={preview} />}
    </section>
  );
}

function PreviewNumbers({ preview }: { readonly preview: Preview }) {
  const { points, pointsRemoved, runs, runsCached, samplePoints, warnings } = preview;
  const { estimatedCoreSeconds: coreSeconds, estimatedSeconds: seconds } = preview;
  const requests = sharedPrefix([preview.simulatedRequests]);
  return (
    <div className="stack">
      <h3>What it would do</h3>
      <dl className="preview-numbers" data-testid="preview">
        <Figure label={points === 1 ? "point" : "points"} value={count(points)} />
        <Figure label={runs === 1 ? "run" : "runs"} value={count(runs)} />
        <Figure label="known already" value={count(runsCached)} />
        <Figure
          label="requests"
          value={`${threeDigits(preview.simulatedRequests / requests.factor)} ${requests.symbol}`}
        />
        {pointsRemoved > 0 && <Figure label="left out by where" value={count(pointsRemoved)} />}
        {coreSeconds !== null && (
          <Figure label="of computing" value={`≈ ${duration(coreSeconds)}`} />
        )}
        {seconds !== null && <Figure label="until it is done" value={`≈ ${duration(seconds)}`} />}
      </dl>
      {warnings.length > 0 && (
        <ul className="small" data-testid="warnings">
          {warnings.map((warning) => (
            <li key={warning}>{warning}</li>
          ))}
        </ul>
      )}
      {samplePoints.length > 0 && (
        <details>
          <summary>Its first points</summary>
          <ul className="sample-points small">
            {samplePoints.map((params) => (
              <li key={JSON.stringify(params)}>{paramsText(params)}</li>
            ))}
          </ul>
        </details>
      )}
    </div>
  );
}

const Figure = ({ label, value }: { readonly label: string; readonly value: string }) => (
  <div>
    <dt>{label}</dt>
    <dd>{value}</dd>
  </div>
);

/** `system IX, load 100krps`. */
function paramsText(params: unknown): string {
  if (params === null || typeof params !== "object") return String(params);
  return Object.entries(params)
    .map(([name, value]) => `${name} ${String(value)}`)
    .join(", ");
}
