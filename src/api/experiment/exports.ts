/** The files in which an experiment can be had as a table (src/api/http/export-file.ts serves them). */
import { FORMATS } from "../../export/formats/registry.ts";
import { GRAINS } from "../../export/grains/registry.ts";
import { builder } from "../builder.ts";

interface ExportFile {
  readonly grain: string;
  readonly rows: string;
  readonly format: string;
  readonly path: string;
}

export const ExportFileRef = builder.objectRef<ExportFile>("ExportFile").implement({
  description: "An experiment as a table.",
  fields: (t) => ({
    grain: t.exposeString("grain", { description: "Id of what a row is, as in point." }),
    rows: t.exposeString("rows", { description: "What a row is, as a sentence." }),
    format: t.exposeString("format", { description: "Name of the format, for people." }),
    path: t.exposeString("path", { description: "Address of the file at this service." }),
  }),
});

export function exportsOf(number: number): readonly ExportFile[] {
  return GRAINS.flatMap((grain) =>
    FORMATS.map((format) => ({
      grain: grain.id,
      rows: grain.doc,
      format: format.title,
      path: `/experiments/${number}/export/${grain.id}.${format.id}`,
    })),
  );
}
