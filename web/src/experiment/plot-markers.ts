/** Finding the markers that a drawn plot holds, by point and by place. */
import type { PlotCursor } from "./plot-cursor.ts";

/** A marker farther from the pointer than this is not meant. */
const REACH_PX = 44;

const markersIn = (plot: Element): readonly SVGElement[] => [
  ...plot.querySelectorAll<SVGElement>("[data-point]"),
];

export function markerOf(plot: Element, systemId: string, point: number): SVGElement | undefined {
  return markersIn(plot).find(
    ({ dataset }) => dataset["system"] === systemId && dataset["point"] === String(point),
  );
}

/** Middle of a marker, in pixels from the plot's top left. */
export function placeOf(
  plot: Element,
  marker: Element,
): { readonly x: number; readonly y: number } {
  const frame = plot.getBoundingClientRect();
  const box = marker.getBoundingClientRect();
  return { x: box.x + box.width / 2 - frame.x, y: box.y + box.height / 2 - frame.y };
}

/** The point under or next to the pointer. */
export function nearestPoint(
  plot: Element,
  systemIds: readonly string[],
  pointer: { readonly clientX: number; readonly clientY: number },
): PlotCursor | undefined {
  let nearest: { readonly marker: SVGElement; readonly distance: number } | undefined;
  for (const marker of markersIn(plot)) {
    const box = marker.getBoundingClientRect();
    const distance = Math.hypot(
      box.x + box.width / 2 - pointer.clientX,
      box.y + box.height / 2 - pointer.clientY,
    );
    if (distance < (nearest?.distance ?? REACH_PX)) nearest = { marker, distance };
  }
  if (nearest === undefined) return undefined;
  const { system, point } = nearest.marker.dataset;
  return { system: systemIds.indexOf(system ?? ""), point: Number(point) };
}
