/**
 * From what a person wrote to a Definition, or to everything that is wrong with it at once.
 */
import { PLATFORMS } from "../hw/registry.ts";
import { WORKLOADS } from "../workload/registry.ts";
import { API_VERSION, type Definition } from "./definition.ts";
import { limitProblems } from "./limits.ts";
import { DEFAULT_REPORT_PS } from "./plan.ts";
import { defaultReplications } from "./precision.ts";
import { MAX_PROBLEMS, type Problem } from "./problem.ts";
import { DEFINITION_SHAPE } from "./schema/definition-schema.ts";
import { readFields } from "./schema/fields.ts";
import { searchProblems } from "./schema/search.ts";
import { type Place, readSource } from "./schema/source.ts";
import { movingPoints } from "./schema/moving-points.ts";
import { readSystems } from "./schema/systems.ts";
import { readVaried, variedFields } from "./schema/varied.ts";

export type ParsedDefinition =
  | { readonly ok: true; readonly definition: Definition }
  | { readonly ok: false; readonly problems: readonly Problem[] };

/**
 * Parses YAML or JSON text. Every problem carries its line and column.
 * @param prepare changes what was written before it is checked, such as names of files into what is in them.
 */
export function parseDefinition(
  text: string,
  prepare: (value: unknown) => unknown = (value) => value,
): ParsedDefinition {
  const read = readSource(text);
  if (!read.ok) return failed(read.problems);
  return parseValue(prepare(read.source.value), read.source.locate);
}

/** Parses a definition given as a JSON value (no lines). */
export function parseDefinitionJson(value: unknown): ParsedDefinition {
  return parseValue(value, () => undefined);
}

function parseValue(
  value: unknown,
  locate: (pointer: string) => Place | undefined,
): ParsedDefinition {
  const problems: Problem[] = [];
  const fields = readFields(DEFINITION_SHAPE, value, [], problems);
  const platform = PLATFORMS.find((p) => p.id === fields.platform);
  const kind = fields.workload?.kind;
  const workloadKind = WORKLOADS.find(({ id }) => id === kind);
  const systems = readSystems(
    value,
    fields,
    { platform, workload: workloadKind, workloadChoice: fields.workload },
    problems,
  );
  const varied = readVaried(
    value,
    fields,
    { workload: fields.workload, systems, platform },
    problems,
  );
  const { name, workload, rootSeed, seedPolicy, phases } = fields;
  const replications = fields.replications ?? defaultReplications(fields.precision);
  const complete =
    name !== undefined &&
    workload !== undefined &&
    rootSeed !== undefined &&
    seedPolicy !== undefined &&
    phases !== undefined &&
    platform !== undefined;
  if (complete && problems.length === 0) {
    const definition: Definition = {
      apiVersion: API_VERSION,
      kind: "Experiment",
      name,
      description: fields.description ?? "",
      platform: platform.id,
      systems,
      workload,
      ...variedFields(varied, fields.sample, rootSeed),
      slo: sloOf(fields.slo),
      ...(fields.search && { search: fields.search }),
      replications,
      ...(fields.precision && { precision: fields.precision }),
      rootSeed,
      seedPolicy,
      phases: {
        warmupPs: phases.warmup,
        measurePs: phases.measure,
        ...(phases.report !== DEFAULT_REPORT_PS && { reportPs: phases.report }),
      },
    };
    problems.push(...limitProblems(definition));
    if (problems.length === 0) {
      problems.push(...movingPoints(definition), ...searchProblems(definition));
    }
    if (problems.length === 0) return { ok: true, definition };
  }
  return failed(problems.map((p) => ({ ...p, ...(p.line === undefined && locate(p.pointer)) })));
}

function sloOf(slo: Readonly<Record<string, number | undefined>> | undefined): Definition["slo"] {
  const [measure, limitPs] = Object.entries(slo ?? {})[0] ?? [];
  return measure === undefined || limitPs === undefined
    ? null
    : { measure: `latency.${measure}`, limitPs };
}

/** In the order of the text; beyond the limit the rest is counted, not listed. */
function failed(problems: readonly Problem[]): ParsedDefinition {
  const place = (p: Problem) => (p.line ?? 0) * 1e5 + (p.column ?? 0);
  const ordered = problems.toSorted((a, b) => place(a) - place(b));
  if (ordered.length <= MAX_PROBLEMS) return { ok: false, problems: ordered };
  const shown = ordered.slice(0, MAX_PROBLEMS - 1);
  const rest = ordered.length - shown.length;
  const more: Problem = {
    code: "TOO_LARGE",
    message: `${rest} more problems are not shown`,
    pointer: "",
  };
  return { ok: false, problems: [...shown, more] };
}
