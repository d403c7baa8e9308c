/** The model pages say the numbers that the code uses: every figure and every parameter has its row. */
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { DATAPLANES } from "../../src/dataplane/registry.ts";
import { PLATFORMS } from "../../src/hw/registry.ts";
import { WORKLOADS } from "../../src/workload/registry.ts";

const HEADINGS = ["What it models", "What it leaves out", "Parameters", "Validation", "References"];
const MEMBERS = [...PLATFORMS, ...DATAPLANES, ...WORKLOADS].map((m) => [m.id, m] as const);

describe.each(MEMBERS)("docs/models/%s.md", (id, member) => {
  const page = readFileSync(new URL(`../../docs/models/${id}.md`, import.meta.url), "utf8");

  it("has the headings of a model page", () => {
    expect(HEADINGS.filter((heading) => !page.includes(`\n## ${heading}\n`))).toEqual([]);
  });

  it("has a row for every figure, with its value, unit and kind", () => {
    const missing = Object.entries(member.figures)
      .map(([name, f]) => `| ${name} | ${f.value} | ${f.unit} | ${f.kind}`)
      .filter((row) => !page.includes(row));
    expect(missing).toEqual([]);
  });

  it("has a row for every parameter", () => {
    const missing = Object.keys(member.params).filter((name) => !page.includes(`| ${name} |`));
    expect(missing).toEqual([]);
  });
});
