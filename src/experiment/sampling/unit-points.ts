/** What a sampling method is given, and what it gives. */

/** Points with one coordinate per dimension, each at least 0 and below 1. */
export type UnitPoints = readonly (readonly number[])[];

/** Gives each dimension its own random stream, so that another axis does not move the others. */
export type StreamOf = (dimension: number) => () => number;
