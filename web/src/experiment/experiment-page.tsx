/** One experiment: progress, answer, plot, numbers, and where they come from; live while it runs. */
import { useMemo } from "react";
import { latencyThroughputSummary } from "../../../src/plot/latency-summary.ts";
import { axisTitle } from "../../../src/plot/metric-against-axis-data.ts";
import { powerLoadSummary } from "../../../src/plot/power-load-summary.ts";
import { metricSummary } from "../../../src/plot/metric-summary.ts";
import { ErrorNotice } from "../api/error-notice.tsx";
import { Notice } from "../parts/notice.tsx";
import { PageTitle } from "../parts/page-title.tsx";
import { isFinished } from "../parts/state-badge.tsx";
import { PatternAnswersTable } from "../pattern/pattern-answers-table.tsx";
import { PowerLoadFigure } from "../pattern/power-load-figure.tsx";
import { ScanAnswersTable } from "../pattern/scan-answers-table.tsx";
import { StackCard } from "../pattern/stack-card.tsx";
import { Link } from "../routing/navigation.tsx";
import { AnswersTable } from "./answers-table.tsx";
import { ExportMenu } from "./export-menu.tsx";
import { ExperimentHeader } from "./experiment-header.tsx";
import { LatencyFigure } from "./latency-figure.tsx";
import type { Experiment, LoadedExperiment } from "./load-experiment.ts";
import { MetricFigure } from "./metric-figure.tsx";
import { plotsOf, withoutPatterns } from "./plot-data.ts";
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
  const plots = useMemo(() => plotsOf(experiment, loaded.points), [experiment, loaded.points]);
  return (
    <>
      <ExperimentHeader
        experiment={experiment}
        progress={live.progress ?? experiment.progress}
        follows={live.follows}
        refresh={live.refresh}
      />
      <Results loaded={loaded} experiment={experiment} plots={plots} />
      <DefinitionText experiment={experiment} />
      <Provenance experiment={experiment} />
      <ApiQuery number={experiment.number} />
    </>
  );
}

interface ResultsProps {
  readonly loaded: LoadedExperiment;
  readonly experiment: Experiment;
  readonly plots: ReturnType<typeof plotsOf>;
}

function Results({ loaded, experiment, plots }: ResultsProps) {
  const isPartial = !isFinished(experiment.state);
  const measured = loaded.points.filter((point) => point.throughput.value !== null).length;
  const { steady: plot, scans } = plots;
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
      {scans !== undefined && (
        <section className="card" aria-labelledby="power-load">
          <div className="card-head">
            <h2 id="power-load">Power against load</h2>
            {isPartial && <span className="muted small">so far</span>}
          </div>
          <p className={`summary${isPartial ? " partial" : ""}`}>{powerLoadSummary(scans)}</p>
          <PowerLoadFigure data={scans} />
        </section>
      )}
      <MovingResults loaded={loaded} experiment={experiment} />
      <Answers experiment={experiment} isPartial={isPartial} />
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

interface AnswersProps {
  readonly experiment: Experiment;
  readonly isPartial: boolean;
}

/** Of steady loads and closed loops, then of scans. */
function Answers({ experiment, isPartial }: AnswersProps) {
  const steady = withoutPatterns(experiment);
  const scans = experiment.answers.filter(({ system }) => system.isScan);
  if (steady.answers.length === 0 && scans.length === 0) return null;
  return (
    <section className="card stack" aria-labelledby="answers">
      <div className="card-head">
        <h2 id="answers">Answers</h2>
        {isPartial && <span className="muted small">may still change</span>}
      </div>
      {steady.answers.length > 0 && <AnswersTable experiment={steady} />}
      {scans.length > 0 && <ScanAnswersTable experiment={experiment} answers={scans} />}
    </section>
  );
}

/** Points whose load or policy moves: one of their runs over time, and all of them as a table. */
function MovingResults({ loaded, experiment }: Omit<ResultsProps, "plots">) {
  const scanned = new Set(experiment.systems.flatMap(({ id, isScan }) => (isScan ? [id] : [])));
  const moving = loaded.points.flatMap((point) => {
    const system = experiment.systems.find(({ id }) => id === point.systemId);
    const motion = loaded.motions.get(point.id);
    const isShown = system?.hasReports === true && !scanned.has(point.systemId);
    return isShown && motion !== undefined ? [{ point, motion }] : [];
  });
  if (moving.length === 0) return null;
  const [first, ...others] = moving.filter(({ motion }) => motion.shownRun !== null);
  return (
    <>
      {first !== undefined && <StackCard experiment={experiment} choices={[first, ...others]} />}
      <section className="card" aria-labelledby="pattern-answers">
        <div className="card-head">
          <h2 id="pattern-answers">Answers under changing load</h2>
          {!isFinished(experiment.state) && <span className="muted small">may still change</span>}
        </div>
        <PatternAnswersTable experiment={experiment} points={moving} />
      </section>
    </>
  );
}

function headingOf(plot: NonNullable<ResultsProps["plots"]["steady"]>): string {
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
