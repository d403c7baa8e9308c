/**
 * Facebook's ETC mix as mutilate draws it: keys by a generalised extreme value distribution (mean 36 B), values by
 * a table of small sizes and a generalised Pareto tail, 96.7 % GET.
 * Source: mutilate (fb_key, fb_value); the scripts of SoCC'15; Atikoglu et al., SIGMETRICS 2012.
 */
import { exactExp, exactLog } from "../engine/exact-math.ts";
import { assumed, calibrated, given } from "../hw/figure.ts";

/** Probability of each value of 0 to 14 bytes. */
const SMALL = [
  0.00536, 0.00047, 0.1782, 0.09239, 0.00018, 0.0274, 0.00065, 0.00606, 0.00023, 0.00837, 0.00837,
  0.08989, 0.00092, 0.00326, 0.0198,
];
const TAIL = { location: 15, scale: 214.476, shape: 0.348238 };
/** memcached keeps no larger value; mutilate's tail is cut there. */
const LARGEST = 1_048_576;
const STEPS = 8192;

/** The value at each of many equal steps of probability, from the inverse of the distribution function. */
function valueSizes(): Int32Array {
  const sizes = new Int32Array(STEPS);
  const small = SMALL.reduce((sum, p) => sum + p, 0);
  for (let i = 0; i < STEPS; i++) sizes[i] = sizeAt((i + 0.5) / STEPS, small);
  return sizes;
}

function sizeAt(probability: number, small: number): number {
  if (probability >= small) {
    const above = (1 - probability) / (1 - small);
    const { location, scale, shape } = TAIL;
    const size = location + (scale * (exactExp(-shape * exactLog(above)) - 1)) / shape;
    return Math.min(LARGEST, Math.round(size));
  }
  let sum = 0;
  const size = SMALL.findIndex((p) => {
    sum += p;
    return probability < sum;
  });
  return size;
}

export const ETC_VALUE_SIZES = valueSizes();

const ETC_ROWS = "OSDI'14 Fig. 5, ETC rows of IX";

export const ETC_FIGURES = {
  requestCycles: calibrated(4250, "cycles/request", `${ETC_ROWS}: peak; longer keys, 3.3 % SET`),
  variableShare: assumed(0.6, "ratio", "spread of sizes beside that of parse, hash and copy"),
  byteCycles: assumed(1, "cycles/B", "copying a value that is not in the L2"),
  requestPayload: given(24 + 36, "B", "binary GET header and a key of 36 B in the mean; mutilate"),
  responseHeader: given(24 + 4, "B", "binary header and flags; SoCC'15 scripts"),
} as const;

/** Clients of ETC draw keys and values and handle larger answers: later than those of USR, on every server. */
export const ETC_CLIENT_FIGURES = {
  clientReceive: calibrated(9, "us", "OSDI'14 Fig. 5, ETC at 100 K on IX and Linux"),
  clientJitter: calibrated(3.8, "us", "OSDI'14 Table 2, ETC unloaded p99"),
} as const;
