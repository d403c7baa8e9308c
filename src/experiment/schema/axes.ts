/**
 * The axes of a definition: a list whose entries each have one key, the path of what varies, and its
 * values, or `zip` and several such entries in lock-step; and perhaps `when`. Which paths there are
 * depends on the systems and the workload, so the entries are read once those are known.
 */
import type { Axis, VariedParam } from "../definition.ts";
import { MAX_AXES } from "../limits.ts";
import type { Problem } from "../problem.ts";
import { type AxisEntry, entryMistake, entryOf } from "./axes-field.ts";
import type { AxisSubjects } from "./axis-params.ts";
import { isDrawn, readDrawn, readValues, type WrittenParam } from "./axis-values.ts";
import { readCondition } from "./condition.ts";
import { pointerOf, show } from "./issue.ts";
import type { DrawnAxis } from "./sample.ts";
import { vocabularyOf } from "./vocabulary.ts";

export interface ReadAxes {
  readonly axes: readonly Axis[];
  /** Axes that a sample is drawn from. */
  readonly drawn: readonly DrawnAxis[];
  /** How many of `axes` stand before the first of them. */
  readonly drawnAfter: number;
}

/** What the axes of a definition are read against. */
export interface AxesContext {
  /** As it was written: fields that contradict an axis are looked for in it. */
  readonly definition: unknown;
  readonly subjects: AxisSubjects;
  /** Whether these are all: what a condition names can be judged only then. */
  readonly isComplete: boolean;
  readonly isSampled: boolean;
  readonly problems: Problem[];
}

export function readAxes(context: AxesContext): ReadAxes {
  const { definition, isSampled, subjects, problems } = context;
  const given = (definition as { axes?: unknown } | null)?.axes;
  const axes: Axis[] = [];
  const drawn: DrawnAxis[] = [];
  let drawnAfter = 0;
  const entries = (Array.isArray(given) ? given.slice(0, MAX_AXES) : []).map(entryOf);
  const written = entries.map((entry, i) => writtenParams(entry, i));
  const places = placesOf(written.flat(), problems);
  entries.forEach((entry, i) => {
    if (entry === undefined) return;
    const own = (written[i] ?? []).filter((param) => places.get(param.path) === param);
    const when = readWhen(entry, i, written, context);
    if (isSampled && entry.key !== "zip" && isDrawn(entry.value)) {
      if (drawn.length === 0) drawnAfter = axes.length;
      const axis = own[0] && readDrawn(own[0], subjects, problems);
      if (axis !== undefined) drawn.push(axis);
      if (entry.when !== undefined) problems.push(drawnWhen(i));
      return;
    }
    const params = own.flatMap((param): VariedParam[] => {
      const values = readValues(param, subjects, problems);
      return values === undefined ? [] : [{ path: param.path, values }];
    });
    const axis = entry.key === "zip" ? zipped(entry.value, params, i, problems) : params[0];
    if (axis !== undefined) axes.push({ ...axis, ...(when !== undefined && { when }) });
  });
  problems.push(...sizeConflicts(definition, places));
  return { axes, drawn, drawnAfter };
}

/** The parameters that an entry names, whatever their values are. */
function writtenParams(entry: AxisEntry | undefined, i: number): readonly WrittenParam[] {
  if (entry === undefined) return [];
  const { key, value } = entry;
  if (key !== "zip") return [{ path: key, value, at: ["axes", i, key] }];
  return (Array.isArray(value) ? value.slice(0, MAX_AXES) : []).flatMap((member: unknown, j) => {
    const own = entryOf(member);
    if (own === undefined || own.when !== undefined) return [];
    return [{ path: own.key, value: own.value, at: ["axes", i, "zip", j, own.key] }];
  });
}

/** The first place of each path; a second one is a mistake. */
function placesOf(
  written: readonly WrittenParam[],
  problems: Problem[],
): ReadonlyMap<string, WrittenParam> {
  const places = new Map<string, WrittenParam>();
  for (const param of written) {
    const first = places.get(param.path);
    if (first === undefined) places.set(param.path, param);
    else {
      const [i, j] = [first, param].map(({ at }) => String(at[1]));
      const who =
        i === j
          ? `axis ${i} varies ${param.path} twice`
          : `axes ${i} and ${j} both vary ${param.path}`;
      const pointer = pointerOf(param.at);
      problems.push({
        code: "DUPLICATE",
        message: who,
        pointer,
        hint: "put all values in one axis",
      });
    }
  }
  return places;
}

/** Several parameters as one axis; undefined if their form or their lengths are wrong. */
function zipped(
  value: unknown,
  params: readonly VariedParam[],
  i: number,
  problems: Problem[],
): Axis | undefined {
  const pointer = pointerOf(["axes", i, "zip"]);
  if (!Array.isArray(value) || value.length < 2 || value.length > MAX_AXES) {
    const message = `zip takes a list of 2 to ${MAX_AXES} mappings with one key each, not ${show(value)}`;
    const hint = 'write "- zip: [{ cores: [1, 2] }, { nicPorts: [1, 4] }]"';
    problems.push({ code: "WRONG_TYPE", message, pointer, hint });
    return undefined;
  }
  value.forEach((member: unknown, j) => {
    const entry = entryOf(member);
    const at = pointerOf(["axes", i, "zip", j]);
    if (entry === undefined) problems.push({ ...entryMistake(member), pointer: at });
    else if (entry.when !== undefined) {
      const message = "a zip applies as a whole";
      problems.push({
        code: "CONFLICT",
        message,
        pointer: `${at}/when`,
        hint: "write when beside zip",
      });
    }
  });
  if (params.length < value.length) return undefined;
  const lengths = params.map(({ values }) => values.length);
  if (new Set(lengths).size > 1) {
    const named = params.map(({ path, values }) => `${path} has ${values.length}`).join(", ");
    const message = `the parameters of a zip take their values together: ${named}`;
    problems.push({ code: "CONFLICT", message, pointer, hint: "give all of them as many values" });
    return undefined;
  }
  const rows = (params[0]?.values ?? []).map((_, n) =>
    params.map(({ values }) => values[n]).join(),
  );
  const twice = rows.findIndex((row, n) => rows.indexOf(row) < n);
  if (twice >= 0) {
    const message = `the values at ${rows.indexOf(rows[twice] ?? "")} and ${twice} are the same`;
    problems.push({ code: "DUPLICATE", message, pointer, hint: "leave one of them out" });
    return undefined;
  }
  return { zip: params };
}

/** `when` may ask for what is settled before its axis: the system and the axes above. */
function readWhen(
  { when }: AxisEntry,
  i: number,
  written: readonly (readonly WrittenParam[])[],
  { subjects, isComplete, problems }: AxesContext,
): string | undefined {
  if (when === undefined) return undefined;
  const later = new Set(written.slice(i).flatMap((params) => params.map(({ path }) => path)));
  if (later.has("cores")) later.add("hardwareThreads");
  if (later.has("hardwareThreads")) later.add("cores");
  const refused = new Map(
    [...later].map((path) => [
      path,
      `${path} varies here or below: ask for axes above, or use where`,
    ]),
  );
  refused.set("load", "loads are chosen after the axes: use where");
  const vocabulary = isComplete ? vocabularyOf(subjects, refused) : undefined;
  return readCondition(when, ["axes", i, "when"], vocabulary, problems);
}

const drawnWhen = (i: number): Problem => ({
  code: "CONFLICT",
  message: "an axis that is drawn from varies everywhere",
  pointer: pointerOf(["axes", i, "when"]),
  hint: "use where on the definition",
});

/** Cores and hardware threads say the same thing: of axes and fields, only one may say it. */
function sizeConflicts(definition: unknown, places: ReadonlyMap<string, WrittenParam>): Problem[] {
  const pairs = [
    ["cores", "hardwareThreads"],
    ["hardwareThreads", "cores"],
  ] as const;
  const order = [...places.keys()];
  return pairs.flatMap(([path, other]): Problem[] => {
    const place = places.get(path);
    if (place === undefined) return [];
    // Two such axes are one mistake, reported at the second.
    const isTwice = places.has(other);
    const isAxis = isTwice && order.indexOf(other) < order.indexOf(path);
    if (!isAxis && (isTwice || !hasField(definition, other))) return [];
    const message = `${path} and ${other} say the same thing twice`;
    const hint = isAxis ? "give one of them" : `remove ${other}, or vary it instead`;
    return [{ code: "CONFLICT", message, pointer: pointerOf(place.at), hint }];
  });
}

/** Whether a field is given at the top or in one of the systems. */
function hasField(definition: unknown, key: string): boolean {
  const { systems } = definition as { systems?: unknown };
  return [definition, ...(Array.isArray(systems) ? (systems as unknown[]) : [])].some(
    (part) => part !== null && typeof part === "object" && Object.hasOwn(part, key),
  );
}
