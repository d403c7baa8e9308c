/** The figures of a paper: every series and every published value is in the drawing, in both themes. */
import { describe, expect, it } from "vitest";
import { nodeDocument } from "../../../src/plot/node-document.ts";
import { paperFigureSvg } from "../../../src/plot/paper-figure.ts";
import type { PaperFigureData, PaperSeries } from "../../../src/plot/paper-figure-data.ts";
import { paperStyles } from "../../../src/plot/paper-figure-style.ts";
import { type ThemeName, THEMES } from "../../../src/plot/theme.ts";
import { gradeOf, setupText, signedPercent, valueText } from "../../../src/plot/value-text.ts";
import { contrast } from "../../support/contrast.ts";

const series = (id: string, dataplane: string, more: Partial<PaperSeries> = {}): PaperSeries => ({
  id,
  name: id,
  dataplane,
  isSecondary: false,
  simulated: [1, 2, 4, 16].map((x) => ({ x, y: x * 2e5, low: x * 1.9e5, high: x * 2.1e5 })),
  published: [{ x: 16, y: 3.7e6 }],
  ...more,
});

const figure: PaperFigureData = {
  id: "3a",
  title: "Fig. 3a · messages against threads, a < b & c",
  panels: [
    {
      title: null,
      x: { label: "Hardware threads", scale: "linear", unit: 1 },
      y: { label: "Messages/s (millions)", scale: "linear", unit: 1e6 },
      limit: null,
      series: [series("IX-40", "ix"), series("IX-10", "ix"), series("Linux-40", "linux")],
    },
  ],
  provenance: { source: "a paper", modelVersion: "1", replications: 3 },
};

const draw = (data: PaperFigureData, theme: ThemeName = "light", width = 760): string =>
  paperFigureSvg(data, { document: nodeDocument(), theme, width });

const count = (svg: string, part: RegExp): number => [...svg.matchAll(part)].length;

describe("a figure of a paper", () => {
  it.each(["light", "dark"] as const)("has every series in its own look in %s", (theme) => {
    const svg = draw(figure, theme);
    const styles = paperStyles(figure);
    for (const { id, name } of figure.panels[0]?.series ?? []) {
      expect(svg).toContain(`>${id}</text>`);
      expect(svg).toContain(`aria-description="${name}, simulated"`);
      expect(svg).toContain(styles.get(id)?.colour[theme]);
    }
    expect(svg).toContain(`fill="${THEMES[theme].background}"`);
  });

  it("draws a line with its dots for what is simulated, and a marker for what is published", () => {
    const svg = draw(figure);
    expect(count(svg, /, published: 3,700,000 at 16/g)).toBe(3);
    expect(count(svg, /r="2\.1"/g)).toBeGreaterThanOrEqual(3);
    const without = {
      ...figure,
      panels: [{ ...figure.panels[0]!, series: [series("IX", "ix", { published: [] })] }],
    };
    expect(draw(without)).not.toContain(", published:");
    expect(draw(without)).not.toContain(">published</text>");
  });

  it("names both axes and escapes its title", () => {
    const svg = draw(figure);
    expect(svg).toContain("Hardware threads");
    expect(svg).toContain("Messages/s (millions)");
    expect(svg).toContain("a &lt; b &amp; c");
  });

  it("puts panels beside each other where there is room, else below each other", () => {
    const [panel] = figure.panels;
    const two = { ...figure, panels: [panel!, { ...panel!, title: "ETC" }] };
    const heightOf = (svg: string) => Number(/viewBox="0 0 \d+ (\d+)"/.exec(svg)?.[1]);
    expect(heightOf(draw(two, "light", 380))).toBeGreaterThan(1.6 * heightOf(draw(two)));
  });

  it("ends a line where it leaves the frame", () => {
    const [panel] = figure.panels;
    const runaway = series("IX", "ix", {
      simulated: [
        { x: 1, y: 100 },
        { x: 2, y: 500 },
        { x: 3, y: 1500 },
      ],
      published: [{ x: 3, y: 3000 }],
    });
    const y = { label: "Latency (µs)", scale: "linear", unit: 1, top: 750 } as const;
    const svg = draw({ ...figure, panels: [{ ...panel!, y, series: [runaway] }] });
    expect(count(svg, /r="2\.1"/g) - 1).toBe(2); // one in the legend
    expect(svg).not.toContain(", published:");
  });

  it("tells settings of one dataplane apart by colours that can be seen", () => {
    const bounds = ["1", "2", "8", "16", "64"].map((b) => series(`B = ${b}`, "ix"));
    const styles = [
      ...paperStyles({ ...figure, panels: [{ ...figure.panels[0]!, series: bounds }] }).values(),
    ];
    expect(new Set(styles.map((style) => style.colour.light)).size).toBe(5);
    for (const { colour } of styles) {
      expect(contrast(colour.light, THEMES.light.background)).toBeGreaterThan(3);
      expect(contrast(colour.dark, THEMES.dark.background)).toBeGreaterThan(3);
    }
  });

  it("is drawn without any data", () => {
    const empty = { ...figure, panels: [{ ...figure.panels[0]!, series: [] }] };
    expect(draw(empty)).toContain("<svg");
    expect(draw(empty)).not.toContain("NaN");
  });
});

describe("texts of a scoreboard", () => {
  it.each([
    [3_756_000, "msg/s", "3.756 M msg/s"],
    [47_000, "msg/s", "47.0 K msg/s"],
    [5.7, "us", "5.70 us"],
    [127, "us", "127 us"],
    [0.75, "ratio", "75.0 %"],
    [8894, "cycles", "8894 cycles"],
    [8.4, "count", "8.40"],
  ])("%d %s is %s", (value, unit, text) => {
    expect(valueText(value, unit)).toBe(text);
  });

  it("grade an error by its size and mark it, so that colour is not all", () => {
    expect([0, 0.04, -0.05, 0.13, -0.3].map((error) => gradeOf(error).mark)).toEqual([
      "=",
      "=",
      "~",
      "!",
      "!!",
    ]);
    expect(signedPercent(-0.0321)).toBe("-3.2 %");
    expect(signedPercent(0)).toBe("+0.0 %");
  });

  it("say the set-up in a line", () => {
    const setup = { workload: "echo", messageBytes: 64, messagesPerConnection: null };
    expect(setupText({ ...setup, connections: 250_992, hardwareThreads: 16, nicPorts: 4 })).toBe(
      "echo, 64 B, n = forever, 250,992 connections, 16 HT, 4 ports",
    );
  });
});
