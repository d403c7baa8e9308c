/** Arrivals that waited for room and may be sent at a known time, the earliest first; at equal times as they came. */

/** Nobody waits. */
export const NOBODY = -1;

export class ReleaseQueue {
  /** When the first one may be sent; Infinity when there is none. */
  firstPs = Number.POSITIVE_INFINITY;
  readonly #atPs: number[] = [];
  readonly #connections: number[] = [];

  /** Responses come back nearly in order, so a place is found from the end. */
  add(connection: number, atPs: number): void {
    let place = this.#atPs.length;
    while (place > 0 && this.#atPs[place - 1]! > atPs) place -= 1;
    this.#atPs.splice(place, 0, atPs);
    this.#connections.splice(place, 0, connection);
    this.firstPs = this.#atPs[0]!;
  }

  /** Moves those of some connections to another queue. */
  moveTo(other: ReleaseQueue, isMoving: (connection: number) => boolean): void {
    for (let i = this.#atPs.length - 1; i >= 0; i--) {
      const connection = this.#connections[i]!;
      if (!isMoving(connection)) continue;
      other.add(connection, this.#atPs[i]!);
      this.#atPs.splice(i, 1);
      this.#connections.splice(i, 1);
    }
    this.firstPs = this.#atPs[0] ?? Number.POSITIVE_INFINITY;
  }

  /** Takes the first one's connection, or NOBODY. */
  take(): number {
    this.#atPs.shift();
    this.firstPs = this.#atPs[0] ?? Number.POSITIVE_INFINITY;
    return this.#connections.shift() ?? NOBODY;
  }
}
