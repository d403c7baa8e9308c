/** Requests per second of processor time, which other programs on the machine disturb less than the clock on the wall. */

/** Runs `work`, which returns how many requests it did; returns requests per CPU-second of this process. */
export function speedOf(work: () => number): number {
  const before = process.cpuUsage();
  const requests = work();
  const { user, system } = process.cpuUsage(before);
  return (requests * 1e6) / (user + system);
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  if (sorted.length % 2 === 1) return sorted[middle]!;
  return (sorted[middle - 1]! + sorted[middle]!) / 2;
}
