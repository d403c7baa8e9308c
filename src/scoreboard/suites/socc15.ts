/** The control plane: Prekas et al., SoCC 2015, measured against the ranges of its abstract and of the corrected TOCS one. */
import { xeonE52665 } from "../../hw/platforms/xeon-e5-2665.ts";
import { rangeHeadlines } from "../headline.ts";
import { type Measured, missing } from "../measured.ts";
import { frontierDrawing } from "../patterns/frontier-drawing.ts";
import { patternChecks } from "../patterns/pattern-checks.ts";
import { patternDrawings } from "../patterns/pattern-drawings.ts";
import { measuredPatterns, patternRows, rangeRows } from "../patterns/pattern-rows.ts";
import { STATIC_BACKGROUND, STATIC_ENERGY } from "../patterns/static-exploration.ts";
import { DRAFT_FRONTIER, wattsAt } from "../power-readings.ts";
import { type PublishedRow, rowsOfSuite } from "../published.ts";
import { rowOf } from "../score-row.ts";
import type { Suite } from "../suite.ts";

const ID = "socc15";
const EXPLORATION = [STATIC_ENERGY, STATIC_BACKGROUND];
const ABSTRACTS = ["SoCC15 abstract", "abstract (corrected)"];

const pattern = (id: string, title: string) => ({
  id,
  title,
  presets: [`${ID}/${id}`, ...EXPLORATION],
  sources: ABSTRACTS,
});

const FRONTIER = {
  id: "frontier",
  title: "224 static configurations, power against load",
  presets: EXPLORATION,
  sources: ["SoCC15 draft, Pareto frontier", "SoCC15"],
};

/** Rows that no run answers, but the numbers that runs are made with. */
function lawRow(row: PublishedRow): Measured {
  const exact = (value: number): Measured => ({ value, ciLow: null, ciHigh: null });
  const { cores, figures } = xeonE52665;
  if (row.metric === "backgroundThroughput") return exact(cores * figures.jobStream.value);
  const place = DRAFT_FRONTIER.get(row.id);
  return place === undefined ? missing("NO_POINT") : exact(wattsAt(place));
}

export const socc15: Suite = {
  id: ID,
  title: "IX's control plane",
  source: "Prekas et al., SoCC 2015",
  figures: [
    pattern("slope", "smooth pattern: load, p99, power or background work, setting"),
    pattern("step", "step pattern"),
    pattern("sine-noise", "sine pattern with noise"),
    FRONTIER,
  ],
  rows(published, presets) {
    const own = [...rowsOfSuite(published, "draft15"), ...rowsOfSuite(published, ID)];
    const patterns = measuredPatterns(presets);
    const hasFrontier = presets.some(({ figure }) => figure.id === FRONTIER.id);
    return [
      ...(patterns.length === 0 ? [] : rangeRows(patterns, published)),
      ...patternRows(ID, patterns, published, true),
      ...own
        .filter(({ figure }) => hasFrontier && FRONTIER.sources.includes(figure))
        .map((row) => rowOf(row, lawRow(row))),
    ];
  },
  headlines: rangeHeadlines,
  checks: (presets) => patternChecks(measuredPatterns(presets)),
  draw(figure, presets, published) {
    const own = presets.filter((preset) => preset.figure.id === figure.id);
    return figure.id === FRONTIER.id
      ? frontierDrawing(own, rowsOfSuite(published, "draft15"))
      : patternDrawings(own);
  },
};
