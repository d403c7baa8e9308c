/** Published values beside simulated ones: headlines, figures as the paper draws them, every row. */
import type { PaperFigureData } from "../../../src/plot/paper-figure-data.ts";
import type { Client } from "urql";
import { ErrorNotice } from "../api/error-notice.tsx";
import { usePolled } from "../api/use-polled.ts";
import { CodeBlock } from "../parts/code-block.tsx";
import { PageTitle } from "../parts/page-title.tsx";
import { RelativeTime } from "../parts/relative-time.tsx";
import { PaperFigure } from "./paper-figure.tsx";
import { CalibrationTable, ErrorsTable, HeadlineTable, RowsTable } from "./scoreboard-tables.tsx";
import { type Scoreboard, ScoreboardQuery } from "./scoreboard-query.ts";

const ask = (client: Client) => client.query(ScoreboardQuery, {}).toPromise();
/** A new one comes once in a while, by hand. */
const PAUSE_MS = 30_000;

export default function ScoreboardPage() {
  const { data, error } = usePolled(ask, () => PAUSE_MS);
  return (
    <>
      <PageTitle tab="Scoreboard">Does it reproduce the papers?</PageTitle>
      <ErrorNotice error={error} />
      {data === undefined && error === undefined && <p className="muted">Loading …</p>}
      {data?.scoreboard === null && <NoScoreboard />}
      {data?.scoreboard && <ScoreboardBody board={data.scoreboard} />}
    </>
  );
}

function ScoreboardBody({ board }: { readonly board: Scoreboard }) {
  const drawings = board.drawings as readonly PaperFigureData[];
  return (
    <>
      <p className="muted">
        Belay et al., OSDI 2014 · model {board.modelVersion} · ixlab {board.programVersion}
        {board.commit != null && `, commit ${board.commit.slice(0, 12)}`} ·{" "}
        <RelativeTime at={board.createdAt} />
      </p>
      {board.headlines.length > 0 && (
        <section className="card stack">
          <h2>Headlines</h2>
          <HeadlineTable headlines={board.headlines} />
        </section>
      )}
      <section className="card stack">
        <h2>Errors</h2>
        <ErrorsTable figures={board.figures} overall={board.overall} />
      </section>
      {drawings.map((drawing) => (
        <section className="card stack" key={drawing.id}>
          <h2>{drawing.title}</h2>
          <PaperFigure data={drawing} />
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

const COMMANDS = "ixlab reproduce --store";

function NoScoreboard() {
  return (
    <section className="card stack">
      <h2>Nothing stored yet</h2>
      <p>
        The scoreboard sets every published value of the IX paper beside the simulated one. This
        command simulates all its figures, which takes a few minutes, and keeps the result here:
      </p>
      <CodeBlock text={COMMANDS} label="Command" />
    </section>
  );
}
