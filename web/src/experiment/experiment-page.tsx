/** One experiment: progress, answer, plot, numbers, and where they come from; live while it runs. */
import { useMemo } from "react";
import type { ExperimentPlot } from "../../../src/plot/experiment-plot.ts";
import { latencyThroughputSummary } from "../../../src/plot/latency-summary.ts";
import { axisTitle } from "../../../src/plot/metric-against-axis-data.ts";
import { metricSummary } from "../../../src/plot/metric-summary.ts";
import { ErrorNotice } from "../api/error-notice.tsx";
import { Notice } from "../parts/notice.tsx";
import { PageTitle } from "../parts/page-title.tsx";
import { isFinished } from "../parts/state-badge.tsx";
import { Link } from "../routing/navigation.tsx";
import { AnswersTable } from "./answers-table.tsx";
import { ExportMenu } from "./export-menu.tsx";
import { ExperimentHeader } from "./experiment-header.tsx";
import { LatencyFigure } from "./latency-figure.tsx";
import type { Experiment, LoadedExperiment } from "./load-experiment.ts";
import { MetricFigure } from "./metric-figure.tsx";
import { plotOf } from "./plot-data.ts";
import { PointsTable } from "./points-table.tsx";
import { ApiQuery, DefinitionText, Provenance } from "./provenance.tsx";
import { type LiveExperiment, useLiveExperiment } from "./use-live-experiment.ts";

export default function ExperimentPage({ number }: { readonly number: number }) {
  const live = useLiveExperiment(number);
  const { loaded } = live;
  if (loaded?.experiment === null) return <NoSuchExperiment number={number} />;
  const name = loaded?.experiment.name ?? "";
  // The title stays the same element from loading to loaded, so that it keeps the focus.
  return (
    <>
      <PageTitle tab={`#${number} ${name}`.trim()}>
        <span className="muted numbers">#{number}</span> {name}
      </PageTitle>
      <ErrorNotice error={live.error} />
      {loaded === undefined ? (
        live.error === undefined && <p className="muted">Loading …</p>
      ) : (
        <ExperimentBody loaded={loaded} experiment={loaded.experiment} live={live} />
      )}
    </>
  );
}

interface ExperimentBodyProps {
  readonly loaded: LoadedExperiment;
  readonly experiment: Experiment;
  readonly live: LiveExperiment;
}

function ExperimentBody({ loaded, experiment, live }: ExperimentBodyProps) {
  const plot = useMemo(() => plotOf(experiment, loaded.points), [experiment, loaded.points]);
  return (
    <>
      <ExperimentHeader
        experiment={experiment}
        progress={live.progress ?? experiment.progress}
        follows={live.follows}
        refresh={live.refresh}
      />
      <Results loaded={loaded} experiment={experiment} plot={plot} />
      <DefinitionText experiment={experiment} />
      <Provenance experiment={experiment} />
      <ApiQuery number={experiment.number} />
    </>
  );
}

interface ResultsProps {
  readonly loaded: LoadedExperiment;
  readonly experiment: Experiment;
  readonly plot: ExperimentPlot | undefined;
}

function Results({ loaded, experiment, plot }: ResultsProps) {
  const isPartial = !isFinished(experiment.state);
  const measured = loaded.points.filter((point) => point.throughput.value !== null).length;
  return (
    <>
      {plot !== undefined && (
        <section className="card" aria-labelledby="plot">
          <div className="card-head">
            <h2 id="plot">{headingOf(plot)}</h2>
            {isPartial && (
              <span className="muted small">
                so far, {measured} of {loaded.points.length} points
              </span>
            )}
          </div>
          <p className={`summary${isPartial ? " partial" : ""}`} data-testid="summary">
            {isPartial && measured > 0 && "So far: "}
            {plot.kind === "latency-throughput"
              ? latencyThroughputSummary(plot.data)
              : metricSummary(plot.data)}
          </p>
          {plot.kind === "latency-throughput" ? (
            <LatencyFigure data={plot.data} />
          ) : (
            <MetricFigure data={plot.data} />
          )}
        </section>
      )}
      <section className="card" aria-labelledby="answers">
        <div className="card-head">
          <h2 id="answers">Answers</h2>
          {isPartial && <span className="muted small">may still change</span>}
        </div>
        <AnswersTable experiment={experiment} />
      </section>
      <section className="card" aria-labelledby="points" id="points-section">
        <div className="card-head">
          <h2 id="points" tabIndex={-1}>
            Points
          </h2>
          <ExportMenu files={experiment.exports} />
        </div>
        {loaded.isCut && (
          <Notice tone="warn">
            Only the first {loaded.points.length} points are shown; the API has all of them.
          </Notice>
        )}
        <PointsTable experiment={experiment} points={loaded.points} />
      </section>
    </>
  );
}

function headingOf(plot: ExperimentPlot): string {
  if (plot.kind === "latency-throughput") return "Latency against throughput";
  const { metric, axis } = plot.data;
  return `${metric.title} against ${axisTitle(axis.path).toLowerCase()}`;
}

function NoSuchExperiment({ number }: { readonly number: number }) {
  return (
    <>
      <PageTitle tab="Not found">There is no experiment #{number}</PageTitle>
      <p>
        <Link to={{ page: "experiments" }}>All experiments</Link>
      </p>
    </>
  );
}
