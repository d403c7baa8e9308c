/** Hue and marker of each system of an experiment: the same on every page, whichever of them a plot shows. */
import { type SystemStyle, systemStyles } from "../../../src/plot/system-style.ts";

interface StyledSystem {
  readonly id: string;
  readonly dataplane: string;
  readonly loadPattern: string | null;
}

/** Plots over all points show the systems of steady load alone, so these come first. */
export function stylesOf(systems: readonly StyledSystem[]): ReadonlyMap<string, SystemStyle> {
  const isSteady = ({ loadPattern }: StyledSystem) => loadPattern === null;
  return systemStyles([
    ...systems.filter(isSteady),
    ...systems.filter((system) => !isSteady(system)),
  ]);
}
