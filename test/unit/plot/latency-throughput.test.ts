/** The drawing as a whole: what must be in it, for any data. */
import { describe, expect, it } from "vitest";
import { systemStyles } from "../../../src/plot/system-style.ts";
import { THEMES } from "../../../src/plot/theme.ts";
import { draw, markersOf, point, sample, withFirst } from "./plot-sample.ts";

const styles = systemStyles(sample.systems);

describe("the latency-against-throughput plot", () => {
  it("has one marker per measured point, told by system and index", () => {
    const markers = markersOf(draw(sample)).map(({ system, point: at }) => `${system} ${at}`);
    expect(markers.sort()).toEqual(
      ["ix 0", "ix 1", "ix 2", "ix 3", "ix 4", "linux 0", "linux 1", "linux 2"].sort(),
    );
  });

  it("draws saturated points hollow and the others filled with the system's colour", () => {
    for (const marker of markersOf(draw(sample))) {
      const colour = styles.get(marker.system)?.colour.light;
      const system = sample.systems.find(({ id }) => id === marker.system);
      const isSaturated = system?.points[marker.point]?.saturated;
      expect(isSaturated ? marker.stroke : marker.fill).toBe(colour);
      expect(isSaturated ? marker.fill : marker.stroke).toBe(THEMES.light.background);
    }
  });

  it("labels the objective and each system's greatest load under it", () => {
    const svg = draw(sample);
    expect(svg).toContain("SLO p99 ≤ 500 µs");
    expect(svg).toContain("IX 1.80 Mrps");
    expect(svg).toContain("Linux 0.50 Mrps");
    expect(svg).toContain(THEMES.light.slo);
  });

  it("has no line of an objective if there is none", () => {
    const svg = draw({ ...sample, slo: null });
    expect(svg).not.toContain("SLO p");
    expect(svg).not.toContain(`stroke="${THEMES.light.slo}"`);
  });

  it("says in words what it shows, and where the numbers come from", () => {
    const svg = draw(sample);
    expect(svg).toContain("IX holds p99 ≤ 500 µs to 1.80 Mrps, Linux to 0.50 (3.6×).");
    expect(svg).toMatch(
      /n = 3 replications, 95 % CI \(jackknife t\) · model 1 · definition 9f1c2a/,
    );
    expect(svg).toContain('role="img"');
    expect(svg).toMatch(/<title>.*<\/title><desc>IX holds/);
  });

  it("is a well-formed document by itself, whatever the names hold", () => {
    const svg = draw(withFirst({ name: '<script>"&' }));
    expect(svg).toMatch(
      /^<svg [^>]*viewBox="0 0 760 520"[^>]*xmlns="http:\/\/www\.w3\.org\/2000\/svg">/,
    );
    expect(svg).not.toContain("<script>");
    expect(svg).toContain('aria-label="&lt;script&gt;&quot;&amp;, offered');
    expect(svg).not.toMatch(/&(?!amp;|lt;|gt;|quot;)/);
    expect(svg).toContain("memcached &lt;USR&gt; &amp; friends");
  });

  it("differs between the themes in colours only", () => {
    const light = draw(sample, "light");
    const dark = draw(sample, "dark");
    expect(light).toContain(`fill="${THEMES.light.background}"`);
    expect(dark).toContain(`fill="${THEMES.dark.background}"`);
    expect(dark).not.toContain(THEMES.light.text);
    const withoutColours = (svg: string) =>
      svg.replaceAll(/#[0-9a-f]{6}/g, "#").replace(/theme-\w+/, "");
    expect(withoutColours(dark)).toBe(withoutColours(light));
  });

  it("is the same text for the same data", () => {
    expect(draw(sample)).toBe(draw(sample));
  });

  it("fills the width that it is given, and leaves texts out if bare", () => {
    const svg = draw(sample, "light", { width: 320, height: 400, bare: true });
    expect(svg).toContain('viewBox="0 0 320 400"');
    expect(svg).not.toMatch(/<text[^>]*>IX holds/);
    expect(markersOf(svg)).toHaveLength(8);
  });
});

describe("numbers that are missing or extreme", () => {
  const pending = { ...point(1e6, 50), achievedRps: null, p50Us: null, p99Us: null };
  const cases = {
    "nothing measured yet": withFirst({ points: [pending], maxUnderSloRps: null }),
    "no system": { ...sample, systems: [] },
    "no point": withFirst({ points: [] }),
    "one point": withFirst({ points: [point(1e6, 50)] }),
    "no interval": withFirst({ points: [{ ...point(1e6, 50), p99LowUs: null, p99HighUs: null }] }),
    "a p99 without enough samples": withFirst({ points: [{ ...point(1e6, 50), p99Us: null }] }),
    "zero latency": withFirst({ points: [{ ...point(1e6, 0), p99LowUs: -3 }] }),
    "zero throughput": withFirst({ points: [{ ...point(1, 50), achievedRps: 0 }] }),
    "equal latencies": withFirst({ points: [point(1e5, 50), point(2e5, 50)] }),
    "a runaway point": withFirst({ points: [point(1e5, 50), point(2e5, 9e9, true)] }),
  };

  it.each(Object.entries(cases))("%s: draws without NaN or Infinity", (_name, data) => {
    for (const theme of ["light", "dark"] as const) {
      const svg = draw(data, theme);
      expect(svg).not.toMatch(/NaN|Infinity|undefined/);
      expect(svg).toMatch(/<\/svg>$/);
    }
  });

  it("draws a saturated point without a p99 hollow at the upper edge, other such points not", () => {
    const bare = { p99Us: null, p99LowUs: null, p99HighUs: null };
    const data = withFirst({
      points: [point(1e5, 50), { ...point(2e5, 90), ...bare }, { ...point(3e5, 1, true), ...bare }],
    });
    const markers = markersOf(draw(data)).filter(({ system }) => system === "ix");
    expect(markers.map(({ point: at }) => at)).toEqual([0, 2]);
    expect(markers[1]?.fill).toBe(THEMES.light.background);
    expect(draw(data)).toContain("1 without enough samples for a p99");
  });

  it("draws an interval that reaches down to zero, to the end of the axis", () => {
    const wide = { ...point(1e6, 600), p99LowUs: 0, p99HighUs: 1800 };
    const intervals = (points: (typeof wide)[]) =>
      draw(withFirst({ points })).match(
        /aria-description="95 % confidence intervals".*?<\/g>/,
      )?.[0];
    expect(intervals([wide])?.match(/<line /g)).toHaveLength(1);
    expect(intervals([wide])).not.toContain("NaN");
  });

  it("marks a point above the axis with an arrow and keeps its marker", () => {
    const svg = draw(cases["a runaway point"]);
    expect(svg).toContain("↑");
    expect(markersOf(svg).filter(({ system }) => system === "ix")).toHaveLength(2);
  });
});
