/** The presets that come with the program say what they are, and no name leads out of their folder. */
import { describe, expect, it } from "vitest";
import {
  nearestPresets,
  presetNames,
  readPreset,
  readPresets,
} from "../../../src/presets/preset-files.ts";
import { presetOf } from "../../../src/presets/preset.ts";

const FOLDER = "experiments";

describe("every preset", () => {
  it.each(presetNames(FOLDER))("%s has a title, says what it is and where it is from", (name) => {
    const preset = readPreset(FOLDER, name);
    expect(preset?.title).not.toBe("");
    expect(preset?.about).not.toBe("");
    // Those of a paper lie in its folder; the others ask questions of our own.
    if (name.includes("/")) expect(preset?.source).toMatch(/\b(19|20)\d\d\b/);
    expect(preset?.settings.length).toBeGreaterThan(3);
  });
});

describe("the list", () => {
  it("holds the quickstart and the paper's figures", () => {
    const names = readPresets(FOLDER).map(({ name }) => name);
    expect(names).toContain("quickstart");
    expect(names).toContain("osdi14/fig4-connections");
  });

  it("is all there is: no path leads elsewhere", () => {
    for (const name of ["../package", "/etc/passwd", "osdi14/../quickstart", ""]) {
      expect(readPreset(FOLDER, name)).toBeUndefined();
    }
  });

  it("knows what a wrong name may have meant", () => {
    expect(nearestPresets(FOLDER, "fig4-conections")[0]).toMatch(/^osdi14\/fig4-connections/);
    expect(nearestPresets(FOLDER, "quikstart")[0]).toBe("quickstart");
  });
});

describe("a preset's comment", () => {
  const body =
    "apiVersion: ix/v1\nkind: Experiment\nname: n\nworkload: memcached-usr\ndataplane: ix\nloads: [1krps]\n";
  const texts: Record<string, string> = {
    "a/first": `# Fig. 1: one (Somebody et al.,\n# OSDI 2014, section 5).\n# More of it.\n# Why this window: short.\n${body}`,
    "a/second": `# Fig. 1, as first.yaml.\n${body}`,
    "a/third": `# Fig. 1.\nkind: nonsense\n`,
  };
  const textOf = (name: string) => texts[name] ?? "";

  it("is read as what it is, why, and where it is from", () => {
    expect(presetOf("a/first", textOf)).toMatchObject({
      title: "n",
      about: "Fig. 1: one (Somebody et al., OSDI 2014, section 5). More of it.",
      why: "Why this window: short.",
      source: "Somebody et al., OSDI 2014, section 5",
    });
  });

  it("may say that it is as another one, and has its source", () => {
    const { source, why } = presetOf("a/second", textOf);
    expect([source, why]).toEqual(["Somebody et al., OSDI 2014, section 5", ""]);
  });

  it("of a wrong definition is an error that says where", () => {
    expect(() => presetOf("a/third", textOf)).toThrow(/a\/third is wrong: line \d/);
  });
});
