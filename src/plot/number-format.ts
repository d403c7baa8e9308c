/**
 * Numbers as people read them: three significant digits, one SI prefix for a whole column or axis.
 * Locale-neutral, so that a plot is the same on every machine.
 */

/** A prefix and what one of it is worth. */
export interface SiPrefix {
  readonly symbol: string;
  readonly factor: number;
}

const PREFIXES: readonly SiPrefix[] = [
  { symbol: "G", factor: 1e9 },
  { symbol: "M", factor: 1e6 },
  { symbol: "k", factor: 1e3 },
];
const NO_PREFIX: SiPrefix = { symbol: "", factor: 1 };

/** The prefix in which the largest of `values` is at least 1. */
export function sharedPrefix(values: readonly (number | null)[]): SiPrefix {
  const largest = values.reduce<number>((top, v) => Math.max(top, Math.abs(v ?? 0)), 0);
  return PREFIXES.find(({ factor }) => largest >= factor) ?? NO_PREFIX;
}

/** `1.80`, `12.3`, `456`, `7,890`: three significant digits, none lost before the point. */
export function threeDigits(value: number): string {
  if (value === 0) return "0";
  const magnitude = Math.floor(Math.log10(Math.abs(Number(value.toPrecision(3)))));
  const decimals = Math.min(12, Math.max(0, 2 - magnitude));
  return grouped(value.toFixed(decimals));
}

/** One value with the prefix that makes it short: `1.80 Mrps`, `34.2 us`. */
export function prefixed(value: number, unit: string): string {
  const prefix = sharedPrefix([value]);
  return `${threeDigits(value / prefix.factor)} ${unitWith(prefix, unit)}`.trimEnd();
}

/** `kW`, `Mrps`, but `k requests/s`: a prefix is not written to a word. */
export const unitWith = ({ symbol }: SiPrefix, unit: string): string =>
  symbol !== "" && unit.length > 3 ? `${symbol} ${unit}` : `${symbol}${unit}`;

/**
 * Values of one sentence or column with the same number of decimals: three digits for the largest,
 * and at least two for the smallest that is not zero.
 */
export function alignedDigits(values: readonly number[]): readonly string[] {
  const sizes = values.filter((v) => v !== 0).map((v) => Math.floor(Math.log10(Math.abs(v))));
  if (sizes.length === 0) return values.map(() => "0");
  const decimals = Math.max(0, 2 - Math.max(...sizes), 1 - Math.min(...sizes));
  return values.map((v) => grouped(v.toFixed(Math.min(12, decimals))));
}

/** Labels of evenly spaced ticks: as many decimals as the one that needs most. */
export function tickLabels(values: readonly number[]): readonly string[] {
  const exact = values.map((v) => String(Number(v.toPrecision(6))));
  const decimals = Math.max(0, ...exact.map((text) => text.split(".")[1]?.length ?? 0));
  return values.map((v) => (v === 0 ? "0" : grouped(v.toFixed(decimals))));
}

/** Thousands in groups: `12,345.6`. */
export function grouped(digits: string): string {
  const [whole = "", fraction] = digits.split(".");
  const withCommas = whole.replace(/\B(?=(\d{3})+$)/g, ",");
  return fraction === undefined ? withCommas : `${withCommas}.${fraction}`;
}
