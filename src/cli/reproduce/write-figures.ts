/**
 * Writes the figures of the suite: an SVG per figure, theme and width, a page that shows them all, and
 * the scoreboard as JSON.
 */
import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { type Drawing, drawingSvg } from "../../plot/drawing.ts";
import { nodeDocument } from "../../plot/node-document.ts";
import type { ThemeName } from "../../plot/theme.ts";
import type { Scoreboard } from "../../scoreboard/scoreboard.ts";
import type { Suite } from "../../scoreboard/suite.ts";
import { contentsPage } from "./contents-page.ts";

/** A phone gets drawings of its own: a wide one shrunk to 360 pixels has text of six. */
const VARIANTS: readonly {
  readonly folder: string;
  readonly theme: ThemeName;
  readonly width: number;
}[] = [
  { folder: "", theme: "light", width: 760 },
  { folder: "dark", theme: "dark", width: 760 },
  { folder: "phone", theme: "light", width: 380 },
  { folder: "phone-dark", theme: "dark", width: 380 },
];

/** @returns the files that a reader opens, for listing. */
export function writeFigures(
  folder: string,
  suite: Suite,
  figures: readonly Drawing[],
  board: Scoreboard,
): readonly string[] {
  const written: string[] = [];
  const write = (name: string, text: string): string => {
    const file = path.join(folder, name);
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, text);
    return file;
  };
  written.push(write("index.html", contentsPage(suite, figures, board)));
  written.push(write("scoreboard.json", `${JSON.stringify(board, null, 1)}\n`));
  for (const figure of figures) {
    for (const { folder: variant, theme, width } of VARIANTS) {
      const svg = drawingSvg(figure, { document: nodeDocument(), theme, width });
      const file = write(path.join(variant, `fig${figure.id}.svg`), `${svg}\n`);
      if (variant === "") written.push(file);
    }
  }
  return written;
}
