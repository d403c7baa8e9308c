/**
 * The Pareto front of points in two measures: those that no other point beats in both. A point
 * dominates another if it is no worse in either measure and better in one, so points of equal values
 * stand beside each other. One sort and one pass: n log n.
 */
export type Better = "LOWER" | "HIGHER";

export interface Values {
  readonly x: number;
  readonly y: number;
}

/**
 * For each point null if it is on the front, else the index of a point on the front that dominates it.
 * @param points of finite values.
 */
export function dominators(
  points: readonly Values[],
  better: { readonly x: Better; readonly y: Better },
): readonly (number | null)[] {
  const sign = { LOWER: 1, HIGHER: -1 } as const;
  const costs = points.map(({ x, y }, index) => ({
    x: x * sign[better.x],
    y: y * sign[better.y],
    index,
  }));
  const found: (number | null)[] = points.map(() => null);
  let best: (typeof costs)[number] | undefined;
  for (const point of costs.toSorted((a, b) => a.x - b.x || a.y - b.y || a.index - b.index)) {
    const isEqual = best !== undefined && best.x === point.x && best.y === point.y;
    if (best === undefined || point.y < best.y) best = point;
    else if (!isEqual) found[point.index] = best.index;
  }
  return found;
}
