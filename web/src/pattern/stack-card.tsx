/** What changed with time: the point and the replication are chosen, one run is shown. */
import { useCallback, useId, useMemo, useState } from "react";
import type { Client } from "urql";
import { patternSummary } from "../../../src/plot/pattern-stack-summary.ts";
import { ErrorNotice } from "../api/error-notice.tsx";
import { usePolled } from "../api/use-polled.ts";
import type { Experiment, Motion, Point } from "../experiment/load-experiment.ts";
import { PointRunsQuery, RunSeriesQuery } from "./pattern-queries.ts";
import { StackFigure } from "./stack-figure.tsx";
import { type Series, stackOf } from "./stack-data.ts";

/** A point that has a run to show. */
export interface MovingPoint {
  readonly point: Point;
  readonly motion: Motion;
}

interface StackCardProps {
  readonly experiment: Experiment;
  /** At least one. */
  readonly choices: readonly [MovingPoint, ...MovingPoint[]];
}

export function StackCard({ experiment, choices }: StackCardProps) {
  const [pointId, setPointId] = useState<string>();
  const [wanted, setReplication] = useState<number>();
  const chosen = choices.find(({ point }) => point.id === pointId) ?? choices[0];
  const runs = useRuns(chosen);
  const replication = wanted ?? chosen.motion.shownRun?.replication ?? 0;
  const run = runs.find((of) => of.replication === replication) ?? runs[0];
  const { series, error } = useSeries(run?.id);
  const shown = run?.replication ?? replication;
  const stack = useMemo(
    () => series && stackOf({ experiment, ...chosen, replication: shown }, series),
    [experiment, chosen, shown, series],
  );
  return (
    <section className="card" aria-labelledby="over-time">
      <div className="card-head">
        <h2 id="over-time">Over time</h2>
        <div className="row">
          {choices.length > 1 && (
            <Choice
              label="Point"
              value={chosen.point.id}
              options={choices.map(({ point }) => ({ value: point.id, text: point.label }))}
              onChoose={(id) => {
                setPointId(id);
                setReplication(undefined);
              }}
            />
          )}
          {runs.length > 1 && (
            <Choice
              label="Replication"
              value={String(shown)}
              options={runs.map((of) => ({
                value: String(of.replication),
                text: String(of.replication),
              }))}
              onChoose={(value) => setReplication(Number(value))}
            />
          )}
        </div>
      </div>
      <ErrorNotice error={error} />
      {stack === undefined ? (
        error === undefined && <p className="muted">Loading …</p>
      ) : (
        <>
          <p className="muted small">{stack.subtitle}</p>
          <p className="summary" data-testid="stack-summary">
            {patternSummary(stack)}
          </p>
          <StackFigure stack={stack} />
        </>
      )}
    </section>
  );
}

interface ChoiceProps {
  readonly label: string;
  readonly value: string;
  readonly options: readonly { readonly value: string; readonly text: string }[];
  readonly onChoose: (value: string) => void;
}

function Choice({ label, value, options, onChoose }: ChoiceProps) {
  const id = useId();
  return (
    <span className="choice">
      <label htmlFor={id}>{label}</label>
      <select id={id} value={value} onChange={(event) => onChoose(event.target.value)}>
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.text}
          </option>
        ))}
      </select>
    </span>
  );
}

/** Runs of a point that have ended well; asked again when another has. */
function useRuns({ point, motion }: MovingPoint) {
  const ended = motion.power.replications;
  const { data = { of: "", runs: [] } } = usePolled(
    useCallback(
      async (client: Client) => {
        const answer = await client.query(PointRunsQuery, { id: point.id }).toPromise();
        const { data: found, error } = answer;
        if (!found?.node || !("runs" in found.node)) return { error };
        const all = found.node.runs.nodes.flatMap((run) => run ?? []);
        const runs = all.filter(({ state }) => state === "SUCCEEDED");
        return { data: { of: point.id, runs, ended } };
      },
      [point.id, ended],
    ),
    () => null,
  );
  // The answer about the point before stays until the next one is there.
  return data.of === point.id ? data.runs : [];
}

/** All reports of a run. They never change, so they are asked for once. */
function useSeries(runId: string | undefined) {
  const { data, error } = usePolled(
    useCallback(
      async (client: Client) => {
        if (runId === undefined) return {};
        const answer = await client.query(RunSeriesQuery, { id: runId }).toPromise();
        const node = answer.data?.node;
        const series: Series | null | undefined = node && "series" in node ? node.series : null;
        return series == null ? { error: answer.error } : { data: { of: runId, series } };
      },
      [runId],
    ),
    () => null,
  );
  return { series: data?.of === runId ? data?.series : undefined, error };
}
