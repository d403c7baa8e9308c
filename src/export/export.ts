/** An export: a grain of an experiment in a format, as bytes that come piece by piece. */
import type { Format } from "./formats/contract.ts";
import { FORMATS } from "./formats/registry.ts";
import type { Grain } from "./grains/contract.ts";
import { GRAINS } from "./grains/registry.ts";
import type { ExportSource } from "./source.ts";

export interface ExportChoice {
  readonly grain: Grain;
  readonly format: Format;
  /** Whether provenance stands above the table as `# ` lines. */
  readonly comments: boolean;
}

export interface ExportProblem {
  readonly code: "UNKNOWN_GRAIN" | "UNKNOWN_FORMAT" | "NO_COMMENTS";
  readonly message: string;
}

export type ChosenExport =
  | { readonly ok: true; readonly choice: ExportChoice }
  | { readonly ok: false; readonly problems: readonly ExportProblem[] };

/** What someone asked for, or everything that is wrong with it. */
export function chooseExport(grainId: string, formatId: string, comments: boolean): ChosenExport {
  const grain = GRAINS.find(({ id }) => id === grainId);
  const format = FORMATS.find(({ id }) => id === formatId);
  const problems: ExportProblem[] = [];
  if (grain === undefined) {
    const message = `There is no grain "${grainId}"; there are ${idsOf(GRAINS)}.`;
    problems.push({ code: "UNKNOWN_GRAIN", message });
  }
  if (format === undefined) {
    const message = `There is no format "${formatId}"; there are ${idsOf(FORMATS)}.`;
    problems.push({ code: "UNKNOWN_FORMAT", message });
  }
  if (comments && format?.hasComments === false) {
    const able = idsOf(FORMATS.filter(({ hasComments }) => hasComments));
    const message = `${format.id} has no room for a header of comments; ${able} has.`;
    problems.push({ code: "NO_COMMENTS", message });
  }
  if (grain === undefined || format === undefined || problems.length > 0) {
    return { ok: false, problems };
  }
  return { ok: true, choice: { grain, format, comments } };
}

const idsOf = (members: readonly { readonly id: string }[]): string =>
  members.map(({ id }) => id).join(", ");

export async function* exportBytes(
  source: ExportSource,
  { grain, format, comments }: ExportChoice,
): AsyncGenerator<Uint8Array> {
  const provenance = provenanceOf(source, grain);
  yield* format.write({ ...(await grain.tableOf(source)), provenance }, comments);
}

function provenanceOf(
  { definition, definitionHash, modelVersion, stored }: ExportSource,
  grain: Grain,
): readonly (readonly [string, string])[] {
  return [
    ...(stored === undefined
      ? []
      : ([
          ["experiment", String(stored.number)],
          ["experimentId", stored.id],
        ] as const)),
    ["name", definition.name],
    ["definitionHash", definitionHash],
    ["modelVersion", modelVersion],
    ["grain", grain.id],
  ];
}
