/** Randomness of fault tests, which replays: every test prints its seed. */

/** Set IXLAB_TEST_SEED to the printed seed to see the same faults at the same moments. */
export function chance(test: string): () => number {
  const seed = Number(process.env["IXLAB_TEST_SEED"] ?? Date.now() % 2 ** 31);
  console.info(`${test}: IXLAB_TEST_SEED=${seed}`);
  let state = seed >>> 0;
  return () => {
    // mulberry32
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}
