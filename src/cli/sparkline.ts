/** A row of bars in one line of text, from the least to the largest of its values. */
const BARS = "▁▂▃▄▅▆▇█";

/** @param values null: nothing is known there, shown as a dot. */
export function sparkline(values: readonly (number | null)[]): string {
  const known = values.filter((value) => value !== null);
  const low = Math.min(...known);
  const span = Math.max(...known) - low;
  return values
    .map((value) => {
      if (value === null) return "·";
      const share = span > 0 ? (value - low) / span : 0;
      return BARS[Math.min(BARS.length - 1, Math.floor(share * BARS.length))] ?? "";
    })
    .join("");
}
