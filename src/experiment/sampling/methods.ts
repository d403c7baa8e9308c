/** The ways in which points are drawn from the unit cube: each is a function of its seed. */
import { RandomStream } from "../../engine/random.ts";
import { latinHypercube } from "./latin-hypercube.ts";
import { sobolBits } from "./sobol.ts";
import type { StreamOf, UnitPoints } from "./unit-points.ts";

type Method = (count: number, dimensions: number, streamOf: StreamOf) => UnitPoints;

const random: Method = (count, dimensions, streamOf) => {
  const streams = Array.from({ length: dimensions }, (_, i) => streamOf(i));
  return Array.from({ length: count }, () => streams.map((draw) => draw()));
};

/** The seed moves all points together, digit by digit: they stay a net (a digital shift: L'Ecuyer and Lemieux, 2002). */
const sobol: Method = (count, dimensions, streamOf) => {
  const shifts = Array.from({ length: dimensions }, (_, i) => Math.floor(streamOf(i)() * 2 ** 32));
  return sobolBits(count, dimensions).map((point) =>
    point.map((bits, i) => ((bits ^ (shifts[i] ?? 0)) >>> 0) / 2 ** 32),
  );
};

export const SAMPLE_METHODS = { random, "latin-hypercube": latinHypercube, sobol } as const;
export type SampleMethod = keyof typeof SAMPLE_METHODS;

/** @param seed decimal digits. */
export function unitPoints(
  method: SampleMethod,
  count: number,
  dimensions: number,
  seed: string,
): UnitPoints {
  return SAMPLE_METHODS[method](count, dimensions, (dimension) => {
    const stream = new RandomStream(seed, 0, `sample ${dimension}`);
    return () => (stream.bits() >>> 0) / 2 ** 32;
  });
}
