/** `-o fig.svg --theme dark`: a plot as a file, SVG or PNG as its name ends. */
import type { Command } from "commander";
import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { type ExperimentPlot, experimentPlotSvg } from "../plot/experiment-plot.ts";
import { nodeDocument } from "../plot/node-document.ts";
import type { ThemeName } from "../plot/theme.ts";
import { pngOf } from "./png.ts";
import { say } from "./service.ts";

export interface PictureOptions {
  readonly output?: string;
  readonly theme: ThemeName;
}

const ENDINGS = [".svg", ".png"];

export const withPictureOptions = (command: Command): Command =>
  command
    .option("-o, --output <file>", "write the plot, as .svg or .png")
    .option("--theme <theme>", "theme of the plot: light or dark", "light");

/** What is wrong with the options, in words. */
export function pictureProblems({ output, theme }: PictureOptions): readonly string[] {
  const wrong: string[] = [];
  if (theme !== "light" && theme !== "dark") wrong.push(`--theme is light or dark, not ${theme}`);
  if (output !== undefined && !ENDINGS.includes(endingOf(output))) {
    wrong.push(`${output}: a plot is written as ${ENDINGS.join(" or ")}`);
  }
  return wrong;
}

export const drawPlots = (plots: readonly ExperimentPlot[], theme: ThemeName): readonly string[] =>
  plots.map((plot) => experimentPlotSvg(plot, { document: nodeDocument(), theme }));

/**
 * Writes plots, folders included, and says where they are: one under the name itself, several with
 * numbers (`out-1.svg`, `out-2.svg`, ...).
 */
export async function writePictures(file: string, svgs: readonly string[]): Promise<void> {
  if (svgs.length === 0) say("plot: none, a closed loop in which nothing varies");
  mkdirSync(path.dirname(path.resolve(file)), { recursive: true });
  for (const [i, svg] of svgs.entries()) {
    const own = svgs.length === 1 ? file : numbered(file, i + 1);
    writeFileSync(own, endingOf(file) === ".png" ? await pngOf(svg) : svg);
    say(`plot: ${own}`);
  }
}

function numbered(file: string, number: number): string {
  const { dir, name, ext } = path.parse(file);
  return path.join(dir, `${name}-${number}${ext}`);
}

const endingOf = (file: string): string => path.extname(file).toLowerCase();
