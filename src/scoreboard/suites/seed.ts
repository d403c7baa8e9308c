/**
 * The four claims that this project began with: the abstract of Prekas et al., TOCS 34(4), as corrected in 2017. The
 * patterns are those of the suite socc15.
 */
import { drawFigure } from "../figure-drawing.ts";
import { rangeHeadlines, rowHeadlines } from "../headline.ts";
import { kvsRows } from "../kvs-rows.ts";
import { patternChecks } from "../patterns/pattern-checks.ts";
import { patternDrawings } from "../patterns/pattern-drawings.ts";
import { measuredPatterns, patternRows, rangeRows } from "../patterns/pattern-rows.ts";
import { rowsOfSuite } from "../published.ts";
import type { Suite } from "../suite.ts";
import { socc15 } from "./socc15.ts";

const ID = "seed";
const SOURCE = "Prekas et al., TOCS 34(4), corrected abstract";
const ABSTRACT = ["abstract (corrected)"];
const KVS = {
  id: "kvs",
  title: "memcached USR with the authors' patches, latency against throughput",
  presets: [`${ID}/kvs-throughput`],
  sources: ABSTRACT,
};

/** "up to 7.0x" and "more than 2.1x"; a bound has no slack. */
const TOLERANCES = { "seed.kvs.throughputRatio": 0.15, "seed.kvs.tailRatio": 0 };

const patterns = socc15.figures.filter(({ id }) => id !== "frontier");

export const seed: Suite = {
  id: ID,
  title: "the claims of the seed",
  source: SOURCE,
  figures: [KVS, ...patterns.map((figure) => ({ ...figure, sources: ABSTRACT }))],
  rows(all, presets) {
    const published = rowsOfSuite(all, ID);
    const kvs = presets.find(({ figure }) => figure.id === KVS.id);
    const measured = measuredPatterns(presets);
    return [
      ...(kvs === undefined ? [] : kvsRows(`${ID}.kvs`, kvs, published)),
      ...(measured.length === 0 ? [] : rangeRows(measured, published)),
      ...patternRows(ID, measured, published, false),
    ];
  },
  headlines: (rows) => [...rowHeadlines(rows, TOLERANCES), ...rangeHeadlines(rows)],
  checks: (presets) => patternChecks(measuredPatterns(presets)),
  draw(figure, presets, published) {
    const own = presets.filter((preset) => preset.figure.id === figure.id);
    return figure.id === KVS.id
      ? [drawFigure(figure, own, rowsOfSuite(published, ID), SOURCE)]
      : patternDrawings(own);
  },
};
