/**
 * A draft of a preset: the same points with short windows and two replications, to see within seconds
 * that everything works. Its numbers are noise around the real ones and many percentiles are absent.
 */
import type { Definition } from "../experiment/definition.ts";
import { ms } from "../units.ts";

const SHORTER = 20;
const REPLICATIONS = 2;

export function draftOf(definition: Definition): Definition {
  const { warmupPs, measurePs } = definition.phases;
  return {
    ...definition,
    replications: Math.min(REPLICATIONS, definition.replications),
    phases: {
      warmupPs: Math.round(warmupPs / SHORTER),
      measurePs: Math.max(ms(2), Math.round(measurePs / SHORTER)),
    },
  };
}
