/** The point of a plot that is looked at: moved by keys or the pointer, marked in the drawing. */
import { type KeyboardEvent, type PointerEvent, type RefObject, useEffect, useState } from "react";
import { pointLabel } from "../../../src/plot/latency-marks.ts";
import type {
  LatencyThroughputData,
  LatencyThroughputPoint,
  LatencyThroughputSystem,
} from "../../../src/plot/latency-throughput-data.ts";
import { moveCursor, type PlotCursor } from "./plot-cursor.ts";
import { markerOf, nearestPoint, placeOf } from "./plot-markers.ts";

export interface LookedAt {
  readonly system: LatencyThroughputSystem;
  readonly point: LatencyThroughputPoint;
  /** Of its marker, in pixels from the plot's top left. */
  readonly place: { readonly x: number; readonly y: number };
}

export interface CursorHandlers {
  readonly onKeyDown: (event: KeyboardEvent) => void;
  readonly onPointerMove: (event: PointerEvent) => void;
  readonly onPointerDown: (event: PointerEvent) => void;
  readonly onPointerLeave: () => void;
  readonly onBlur: () => void;
}

/** @param svg the drawing in `plot`, as text: with another one the marker is marked anew. */
export function usePlotCursor(
  plot: RefObject<HTMLElement | null>,
  data: LatencyThroughputData,
  svg: string,
): { lookedAt: LookedAt | undefined; spoken: string; handlers: CursorHandlers } {
  const { systems } = data;
  const [cursor, setCursor] = useState<PlotCursor>();
  const [place, setPlace] = useState<LookedAt["place"]>();
  const [spoken, setSpoken] = useState("");
  const system = cursor && systems[cursor.system];
  const point = cursor && system?.points[cursor.point];
  const systemId = system?.id;
  const index = cursor?.point;

  useEffect(() => {
    const root = plot.current;
    const isDrawn = root !== null && svg !== "" && systemId !== undefined && index !== undefined;
    const marker = isDrawn ? markerOf(root, systemId, index) : undefined;
    // Where the marker stands is only known once the browser has laid the drawing out.
    // oxlint-disable-next-line react/set-state-in-effect
    setPlace(root === null || marker === undefined ? undefined : placeOf(root, marker));
    marker?.classList.add("active");
    return () => marker?.classList.remove("active");
  }, [plot, svg, systemId, index]);

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "Escape") setCursor(undefined);
    const next = moveCursor(data, cursor, event.key);
    if (next === undefined) return;
    event.preventDefault();
    setCursor(next);
    const to = systems[next.system];
    const reached = to?.points[next.point];
    if (to && reached) setSpoken(pointLabel(to, reached));
  };
  const onPointer = (event: PointerEvent) => {
    const ids = systems.map(({ id }) => id);
    setCursor(plot.current === null ? undefined : nearestPoint(plot.current, ids, event));
  };
  const leave = () => setCursor(undefined);
  return {
    lookedAt: system && point && place && { system, point, place },
    spoken,
    handlers: {
      onKeyDown,
      onPointerMove: onPointer,
      onPointerDown: onPointer,
      onPointerLeave: leave,
      onBlur: leave,
    },
  };
}
