/**
 * The seed's first two claims: how much more load IX carries under the objective than Linux, and how much shorter its
 * unloaded tail is. A ratio is taken draw by draw: a replication's ports are the same for both.
 */
import { fromDraws, type Measured, missing } from "./measured.ts";
import { maxThroughputAtSlo } from "./load-curve.ts";
import { measureOf } from "./measures.ts";
import type { MeasuredPreset } from "./presets.ts";
import type { PublishedRow, Setup } from "./published.ts";
import { rowOf, type ScoreRow } from "./score-row.ts";

/** Of one system of the preset: its most load under the objective, and its p99 at the least load, by draw. */
interface Side {
  readonly dataplane: string;
  readonly setup: Setup;
  readonly most: Measured;
  readonly unloaded: Measured;
}

/** @param published rows `<prefix>.throughputRatio` and `<prefix>.tailRatio`. */
export function kvsRows(
  prefix: string,
  preset: MeasuredPreset,
  published: readonly PublishedRow[],
): readonly ScoreRow[] {
  const ix = sideOf(preset, "ix");
  const linux = sideOf(preset, "linux");
  const ratios: Readonly<Record<string, Measured>> = {
    [`${prefix}.throughputRatio`]: ratioOf(ix.most, linux.most),
    [`${prefix}.tailRatio`]: ratioOf(linux.unloaded, ix.unloaded),
  };
  return [
    ...published.flatMap((row) => {
      const ratio = ratios[row.id];
      return ratio === undefined ? [] : [rowOf(row, ratio)];
    }),
    ...[ix, linux].flatMap((side) => partsOf(prefix, side)),
  ];
}

function sideOf(preset: MeasuredPreset, dataplane: string): Side {
  const { points, definition } = preset.expansion;
  const own = points
    .filter(({ system }) => system.dataplane.kind === dataplane)
    .toSorted((a, b) => (a.offeredRps ?? 0) - (b.offeredRps ?? 0));
  const curve = own.map(({ index }) => preset.records[index] ?? []);
  const [least] = own;
  return {
    dataplane,
    setup: {
      workload: definition.workload.kind,
      ...(least && { hardwareThreads: least.system.hardwareThreads.length }),
      ...(least && { nicPorts: least.system.nicPorts }),
    },
    most: least === undefined ? missing("NO_POINT") : maxThroughputAtSlo(curve, definition.slo),
    unloaded: eachDraw((curve[0] ?? []).map((record) => measureOf([record], "latency.p99"))),
  };
}

function eachDraw(measured: readonly Measured[]): Measured {
  const absent = measured.find(({ value }) => value === null);
  return absent ?? fromDraws(measured.flatMap(({ value }) => value ?? []));
}

function ratioOf(above: Measured, below: Measured): Measured {
  if (above.value === null) return above;
  if (below.value === null) return below;
  const { draws: a = [] } = above;
  const { draws: b = [] } = below;
  return fromDraws(a.flatMap((value, i) => (b[i] === undefined ? [] : value / b[i])));
}

/** What the ratios are made of. */
function partsOf(prefix: string, { dataplane, setup, most, unloaded }: Side): readonly ScoreRow[] {
  const about = { figure: "what the ratios are made of", system: dataplane, setup } as const;
  const part = (metric: string, unit: string, measured: Measured) =>
    rowOf(
      {
        ...about,
        id: `${prefix}.${dataplane}.${metric}`,
        metric,
        unit,
        value: null,
        role: "prediction",
      },
      measured,
    );
  return [part("maxThroughputAtSlo", "req/s", most), part("unloadedP99", "us", unloaded)];
}
