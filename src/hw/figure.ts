/**
 * Figures: the numbers of a model, each with unit, kind and source, so that a reader can dispute it.
 * `given` comes from a paper, the code or a data sheet; `calibrated` was fitted to the named rows of
 * the published measurements; `assumed` was neither fitted nor found.
 */
export interface Figure {
  readonly value: number;
  readonly unit: string;
  readonly kind: "given" | "calibrated" | "assumed";
  /** The document, the rows it was fitted to, or the reason. */
  readonly source: string;
}

export type Figures = Readonly<Record<string, Figure>>;

/** The bare numbers of a table of figures, by inference. */
export type FigureValues<F extends Figures> = { readonly [K in keyof F]: number };

export const given = (value: number, unit: string, source: string): Figure => ({
  value,
  unit,
  kind: "given",
  source,
});

export const calibrated = (value: number, unit: string, source: string): Figure => ({
  value,
  unit,
  kind: "calibrated",
  source,
});

export const assumed = (value: number, unit: string, source: string): Figure => ({
  value,
  unit,
  kind: "assumed",
  source,
});

export function valuesOf<F extends Figures>(figures: F): FigureValues<F> {
  const entries = Object.entries(figures).map(([name, figure]) => [name, figure.value]);
  return Object.fromEntries(entries) as FigureValues<F>;
}
