/**
 * Numbers in tables and sentences: a column has one prefix, shown once in its header; cells have three
 * significant digits and the full value on hover.
 */
import {
  grouped,
  sharedPrefix,
  type SiPrefix,
  threeDigits,
} from "../../../src/plot/number-format.ts";

/** A column of numbers: the unit for its header, and how to write a cell. */
export interface Column {
  readonly unit: string;
  readonly cell: (value: number) => string;
  /** The full value, with its unit. */
  readonly full: (value: number) => string;
}

const fullOf = (value: number, unit: string): string =>
  `${grouped(String(Number(value.toPrecision(12))))} ${unit}`;

export function rateColumn(values: readonly (number | null)[]): Column {
  const prefix: SiPrefix = sharedPrefix(values);
  return {
    unit: `${prefix.symbol}rps`,
    // At most three decimals: loads in one column differ by orders of magnitude.
    cell: (rps) =>
      rps < prefix.factor / 10
        ? (rps / prefix.factor).toFixed(3)
        : threeDigits(rps / prefix.factor),
    full: (rps) => fullOf(rps, "requests/s"),
  };
}

export const latencyColumn: Column = {
  unit: "µs",
  cell: threeDigits,
  full: (us) => fullOf(us, "µs"),
};

export const shareColumn: Column = {
  unit: "%",
  cell: (share) => threeDigits(share * 100),
  full: (share) => fullOf(share * 100, "%"),
};

export const energyColumn: Column = {
  unit: "µJ",
  cell: threeDigits,
  full: (microjoules) => fullOf(microjoules, "µJ"),
};

const wholeNumber = new Intl.NumberFormat("en", { maximumFractionDigits: 0 });

export const count = (value: number): string => wholeNumber.format(value);

/** `1 run`, `12 runs`. */
export const counted = (value: number, one: string, many = `${one}s`): string =>
  `${count(value)} ${value === 1 ? one : many}`;
