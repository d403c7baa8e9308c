/**
 * The configuration that meets the objective with the least power, without simulating all of them. Configurations are
 * points of a grid whose axes rise in capacity: what meets, meets with more of anything; what misses, misses with less.
 * The point that decides most of what is undecided is probed next, until the border of what meets is known. Power rises
 * with capacity too, so the least is on that border; its neighbours above are probed as well, and if one of them draws
 * less, so are its own: a clock that is higher may let cores idle more.
 *
 * It is replayed from the first probe whenever more is known, so that it needs no state.
 */

export interface PowerProbe {
  readonly meets: boolean;
  readonly watts: number;
}

/** Of each configuration how much it has of everything, as positions on the axes; any part of a grid. */
export type Places = readonly (readonly number[])[];

/**
 * Indices of the configurations that are wanted, in the order in which they are asked for, up to the first that is not
 * known yet.
 * @param probe what a configuration showed; undefined while it is not known.
 */
export function wantedConfigurations(
  places: Places,
  probe: (index: number) => PowerProbe | undefined,
): readonly number[] {
  const asked: number[] = [];
  const known = new Map<number, PowerProbe>();
  const ask = (index: number): PowerProbe | undefined => {
    asked.push(index);
    const found = probe(index);
    if (found !== undefined) known.set(index, found);
    return found;
  };
  const undecided = new Set(places.keys());
  while (undecided.size > 0) {
    const index = mostTelling(places, undecided);
    const found = ask(index);
    if (found === undefined) return asked;
    for (const other of undecided) {
      if (isDecided(places, index, other, found.meets)) undecided.delete(other);
    }
  }
  let best = leastPower(known);
  while (best !== undefined) {
    const above = neighboursAbove(places, best).filter((index) => !known.has(index));
    for (const index of above) if (ask(index) === undefined) return asked;
    const better = leastPower(known);
    if (better === best) return asked;
    best = better;
  }
  return asked;
}

/** The probed configuration that meets and draws least; undefined if none meets. */
export function leastPower(known: ReadonlyMap<number, PowerProbe>): number | undefined {
  let best: number | undefined;
  let least = Number.POSITIVE_INFINITY;
  for (const [index, { meets, watts }] of known) {
    if (!meets || watts >= least) continue;
    best = index;
    least = watts;
  }
  return best;
}

/** Whether a place has at least as much of everything as another. */
const covers = (place: readonly number[] = [], other: readonly number[] = []): boolean =>
  place.every((x, axis) => x >= (other[axis] ?? 0));

/** What a probe says of another configuration. */
const isDecided = (places: Places, probed: number, other: number, meets: boolean): boolean =>
  meets ? covers(places[other], places[probed]) : covers(places[probed], places[other]);

/** The configuration whose answer decides most others, whichever it is. */
function mostTelling(places: Places, undecided: ReadonlySet<number>): number {
  let best = -1;
  let most = -1;
  for (const index of undecided) {
    let above = 0;
    let below = 0;
    for (const other of undecided) {
      if (isDecided(places, index, other, true)) above += 1;
      if (isDecided(places, index, other, false)) below += 1;
    }
    const worth = Math.min(above, below);
    if (worth > most) [best, most] = [index, worth];
  }
  return best;
}

/** Configurations with one step more of one thing. */
function neighboursAbove(places: Places, index: number): number[] {
  const from = places[index] ?? [];
  return [...places.keys()].filter((other) => {
    const steps = (places[other] ?? []).map((x, axis) => x - (from[axis] ?? 0));
    return steps.every((step) => step === 0 || step === 1) && steps.filter(Boolean).length === 1;
  });
}
