/** Points that are included although they are there already. */
import { atValues, paramsOf, targetOf } from "./axes.ts";
import type { Definition } from "./definition.ts";
import { layoutOf, type Slot } from "./layout.ts";
import { paramAt } from "./point-scope.ts";
import { placeLabel, placeOf } from "./points.ts";
import type { Problem } from "./problem.ts";

/** Reports included points that are in the product, or are included twice. */
export function includedTwice(definition: Definition): readonly Problem[] {
  const { axes = [], include } = definition;
  if (include === undefined) return [];
  const paths = [...axes.flatMap(paramsOf), ...include.flatMap(({ values }) => values)]
    .map(({ path }) => path)
    .filter((path) => "family" in (targetOf(path) ?? {}));
  const keyOf = keyer(definition, [...new Set(paths)]);
  const seen = new Map<string, number>();
  for (const slot of layoutOf(definition).slots) {
    const key = keyOf(slot);
    for (const [i, load] of slot.loads.entries()) {
      const point = `${key}|${load}`;
      const first = seen.get(point);
      if (first !== undefined) {
        const message = `${placeLabel(placeOf(definition, slot.first + i))} is point ${first} already`;
        return [{ code: "DUPLICATE", pointer: "/include", message, hint: "leave it out" }];
      }
      seen.set(point, slot.first + i);
    }
  }
  return [];
}

/** What tells one slot from another: all that varies, whether a point says so or its system does. */
function keyer(definition: Definition, paths: readonly string[]): (slot: Slot) => string {
  return ({ system, values }) => {
    const at = atValues(definition, system, values).system;
    const params = paths.map((path) => paramAt({ definition, system }, values, path));
    return [system.id, at.nicPorts, at.hardwareThreads.join(" "), ...params].join("|");
  };
}
