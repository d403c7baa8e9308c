/** The end of every HTTP request that went wrong: JSON, with a code, never a page or a stack. */
import type { ErrorRequestHandler, Request, Response } from "express";
import type { Logger } from "../../log.ts";
import { ApiError, type ErrorCode, errorKind, presentError, toFormatted } from "../errors.ts";
import { MAX_BODY_BYTES } from "./body.ts";
import { currentRequestId } from "./request-id.ts";

export function sendError(res: Response, error: unknown): void {
  const body = toFormatted(error, currentRequestId());
  const kind = errorKind(body.extensions?.["code"]);
  if (kind?.retryAfterSeconds !== undefined) res.setHeader("retry-after", kind.retryAfterSeconds);
  res.status(kind?.status ?? 500).json({ errors: [body] });
}

/** What express and its body parser mean by the `type` and `status` of their errors. */
function fromHttp(error: unknown): unknown {
  if (error instanceof ApiError || typeof error !== "object" || error === null) return error;
  const { type, status } = error as { readonly type?: unknown; readonly status?: unknown };
  const say = (code: ErrorCode, message: string) => new ApiError(code, message);
  if (type === "entity.parse.failed") return say("BAD_REQUEST", "The body is not valid JSON.");
  if (type === "entity.too.large") {
    return say("PAYLOAD_TOO_LARGE", `The body may have at most ${MAX_BODY_BYTES} bytes.`);
  }
  if (status === 413) return say("PAYLOAD_TOO_LARGE", "The body is too large.");
  if (status === 415) return say("UNSUPPORTED_MEDIA_TYPE", "This encoding is not supported.");
  if (status === 404) return say("NOT_FOUND", "There is nothing here.");
  // Only what the request did wrong; a status of 5xx is our own trouble and stays masked.
  if (typeof status === "number" && status >= 400 && status < 500) {
    return say("BAD_REQUEST", "The request cannot be read.");
  }
  return error;
}

export function errorHandler(log: Logger): ErrorRequestHandler {
  return (error: unknown, req, res, next) => {
    const meant = fromHttp(error);
    const requestId = currentRequestId();
    if (presentError(meant, requestId).unexpected) {
      log.error({ err: meant, requestId, path: req.path }, "request failed");
    }
    if (res.headersSent) next(error);
    else sendError(res, meant);
  };
}

export function notFound(_req: Request, res: Response): void {
  sendError(res, new ApiError("NOT_FOUND", "There is nothing here."));
}
