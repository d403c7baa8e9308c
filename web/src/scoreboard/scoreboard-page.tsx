/** Published values beside simulated ones, suite by suite: headlines, figures as the paper draws them, every row. */
import { useCallback } from "react";
import type { Client } from "urql";
import type { Drawing } from "../../../src/plot/drawing.ts";
import { ErrorNotice } from "../api/error-notice.tsx";
import { usePolled } from "../api/use-polled.ts";
import { CodeBlock } from "../parts/code-block.tsx";
import { PageTitle } from "../parts/page-title.tsx";
import { RelativeTime } from "../parts/relative-time.tsx";
import { DrawnFigure } from "./drawn-figure.tsx";
import {
  CalibrationTable,
  CheckTable,
  ErrorsTable,
  HeadlineTable,
  RowsTable,
} from "./scoreboard-tables.tsx";
import { type Scoreboard, ScoreboardQuery, type Suites } from "./scoreboard-query.ts";
import { SuiteChoice } from "./suite-choice.tsx";

/** A new one comes once in a while, by hand. */
const PAUSE_MS = 30_000;

interface ScoreboardPageProps {
  /** Id of a suite; without it, the first. */
  readonly suite?: string | undefined;
}

export default function ScoreboardPage({ suite }: ScoreboardPageProps) {
  const ask = useCallback(
    (client: Client) =>
      client.query(ScoreboardQuery, suite === undefined ? {} : { suite }).toPromise(),
    [suite],
  );
  const { data, error } = usePolled(ask, () => PAUSE_MS);
  const suites = data?.scoreboardSuites ?? [];
  const shown = suite ?? suites[0]?.id ?? "";
  return (
    <>
      <PageTitle tab="Scoreboard">Does it reproduce the papers?</PageTitle>
      <ErrorNotice error={error} />
      {data === undefined && error === undefined && <p className="muted">Loading …</p>}
      {data !== undefined && <SuiteChoice suites={suites} current={shown} />}
      {data?.scoreboard === null && <NoScoreboard suites={suites} id={shown} />}
      {data?.scoreboard && <ScoreboardBody board={data.scoreboard} suites={suites} />}
    </>
  );
}

interface ScoreboardBodyProps {
  readonly board: Scoreboard;
  readonly suites: Suites;
}

function ScoreboardBody({ board, suites }: ScoreboardBodyProps) {
  const drawings = board.drawings as readonly Drawing[];
  const source = suites.find(({ id }) => id === board.suite)?.source ?? board.suite;
  return (
    <>
      <p className="muted">
        {source} · model {board.modelVersion} · ixlab {board.programVersion}
        {board.commit != null && `, commit ${board.commit.slice(0, 12)}`} ·{" "}
        <RelativeTime at={board.createdAt} />
      </p>
      {board.headlines.length > 0 && (
        <section className="card stack">
          <h2>Headlines</h2>
          <HeadlineTable headlines={board.headlines} />
        </section>
      )}
      {board.checks.length > 0 && (
        <section className="card stack">
          <h2>Checks</h2>
          <CheckTable checks={board.checks} />
        </section>
      )}
      <section className="card stack">
        <h2>Errors</h2>
        <ErrorsTable figures={board.figures} overall={board.overall} />
      </section>
      {drawings.map((drawing) => (
        <section className="card stack" key={drawing.id}>
          <h2>{drawing.title}</h2>
          <DrawnFigure drawing={drawing} />
        </section>
      ))}
      {board.figures.map(({ figure }) => (
        <section className="card stack" key={figure}>
          <h2>{figure}</h2>
          <RowsTable label={figure} rows={board.rows.filter((row) => row.figure === figure)} />
        </section>
      ))}
      <section className="card stack">
        <h2>What was fitted</h2>
        <p>
          Calibrated values are numbers of a model that were fitted to published rows. A model with
          as many of them as rows has explained nothing.
        </p>
        <CalibrationTable counts={board.calibration} />
      </section>
    </>
  );
}

interface NoScoreboardProps {
  readonly suites: Suites;
  readonly id: string;
}

function NoScoreboard({ suites, id }: NoScoreboardProps) {
  const suite = suites.find((one) => one.id === id);
  if (suite === undefined) {
    return <p className="muted">There is no suite {id}.</p>;
  }
  return (
    <section className="card stack">
      <h2>Nothing stored yet</h2>
      <p>
        The scoreboard sets every published value of {suite.title} ({suite.source}) beside the
        simulated one. This command simulates all its figures, which takes minutes, and keeps the
        result here:
      </p>
      <CodeBlock text={`ixlab reproduce ${suite.id} --store`} label="Command" />
    </section>
  );
}
