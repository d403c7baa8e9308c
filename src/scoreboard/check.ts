/** A claim about the simulation that is no single published number: an order, or a limit that must hold. */
export interface Check {
  readonly id: string;
  /** What must hold, for readers. */
  readonly claim: string;
  /** What was found, for readers. */
  readonly found: string;
  /** Null while nothing was simulated. */
  readonly met: boolean | null;
}
