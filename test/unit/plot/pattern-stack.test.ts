/** The panels of a run of a load pattern: what is in them, where it stands, and what is left out. */
import { parseHTML } from "linkedom";
import { describe, expect, it } from "vitest";
import type { PatternStack } from "../../../src/plot/pattern-stack.ts";
import { patternSummary } from "../../../src/plot/pattern-stack-summary.ts";
import { type ThemeName, THEMES } from "../../../src/plot/theme.ts";
import { ABOVE, backgroundRun, drawStack, energyRun, reports } from "./pattern-sample.ts";

type Panel = ReturnType<typeof panelOf>;

function panelOf(svg: string, id: string) {
  const { document } = parseHTML(`<body>${svg}</body>`);
  const panel = document.querySelector(`[data-panel="${id}"]`);
  if (panel === null) throw new Error(`no panel ${id}`);
  return panel;
}

const panelIds = (svg: string): string[] =>
  [...svg.matchAll(/data-panel="(\w+)"/g)].map((match) => match[1] ?? "");

/** The outline of the line with a name. */
const outlineOf = (panel: Panel, name: string): string =>
  panel.querySelector(`[aria-description="${name}"] path`)?.getAttribute("d") ?? "";

const texts = (panel: Panel): string[] =>
  [...panel.querySelectorAll("text")].map((text) => text.textContent ?? "");

/** Heights of the ticks of a panel by their labels. */
function tickHeights(panel: Panel): ReadonlyMap<number, number> {
  const labels = [...panel.querySelectorAll('[aria-label="y-axis tick label"] text')];
  return new Map(
    labels.map((label) => {
      const at = /translate\([^,]+,([\d.]+)\)/.exec(label.getAttribute("transform") ?? "")?.[1];
      return [Number((label.textContent ?? "").replaceAll(",", "")), Number(at)];
    }),
  );
}

/** Moves and lines of an outline as pairs of numbers, one list per piece. */
const pieces = (outline: string): number[][][] =>
  outline
    .split("M")
    .filter((piece) => piece !== "")
    .map((piece) => piece.replace("Z", "").split("L"))
    .map((corners) => corners.map((corner) => corner.split(",").map(Number)));

const withP99 = (change: (p99Us: number | null, at: number) => number | null): PatternStack => ({
  ...energyRun,
  reports: reports.map((now) => ({ ...now, p99Us: change(now.p99Us, now.fromS) })),
});

describe("the panels", () => {
  it("are load, latency, power, threads and clock in a run that saves energy", () => {
    expect(panelIds(drawStack(energyRun))).toEqual([
      "load",
      "latency",
      "power",
      "threads",
      "clock",
    ]);
    const power = panelOf(drawStack(energyRun), "power");
    for (const name of ["this run", "maximum static", "Pareto bound"]) {
      expect(outlineOf(power, name)).not.toBe("");
      expect(texts(power)).toContain(name);
    }
  });

  it("have the background job for power in a run beside one, as a share of standalone", () => {
    const svg = drawStack(backgroundRun);
    expect(panelIds(svg)).toEqual(["load", "latency", "background", "threads", "clock"]);
    const background = panelOf(svg, "background");
    expect(texts(background)).toContain("Background job (% of standalone)");
    expect(texts(background)).toContain("80");
    expect(outlineOf(background, "Pareto bound")).not.toBe("");
  });

  it("leave out a bound that is not known", () => {
    const { title, subtitle, sloUs } = energyRun;
    const alone: PatternStack = { title, subtitle, sloUs, reports };
    const power = panelOf(drawStack(alone), "power");
    expect(texts(power)).toContain("this run");
    expect(texts(power)).not.toContain("Pareto bound");
    expect(texts(power)).not.toContain("maximum static");
  });

  it("show offered and achieved load in millions", () => {
    const load = panelOf(drawStack(energyRun), "load");
    expect(texts(load)).toContain("Load (M requests/s)");
    expect(Math.max(...tickHeights(load).keys())).toBe(6);
    expect(outlineOf(load, "offered")).not.toBe(outlineOf(load, "achieved"));
  });

  it("share the time axis, which is labelled once", () => {
    const svg = drawStack(energyRun);
    expect(svg.match(/>Time \(s\)</g)).toHaveLength(1);
    expect(texts(panelOf(svg, "clock"))).toEqual(expect.arrayContaining(["0", "120", "240"]));
    const starts = ["load", "power"].map((id) => {
      const panel = panelOf(svg, id);
      return pieces(outlineOf(panel, id === "load" ? "achieved" : "this run"))[0]?.[0]?.[0];
    });
    expect(starts[0]).toBe(starts[1]);
  });
});

describe("the objective", () => {
  it("is a line where its latency stands on the log axis", () => {
    for (const sloUs of [500, 200]) {
      const panel = panelOf(drawStack({ ...energyRun, sloUs }), "latency");
      const line = panel.querySelector(".slo line") ?? panel.querySelector("line.slo");
      const ticks = tickHeights(panel);
      const [hundred = Number.NaN, thousand = Number.NaN] = [ticks.get(100), ticks.get(1000)];
      const expected = hundred + (thousand - hundred) * Math.log10(sloUs / 100);
      expect(Number(line?.getAttribute("y1"))).toBeCloseTo(expected, 0);
      expect(texts(panel)).toContain(`SLO ${sloUs} µs`);
    }
  });

  it("is missed in seconds that are marked and counted", () => {
    const panel = panelOf(drawStack(energyRun), "latency");
    const dots = [...panel.querySelectorAll(".above-slo circle")];
    const named = dots.map((dot) => Number.parseInt(dot.getAttribute("aria-label") ?? "", 10));
    expect(named).toEqual(ABOVE);
    expect(texts(panel)).toContain("above it in 4 of 240 reports");
    expect(patternSummary(energyRun)).toContain("p99 is above 500 µs in 4 of 240 reports.");
  });

  it("is held by a second that just meets it", () => {
    const calm = withP99((p99Us) => Math.min(p99Us ?? 0, 500));
    const panel = panelOf(drawStack(calm), "latency");
    expect(panel.querySelectorAll(".above-slo circle")).toHaveLength(0);
    expect(texts(panel)).toContain("above it in 0 of 240 reports");
    expect(patternSummary(calm)).toContain("p99 is above 500 µs in no report.");
  });

  it("leads the eye by one stripe a stretch from missed seconds to every panel", () => {
    const stripes = (svg: string, id: string) =>
      panelOf(svg, id).querySelectorAll(".missed rect").length;
    for (const id of panelIds(drawStack(energyRun))) {
      expect(stripes(drawStack(energyRun), id), id).toBe(3);
    }
  });
});

describe("lines", () => {
  it("of what the policy set are steps: each piece goes across or up, never aslant", () => {
    const svg = drawStack(energyRun);
    const changes = { cores: 14, "hardware threads": 16, clock: 12 };
    for (const [name, count] of Object.entries(changes)) {
      const panel = panelOf(svg, name === "clock" ? "clock" : "threads");
      const [corners = []] = pieces(outlineOf(panel, name));
      const moves = corners
        .slice(1)
        .map(([x, y], i) => [x === corners[i]?.[0], y === corners[i]?.[1]]);
      expect(moves.every(([isUp, isAcross]) => isUp || isAcross)).toBe(true);
      expect(moves.filter(([, isAcross]) => !isAcross)).toHaveLength(count);
    }
  });

  it("have a gap where p99 is not known", () => {
    const gaps = withP99((p99Us, at) => ((at >= 50 && at < 60) || at === 70 ? null : p99Us));
    const latency = (stack: PatternStack) => panelOf(drawStack(stack), "latency");
    expect(pieces(outlineOf(latency(energyRun), "p99"))).toHaveLength(1);
    expect(pieces(outlineOf(latency(gaps), "p99")).map(({ length }) => length)).toEqual([
      50, 10, 169,
    ]);
    expect(texts(latency(gaps))).toContain("above it in 4 of 240 reports, not known in 11");
  });

  it("have a gap where seconds are missing, steps to the end of the last one", () => {
    const stack = { ...energyRun, reports: reports.filter(({ fromS }) => fromS % 100 !== 99) };
    const svg = drawStack(stack);
    const load = pieces(outlineOf(panelOf(svg, "load"), "achieved"));
    const cores = pieces(outlineOf(panelOf(svg, "threads"), "cores"));
    expect(load).toHaveLength(3);
    expect(cores).toHaveLength(3);
    const [second] = load.map((piece) => piece.at(-1)?.[0] ?? 0);
    expect(cores[0]?.at(-1)?.[0]).toBeGreaterThan(second ?? 0);
  });
});

describe("the sentence", () => {
  const flat = { ...reports[0]!, p99Us: 100, watts: 40 };
  const run: PatternStack = { title: "a", subtitle: "b", sloUs: 500, reports: [flat] };

  it("says what was saved, and what could have been", () => {
    const bounds = { maxStaticWatts: [80], paretoWatts: [30] };
    expect(patternSummary({ ...run, ...bounds })).toContain(
      "Package power is 40.0 W on average, 50.0 % below the 80.0 W of the maximum static " +
        "configuration; the Pareto bound is 30.0 W (80.0 % of what could be saved).",
    );
    expect(patternSummary({ ...run, maxStaticWatts: [32] })).toContain("25.0 % above the 32.0 W");
    for (const unknown of [{}, { paretoWatts: [] }, { maxStaticWatts: [Number.NaN] }]) {
      expect(patternSummary({ ...run, ...unknown })).toContain(
        "Package power is 40.0 W on average.",
      );
    }
  });

  it("counts how often the setting changes", () => {
    expect(patternSummary(energyRun)).toContain("The setting changes at least 28 times.");
  });

  it("says what the background job got", () => {
    const beside = { ...run, reports: [{ ...flat, backgroundMbPerS: 1000 }] };
    expect(patternSummary({ ...beside, standaloneMbPerS: 4000, paretoMbPerS: [1250] })).toContain(
      "The background job gets 25.0 % of its standalone throughput, 80.0 % of the Pareto bound of 31.3 %.",
    );
  });
});

describe("the drawing", () => {
  it.each(["light", "dark"] as const)("names and describes itself in %s", (theme: ThemeName) => {
    const svg = drawStack(energyRun, theme);
    expect(svg).toContain('role="img"');
    expect(svg).toContain("<title>Slope &lt;USR&gt; &amp; friends</title>");
    expect(svg).toMatch(/<desc>memcached USR on IX.*Package power is .*<\/desc>/);
    expect(svg).toContain(`fill="${THEMES[theme].background}"`);
    expect(svg).toContain(THEMES[theme].slo);
  });

  it("is the same for the same data, without its texts if bare", () => {
    expect(drawStack(energyRun)).toBe(drawStack(energyRun));
    const bare = drawStack(energyRun, "light", { width: 360, height: 700, bare: true });
    expect(bare).toContain('viewBox="0 0 360 700"');
    expect(bare).not.toMatch(/<text[^>]*>Package power is/);
    expect(panelIds(bare)).toHaveLength(5);
  });

  const cases: Readonly<Record<string, PatternStack>> = {
    "a usual run": energyRun,
    "a run beside a background job": backgroundRun,
    "no second": { ...energyRun, reports: [] },
    "one second": { ...energyRun, reports: reports.slice(0, 1) },
    "no p99 at all": withP99(() => null),
    "a p99 of zero": withP99(() => 0),
    "an endless p99": withP99((p99Us, at) => (at === 9 ? Number.POSITIVE_INFINITY : p99Us)),
    "bounds that are shorter than the run": { ...energyRun, paretoWatts: [20], maxStaticWatts: [] },
    "values that are not numbers": {
      ...energyRun,
      reports: reports.map((now) => ({ ...now, watts: Number.NaN, ghz: Number.NaN })),
      paretoWatts: reports.map(() => Number.NaN),
    },
    "no objective": { ...energyRun, sloUs: 0 },
    "a job alone that does nothing": { ...backgroundRun, standaloneMbPerS: 0 },
  };

  it.each(Object.entries(cases))("%s: has no number that is none", (_, stack) => {
    for (const width of [360, 760]) {
      const svg = drawStack(stack, "light", { width });
      expect(svg).not.toMatch(/NaN|Infinity|undefined/);
      expect(panelIds(svg)).toHaveLength(5);
    }
  });
});
