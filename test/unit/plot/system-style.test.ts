/** A system looks the same everywhere, and nobody needs to see colours to tell systems apart. */
import { describe, expect, it } from "vitest";
import { dataplaneStyle, systemStyles } from "../../../src/plot/system-style.ts";
import { contrast } from "../../support/contrast.ts";
import { type PlotTheme, THEMES, type ThemeName } from "../../../src/plot/theme.ts";

const KNOWN = ["ix", "linux", "mtcp", "ideal"];
const THEME_NAMES: readonly ThemeName[] = ["light", "dark"];

describe("styles of systems", () => {
  it("do not depend on which other systems are there", () => {
    const ix = { id: "a", dataplane: "ix" };
    const linux = { id: "b", dataplane: "linux" };
    const both = systemStyles([ix, linux]);
    const turned = systemStyles([linux, ix]);
    expect(turned.get("a")).toEqual(both.get("a"));
    expect(turned.get("b")).toEqual(both.get("b"));
    expect(systemStyles([ix]).get("a")).toEqual(dataplaneStyle("ix"));
  });

  it("differ in hue, marker and dash between the dataplanes we know", () => {
    const styles = KNOWN.map(dataplaneStyle);
    for (const of of ["marker", "dash"] as const) {
      expect(new Set(styles.map((style) => style[of])).size).toBe(KNOWN.length);
    }
    expect(new Set(styles.map((style) => style.colour.light)).size).toBe(KNOWN.length);
  });

  it("are stable for dataplanes that we do not know, and not those of one that we do", () => {
    const known = KNOWN.map((id) => dataplaneStyle(id).marker);
    for (const id of ["zygos", "arrakis", "toString", "__proto__"]) {
      expect(dataplaneStyle(id)).toEqual(dataplaneStyle(id));
      expect(known).not.toContain(dataplaneStyle(id).marker);
    }
  });

  it("keep the hue and change the marker for a second system of one dataplane", () => {
    const styles = systemStyles([
      { id: "ix-10", dataplane: "ix" },
      { id: "ix-40", dataplane: "ix" },
    ]);
    expect(styles.get("ix-40")?.colour).toEqual(styles.get("ix-10")?.colour);
    expect(styles.get("ix-40")?.marker).not.toBe(styles.get("ix-10")?.marker);
  });
});

describe("contrast (WCAG 2.2 AA)", () => {
  it.each(THEME_NAMES)("graphics stand at 3:1 in the %s theme", (theme) => {
    const { background, axis } = THEMES[theme];
    const spare = ["zygos", "arrakis", "snap", "shinjuku"];
    const colours = [...KNOWN, ...spare].map((id) => dataplaneStyle(id).colour[theme]);
    for (const colour of [...colours, axis]) {
      expect(contrast(colour, background), colour).toBeGreaterThanOrEqual(3);
    }
  });

  it.each(THEME_NAMES)("text stands at 4.5:1 in the %s theme", (theme) => {
    const { background, sloTint, text, muted, slo }: PlotTheme = THEMES[theme];
    for (const [ink, paper] of [
      [text, background],
      [muted, background],
      [slo, sloTint],
      [slo, background],
    ] as const) {
      expect(contrast(ink, paper), `${ink} on ${paper}`).toBeGreaterThanOrEqual(4.5);
    }
  });
});
