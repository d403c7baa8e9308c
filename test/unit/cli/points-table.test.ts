/** The table of points says what varies and what was measured, and why something was not. */
import { expect, it } from "vitest";
import { pointsTable } from "../../../src/cli/points-table.ts";
import { expand } from "../../../src/experiment/expand.ts";
import { parseDefinition } from "../../../src/experiment/parse.ts";
import { simulate } from "../../../src/experiment/simulate.ts";

const TEXT = `
apiVersion: ix/v1
kind: Experiment
name: echo
workload: { kind: echo, messagesPerConnection: forever, connections: 18 }
hardwareThreads: 2
systems:
  - { name: IX, dataplane: ix }
  - { name: mTCP, dataplane: mtcp }
axes:
  - dataplane.batchBound: [1, 64]
replications: 1
phases: { warmup: 0s, measure: 1ms }
`;

it("has a row per point, names of what varies, and no value where a system lacks the parameter", () => {
  const parsed = parseDefinition(TEXT);
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  const { points, runs } = expand(parsed.definition);
  const rows = points.map((point) => {
    const run = runs.find(({ pointIndex }) => pointIndex === point.index)!;
    return { point, records: [simulate(run.plan)] };
  });
  const lines = pointsTable(rows).split("\n");
  expect(lines[1]).toContain("batchBound");
  const cells = lines.slice(3, -1).map((line) => line.split("│").map((cell) => cell.trim()));
  expect(cells.map((line) => line.slice(1, 3))).toEqual([
    ["ix", "1"],
    ["ix", "64"],
    ["mtcp", "-"],
  ]);
  for (const line of cells) expect(Number(line[3])).toBeGreaterThan(0);
  // A millisecond of few connections has no 99th percentile: the cell says so.
  expect(cells[2]?.[5]).toBe("too few samples");
});
