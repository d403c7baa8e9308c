/**
 * The body of a request: UTF-8 JSON of a bounded size. Checked as bytes, because once decoded a
 * damaged character can no longer be told from a sound one. (Numbers that a double cannot hold are
 * refused where they are used: they arrive as infinities, or beyond 2^53.)
 */
import { isUtf8 } from "node:buffer";
import type { IncomingMessage } from "node:http";
import express, { type NextFunction, type Request, type Response } from "express";
import { ApiError } from "../errors.ts";

export const MAX_BODY_BYTES = 256 * 1024;

/** Refuses every charset but UTF-8; a missing one means UTF-8. */
export function utf8Only(req: Request, _res: Response, next: NextFunction): void {
  const type = req.headers["content-type"] ?? "";
  const charset = /;\s*charset\s*=\s*"?([^";\s]+)"?/i.exec(type)?.[1];
  if (charset === undefined || /^utf-?8$/i.test(charset)) {
    next();
    return;
  }
  next(new ApiError("UNSUPPORTED_MEDIA_TYPE", "The charset must be UTF-8."));
}

export const jsonBody = express.json({
  limit: MAX_BODY_BYTES,
  type: "application/json",
  verify: (_req: IncomingMessage, _res, bytes: Buffer) => {
    if (!isUtf8(bytes)) throw new ApiError("BAD_REQUEST", "The body is not valid UTF-8.");
  },
});
