/** Power against load: a line per configuration, the frontier over them, published values as markers. */
import { parseHTML } from "linkedom";
import { describe, expect, it } from "vitest";
import { nodeDocument } from "../../../src/plot/node-document.ts";
import { type PowerLoadCurves, powerLoadCurvesSvg } from "../../../src/plot/power-load-curves.ts";
import { maximumConfiguration } from "../../../src/plot/power-load-data.ts";
import { powerLoadSummary } from "../../../src/plot/power-load-summary.ts";
import { dataplaneStyle } from "../../../src/plot/system-style.ts";
import { type ThemeName, THEMES } from "../../../src/plot/theme.ts";
import { frontier, staticCurves } from "./pattern-sample.ts";

const published = [
  { rps: 34_000, watts: 19.8 },
  { rps: 3_320_000, watts: 70.3 },
];
const data: PowerLoadCurves = {
  title: "Power <W> & load",
  subtitle: "memcached USR on IX",
  curves: staticCurves,
  frontier,
  published,
};

const draw = (of: PowerLoadCurves, theme: ThemeName = "light", more = {}): string =>
  powerLoadCurvesSvg(of, { document: nodeDocument(), theme, ...more });

const parse = (svg: string) => parseHTML(`<body>${svg}</body>`).document;

describe("power against load", () => {
  it("has a thin line for each configuration, told by what it is", () => {
    const lines = [...parse(draw(data)).querySelectorAll("path[aria-label]")].map((line) =>
      line.getAttribute("aria-label"),
    );
    expect(lines.filter((label) => label?.includes("GHz"))).toHaveLength(staticCurves.length);
    expect(lines).toContain("1 core, 1.2 GHz");
    expect(lines).toContain("8 cores, 16 threads, 2.7 GHz");
  });

  it("draws the frontier wider than any of them, and over them", () => {
    const document = parse(draw(data));
    const marks = [...document.querySelectorAll('g[aria-label="line"]')];
    const widths = marks.map((mark) => Number(mark.getAttribute("stroke-width")));
    const bold = marks.at(-1);
    expect(bold?.getAttribute("aria-description")).toBe("Pareto frontier");
    expect(widths).toHaveLength(3);
    expect(Math.max(...widths.slice(0, -1))).toBeLessThan((widths.at(-1) ?? 0) / 1.5);
    expect(bold?.outerHTML).toContain(dataplaneStyle("ix").colour.light);
  });

  it("has a marker for each published value, and none without", () => {
    const markers = (svg: string) => svg.match(/aria-label="published: [^"]*"/g) ?? [];
    expect(markers(draw(data))).toEqual([
      'aria-label="published: 19.8 W at 34,000 requests/s"',
      'aria-label="published: 70.3 W at 3,320,000 requests/s"',
    ]);
    const { title, subtitle, curves } = data;
    const simulated: PowerLoadCurves = { title, subtitle, curves, frontier };
    expect(markers(draw(simulated))).toEqual([]);
    expect(draw(simulated)).not.toContain(">published<");
  });

  it("brings out the configuration with the most threads at the highest clock", () => {
    expect(maximumConfiguration(data)?.id).toBe("8/16 2.7");
    expect(draw(data)).toContain(">8 cores, 16 threads, 2.7 GHz (maximum)<");
    const empty = data.curves.map((curve) => ({ ...curve, points: [] }));
    expect(maximumConfiguration({ ...data, curves: empty })).toBeUndefined();
  });

  it("says where the frontier begins and ends", () => {
    expect(powerLoadSummary({ ...data, frontier: published })).toMatch(
      /^The frontier of 128 static configurations rises from 19\.8 W at 34\.0 k requests\/s to 70\.3 W at 3\.32 M requests\/s; the maximum configuration draws/,
    );
    expect(draw(data)).toMatch(/<desc>memcached USR on IX\. The frontier of 128 .*<\/desc>/);
  });

  it.each(["light", "dark"] as const)("is drawn in %s, on a phone too", (theme) => {
    const svg = draw(data, theme, { width: 360 });
    expect(svg).toContain(`fill="${THEMES[theme].background}"`);
    expect(svg).toContain('viewBox="0 0 360 520"');
    expect(svg).toContain("Power &lt;W&gt; &amp; load");
  });

  it.each([
    ["everything", data],
    ["nothing", { ...data, curves: [], frontier: [], published: [] }],
    ["a curve without points", { ...data, curves: [{ ...staticCurves[0]!, points: [] }] }],
    ["a frontier of one point", { ...data, frontier: frontier.slice(0, 1) }],
    ["a load of zero", { ...data, curves: [], frontier: [{ rps: 0, watts: 0 }], published: [] }],
    ["no number", { ...data, frontier: [{ rps: Number.NaN, watts: Number.NaN }, ...frontier] }],
  ])("%s: has no number that is none", (_, of: PowerLoadCurves) => {
    expect(draw(of)).not.toMatch(/NaN|Infinity|undefined/);
  });
});
