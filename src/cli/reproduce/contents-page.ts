/** The page that shows every figure of the suite, light or dark, wide or narrow, as the reader has it. */
import { type Drawing, drawingSummary } from "../../plot/drawing.ts";
import type { Scoreboard } from "../../scoreboard/scoreboard.ts";
import type { Suite } from "../../scoreboard/suite.ts";
import { percent } from "./number-text.ts";

const STYLE = `
  :root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif; }
  body { max-width: 800px; margin: 0 auto; padding: 16px; background: light-dark(#f5f6f8, #0e1218);
         color: light-dark(#16202e, #e8ecf2); }
  figure { margin: 0 0 24px; }
  img { width: 100%; height: auto; display: block; border-radius: 10px; }
  table { border-collapse: collapse; margin-bottom: 24px; font-variant-numeric: tabular-nums; }
  th, td { padding: 4px 12px 4px 0; text-align: right; white-space: nowrap; }
  th:first-child, td:first-child { text-align: left; }`;

const NARROW = "(max-width: 560px)";
const DARK = "(prefers-color-scheme: dark)";

export function contentsPage(
  { title, source }: Suite,
  figures: readonly Drawing[],
  board: Scoreboard,
): string {
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${board.suite}, simulated and published</title>
<style>${STYLE}
</style>
<h1>Figures of ${title}, simulated and published</h1>
<p>Lines are simulated (model ${board.modelVersion}), hollow markers are the published values of ${source.replace("et al.", "et\nal.")}. Every value stands in <a href="scoreboard.json">scoreboard.json</a>.</p>
<table>
<tr><th>Source</th><th>Rows</th><th>Median error</th><th>p90</th><th>Worst</th></tr>
${board.figures.map(errorRow).join("\n")}
</table>
${figures.map(figureElement).join("\n")}
</html>
`;
}

const errorRow = ({ figure, rows, median, p90, worst }: Scoreboard["figures"][number]): string =>
  `<tr><td>${figure}</td><td>${rows}</td><td>${percent(median)}</td><td>${percent(p90)}</td><td>${percent(worst)}</td></tr>`;

function figureElement(figure: Drawing): string {
  const file = `fig${figure.id}.svg`;
  return `<figure><picture>
<source media="${NARROW} and ${DARK}" srcset="phone-dark/${file}">
<source media="${NARROW}" srcset="phone/${file}">
<source media="${DARK}" srcset="dark/${file}">
<img src="${file}" alt="${figure.title}. ${drawingSummary(figure)}">
</picture></figure>`;
}
