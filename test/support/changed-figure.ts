/** A model of which one figure is another for a while: what a change of the model does to results. */
import type { Figure } from "../../src/hw/figure.ts";

export function withFigure<T>(figure: Figure, factor: number, run: () => T): T {
  const { value } = figure;
  Object.assign(figure, { value: value * factor });
  try {
    return run();
  } finally {
    Object.assign(figure, { value });
  }
}
