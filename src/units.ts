/**
 * Units: the only place where text with a unit becomes a number, and back.
 *
 * Inside the simulator a number carries its unit in its name (`nowPs`, `rateRps`, `bytes`); at the
 * border people write text (`500us`, `1.2GHz`, `1.8Mrps`). Simulated time is whole picoseconds in a
 * double: exact up to 2^53 ps, two and a half hours.
 */

/** Longest simulated time that stays exact, in picoseconds. */
export const MAX_TIME_PS = Number.MAX_SAFE_INTEGER;

const PS_PER_NS = 1e3;
const PS_PER_US = 1e6;
export const PS_PER_MS = 1e9;
export const PS_PER_S = 1e12;

/** Whole picoseconds from microseconds. */
export const us = (x: number): number => Math.round(x * PS_PER_US);
/** Whole picoseconds from milliseconds. */
export const ms = (x: number): number => Math.round(x * PS_PER_MS);
/** Whole picoseconds from seconds. */
export const seconds = (x: number): number => Math.round(x * PS_PER_S);

/** What a quantity measures. `count` and `ratio` need no unit. */
export type Dimension = "time" | "frequency" | "rate" | "bytes" | "count" | "ratio";

interface Scale {
  /** Base unit that the parsed number is in. */
  readonly base: string;
  /** Unit text to factor, largest first: the order in which `format` tries them. */
  readonly units: Readonly<Record<string, number>>;
  /** An example for error messages. */
  readonly example: string;
}

/** Every unit that a definition may use, by dimension. */
export const SCALES: Readonly<Record<Dimension, Scale>> = Object.freeze({
  time: {
    base: "ps",
    units: { s: PS_PER_S, ms: PS_PER_MS, us: PS_PER_US, ns: PS_PER_NS, ps: 1 },
    example: "500us",
  },
  frequency: {
    base: "Hz",
    units: { GHz: 1e9, MHz: 1e6, kHz: 1e3, Hz: 1 },
    example: "1.2GHz",
  },
  rate: {
    base: "requests/s",
    units: { Mrps: 1e6, krps: 1e3, rps: 1 },
    example: "1.8Mrps",
  },
  bytes: {
    base: "B",
    units: { MiB: 1048576, MB: 1e6, KiB: 1024, KB: 1e3, B: 1 },
    example: "64B",
  },
  count: { base: "", units: {}, example: "64" },
  ratio: { base: "", units: { "%": 0.01 }, example: "5%" },
});

/** Why a text is not a quantity. */
export type QuantityFault = "NOT_A_QUANTITY" | "UNIT_REQUIRED" | "UNKNOWN_UNIT";

export type ParsedQuantity =
  | { readonly ok: true; readonly value: number }
  | { readonly ok: false; readonly fault: QuantityFault; readonly unit?: string };

const QUANTITY = /^([0-9]+(?:\.[0-9]+)?(?:e[+-]?[0-9]+)?)\s*([A-Za-zµ%]*)$/;

/**
 * Parses text such as `500us` into the base unit of its dimension (time: ps, frequency: Hz,
 * rate: requests/s, bytes: B). Numbers are non-negative and finite, and whole in their base unit.
 */
export function parseQuantity(text: string, dimension: Dimension): ParsedQuantity {
  const match = QUANTITY.exec(text.trim());
  if (match === null) return { ok: false, fault: "NOT_A_QUANTITY" };
  const number = Number(match[1]);
  const unit = (match[2] ?? "").replace("µs", "us");
  if (!Number.isFinite(number)) return { ok: false, fault: "NOT_A_QUANTITY" };
  const { units } = SCALES[dimension];
  if (unit === "") {
    const bare = dimension === "count" || dimension === "ratio";
    return bare ? { ok: true, value: number } : { ok: false, fault: "UNIT_REQUIRED" };
  }
  const factor = Object.hasOwn(units, unit) ? units[unit] : undefined;
  if (factor === undefined) return { ok: false, fault: "UNKNOWN_UNIT", unit };
  const value = number * factor;
  if (!Number.isFinite(value)) return { ok: false, fault: "NOT_A_QUANTITY" };
  // Base units are fine enough to be whole; a product such as 64.009908 * 1e6 is not, quite.
  return { ok: true, value: dimension === "ratio" ? value : Math.round(value) };
}

/** Formats a base-unit number as people write it: the largest unit that leaves at least 1. */
export function formatQuantity(value: number, dimension: Dimension): string {
  if (dimension === "count") return String(value);
  if (dimension === "ratio") return `${trimNumber(value * 100)}%`;
  const entries = Object.entries(SCALES[dimension].units).filter(
    ([unit]) => unit !== "MiB" && unit !== "KiB",
  );
  const [unit, factor] = entries.find(([, f]) => value >= f || value === 0) ??
    entries.at(-1) ?? ["", 1];
  return `${trimNumber(value / factor)}${unit}`;
}

function trimNumber(x: number): string {
  return String(Number(x.toPrecision(12)));
}
