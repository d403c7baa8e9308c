/** Wall-clock times and durations for readers: relative in the text, absolute on hover, zone shown. */

const relative = new Intl.RelativeTimeFormat("en", { numeric: "auto" });
const absolute = new Intl.DateTimeFormat("en-GB", {
  dateStyle: "medium",
  timeStyle: "long",
});

const UNITS: readonly (readonly [Intl.RelativeTimeFormatUnit, number])[] = [
  ["day", 86_400],
  ["hour", 3_600],
  ["minute", 60],
];

export function relativeTime(iso: string, nowMs: number): string {
  const seconds = (Date.parse(iso) - nowMs) / 1000;
  if (Math.abs(seconds) < 45) return seconds > 5 ? "in a moment" : "just now";
  for (const [unit, size] of UNITS) {
    if (Math.abs(seconds) >= size * 0.75) return relative.format(Math.round(seconds / size), unit);
  }
  return relative.format(Math.round(seconds / 60), "minute");
}

export const absoluteTime = (iso: string): string => absolute.format(new Date(iso));

/** `40 s`, `3 min`, `1.5 h`. */
export function duration(seconds: number): string {
  if (seconds < 1) return "under 1 s";
  if (seconds < 90) return `${Math.round(seconds)} s`;
  if (seconds < 5400) return `${Math.round(seconds / 60)} min`;
  return `${(seconds / 3600).toFixed(1)} h`;
}

/** `2 to 4 min left`, from the ends of the range of likely ends; undefined if they are not known. */
export function remainingRange(
  lowAt: string | null | undefined,
  highAt: string | null | undefined,
  nowMs: number,
): string | undefined {
  if (lowAt == null || highAt == null) return undefined;
  const low = duration(Math.max(0, (Date.parse(lowAt) - nowMs) / 1000));
  const high = duration(Math.max(0, (Date.parse(highAt) - nowMs) / 1000));
  if (low === high) return high.startsWith("under") ? `${high} left` : `about ${high} left`;
  const [lowNumber, lowUnit] = low.split(" ");
  const sameUnit = lowUnit !== undefined && high.endsWith(` ${lowUnit}`);
  return `${sameUnit ? lowNumber : low} to ${high} left`;
}
