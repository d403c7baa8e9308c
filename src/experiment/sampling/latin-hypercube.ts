/**
 * Latin hypercube sampling (McKay, Beckman and Conover, Technometrics 21(2), 1979): each dimension is
 * cut into as many equal parts as there are points, and every part of every dimension has one point.
 */
import type { StreamOf, UnitPoints } from "./unit-points.ts";

export function latinHypercube(count: number, dimensions: number, streamOf: StreamOf): UnitPoints {
  const columns = Array.from({ length: dimensions }, (_, i) => {
    const draw = streamOf(i);
    return shuffled(count, draw).map((part) => (part + draw()) / count);
  });
  return Array.from({ length: count }, (_, n) => columns.map((column) => column[n] ?? 0));
}

/** 0 to n - 1 in random order (Fisher and Yates). */
function shuffled(n: number, draw: () => number): readonly number[] {
  const order = Array.from({ length: n }, (_, i) => i);
  for (let i = n - 1; i > 0; i -= 1) {
    const j = Math.floor(draw() * (i + 1));
    [order[i], order[j]] = [order[j] ?? 0, order[i] ?? 0];
  }
  return order;
}
