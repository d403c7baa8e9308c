/**
 * Parameters as data: the record from which validation, the catalogue, the dashboard's form and the
 * docs tables are made. Every member of a family (dataplane, policy, workload) declares its knobs
 * with these constructors, so that a number never stands without unit, meaning and source.
 */
import { type Dimension, formatQuantity, parseQuantity, SCALES } from "./units.ts";

/** One knob of a member. `default`, `min` and `max` are in the base unit of the dimension. */
export interface Param {
  readonly dimension: Dimension;
  readonly default: number;
  readonly min: number;
  readonly max: number;
  /** One sentence: what it is. */
  readonly doc: string;
  /** Paper and section, data sheet, or "assumed". */
  readonly source: string;
}

export type Params = Readonly<Record<string, Param>>;

/** The values of a parameter record, in base units, by inference. */
export type ParamValues<P extends Params = Params> = { readonly [K in keyof P]: number };

interface Bounds {
  readonly min?: number | string;
  readonly max?: number | string;
}

const inBase = (x: number | string, dimension: Dimension): number => {
  if (typeof x === "number") return x;
  const parsed = parseQuantity(x, dimension);
  if (!parsed.ok) throw new RangeError(`parameter bound ${x} is not a ${dimension}`);
  return parsed.value;
};

const make =
  (dimension: Dimension, minDefault: number, maxDefault: number) =>
  (value: number | string, doc: string, source: string, bounds: Bounds = {}): Param => ({
    dimension,
    default: inBase(value, dimension),
    min: inBase(bounds.min ?? minDefault, dimension),
    max: inBase(bounds.max ?? maxDefault, dimension),
    doc,
    source,
  });

/** A whole number without unit, such as a batch bound. */
export const count = make("count", 0, 1e9);
/** A duration, in ps. */
export const time = make("time", 0, 3600e12);
/** A clock, in Hz. */
export const frequency = make("frequency", 1, 1e11);
/** Requests per second. */
export const rate = make("rate", 0, 1e10);
/** What every member of a pluggable family says of itself. */
export interface Member<P extends Params = Params> {
  /** Stable id, used in definitions and stored results. */
  readonly id: string;
  readonly title: string;
  /** One or two sentences for the catalogue. */
  readonly doc: string;
  /** Paper and section, or code base. */
  readonly source: string;
  readonly params: P;
}

/** Defaults of a parameter record, in base units. */
export function defaultsOf<P extends Params>(params: P): ParamValues<P> {
  return Object.fromEntries(
    Object.entries(params).map(([name, p]) => [name, p.default]),
  ) as ParamValues<P>;
}

/** A parameter as the catalogue shows it: text with units. */
export interface ParamInfo {
  readonly name: string;
  readonly dimension: Dimension;
  readonly baseUnit: string;
  readonly default: string;
  readonly min: string;
  readonly max: string;
  readonly doc: string;
  readonly source: string;
}

export function describeParams(params: Params): readonly ParamInfo[] {
  return Object.entries(params).map(([name, p]) => ({
    name,
    dimension: p.dimension,
    baseUnit: SCALES[p.dimension].base,
    default: formatQuantity(p.default, p.dimension),
    min: formatQuantity(p.min, p.dimension),
    max: formatQuantity(p.max, p.dimension),
    doc: p.doc,
    source: p.source,
  }));
}
