/**
 * What a suite is: which ready experiments stand for which figure of which paper, which published rows
 * they answer, and how rows and drawings are made from what was measured. Suites are data (suites/).
 */
import type { Drawing } from "../plot/drawing.ts";
import type { Check } from "./check.ts";
import type { Headline } from "./headline.ts";
import type { MeasuredPreset, SuiteFigure } from "./presets.ts";
import type { PublishedRow } from "./published.ts";
import type { ScoreRow } from "./score-row.ts";

export interface Suite {
  readonly id: string;
  /** What its figures are, for readers: "the IX paper". */
  readonly title: string;
  /** Where its published values are from. */
  readonly source: string;
  readonly figures: readonly SuiteFigure[];
  /** @param published all rows that were published, of any suite. */
  readonly rows: (
    published: readonly PublishedRow[],
    presets: readonly MeasuredPreset[],
  ) => readonly ScoreRow[];
  readonly headlines: (rows: readonly ScoreRow[]) => readonly Headline[];
  /** Claims about the simulation that are no single published number. */
  readonly checks?: (presets: readonly MeasuredPreset[]) => readonly Check[];
  readonly draw: (
    figure: SuiteFigure,
    presets: readonly MeasuredPreset[],
    published: readonly PublishedRow[],
  ) => readonly Drawing[];
}

/** The figure that a person means by "3a", "fig3a", "Fig. 3a", "Table 2"; undefined if none. */
export function figureNamed({ id: suite, figures }: Suite, text: string): SuiteFigure | undefined {
  const plain = (name: string) => {
    const lower = name.toLowerCase();
    const own = lower.startsWith(suite) ? lower.slice(suite.length) : lower;
    return own.replaceAll(/fig(ure)?|[^a-z0-9.]|\.$/g, "").replaceAll(/^\.+/g, "");
  };
  const wanted = plain(text);
  return figures.find(
    ({ id, sources }) => plain(id) === wanted || sources.some((source) => plain(source) === wanted),
  );
}
