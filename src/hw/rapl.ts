/**
 * RAPL as the papers' scripts read it: the package's energy counter integrates power, the dataplane copies it
 * to shared memory twice a second, and a script takes the copy once a second. The power of a second is
 * therefore that between two copies, which may be up to half a second old.
 * Source: ix-project/ix, ethqueue.c (MSR 0x611); SoCC'15 scripts.
 */
import { ms, PS_PER_S } from "../units.ts";

/** From one copy of the counter to the next, in ps. */
export const PUBLISH_PERIOD_PS = ms(500);

export class RaplMeter {
  #watts: number = 0;
  /** Energy up to `#atPs`, where power changed last or the counter was copied. */
  #joules: number = 0;
  #atPs: number = 0;
  #publishedJoules: number = 0;
  #nextPublishPs: number = 0;
  #sampledJoules: number = 0;
  #sampledPs: number = 0;

  /**
   * @param startPs where the counter is 0 and the first second begins.
   * @param firstPublishPs when the counter is copied first; half a second after the start or earlier.
   */
  constructor(startPs: number, watts: number, firstPublishPs: number = startPs) {
    this.#atPs = startPs;
    this.#sampledPs = startPs;
    this.#nextPublishPs = firstPublishPs;
    this.#watts = watts;
  }

  /** From `nowPs` on the package draws `watts`. Times must not fall from call to call. */
  change(nowPs: number, watts: number): void {
    this.#integrate(nowPs);
    this.#watts = watts;
  }

  /** Mean power since the sample before, in W, as far as copies of the counter tell. */
  sample(nowPs: number): number {
    this.#integrate(nowPs);
    const joules = this.#publishedJoules - this.#sampledJoules;
    const watts = joules / ((nowPs - this.#sampledPs) / PS_PER_S);
    this.#sampledJoules = this.#publishedJoules;
    this.#sampledPs = nowPs;
    return watts;
  }

  /** Counts the energy up to here, and copies the counter at each of its times on the way. */
  #integrate(nowPs: number): void {
    while (this.#nextPublishPs <= nowPs) {
      this.#count(this.#nextPublishPs);
      this.#publishedJoules = this.#joules;
      this.#nextPublishPs += PUBLISH_PERIOD_PS;
    }
    this.#count(nowPs);
  }

  #count(untilPs: number): void {
    this.#joules += (this.#watts * (untilPs - this.#atPs)) / PS_PER_S;
    this.#atPs = untilPs;
  }
}
