/** What runs of load patterns were like, a row per point: power, background work, excursions, what the policy did. */
import { stylesOf } from "../format/styles-of.ts";
import { type Column, count, shareColumn } from "../format/quantity.ts";
import { grouped, threeDigits } from "../../../src/plot/number-format.ts";
import type { Experiment } from "../experiment/load-experiment.ts";
import { EstimateCell, type ShownEstimate } from "../parts/estimate-cell.tsx";
import { SystemName } from "../parts/system-name.tsx";
import { TableBox } from "../parts/table-box.tsx";
import type { MovingPoint } from "./stack-card.tsx";

interface PatternAnswersTableProps {
  readonly experiment: Experiment;
  readonly points: readonly MovingPoint[];
}

const plain = (unit: string): Column => ({
  unit,
  cell: threeDigits,
  full: (value) => `${grouped(String(Number(value.toPrecision(12))))} ${unit}`,
});

const WATTS = plain("W");
const MICROSECONDS = plain("µs");
const PER_RUN = plain("per run");

export function PatternAnswersTable({ experiment, points }: PatternAnswersTableProps) {
  const { systems } = experiment;
  const styles = stylesOf(systems);
  const limitUs = points.find(({ motion }) => motion.excursions)?.motion.excursions?.limitUs;
  const hasJob = systems.some(({ standaloneMbPerS }) => standaloneMbPerS !== null);
  return (
    <TableBox label="Answers of load patterns, one row per point">
      <thead>
        <tr>
          <th scope="col" className="text">
            Point
          </th>
          <Head title="Power" unit="W, 95 % CI" />
          {hasJob && <Head title="Background" unit="% of standalone" />}
          <Head
            title={limitUs === undefined ? "p99 above the SLO" : `p99 above ${limitUs} µs`}
            unit="s"
          />
          <Head title="Reports above" unit="of all" />
          <Head title="Worst p99" unit="µs" />
          <Head title="Steps" unit="per run" />
          <Head title="Migrations" unit="per run" />
          <Head title="Slowest" unit="µs" />
        </tr>
      </thead>
      <tbody>
        {points.map(({ point, motion }) => {
          const system = systems.find(({ id }) => id === point.systemId);
          return (
            <tr key={point.id} data-moving={point.index}>
              <th scope="row" className="text">
                <SystemName name={point.label} style={styles.get(point.systemId)} />
                <span className="interval">
                  {system?.loadPattern ?? "constant load"}, {system?.policy}
                </span>
              </th>
              <EstimateCell estimate={motion.power} column={WATTS} withInterval />
              {hasJob && (
                <EstimateCell
                  estimate={shareOf(motion.background, system?.standaloneMbPerS ?? null)}
                  column={shareColumn}
                  absentText={system?.standaloneMbPerS === null ? "no job" : undefined}
                />
              )}
              <ExcursionCells excursions={motion.excursions} />
              <EstimateCell estimate={perRun(motion.steps)} column={PER_RUN} />
              <EstimateCell estimate={perRun(motion.migrations)} column={PER_RUN} />
              <EstimateCell
                estimate={motion.worstMigration}
                column={MICROSECONDS}
                absentText={motion.migrations.value === 0 ? "none" : undefined}
              />
            </tr>
          );
        })}
      </tbody>
    </TableBox>
  );
}

function ExcursionCells({ excursions }: Pick<MovingPoint["motion"], "excursions">) {
  if (excursions === null) {
    return (
      <>
        <td className="muted">…</td>
        <td className="muted">…</td>
        <td className="muted">…</td>
      </>
    );
  }
  const { above, reports, secondsAbove, worstP99Us } = excursions;
  return (
    <>
      <td data-value={secondsAbove}>{Number(secondsAbove.toFixed(3))}</td>
      <td>
        {count(above)} of {count(reports)}
      </td>
      <td>{worstP99Us === null ? "–" : threeDigits(worstP99Us)}</td>
    </>
  );
}

const Head = ({ title, unit }: { readonly title: string; readonly unit: string }) => (
  <th scope="col">
    {title} <span className="unit">{unit}</span>
  </th>
);

type Counted = ShownEstimate & { readonly replications: number };

/** What is counted adds up over replications; shown is the mean of one. */
const perRun = (estimate: Counted): ShownEstimate => scaled(estimate, 1 / estimate.replications);

const shareOf = (estimate: ShownEstimate, standalone: number | null): ShownEstimate =>
  standalone === null
    ? { ...estimate, value: null, ciLow: null, ciHigh: null }
    : scaled(estimate, 1 / standalone);

const scaled = (estimate: ShownEstimate, factor: number): ShownEstimate => {
  const { value, ciLow, ciHigh } = estimate;
  const by = (x: number | null) => (x === null ? null : x * factor);
  return { ...estimate, value: by(value), ciLow: by(ciLow), ciHigh: by(ciHigh) };
};
