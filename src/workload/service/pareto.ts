/**
 * Generalised Pareto service: location + scale ((1 - u)^-shape - 1) / shape, a tail that falls as a power. With
 * E exponential, (1 - u)^-shape is e^(shape E); shape 0 is the exponential distribution.
 * Source: Pickands, "Statistical inference using extreme order statistics", 1975.
 */
import { exactExp } from "../../engine/exact-math.ts";
import { ExponentialStream } from "../../engine/exponential.ts";
import type { RandomStream } from "../../engine/random.ts";
import { LONGEST_PS, type ServiceTimes } from "./service-times.ts";

/** Below it the exponential distribution is nearer than the difference of two numbers close to 1. */
const LEAST_SHAPE = 1e-6;

export class ParetoTimes implements ServiceTimes {
  readonly #draws: ExponentialStream;
  readonly #locationPs: number = 0;
  readonly #scalePs: number = 0;
  readonly #shape: number = 0;

  constructor(random: RandomStream, locationPs: number, scalePs: number, shape: number) {
    this.#draws = new ExponentialStream(random);
    this.#locationPs = locationPs;
    this.#scalePs = scalePs;
    this.#shape = shape;
  }

  draw(blockPs: Float64Array): void {
    const shape = this.#shape;
    const isExponential = shape < LEAST_SHAPE;
    for (let i = 0; i < blockPs.length; i++) {
      const draw = this.#draws.next();
      const excess = isExponential ? draw : (exactExp(shape * draw) - 1) / shape;
      const ps = Math.floor(this.#locationPs + this.#scalePs * excess + 0.5);
      blockPs[i] = ps < LONGEST_PS ? ps : LONGEST_PS;
    }
  }
}
