/**
 * Sobol's low-discrepancy sequence in Gray-code order (Antonov and Saleev, 1979), with the direction
 * numbers of Joe and Kuo, "Constructing Sobol sequences with better two-dimensional projections",
 * SIAM J. Sci. Comput. 30(5), 2008: file new-joe-kuo-6.21201, the first eight dimensions.
 */
const BITS = 32;

/** Per dimension from the second: coefficients `a` of the primitive polynomial of degree m.length, and m. */
const JOE_KUO: readonly { readonly a: number; readonly m: readonly number[] }[] = [
  { a: 0, m: [1] },
  { a: 1, m: [1, 3] },
  { a: 1, m: [1, 3, 1] },
  { a: 2, m: [1, 1, 1] },
  { a: 1, m: [1, 1, 3, 3] },
  { a: 4, m: [1, 3, 5, 13] },
  { a: 2, m: [1, 1, 5, 5, 17] },
];

/** Points of the sequence from its first, the origin; each coordinate as 32 bits after the point, unsigned. */
export function sobolBits(count: number, dimensions: number): readonly (readonly number[])[] {
  const directions = Array.from({ length: dimensions }, (_, i) => directionsOf(i));
  const at = new Array<number>(dimensions).fill(0);
  return Array.from({ length: count }, (_, n) => {
    if (n > 0) {
      const bit = lowestZero(n - 1);
      for (const [i, own] of directions.entries()) at[i] = ((at[i] ?? 0) ^ (own[bit] ?? 0)) >>> 0;
    }
    return [...at];
  });
}

/** Position of the lowest bit that is 0. */
const lowestZero = (n: number): number => 31 - Math.clz32(~n & (n + 1));

function directionsOf(dimension: number): readonly number[] {
  if (dimension === 0) return Array.from({ length: BITS }, (_, i) => (1 << (31 - i)) >>> 0);
  const known = JOE_KUO[dimension - 1];
  if (known === undefined) throw new RangeError(`at most ${JOE_KUO.length + 1} dimensions`);
  const { a, m } = known;
  const degree = m.length;
  const v = m.map((own, i) => (own << (31 - i)) >>> 0);
  for (let i = degree; i < BITS; i += 1) {
    const far = v[i - degree] ?? 0;
    let bits = far ^ (far >>> degree);
    for (let k = 1; k < degree; k += 1) {
      if ((a >>> (degree - 1 - k)) & 1) bits ^= v[i - k] ?? 0;
    }
    v.push(bits >>> 0);
  }
  return v;
}
