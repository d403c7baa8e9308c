/**
 * The version of physics, numbers and random streams. It changes whenever the same plan would give another
 * record, so results of two versions are never taken for comparable.
 */
export const MODEL_VERSION = "4";
