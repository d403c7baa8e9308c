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
  /** Words that stand for a value, such as `forever` for 0; shown instead of it. */
  readonly words?: Words;
}

export type Words = Readonly<Record<string, number>>;

/** A knob whose value is a list, such as measured service times. Bounds are those of one entry. */
export interface ListParam extends Omit<Param, "default" | "words"> {
  readonly default: readonly number[];
}

export type AnyParam = Param | ListParam;

export type Params = Readonly<Record<string, AnyParam>>;

export type ParamValue = number | readonly number[];

type ValueOf<P extends AnyParam> = P extends ListParam ? readonly number[] : number;

/** The values of a parameter record, in base units, by inference. */
export type ParamValues<P extends Params = Params> = { readonly [K in keyof P]: ValueOf<P[K]> };

/** Entries of one list. */
export const MAX_LIST_ENTRIES = 100_000;

interface Bounds {
  readonly min?: number | string;
  readonly max?: number | string;
}

interface ScalarBounds extends Bounds {
  readonly words?: Words;
}

const inBase = (x: number | string, dimension: Dimension): number => {
  if (typeof x === "number") return x;
  const parsed = parseQuantity(x, dimension);
  if (!parsed.ok) throw new RangeError(`parameter bound ${x} is not a ${dimension}`);
  return parsed.value;
};

const make =
  (dimension: Dimension, minDefault: number, maxDefault: number) =>
  (value: number | string, doc: string, source: string, bounds: ScalarBounds = {}): Param => ({
    dimension,
    default: bounds.words?.[value] ?? inBase(value, dimension),
    min: inBase(bounds.min ?? minDefault, dimension),
    max: inBase(bounds.max ?? maxDefault, dimension),
    doc,
    source,
    ...(bounds.words && { words: bounds.words }),
  });

/** A whole number without unit, such as a batch bound. */
export const count = make("count", 0, 1e9);
/** A duration, in ps. */
export const time = make("time", 0, 3600e12);
/** A clock, in Hz. */
export const frequency = make("frequency", 1, 1e11);
/** Requests per second. */
export const rate = make("rate", 0, 1e10);
/** A size, in bytes. */
export const bytes = make("bytes", 0, 1e12);
/** A share or another bare number; `5%` is 0.05. */
export const ratio = make("ratio", 0, 1);

/** A list of such values: `list(time)(["1us", "10us"], ...)`. */
export const list =
  (of: ReturnType<typeof make>) =>
  (
    values: readonly (number | string)[],
    doc: string,
    source: string,
    bounds: Bounds = {},
  ): ListParam => {
    const entries = values.map((value) => of(value, doc, source, bounds));
    const [first] = entries;
    if (first === undefined) throw new RangeError("a list parameter needs a default");
    return { ...first, default: entries.map((entry) => entry.default) };
  };

export const isListParam = (param: AnyParam): param is ListParam => Array.isArray(param.default);

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
  /** True if the value is a list; the bounds are those of one entry. */
  readonly isList: boolean;
  /** Words that may be written instead of a number. */
  readonly words: readonly string[];
  readonly default: string;
  readonly min: string;
  readonly max: string;
  readonly doc: string;
  readonly source: string;
}

/** A value as people write it: a word where there is one, else a number with its unit. */
export function formatParam(param: AnyParam, value: ParamValue): string {
  if (typeof value !== "number") {
    return `[${value.map((entry) => formatQuantity(entry, param.dimension)).join(", ")}]`;
  }
  return wordOf(param, value) ?? formatQuantity(value, param.dimension);
}

function wordOf(param: AnyParam, value: number): string | undefined {
  const words = isListParam(param) ? undefined : param.words;
  return Object.entries(words ?? {}).find(([, meaning]) => meaning === value)?.[0];
}

export function describeParams(params: Params): readonly ParamInfo[] {
  return Object.entries(params).map(([name, p]) => ({
    name,
    dimension: p.dimension,
    baseUnit: SCALES[p.dimension].base,
    isList: isListParam(p),
    words: isListParam(p) ? [] : Object.keys(p.words ?? {}),
    default: formatParam(p, p.default),
    min: formatQuantity(p.min, p.dimension),
    max: formatQuantity(p.max, p.dimension),
    doc: p.doc,
    source: p.source,
  }));
}
