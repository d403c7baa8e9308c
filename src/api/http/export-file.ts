/**
 * An experiment as a table: /experiments/12/export/point.csv, or run, series, histogram, and .jsonl, .parquet.
 * With ?header=true a CSV opens with `# ` lines that say where it comes from. The file is streamed: what the client
 * has not taken is not read, and a failure in the middle cuts the connection rather than end the file as if whole.
 */
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { Request, Response } from "express";
import { readExperimentByNumber } from "../../db/read/experiments.ts";
import { chooseExport, type ExportChoice, exportBytes } from "../../export/export.ts";
import type { Services } from "../context.ts";
import { ApiError, badInput } from "../errors.ts";
import { storedSource } from "../experiment/export-source.ts";

export function exportFile({ db }: Services) {
  return async (req: Request, res: Response): Promise<void> => {
    const choice = choiceOf(req);
    const digits = String(req.params["number"]);
    const number = /^[1-9][0-9]{0,8}$/.test(digits) ? Number(digits) : 0;
    const experiment = await readExperimentByNumber(db, number);
    if (experiment === null) throw new ApiError("NOT_FOUND", "There is no such experiment.");
    const pieces = exportBytes(storedSource(db, experiment), choice);
    // Trouble with the database shows here, while it can still be said.
    const first = await pieces.next();
    res.setHeader("cache-control", "no-cache");
    res.setHeader("content-type", choice.format.contentType);
    const name = `experiment-${number}-${choice.grain.id}.${choice.format.id}`;
    res.setHeader("content-disposition", `attachment; filename="${name}"`);
    await pipeline(Readable.from(resumed(first, pieces)), res).catch((error: unknown) => {
      if (!isGone(error)) throw error;
    });
  };
}

function choiceOf({ params, query }: Request): ExportChoice {
  const header = query["header"] ?? "false";
  if (header !== "true" && header !== "false") throw badInput("header is true or false.");
  const chosen = chooseExport(String(params["grain"]), String(params["format"]), header === "true");
  if (chosen.ok) return chosen.choice;
  const message = chosen.problems.map((problem) => problem.message).join(" ");
  const isAddressWrong = chosen.problems.some(({ code }) => code !== "NO_COMMENTS");
  throw isAddressWrong ? new ApiError("NOT_FOUND", message) : badInput(message);
}

async function* resumed(
  first: IteratorResult<Uint8Array, unknown>,
  rest: AsyncGenerator<Uint8Array>,
) {
  if (first.done !== true) yield first.value;
  yield* rest;
}

/** A client that went away, which is its right. */
const isGone = (error: unknown): boolean =>
  error instanceof Error && "code" in error && error.code === "ERR_STREAM_PREMATURE_CLOSE";
