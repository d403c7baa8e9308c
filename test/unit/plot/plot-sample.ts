/** Data as a small experiment gives it: IX well under the objective, Linux saturating early. */
import { parseHTML } from "linkedom";
import {
  type LatencyThroughputData,
  latencyThroughputSvg,
} from "../../../src/plot/latency-throughput.ts";
import { nodeDocument } from "../../../src/plot/node-document.ts";
import type { ThemeName } from "../../../src/plot/theme.ts";

type SamplePoint = LatencyThroughputData["systems"][number]["points"][number];

export const point = (offeredRps: number, p99Us: number, saturated = false): SamplePoint => ({
  offeredRps,
  achievedRps: saturated ? offeredRps * 0.8 : offeredRps,
  p50Us: p99Us / 3,
  p99Us,
  p99LowUs: p99Us * 0.9,
  p99HighUs: p99Us * 1.1,
  saturated,
});

export const sample: LatencyThroughputData = {
  title: "memcached <USR> & friends",
  systems: [
    {
      id: "ix",
      name: "IX",
      dataplane: "ix",
      points: [
        point(4e5, 25),
        point(1.2e6, 60),
        point(1.8e6, 240),
        point(1.9e6, 900),
        point(2.4e6, 2500, true),
      ],
      maxUnderSloRps: 1.8e6,
    },
    {
      id: "linux",
      name: "Linux",
      dataplane: "linux",
      points: [point(1e5, 110), point(5e5, 420), point(8e5, 30_000, true)],
      maxUnderSloRps: 5e5,
    },
  ],
  slo: { measure: "latency.p99", limitUs: 500 },
  provenance: { replications: 3, modelVersion: "1", definitionHash: "9f1c2ab77d0e11aa55" },
};

/** The first system of the sample, changed. */
export function withFirst(
  changes: Partial<LatencyThroughputData["systems"][number]>,
): LatencyThroughputData {
  const [first, ...others] = sample.systems;
  if (first === undefined) throw new Error("the sample has systems");
  return { ...sample, systems: [{ ...first, ...changes }, ...others] };
}

export const draw = (data: LatencyThroughputData, theme: ThemeName = "light", more = {}): string =>
  latencyThroughputSvg(data, { document: nodeDocument(), theme, ...more });

export interface Marker {
  readonly system: string;
  readonly point: number;
  readonly fill: string;
  readonly stroke: string;
  readonly shape: string;
}

/** The markers that a drawing holds. */
export function markersOf(svg: string): readonly Marker[] {
  const { document } = parseHTML(`<body>${svg}</body>`);
  return [...document.querySelectorAll("[data-point]")].map((element) => ({
    system: element.getAttribute("data-system") ?? "",
    point: Number(element.getAttribute("data-point")),
    fill: element.getAttribute("fill") ?? "",
    stroke: element.getAttribute("stroke") ?? "",
    shape: element.getAttribute("d") ?? "",
  }));
}
