/** The names that `where` and `when` may use: those that an axis may vary, and what a point is. */
import { isListParam } from "../../params.ts";
import { AXIS_FAMILIES, type AxisFamily } from "../axes.ts";
import type { Type, Vocabulary } from "../expression/check-expression.ts";
import { measuredOf } from "../expression/syntax.ts";
import { axisParam, axisPaths, type AxisSubjects } from "./axis-params.ts";

/** @param refused names that exist but cannot be used in this place, to the reason. */
export function vocabularyOf(
  subjects: AxisSubjects,
  refused: ReadonlyMap<string, string> = new Map(),
): Vocabulary {
  const { systems, workload } = subjects;
  const kindsOf = (family: Exclude<AxisFamily, "workload">): Type => ({
    kind: "text",
    words: [...new Set(systems.flatMap((system) => system[family]?.kind ?? []))],
  });
  const types = new Map<string, Type>([
    ["system", { kind: "text", words: systems.map(({ name }) => name) }],
    ["dataplane", kindsOf("dataplane")],
    ["policy", kindsOf("policy")],
    ["loadPattern", kindsOf("loadPattern")],
    ["workload", { kind: "text", ...(workload && { words: [workload.kind] }) }],
  ]);
  const isLoaded = systems.some(({ loadsRps }) => loadsRps.length > 0);
  if (isLoaded) types.set("load", { kind: "number", of: "rate" });
  for (const path of axisPaths(subjects)) {
    const param = axisParam(path, subjects);
    if (param) types.set(path, { kind: "number", of: measuredOf(param.dimension) });
  }
  const lists = listPaths(subjects).map((path) => [path, `${path} is a list`] as const);
  const load = isLoaded ? [] : [["load", "no system here has loads"] as const];
  return { types, refused: new Map([...lists, ...load, ...refused]) };
}

function listPaths({ workload, systems }: AxisSubjects): readonly string[] {
  const choices = [
    workload,
    ...systems.flatMap(({ dataplane, policy, loadPattern }) => [dataplane, policy, loadPattern]),
  ];
  return (Object.keys(AXIS_FAMILIES) as AxisFamily[]).flatMap((family) =>
    AXIS_FAMILIES[family]
      .filter(({ id }) => choices.some((choice) => choice?.kind === id))
      .flatMap(({ params }) =>
        Object.entries(params)
          .filter(([, param]) => isListParam(param))
          .map(([name]) => `${family}.${name}`),
      ),
  );
}
