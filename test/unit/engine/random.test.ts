/** Streams of chance: named, independent, the same bits everywhere, of the stated distribution. */
import { describe, expect, it } from "vitest";
import { ExponentialStream } from "../../../src/engine/exponential.ts";
import { RandomStream } from "../../../src/engine/random.ts";

const stream = (consumer: string, replication = 0) => new RandomStream("7", replication, consumer);

describe("a random stream", () => {
  it("is the same for the same name", () => {
    const a = stream("arrivals");
    const b = stream("arrivals");
    for (let i = 0; i < 100; i++) expect(a.bits()).toBe(b.bits());
  });

  it("differs by seed, replication and consumer", () => {
    const first = [
      new RandomStream("7", 0, "arrivals"),
      new RandomStream("8", 0, "arrivals"),
      new RandomStream("7", 1, "arrivals"),
      new RandomStream("7", 0, "demand"),
      new RandomStream("70", 1, "arrivals"),
    ].map((s) => s.bits());
    expect(new Set(first).size).toBe(first.length);
  });

  it("starts with these words on every machine", () => {
    const s = new RandomStream("1", 0, "golden");
    expect([s.bits(), s.bits(), s.bits()]).toMatchInlineSnapshot(`
      [
        -1473803584,
        406797995,
        1391636396,
      ]
    `);
  });

  it("spreads `below` evenly: chi-square over 100 cells stays under its 99.9th percentile", () => {
    const s = stream("cells");
    const cells = new Array<number>(100).fill(0);
    const n = 200_000;
    for (let i = 0; i < n; i++) cells[s.below(100)]! += 1;
    const expected = n / 100;
    const chi2 = cells.reduce((sum, c) => sum + (c - expected) ** 2 / expected, 0);
    expect(chi2).toBeLessThan(148.2); // 99 degrees of freedom
  });

  it("is uncorrelated between consumers", () => {
    const a = stream("a");
    const b = stream("b");
    const n = 100_000;
    let sum = 0;
    for (let i = 0; i < n; i++) sum += (a.uniform() - 0.5) * (b.uniform() - 0.5);
    // Standard error of the mean product is 1 / (12 sqrt n); four of them.
    expect(Math.abs(sum / n)).toBeLessThan(4 / (12 * Math.sqrt(n)));
  });
});

describe("exponential variates", () => {
  const n = 400_000;
  const s = new ExponentialStream(stream("exponential"));
  const values = Float64Array.from({ length: n }, () => s.next()).sort();

  it("have mean 1 and variance 1, within four standard errors", () => {
    const mean = values.reduce((sum, x) => sum + x, 0) / n;
    const variance = values.reduce((sum, x) => sum + (x - mean) ** 2, 0) / n;
    expect(Math.abs(mean - 1)).toBeLessThan(4 / Math.sqrt(n));
    expect(Math.abs(variance - 1)).toBeLessThan((4 * Math.sqrt(8)) / Math.sqrt(n));
  });

  it("follow 1 - exp(-x): Kolmogorov-Smirnov below its 99.9 % bound", () => {
    let worst = 0;
    values.forEach((x, i) => {
      const f = 1 - Math.exp(-x);
      worst = Math.max(worst, Math.abs(f - i / n), Math.abs((i + 1) / n - f));
    });
    expect(worst).toBeLessThan(1.95 / Math.sqrt(n));
  });

  it("reach the tail beyond the last layer as often as they should", () => {
    const beyond = values.filter((x) => x > 7.69711747013105).length;
    const expected = n * Math.exp(-7.69711747013105);
    expect(Math.abs(beyond - expected)).toBeLessThan(4 * Math.sqrt(expected));
  });
});
