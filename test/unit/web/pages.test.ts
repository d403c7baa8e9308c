/** What the pages compute for themselves: addresses, times left, and where arrow keys lead. */
import { describe, expect, it } from "vitest";
import { moveCursor } from "../../../web/src/experiment/plot-cursor.ts";
import { rateColumn } from "../../../web/src/format/quantity.ts";
import { duration, relativeTime, remainingRange } from "../../../web/src/format/time.ts";
import { pathOf, routeOf } from "../../../web/src/routing/route.ts";
import { moveReport } from "../../../web/src/pattern/move-report.ts";
import { memberText, setField } from "../../../web/src/submit/set-field.ts";
import { point, sample, withFirst } from "../plot/plot-sample.ts";

describe("addresses", () => {
  it.each([
    "/",
    "/new",
    "/scoreboard",
    "/scoreboard/socc15",
    "/experiments/12",
    "/experiments/12/clone",
  ])("%s leads to a page and back", (path) => {
    expect(pathOf(routeOf(path))).toBe(path);
    expect(routeOf(path).page).not.toBe("unknown");
  });

  it.each([
    "/experiments/0",
    "/experiments/-1",
    "/experiments/1e3",
    "/experiments/x",
    "/experiments/1/x",
    "/scoreboard/A_",
    "/x/1",
  ])("%s is no page", (path) => {
    expect(routeOf(path)).toEqual({ page: "unknown", path });
  });
});

describe("times", () => {
  const now = Date.parse("2026-11-22T12:00:00Z");
  const inSeconds = (seconds: number) => new Date(now + seconds * 1000).toISOString();

  it.each([
    [-3, "just now"],
    [-70, "1 minute ago"],
    [-40 * 60, "40 minutes ago"],
    [-3 * 3600, "3 hours ago"],
    [-26 * 3600, "yesterday"],
  ])("%d s from now is %s", (seconds, text) => {
    expect(relativeTime(inSeconds(seconds), now)).toBe(text);
  });

  it("give what is left as a range with one unit where that will do", () => {
    expect(remainingRange(inSeconds(120), inSeconds(250), now)).toBe("2 to 4 min left");
    expect(remainingRange(inSeconds(40), inSeconds(250), now)).toBe("40 s to 4 min left");
    expect(remainingRange(inSeconds(30), inSeconds(30), now)).toBe("about 30 s left");
    expect(remainingRange(null, inSeconds(30), now)).toBeUndefined();
    expect(remainingRange(inSeconds(-9), inSeconds(-5), now)).toBe("under 1 s left");
    expect(duration(7200)).toBe("2.0 h");
  });
});

describe("a column of rates", () => {
  it("has one unit, three digits, and the full value for those who want it", () => {
    const column = rateColumn([5e4, 1.8e6, null]);
    expect(column.unit).toBe("Mrps");
    expect(column.cell(1.8e6)).toBe("1.80");
    expect(column.full(1_799_512.25)).toBe("1,799,512.25 requests/s");
  });
});

describe("arrow keys", () => {
  it("lead along a curve by load and stop at its ends", () => {
    const start = moveCursor(sample, undefined, "ArrowRight");
    expect(start).toEqual({ system: 0, point: 0 });
    expect(moveCursor(sample, start, "ArrowLeft")).toEqual(start);
    expect(moveCursor(sample, start, "End")).toEqual({ system: 0, point: 4 });
    expect(moveCursor(sample, start, "x")).toBeUndefined();
  });

  it("lead to the same place on the next curve, or its end if it is shorter", () => {
    expect(moveCursor(sample, { system: 0, point: 1 }, "ArrowDown")).toEqual({
      system: 1,
      point: 1,
    });
    expect(moveCursor(sample, { system: 0, point: 4 }, "ArrowDown")).toEqual({
      system: 1,
      point: 2,
    });
    expect(moveCursor(sample, { system: 0, point: 4 }, "ArrowUp")).toEqual({ system: 0, point: 4 });
  });

  it("pass by points without a marker, and do nothing if there is none", () => {
    const pending = { ...point(5e5, 30), achievedRps: null };
    const gap = withFirst({ points: [point(4e5, 25), pending, point(6e5, 40)] });
    expect(moveCursor(gap, { system: 0, point: 0 }, "ArrowRight")).toEqual({ system: 0, point: 2 });
    expect(moveCursor({ ...sample, systems: [] }, undefined, "Home")).toBeUndefined();
  });
});

describe("keys on a stack", () => {
  it("go from report to report, by ten, and to the ends, never beyond", () => {
    expect(moveReport(25, undefined, "ArrowRight")).toBe(0);
    expect(moveReport(25, 3, "ArrowRight")).toBe(4);
    expect(moveReport(25, 0, "ArrowLeft")).toBe(0);
    expect(moveReport(25, 3, "PageDown")).toBe(13);
    expect(moveReport(25, 20, "PageDown")).toBe(24);
    expect(moveReport(25, 3, "PageUp")).toBe(0);
    expect(moveReport(25, 3, "End")).toBe(24);
    expect(moveReport(25, 3, "Home")).toBe(0);
    expect(moveReport(25, 3, "a")).toBeUndefined();
    expect(moveReport(0, undefined, "ArrowRight")).toBeUndefined();
  });
});

describe("a field of a definition", () => {
  const slope = {
    id: "slope",
    params: [{ name: "low", default: "10krps", isList: false }],
  };

  it("takes the place of what was there, with all that is below it, and of nothing else", () => {
    const text = "name: a\npolicy:\n  kind: x\n  y: 1\n\n# why\nworkload: w\n";
    expect(setField(text, "policy", "policy: static")).toBe(
      "name: a\npolicy: static\nworkload: w\n",
    );
    expect(setField("name: a\npolicy: x", "policy", "policy: y")).toBe("name: a\npolicy: y\n");
  });

  it("stands at the end if there is none", () => {
    const value = memberText("loadPattern", slope);
    expect(value).toBe("loadPattern:\n  kind: slope\n  low: 10krps");
    expect(setField("name: a", "loadPattern", value)).toBe(`name: a\n${value}\n`);
    expect(memberText("policy", { id: "static", params: [] })).toBe("policy: static");
  });
});
