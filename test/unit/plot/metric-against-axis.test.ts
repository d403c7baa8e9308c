/** The plot of a metric against an axis: curves from points, a log axis where values span far. */
import { parseHTML } from "linkedom";
import { describe, expect, it } from "vitest";
import { metricAgainstAxisSvg } from "../../../src/plot/metric-against-axis.ts";
import {
  axisTitle,
  curvesAgainst,
  lastVaryingAxis,
  type MetricAgainstAxisData,
} from "../../../src/plot/metric-against-axis-data.ts";
import { axisScale, axisTicks } from "../../../src/plot/metric-scales.ts";
import { metricSummary } from "../../../src/plot/metric-summary.ts";
import { nodeDocument } from "../../../src/plot/node-document.ts";
import { textWidth } from "../../../src/plot/svg.ts";
import type { ThemeName } from "../../../src/plot/theme.ts";
import { markersOf } from "./plot-sample.ts";

const number = (value: number) => ({ text: String(value), value });
const connections = {
  path: "workload.connections",
  values: [18, 144, 1296, 10_368, 82_944, 250_992].map(number),
};
const ports = { path: "nicPorts", values: [1, 4].map(number) };
const systems = [
  { id: "ix", name: "IX", dataplane: "ix" },
  { id: "linux", name: "Linux", dataplane: "linux" },
];
const points = systems.flatMap(({ id: systemId }, s) =>
  ports.values.flatMap(({ text: nicPorts, value: n }) =>
    connections.values.map(({ text }, i) => {
      const value = (1e6 + i * 1e5) * (s === 0 ? n : 0.5);
      const params = { system: systemId, nicPorts, "workload.connections": text };
      return { systemId, params, value, ciLow: value * 0.97, ciHigh: value * 1.03 };
    }),
  ),
);
const axes = [ports, connections];
const data: MetricAgainstAxisData = {
  title: "Connections <scaling> & more",
  axis: connections,
  metric: { title: "Throughput", unit: "rps" },
  curves: curvesAgainst(connections, axes, systems, points),
  provenance: { replications: 3, modelVersion: "2", definitionHash: "9f1c2ab77d0e11aa55" },
};
const draw = (theme: ThemeName, more = {}) =>
  metricAgainstAxisSvg(data, { document: nodeDocument(), theme, ...more });

describe("the data", () => {
  it("has the last varying axis to the right and a curve per system and other value", () => {
    expect(lastVaryingAxis(axes, points)).toBe(connections);
    expect(lastVaryingAxis([connections, { ...ports, values: [number(1)] }], points)).toBe(
      connections,
    );
    expect(lastVaryingAxis([], points)).toBeUndefined();
    expect(data.curves.map(({ name }) => name)).toEqual([
      "IX, nicPorts 1",
      "IX, nicPorts 4",
      "Linux, nicPorts 1",
      "Linux, nicPorts 4",
    ]);
    expect(data.curves.every((curve) => curve.points.length === 6)).toBe(true);
  });

  it("has one curve of axes that move in lock-step", () => {
    const inStep = connections.values.map(({ text }, i) => ({
      ...points[0]!,
      params: { nicPorts: String(1 + 3 * (i % 2)), "workload.connections": text },
    }));
    const curves = curvesAgainst(connections, axes, systems, inStep);
    expect(curves.map(({ name, points: own }) => [name, own.length])).toEqual([["IX", 6]]);
  });

  it("passes by an axis that does not vary every system", () => {
    const batch = { path: "dataplane.batchBound", values: [1, 64].map(number) };
    expect(lastVaryingAxis([connections, batch], points)).toBe(connections);
  });

  it("in words names each curve's best point", () => {
    expect(metricSummary(data)).toMatch(
      /^IX, nicPorts 4 reaches 6\.00 Mrps \(connections 250992\), IX, nicPorts 1 1\.50 .*4\.0×/,
    );
    expect(axisTitle("workload.messageBytes")).toBe("Message bytes");
  });
});

describe("the axis", () => {
  it("is logarithmic beyond a factor of 20", () => {
    expect(axisScale(connections).type).toBe("log");
    expect(axisScale(ports).type).toBe("linear");
    expect(axisScale({ path: "x", values: [0, 100].map(number) }).type).toBe("linear");
  });

  it("has words beyond its numbers", () => {
    const values = [...[1, 32, 1024].map(number), { text: "forever", value: null }];
    const scale = axisScale({ path: "workload.messagesPerConnection", values });
    expect(values.map((value) => scale.placeOf(value))).toEqual([1, 32, 1024, 32 * 1024]);
    expect(scale.domain[1]).toBeGreaterThan(32 * 1024);
  });

  it("has ticks that do not overlap, the last value among them", () => {
    for (const span of [230, 400, 700]) {
      const scale = axisScale(connections);
      const ticks = axisTicks(connections, scale, span);
      const [from, to] = scale.domain.map(Math.log) as [number, number];
      const middles = ticks.map(({ place }) => ((Math.log(place) - from) / (to - from)) * span);
      expect(ticks.at(-1)?.text).toBe("250992");
      for (const [i, { text }] of ticks.entries()) {
        const before = ticks[i - 1];
        if (before === undefined) continue;
        const needed = (textWidth(text, 12) + textWidth(before.text, 12)) / 2;
        expect((middles[i] ?? 0) - (middles[i - 1] ?? 0)).toBeGreaterThan(needed);
      }
    }
  });
});

describe("the drawing", () => {
  it.each(["light", "dark"] as const)("has a marker per point and its text, in %s", (theme) => {
    const svg = draw(theme);
    expect(markersOf(svg)).toHaveLength(24);
    const { document } = parseHTML(`<body>${svg}</body>`);
    const text = document.querySelector("svg")?.textContent ?? "";
    for (const shown of ["Connections <scaling> & more", "Throughput (Mrps)", "n = 3", "18"]) {
      expect(text).toContain(shown);
    }
    expect(svg).not.toMatch(/NaN|undefined|Infinity/);
  });

  it("is the same for the same data, and fits a phone", () => {
    expect(draw("light")).toBe(draw("light"));
    expect(draw("light", { width: 320, height: 400, bare: true })).toContain('width="320"');
  });

  it("waits for its points", () => {
    const curves = data.curves.map((curve) => ({
      ...curve,
      points: curve.points.map((p) => ({ ...p, metric: null, low: null, high: null })),
    }));
    const waiting = { ...data, curves };
    expect(metricSummary(waiting)).toBe("No point has been measured yet.");
    const svg = metricAgainstAxisSvg(waiting, { document: nodeDocument(), theme: "light" });
    expect(markersOf(svg)).toEqual([]);
  });
});
