/** Which point of a plot is looked at, and where the arrow keys lead from there. */
import { isDrawn } from "../../../src/plot/latency-scales.ts";
import type { LatencyThroughputData } from "../../../src/plot/latency-throughput-data.ts";

export interface PlotCursor {
  readonly system: number;
  /** Index in the system's points. */
  readonly point: number;
}

/** Points with a marker, per system, by offered load. */
function drawnPoints(data: LatencyThroughputData): readonly (readonly number[])[] {
  return data.systems.map(({ points }) =>
    points
      .map((point, index) => ({ point, index }))
      .filter(({ point }) => isDrawn(point))
      .sort((a, b) => a.point.offeredRps - b.point.offeredRps)
      .map(({ index }) => index),
  );
}

/** The cursor after a key; undefined if the key means nothing here. */
export function moveCursor(
  data: LatencyThroughputData,
  cursor: PlotCursor | undefined,
  key: string,
): PlotCursor | undefined {
  const drawn = drawnPoints(data);
  const withPoints = drawn.flatMap((points, system) => (points.length > 0 ? [system] : []));
  const first = withPoints[0];
  if (first === undefined) return undefined;
  const system = cursor?.system ?? first;
  const along = drawn[system] ?? [];
  const at = cursor === undefined ? -1 : along.indexOf(cursor.point);
  const to = (index: number): PlotCursor | undefined => {
    const point = along[Math.max(0, Math.min(along.length - 1, index))];
    return point === undefined ? undefined : { system, point };
  };
  switch (key) {
    case "ArrowRight":
      return to(at + 1);
    case "ArrowLeft":
      return to(at - 1);
    case "Home":
      return to(0);
    case "End":
      return to(along.length - 1);
    case "ArrowUp":
      return toSystem(drawn, withPoints, system, -1, Math.max(0, at));
    case "ArrowDown":
      return toSystem(drawn, withPoints, system, 1, Math.max(0, at));
    default:
      return undefined;
  }
}

function toSystem(
  drawn: readonly (readonly number[])[],
  withPoints: readonly number[],
  from: number,
  step: number,
  at: number,
): PlotCursor | undefined {
  const place = withPoints.indexOf(from) + step;
  const system = withPoints[Math.max(0, Math.min(withPoints.length - 1, place))] ?? from;
  const points = drawn[system] ?? [];
  const point = points[Math.min(at, points.length - 1)];
  return point === undefined ? undefined : { system, point };
}
