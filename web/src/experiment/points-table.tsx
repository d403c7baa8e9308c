/** Every point of the plot as a row: the same numbers, and those that the plot cannot show. */
import { axisTitle } from "../../../src/plot/metric-against-axis-data.ts";
import { stylesOf } from "../format/styles-of.ts";
import { type Column, latencyColumn, rateColumn } from "../format/quantity.ts";
import { EstimateCell } from "../parts/estimate-cell.tsx";
import { Icon } from "../parts/icon.tsx";
import { SystemName } from "../parts/system-name.tsx";
import { TableBox } from "../parts/table-box.tsx";
import type { Experiment, Point } from "./load-experiment.ts";
import { paramsOf } from "./plot-data.ts";

interface PointsTableProps {
  readonly experiment: Experiment;
  readonly points: readonly Point[];
}

export function PointsTable({ experiment, points }: PointsTableProps) {
  const { systems, slo, axes } = experiment;
  const hasLoads = points.some(({ offeredRps }) => offeredRps !== null);
  const styles = stylesOf(systems);
  const rates = rateColumn(
    points.map((point) => (hasLoads ? point.offeredRps : point.throughput.value)),
  );
  return (
    <TableBox label="Points, by system, axes and offered load">
      <thead>
        <tr>
          <th scope="col" className="text">
            System
          </th>
          {axes.map(({ path }) => (
            <Head key={path} title={axisTitle(path)} unit="" />
          ))}
          {hasLoads && <Head title="Offered" unit={rates.unit} />}
          <Head title="Achieved" unit={rates.unit} />
          <Head title="p50" unit={latencyColumn.unit} />
          <Head title="p99" unit={`${latencyColumn.unit}, 95 % CI`} />
          {slo !== null && (
            <th scope="col" className="text">
              Meets SLO
            </th>
          )}
          {hasLoads && (
            <th scope="col" className="text">
              Saturated
            </th>
          )}
        </tr>
      </thead>
      <tbody>
        {points.map((point, i) => {
          const system = systems.find(({ id }) => id === point.systemId);
          const isFirst = i > 0 && points[i - 1]?.systemId !== point.systemId;
          const isPending = point.throughput.value === null;
          const look = `${isPending ? "pending" : ""} ${isFirst ? "first-of-system" : ""}`;
          return (
            <tr key={point.id} data-row={point.index} className={look.trim()}>
              <th scope="row" className="text">
                <SystemName
                  name={system?.name ?? point.systemId}
                  style={styles.get(point.systemId)}
                />
              </th>
              {axes.map(({ path }) => (
                <AxisCell key={path} text={paramsOf(point.params)[path]} />
              ))}
              {hasLoads && <OfferedCell point={point} rates={rates} />}
              <EstimateCell estimate={point.throughput} column={rates} />
              <EstimateCell estimate={point.p50} column={latencyColumn} />
              <EstimateCell estimate={point.p99} column={latencyColumn} withInterval />
              {slo !== null && <YesNo value={point.meetsSlo} good />}
              {hasLoads && <YesNo value={point.saturated} />}
            </tr>
          );
        })}
      </tbody>
    </TableBox>
  );
}

/** The offered load; the name of the pattern if it changes. */
function OfferedCell({ point, rates }: { readonly point: Point; readonly rates: Column }) {
  const { offeredRps, params } = point;
  if (offeredRps !== null) return <td title={rates.full(offeredRps)}>{rates.cell(offeredRps)}</td>;
  const pattern = paramsOf(params)["load"];
  return <td className="muted">{typeof pattern === "string" ? pattern : "–"}</td>;
}

/** A value with its unit; a system that lacks the parameter has none. */
const AxisCell = ({ text }: { readonly text: unknown }) =>
  typeof text === "string" ? <td>{text}</td> : <td className="muted">–</td>;

const Head = ({ title, unit }: { readonly title: string; readonly unit: string }) => (
  <th scope="col">
    {title}
    <span className="unit">{unit}</span>
  </th>
);

interface YesNoProps {
  readonly value: boolean | null;
  /** Yes is what one hopes for. Without it, yes is only worth a mark. */
  readonly good?: boolean;
}

function YesNo({ value, good }: YesNoProps) {
  if (value === null) return <td className="text muted">–</td>;
  const tone = good ? (value ? "yes" : "no") : "";
  return (
    <td className="text">
      <span className={`yes-no ${tone}`}>
        {good && <Icon name={value ? "check" : "cross"} />}
        {!good && value && <Icon name="partial" />}
        <span className={!good && !value ? "muted" : undefined}>{value ? "yes" : "no"}</span>
      </span>
    </td>
  );
}
