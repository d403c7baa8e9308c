/** The numbers of the point that is looked at, beside its marker. */
import type { CSSProperties } from "react";
import { grouped, threeDigits } from "../../../src/plot/number-format.ts";
import type {
  LatencyThroughputPoint,
  LatencyThroughputSystem,
} from "../../../src/plot/latency-throughput-data.ts";
import type { SystemStyle } from "../../../src/plot/system-style.ts";
import { SystemName } from "../parts/system-name.tsx";

interface PlotReadoutProps {
  readonly system: LatencyThroughputSystem;
  readonly point: LatencyThroughputPoint;
  readonly style: SystemStyle | undefined;
  /** Of the marker, in pixels from the plot's top left. */
  readonly place: { readonly x: number; readonly y: number };
  readonly plotWidth: number;
}

const GAP_PX = 14;
/** About its width; beside the marker there is room for it in plots more than twice as wide. */
const WIDTH_PX = 215;

/** Beside the marker; in a narrow plot above or below it. */
function styleAt(place: PlotReadoutProps["place"], plotWidth: number): CSSProperties {
  const { x, y } = place;
  if (plotWidth > 2 * WIDTH_PX + 2 * GAP_PX) {
    const side = x > plotWidth / 2 ? { right: plotWidth - x + GAP_PX } : { left: x + GAP_PX };
    return { top: y, transform: "translateY(-50%)", ...side };
  }
  const left = Math.max(0, Math.min(x - WIDTH_PX / 2, plotWidth - WIDTH_PX));
  const isLow = y > 200;
  return {
    left,
    top: isLow ? y - GAP_PX : y + GAP_PX,
    transform: isLow ? "translateY(-100%)" : "none",
  };
}

export function PlotReadout({ system, point, style, place, plotWidth }: PlotReadoutProps) {
  const { p99LowUs, p99HighUs } = point;
  return (
    <div className="readout" style={styleAt(place, plotWidth)} aria-hidden="true">
      <SystemName name={system.name} style={style} />
      <dl>
        <dt>offered</dt>
        <dd>{rate(point.offeredRps)}</dd>
        <dt>achieved</dt>
        <dd>{rate(point.achievedRps)}</dd>
        <dt>p50</dt>
        <dd>{latency(point.p50Us)}</dd>
        <dt>p99</dt>
        <dd>
          <strong>{latency(point.p99Us)}</strong>
        </dd>
        {p99LowUs !== null && p99HighUs !== null && (
          <>
            <dt>95 % CI</dt>
            <dd>
              {threeDigits(p99LowUs)}–{threeDigits(p99HighUs)} µs
            </dd>
          </>
        )}
      </dl>
      {point.saturated && <p className="small">Saturated</p>}
    </div>
  );
}

const rate = (rps: number | null): string =>
  rps === null ? "not known" : `${grouped(rps.toFixed(0))} rps`;

const latency = (us: number | null): string =>
  us === null ? "not known" : `${threeDigits(us)} µs`;
