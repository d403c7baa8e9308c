/**
 * An experiment as a table: /experiments/12/export/point.csv, or run, series, histogram, and .jsonl, .parquet.
 * With ?header=true a CSV opens with `# ` lines that say where it comes from.
 */
import type { Request, Response } from "express";
import { readExperimentByNumber } from "../../db/read/experiments.ts";
import { chooseExport, type ExportChoice, exportBytes } from "../../export/export.ts";
import type { Services } from "../context.ts";
import { ApiError, badInput } from "../errors.ts";
import { storedSource } from "../experiment/export-source.ts";
import { sendPieces } from "./send-pieces.ts";

export function exportFile({ db }: Services) {
  return async (req: Request, res: Response): Promise<void> => {
    const choice = choiceOf(req);
    const digits = String(req.params["number"]);
    const number = /^[1-9][0-9]{0,8}$/.test(digits) ? Number(digits) : 0;
    const experiment = await readExperimentByNumber(db, number);
    if (experiment === null) throw new ApiError("NOT_FOUND", "There is no such experiment.");
    const headers = {
      "cache-control": "no-cache",
      "content-type": choice.format.contentType,
      "content-disposition": `attachment; filename="${nameOf(number, choice)}"`,
    };
    await sendPieces(res, headers, exportBytes(storedSource(db, experiment), choice));
  };
}

const nameOf = (number: number, { grain, format }: ExportChoice): string =>
  `experiment-${number}-${grain.id}.${format.id}`;

function choiceOf({ params, query }: Request): ExportChoice {
  const header = query["header"] ?? "false";
  if (header !== "true" && header !== "false") throw badInput("header is true or false.");
  const chosen = chooseExport(String(params["grain"]), String(params["format"]), header === "true");
  if (chosen.ok) return chosen.choice;
  const message = chosen.problems.map((problem) => problem.message).join(" ");
  const isAddressWrong = chosen.problems.some(({ code }) => code !== "NO_COMMENTS");
  throw isAddressWrong ? new ApiError("NOT_FOUND", message) : badInput(message);
}
