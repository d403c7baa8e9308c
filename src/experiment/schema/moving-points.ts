/** Points at which an axis makes a load pattern or a policy impossible that its system could follow. */
import type { Definition } from "../definition.ts";
import { combinationsOf } from "../points.ts";
import type { Problem } from "../problem.ts";
import { moves } from "../pattern/moves.ts";
import { movingProblem } from "./moving.ts";

/** The first such point of each system. */
export function movingPoints(definition: Definition): readonly Problem[] {
  if (definition.axes === undefined && definition.include === undefined) return [];
  return definition.systems
    .filter((system) => moves(system))
    .flatMap((system): Problem[] => {
      for (const { system: at, workload, label } of combinationsOf(definition, system)) {
        const wrong = movingProblem(at, workload);
        if (wrong === undefined) continue;
        const { code, message, hint } = wrong;
        const pointer = definition.axes === undefined ? "/include" : "/axes";
        return [{ code, message: `${label}: ${message}`, pointer, hint }];
      }
      return [];
    });
}
