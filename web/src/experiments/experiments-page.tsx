/** All experiments, the newest first, with live progress; without any, how to make the first. */
import { useCallback, useState } from "react";
import type { Client } from "urql";
import { ErrorNotice } from "../api/error-notice.tsx";
import { usePolled } from "../api/use-polled.ts";
import { counted } from "../format/quantity.ts";
import type { ExperimentListQuery as ExperimentList } from "../gql/graphql.ts";
import { Icon } from "../parts/icon.tsx";
import { PageTitle } from "../parts/page-title.tsx";
import { isFinished } from "../parts/state-badge.tsx";
import { Link } from "../routing/navigation.tsx";
import { EmptyState } from "./empty-state.tsx";
import { ExperimentListQuery } from "./experiment-list-query.ts";
import { ExperimentRow } from "./experiment-row.tsx";

const PAGE_SIZE = 20;
const BUSY_PAUSE_MS = 1500;
const CALM_PAUSE_MS = 8000;

export function ExperimentsPage() {
  /** Cursors of the pages behind us; the last one is where this page starts. */
  const [cursors, setCursors] = useState<readonly string[]>([]);
  const after = cursors.at(-1) ?? null;
  const ask = useCallback(
    (client: Client) => client.query(ExperimentListQuery, { first: PAGE_SIZE, after }).toPromise(),
    [after],
  );
  const { data, error } = usePolled(ask, pauseAfter);
  const experiments = data?.experiments.nodes.flatMap((e) => e ?? []) ?? [];
  const total = data?.experiments.totalCount;
  const isEmpty = data !== undefined && experiments.length === 0 && cursors.length === 0;
  return (
    <>
      <div className="page-head">
        <PageTitle tab="Experiments">Experiments</PageTitle>
        <div className="row">
          {total != null && total > 0 && (
            <span className="muted">{counted(total, "experiment")}</span>
          )}
          {!isEmpty && (
            <Link to={{ page: "new" }} className="button primary">
              <Icon name="plus" />
              New experiment
            </Link>
          )}
        </div>
      </div>
      <ErrorNotice error={error} />
      {data === undefined && error === undefined && <p className="muted">Loading …</p>}
      {isEmpty && <EmptyState />}
      <ol className="stack" aria-label="Experiments">
        {experiments.map((experiment) => (
          <ExperimentRow key={experiment.id} experiment={experiment} />
        ))}
      </ol>
      <Pager
        cursors={cursors}
        next={data?.experiments.pageInfo.hasNextPage ? data.experiments.pageInfo.endCursor : null}
        onMove={setCursors}
      />
    </>
  );
}

function pauseAfter(data: ExperimentList | undefined): number {
  const isBusy = data?.experiments.nodes.some((e) => e != null && !isFinished(e.state)) ?? true;
  return isBusy ? BUSY_PAUSE_MS : CALM_PAUSE_MS;
}

interface PagerProps {
  readonly cursors: readonly string[];
  readonly next: string | null | undefined;
  readonly onMove: (cursors: readonly string[]) => void;
}

function Pager({ cursors, next, onMove }: PagerProps) {
  if (cursors.length === 0 && next == null) return null;
  return (
    <nav className="row" aria-label="Pages of the list">
      <button
        type="button"
        className="button"
        disabled={cursors.length === 0}
        onClick={() => onMove(cursors.slice(0, -1))}
      >
        Newer
      </button>
      <button
        type="button"
        className="button"
        disabled={next == null}
        onClick={() => next != null && onMove([...cursors, next])}
      >
        Older
      </button>
    </nav>
  );
}
