/** House rules that no other tool checks, as a test over the source tree. */
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { catalog } from "../src/experiment/catalog.ts";

const GENERATED = /src\/db\/generated|web\/src\/gql/;

function filesBelow(folder: string, ending: RegExp): string[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .map((name) => path.posix.join(folder, name))
    .filter((name) => ending.test(name) && !GENERATED.test(name));
}

const sources = ["src", "web/src", "bench", "test"].flatMap((f) => filesBelow(f, /\.tsx?$/));

describe("every source file", () => {
  it("opens with what it is", () => {
    const silent = sources.filter((file) => {
      const text = readFileSync(file, "utf8").replace(/^#!.*\n/, "");
      return !text.startsWith("/**");
    });
    expect(silent).toEqual([]);
  });

  it("has a name that says what, not what kind", () => {
    const banned = /(^|[/-])(utils?|helpers?|manager|misc|common|types|stuff|data2)([-.]|$)/;
    expect(sources.filter((file) => banned.test(file))).toEqual([]);
  });

  it("is no barrel", () => {
    const barrels = sources.filter((file) => /(^|\/)index\.tsx?$/.test(file));
    expect(barrels).toEqual([]);
  });

  it("names no file of the machine it was written on", () => {
    const absolute = /["'`(](\/root\/|\/home\/|\/work\/)/;
    expect(sources.filter((file) => absolute.test(readFileSync(file, "utf8")))).toEqual([]);
  });
});

describe("every member of a family", () => {
  const { platforms, dataplanes, workloads, policies } = catalog();

  it("has a title, a sentence and a source", () => {
    const members = [...platforms, ...dataplanes, ...workloads, ...policies];
    const bare = members.filter((m) => m.title === "" || m.doc === "" || m.source === "");
    expect(bare.map((m) => m.id)).toEqual([]);
  });

  it("has parameters that say what they are and where the number comes from", () => {
    const all = [...dataplanes, ...workloads, ...policies].flatMap((m) =>
      m.params.map((p) => ({ ...p, name: `${m.id}.${p.name}` })),
    );
    expect(all.filter((p) => p.doc === "" || p.source === "").map((p) => p.name)).toEqual([]);
  });

  it("has a page in docs/models", () => {
    const pages = new Set(readdirSync("docs/models"));
    const members = [...platforms, ...dataplanes, ...workloads];
    expect(members.filter((m) => !pages.has(`${m.id}.md`)).map((m) => m.id)).toEqual([]);
  });
});

describe("the documentation", () => {
  it("keeps ARCHITECTURE under 200 lines", () => {
    const lines = readFileSync("docs/ARCHITECTURE.md", "utf8").split("\n").length;
    expect(lines).toBeLessThan(200);
  });

  it("links only to files that exist", () => {
    const pages = ["README.md", "CONTRIBUTING.md", ...filesBelow("docs", /\.md$/)];
    const broken = pages.flatMap((page) => {
      const links = [...readFileSync(page, "utf8").matchAll(/\]\((?!https?:|#)([^)#]+)/g)];
      return links
        .map((m) => path.posix.join(path.posix.dirname(page), m[1] ?? ""))
        .filter((target) => !existsAt(target))
        .map((target) => `${page}: ${target}`);
    });
    expect(broken).toEqual([]);
  });
});

function existsAt(target: string): boolean {
  try {
    const folder = path.posix.dirname(target);
    return readdirSync(folder).includes(path.posix.basename(target));
  } catch {
    return false;
  }
}
