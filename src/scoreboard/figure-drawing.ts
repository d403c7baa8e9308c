/**
 * From measured presets and published rows to what a figure of the paper shows: a line per system from
 * the simulation, and the published values as markers where they stand on the same axes.
 */
import type {
  PaperAxis,
  PaperFigureData,
  PaperPanel,
  PaperPoint,
  PaperSeries,
} from "../plot/paper-figure-data.ts";
import type { PlannedPoint } from "../experiment/expand.ts";
import { type Match, pointsOf, valueAt } from "./match.ts";
import type { Measured } from "./measured.ts";
import { measureOf } from "./measures.ts";
import type { PublishedRow } from "./published.ts";
import type { MeasuredPreset, SuiteFigure } from "./presets.ts";

/** A curve family of a figure: which simulated measure, and which published metrics, it draws. */
interface Line {
  /** Added to the name of the system: "p99". */
  readonly suffix?: string;
  readonly isSecondary?: boolean;
  readonly y: (point: Place) => Measured;
  /** Where a published row stands; undefined if it has no place on these axes. */
  readonly mark: (row: PublishedRow, match: Match) => PaperPoint | undefined;
}

/** A point with its records. */
interface Place {
  readonly preset: MeasuredPreset;
  readonly point: PlannedPoint;
}

interface Drawing {
  readonly x: PaperAxis;
  readonly y: PaperAxis;
  readonly xOf: (place: Place) => number | null;
  readonly lines: readonly Line[];
}

const recordsOf = ({ preset, point }: Place) => preset.records[point.index] ?? [];

const numberAt = (point: PlannedPoint, key: string): number | null => {
  const value = valueAt(point, key);
  return typeof value === "number" ? value : null;
};

/** Messages per second against something that the set-up names. */
function messagesAgainst(key: string, x: PaperAxis): Drawing {
  return {
    x,
    y: { label: "Messages/s (millions)", scale: "linear", unit: 1e6 },
    xOf: ({ point }) => numberAt(point, key),
    lines: [
      {
        y: (place) => measureOf(recordsOf(place), "throughput"),
        mark: (row, { points: [point] }) =>
          row.metric === "throughput" && point !== undefined
            ? { x: numberAt(point, key) ?? 0, y: row.value }
            : undefined,
      },
    ],
  };
}

const BITS = 8;

/** Goodput in bit/s of a published row, from whichever metric it was published in. */
function goodputOf(row: PublishedRow): number | undefined {
  const bits = Number(row.setup["messageBytes"]) * BITS;
  switch (row.metric) {
    case "goodput":
      return row.value * 1e9;
    case "throughput":
      return row.value * bits;
    case "oneWayLatency":
      // One message is on its way at a time.
      return bits / (row.value * 1e-6);
    default:
      return undefined;
  }
}

function goodputAgainstSize(x: PaperAxis): Drawing {
  return {
    x,
    y: { label: "Goodput (Gbit/s)", scale: "linear", unit: 1e9 },
    xOf: ({ point }) => numberAt(point, "messageBytes"),
    lines: [
      {
        y: (place) => measureOf(recordsOf(place), "goodput"),
        mark: (row) => {
          const y = goodputOf(row);
          return y === undefined ? undefined : { x: Number(row.setup["messageBytes"]), y };
        },
      },
    ],
  };
}

/** The papers' plots end here: what lies above has missed the objective. */
const LATENCY_TOP_US = 750;

/** A latency of the latency client, and the published rows that are one. */
const latencyLine = (measure: string, metric: string, look: Partial<Line>): Line => ({
  ...look,
  y: (place) => measureOf(recordsOf(place), measure),
  mark: (row, { preset }) => {
    if (row.metric === metric) return { x: Number(row.setup["rps"]), y: row.value };
    // The most load under the objective stands on the objective's line.
    const { slo } = preset.expansion.definition;
    const isOnLimit = metric === "p99" && row.metric === "maxThroughputAtSlo" && slo !== null;
    return isOnLimit ? { x: row.value, y: slo.limitPs / 1e6 } : undefined;
  },
});

function latencyAgainstThroughput(lines: readonly Line[]): Drawing {
  return {
    x: { label: "Throughput (thousand requests/s)", scale: "linear", unit: 1e3 },
    y: { label: "Latency (µs)", scale: "linear", unit: 1, top: LATENCY_TOP_US },
    xOf: (place) => measureOf(recordsOf(place), "throughput").value,
    lines,
  };
}

const P99 = latencyLine("latency.p99", "p99", { suffix: "p99" });
const MEAN = latencyLine("latency.mean", "meanLatency", { suffix: "mean", isSecondary: true });

/** By figure: the paper's axes; "kvs" of the seed's claim is Fig. 5 with other servers. */
const DRAWINGS: Readonly<Record<string, Drawing>> = Object.freeze({
  "2": goodputAgainstSize({ label: "Message size (bytes)", scale: "log2", unit: 1 }),
  "3a": messagesAgainst("hardwareThreads", {
    label: "Hardware threads",
    scale: "linear",
    unit: 1,
  }),
  "3b": messagesAgainst("messagesPerConnection", {
    label: "Messages per connection (n)",
    scale: "log2",
    unit: 1,
  }),
  "3c": goodputAgainstSize({ label: "Message size (bytes)", scale: "log2", unit: 1 }),
  "4": messagesAgainst("connections", { label: "Connections", scale: "log10", unit: 1 }),
  "5": latencyAgainstThroughput([P99, MEAN]),
  "6": latencyAgainstThroughput([{ ...P99, suffix: "" }]),
  kvs: latencyAgainstThroughput([P99, MEAN]),
});

/**
 * What a figure shows.
 * @param source of the published values.
 */
export function drawFigure(
  figure: SuiteFigure,
  presets: readonly MeasuredPreset[],
  published: readonly PublishedRow[],
  source: string,
): PaperFigureData {
  const drawing = DRAWINGS[figure.id];
  if (drawing === undefined) throw new Error(`figure ${figure.id} has no axes`);
  const own = presets.filter((preset) => preset.figure.id === figure.id);
  const sources = [...figure.sources, ...(figure.alsoShows ?? [])];
  const rows = published.filter((row) => sources.includes(row.figure));
  const panels = panelsOf(own).map(({ title, members }): PaperPanel => {
    const slo = members[0]?.expansion.definition.slo;
    return {
      title,
      x: drawing.x,
      y: drawing.y,
      limit: slo ? { value: slo.limitPs / 1e6, label: sloText(slo.limitPs / 1e6) } : null,
      series: members.flatMap((preset) => seriesOf(preset, drawing, rows)),
    };
  });
  const [first] = own;
  return {
    id: figure.id,
    title: /^\d/.test(figure.id) ? `Fig. ${figure.id} · ${figure.title}` : figure.title,
    panels,
    provenance: {
      source,
      modelVersion: first?.expansion.modelVersion ?? "",
      replications: first?.expansion.definition.replications ?? 0,
    },
  };
}

const sloText = (us: number): string => `SLO p99 ≤ ${us} µs`;

/** Presets of one workload share a panel; its title is needed only beside another. */
function panelsOf(presets: readonly MeasuredPreset[]) {
  const workloads = [...new Set(presets.map((p) => p.expansion.definition.workload.kind))];
  return workloads.map((kind) => ({
    title: workloads.length > 1 ? (kind.split("-").at(-1) ?? kind).toUpperCase() : null,
    members: presets.filter((p) => p.expansion.definition.workload.kind === kind),
  }));
}

function seriesOf(
  preset: MeasuredPreset,
  drawing: Drawing,
  rows: readonly PublishedRow[],
): PaperSeries[] {
  return groupsOf(preset, drawing).flatMap(({ name, points }) =>
    drawing.lines.map((line): PaperSeries => {
      const { suffix = "", isSecondary = false } = line;
      return {
        id: name,
        name: [name, suffix].filter((part) => part !== "").join(" "),
        dataplane: points[0]?.system.dataplane.kind ?? "",
        isSecondary,
        simulated: points.flatMap((point) => lineParts({ preset, point }, drawing, line)),
        published: rows.flatMap((row) => {
          const matched = pointsOf(row, preset).filter((point) => points.includes(point));
          if (matched.length === 0) return [];
          return line.mark(row, { preset, points: matched }) ?? [];
        }),
      };
    }),
  );
}

function lineParts(place: Place, drawing: Drawing, line: Line): PaperPoint[] {
  const x = drawing.xOf(place);
  const measured = line.y(place);
  if (x === null || measured.value === null) return [];
  const { value: y, ciLow, ciHigh } = measured;
  return [{ x, y, ...(ciLow !== null && ciHigh !== null && { low: ciLow, high: ciHigh }) }];
}

/** The points of one curve: one system, with one value of each axis that is not the abscissa. */
function groupsOf(preset: MeasuredPreset, drawing: Drawing) {
  const { points, definition } = preset.expansion;
  const isLoads = drawing.y.top !== undefined;
  const groups = new Map<string, PlannedPoint[]>();
  for (const point of points) {
    const axes = isLoads ? Object.entries(point.axes) : [];
    const system = definition.systems.find(({ id }) => id === point.systemId);
    const name =
      axes.length === 0
        ? (system?.name ?? point.systemId)
        : axes.map(([path, text]) => `${AXIS_SYMBOLS[path] ?? path} = ${text}`).join(", ");
    const group = groups.get(name);
    if (group === undefined) groups.set(name, [point]);
    else group.push(point);
  }
  return [...groups].map(([name, members]) => ({ name, points: members }));
}

/** As the paper abbreviates them. */
const AXIS_SYMBOLS: Readonly<Record<string, string>> = { "dataplane.batchBound": "B" };
