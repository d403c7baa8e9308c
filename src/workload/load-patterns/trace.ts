/** A load that was recorded or drawn up: points of time and rate. */
import { count, list, rate, time } from "../../params.ts";
import { PS_PER_S } from "../../units.ts";
import { defineLoadPattern } from "./contract.ts";

/** The words of the parameter `between`. */
const LINEAR = 0;
const HELD = 1;

const EXAMPLE = "assumed: a crowd that comes within a second and loses interest";

export const trace = defineLoadPattern({
  id: "trace",
  title: "Trace",
  doc: "Load at given times; between them it changes in a straight line or stays, before and after them it stays.",
  source: "own: recorded loads",
  params: {
    times: list(time)(
      ["0s", "80s", "81s", "120s", "240s"],
      "Times of the points, not falling; two at one time are a jump.",
      EXAMPLE,
    ),
    rates: list(rate)(
      ["1Mrps", "1Mrps", "5Mrps", "4Mrps", "1Mrps"],
      "Load at each of them.",
      EXAMPLE,
    ),
    between: count("linear", "How load goes from one point to the next.", EXAMPLE, {
      max: HELD,
      words: { linear: LINEAR, held: HELD },
    }),
  },
  rateAt({ times, rates, between }) {
    checkPoints(times, rates);
    return (seconds) => {
      const ps = seconds * PS_PER_S;
      const after = firstAfter(times, ps);
      const here = rates[Math.max(0, after - 1)]!;
      if (between === HELD || after === 0 || after === times.length) return here;
      const from = times[after - 1]!;
      return here + ((rates[after]! - here) * (ps - from)) / (times[after]! - from);
    };
  },
  maximumRps({ times, rates }) {
    checkPoints(times, rates);
    return rates.reduce((most, rps) => Math.max(most, rps), 0);
  },
});

function checkPoints(times: readonly number[], rates: readonly number[]): void {
  if (times.length !== rates.length) {
    throw new RangeError(`a trace of ${times.length} times cannot have ${rates.length} rates`);
  }
  const fall = times.findIndex((ps, i) => i > 0 && ps < times[i - 1]!);
  if (fall !== -1) throw new RangeError(`time ${fall} of a trace is before the one ahead of it`);
}

/** Index of the first point later than `ps`, by bisection; the length if there is none. */
function firstAfter(times: readonly number[], ps: number): number {
  let low = 0;
  let high = times.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (times[middle]! > ps) high = middle;
    else low = middle + 1;
  }
  return low;
}
