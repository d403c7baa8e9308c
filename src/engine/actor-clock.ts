/**
 * The clock of the actors: each has exactly one next event, and a tournament names the earliest.
 *
 * A run-to-completion thread, a link, a client: each knows only when it must act next, and changes
 * its mind when something happens to it. A tournament over a fixed set moves one actor in log2(n) comparisons,
 * without insertions or deletions. Equal times are ordered by actor number, so the numbering of the actors is the
 * tie order.
 *
 * What costs time is not the comparisons but that each waits for the one before. So the four actors of a table are
 * compared in two steps, and the last eight winners only when somebody asks who is first; between those is a
 * winner tree, which is empty up to 32 actors.
 */
const TABLE_BITS = 2;
/** The nodes of the final: eight winners, one per subtree. */
const FINAL = 8;
/** Clients, and the hardware threads of two machines. */
export const MOST_ACTORS = 1024;

export class ActorClock {
  actors = 0;
  /** The time at which the present actor acts. */
  nowPs = 0;
  /** False when groups of actors are run by themselves and nobody asks who is first of all. */
  isOrdered = true;
  /** When each actor acts next, in ps; Infinity while it has nothing to do. */
  readonly atPs = new Float64Array(MOST_ACTORS);
  /** Winner of each node, from the tables up to the final: the children of node k are 2k and 2k + 1. */
  readonly #winner = new Int32Array(MOST_ACTORS >> (TABLE_BITS - 1));
  /** Node of the first table. */
  #tables = FINAL;

  constructor(actors = MOST_ACTORS) {
    this.reset(actors);
  }

  /** At time 0, so many actors have nothing to do. */
  reset(actors: number): void {
    let tables = FINAL;
    while (tables << TABLE_BITS < actors) tables *= 2;
    if (tables << TABLE_BITS > MOST_ACTORS) throw new RangeError(`${actors} actors`);
    this.actors = actors;
    this.nowPs = 0;
    this.isOrdered = true;
    this.#tables = tables;
    this.atPs.fill(Number.POSITIVE_INFINITY);
    for (let table = 0; table < tables; table++) this.#winner[tables + table] = table << TABLE_BITS;
    for (let node = tables - 1; node >= FINAL; node--) this.#winner[node] = this.#winner[2 * node]!;
  }

  /** The actor that acts next. */
  first(): number {
    const at = this.atPs;
    const winner = this.#winner;
    const a = winner[FINAL]!;
    const b = winner[FINAL + 1]!;
    const c = winner[FINAL + 2]!;
    const d = winner[FINAL + 3]!;
    const e = winner[FINAL + 4]!;
    const f = winner[FINAL + 5]!;
    const g = winner[FINAL + 6]!;
    const h = winner[FINAL + 7]!;
    // Who wins is a coin toss, so it is computed and not branched on: all ones when it is the right one.
    const ab = a ^ ((a ^ b) & -Number(at[b]! < at[a]!));
    const cd = c ^ ((c ^ d) & -Number(at[d]! < at[c]!));
    const ef = e ^ ((e ^ f) & -Number(at[f]! < at[e]!));
    const gh = g ^ ((g ^ h) & -Number(at[h]! < at[g]!));
    const ad = ab ^ ((ab ^ cd) & -Number(at[cd]! < at[ab]!));
    const eh = ef ^ ((ef ^ gh) & -Number(at[gh]! < at[ef]!));
    return ad ^ ((ad ^ eh) & -Number(at[eh]! < at[ad]!));
  }

  /** Says when `actor` acts next. */
  set(actor: number, atPs: number): void {
    this.atPs[actor] = atPs;
    this.moved(actor);
  }

  /** Orders the actors anew after `atPs[actor]` was written. */
  moved(actor: number): void {
    if (this.isOrdered === false) return;
    const at = this.atPs;
    const winner = this.#winner;
    const table = actor >> TABLE_BITS;
    const a = table << TABLE_BITS;
    const ab = a + Number(at[a + 1]! < at[a]!);
    const cd = a + 2 + Number(at[a + 3]! < at[a + 2]!);
    let node = this.#tables + table;
    winner[node] = ab ^ ((ab ^ cd) & -Number(at[cd]! < at[ab]!));
    while (node >= 2 * FINAL) {
      const left = winner[node & ~1]!;
      const right = winner[node | 1]!;
      node >>>= 1;
      winner[node] = left ^ ((left ^ right) & -Number(at[right]! < at[left]!));
    }
  }
}

/** The clock of whatever is simulated: one simulation runs at a time, so that its clock is a constant to the compiler. */
export const clock = new ActorClock();
