/**
 * Logarithm, exponential and sine that give the same bits everywhere.
 *
 * ECMAScript leaves `Math.log`, `Math.exp` and `Math.sin` to the implementation, and V8 has changed them
 * between versions. A run must be the same bytes on every machine, so the simulator uses only `+ - * /`,
 * which IEEE 754 defines exactly. All are within a few units in the last place, which is far more than
 * random variates need.
 */

const LN2_HIGH = 6.9314718036912381649e-1;
const LN2_LOW = 1.90821492927058770002e-10;
const LOG2_E = 1.442695040888963387;
const SQRT_HALF = 0.7071067811865476;

const cell = new Float64Array(1);
const words = new Uint32Array(cell.buffer);
/** Index of the word that holds sign and exponent: 1 on little-endian machines, 0 on the others. */
const HIGH = new Uint8Array(new Uint32Array([1]).buffer)[0] === 1 ? 1 : 0;

/** Natural logarithm of a positive, normal number. */
export function exactLog(x: number): number {
  cell[0] = x;
  const high = words[HIGH] as number;
  let exponent = (high >>> 20) - 1022;
  words[HIGH] = ((high & 0x000fffff) | 0x3fe00000) >>> 0;
  let mantissa = cell[0]; // in [0.5, 1)
  if (mantissa < SQRT_HALF) {
    mantissa *= 2;
    exponent -= 1;
  }
  // ln m = 2 atanh(z), z = (m - 1) / (m + 1), |z| <= 0.172: the series ends below 2^-53 at z^21.
  const z = (mantissa - 1) / (mantissa + 1);
  const w = z * z;
  let tail = 1 / 23;
  for (let k = 21; k >= 3; k -= 2) tail = tail * w + 1 / k;
  return exponent * LN2_HIGH + (2 * z + (2 * z * w * tail + exponent * LN2_LOW));
}

/** Exponential of x, for |x| below 700. */
export function exactExp(x: number): number {
  const power = Math.floor(x * LOG2_E + 0.5);
  const r = x - power * LN2_HIGH - power * LN2_LOW; // |r| <= 0.347
  let sum = 1;
  for (let k = 17; k >= 1; k -= 1) sum = 1 + (sum * r) / k;
  cell[0] = 1;
  words[HIGH] = ((power + 1023) << 20) >>> 0;
  return sum * cell[0];
}

/** Sine of an angle in full turns; at whole quarters 0, 1 or -1 to within a unit in the last place. */
export function exactSinOfTurns(turns: number): number {
  const phase = turns - Math.floor(turns);
  const half = phase < 0.5 ? phase : phase - 0.5;
  const x = 2 * Math.PI * (half <= 0.25 ? half : 0.5 - half); // in [0, pi/2]
  const w = x * x;
  // x - x^3/3! + ... by Horner: the series ends below 2^-53 at x^23.
  let sum = 1;
  for (let k = 22; k >= 2; k -= 2) sum = 1 - (w / (k * (k + 1))) * sum;
  return phase < 0.5 ? x * sum : 0 - x * sum;
}
