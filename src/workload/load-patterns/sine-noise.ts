/** The papers' third pattern: a sine wave, and noise on it that is drawn anew every few seconds. */
import { exactSinOfTurns } from "../../engine/exact-math.ts";
import type { RandomStream } from "../../engine/random.ts";
import { rate, time } from "../../params.ts";
import { PS_PER_S } from "../../units.ts";
import { defineLoadPattern } from "./contract.ts";

const SCRIPT = "SoCC'15 scripts, sin_noise:500000:6000000:240:250000:5";

export const sineNoise = defineLoadPattern({
  id: "sine-noise",
  title: "Sine with noise",
  doc: "Load follows a sine wave, starting from its mean, plus uniform noise that is held for some seconds.",
  source: "SoCC'15; TOCS'16; mutilate, sin_noise",
  params: {
    low: rate("500krps", "Trough of the wave.", SCRIPT),
    high: rate("6Mrps", "Crest of the wave.", SCRIPT),
    period: time("240s", "One wave.", SCRIPT, { min: "10ms" }),
    noise: rate("250krps", "Most that noise adds or takes away.", SCRIPT),
    redraw: time("5s", "How long noise is held.", SCRIPT, { min: "10ms" }),
  },
  rateAt({ low, high, period, noise, redraw }, random) {
    const mean = (low + high) / 2;
    const swing = (high - low) / 2;
    const draw = heldDraws(random("load-pattern-noise"));
    return (seconds) => {
      const ps = seconds * PS_PER_S;
      const held = (2 * draw(Math.floor(ps / redraw)) - 1) * noise;
      // Noise may exceed the trough of a wave that somebody else has chosen; load has no sign.
      return Math.max(0, mean + swing * exactSinOfTurns(ps / period) + held);
    };
  },
  maximumRps: ({ low, high, noise }) => Math.max(low, high) + noise,
});

/** Uniform draws by their number: always the same ones, in whatever order they are asked for. */
function heldDraws(random: RandomStream): (index: number) => number {
  const draws: number[] = [];
  return (index) => {
    while (draws.length <= index) draws.push(random.uniform());
    return draws[index]!;
  };
}
