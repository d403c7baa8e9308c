/**
 * The clock of the actors: each has exactly one next event, and a winner tree names the earliest.
 *
 * A run-to-completion thread, a link, a client: each knows only when it must act next, and changes
 * its mind when something happens to it. A winner tree over a fixed set answers "who is first" at
 * once and moves one actor in log2(n) comparisons, without insertions or deletions.
 * Equal times are ordered by actor number, so the numbering of the actors is the tie order.
 */
export class ActorClock {
  readonly actors: number = 0;
  /** The time at which the present actor acts. */
  nowPs = 0;
  /** False when groups of actors are run by themselves and nobody asks who is first of all. */
  isOrdered = true;
  /** When each actor acts next, in ps; Infinity while it has nothing to do. */
  readonly atPs: Float64Array;
  /** Winner of each node. Node 1 is the root, the children of node k are 2k and 2k + 1. */
  readonly #winner: Int32Array;
  /** Leaf of each actor, in the tree's order from left to right. */
  readonly #leaf: Int32Array;

  constructor(actors: number) {
    const leaves = Math.max(actors, 2);
    let lowest = 2;
    while (lowest < leaves) lowest *= 2;
    this.actors = actors;
    this.atPs = new Float64Array(leaves).fill(Number.POSITIVE_INFINITY);
    // The leaves are nodes `leaves` to `2 leaves - 1`; those of the lowest level stand furthest left.
    this.#leaf = Int32Array.from({ length: leaves }, (_, i) =>
      lowest + i < 2 * leaves ? lowest + i : lowest + i - leaves,
    );
    this.#winner = new Int32Array(2 * leaves);
    for (let i = 0; i < leaves; i++) this.#winner[this.#leaf[i]!] = i;
    for (let node = leaves - 1; node >= 1; node--) this.#winner[node] = this.#winner[2 * node]!;
  }

  /** The actor that acts next. */
  first(): number {
    return this.#winner[1]!;
  }

  /** Says when `actor` acts next. */
  set(actor: number, atPs: number): void {
    this.atPs[actor] = atPs;
    this.moved(actor);
  }

  /** Orders the actors anew after `atPs[actor]` was written. */
  moved(actor: number): void {
    if (!this.isOrdered) return;
    const times = this.atPs;
    const winner = this.#winner;
    let node = this.#leaf[actor]!;
    while (node > 1) {
      const left = winner[node & ~1]!;
      const right = winner[node | 1]!;
      // Who wins is a coin toss, so it is computed and not branched on: all ones when it is the right.
      const rightWins = -Number(times[right]! < times[left]!);
      node >>>= 1;
      winner[node] = left ^ ((left ^ right) & rightWins);
    }
  }
}
