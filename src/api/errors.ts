/**
 * Errors as clients see them: a table of codes with their HTTP status, and the one place where
 * whatever was thrown becomes one of them. Anything not made here is masked; the log has the rest
 * under the request id.
 */
import { GraphQLError, type GraphQLFormattedError } from "graphql";
import { databaseTrouble } from "../db/read/trouble.ts";

interface ErrorKind {
  readonly status: number;
  /** True if the same request may succeed later. */
  readonly retryable?: boolean;
  readonly retryAfterSeconds?: number;
}

/** Every code that a client can meet in `errors[].extensions.code`. */
export const ERROR_KINDS = Object.freeze({
  BAD_REQUEST: { status: 400 },
  BAD_USER_INPUT: { status: 400 },
  INVALID_CURSOR: { status: 400 },
  GRAPHQL_PARSE_FAILED: { status: 400 },
  GRAPHQL_VALIDATION_FAILED: { status: 400 },
  OPERATION_RESOLUTION_FAILURE: { status: 400 },
  PERSISTED_QUERY_NOT_SUPPORTED: { status: 400 },
  QUERY_TOO_COMPLEX: { status: 400 },
  NOT_FOUND: { status: 404 },
  METHOD_NOT_ALLOWED: { status: 405 },
  PAYLOAD_TOO_LARGE: { status: 413 },
  UNSUPPORTED_MEDIA_TYPE: { status: 415 },
  TOO_MANY_SUBSCRIPTIONS: { status: 429, retryable: true },
  INTERNAL_SERVER_ERROR: { status: 500 },
  SERVICE_UNAVAILABLE: { status: 503, retryable: true, retryAfterSeconds: 2 },
  TIMEOUT: { status: 504, retryable: true },
} satisfies Record<string, ErrorKind>);

export type ErrorCode = keyof typeof ERROR_KINDS;

export function errorKind(code: unknown): ErrorKind | null {
  if (typeof code !== "string" || !Object.hasOwn(ERROR_KINDS, code)) return null;
  return ERROR_KINDS[code as ErrorCode];
}

/** An error whose text is meant for the client. */
export class ApiError extends GraphQLError {
  constructor(code: ErrorCode, message: string) {
    super(message, { extensions: { code } });
  }
}

export const badInput = (message: string): ApiError => new ApiError("BAD_USER_INPUT", message);

export interface PresentedError {
  readonly message: string;
  readonly code: string;
  /** True if nobody expected it: it goes to the log. */
  readonly unexpected: boolean;
}

/** By its tag, not its class: a bundler or test runner may load graphql twice. */
export function isGraphqlError(error: unknown): error is GraphQLError {
  return Object.prototype.toString.call(error) === "[object GraphQLError]";
}

/** The error and what it was made from, outermost first. */
function chainOf(thrown: unknown): readonly unknown[] {
  const chain = [thrown];
  let inner = thrown;
  while (isGraphqlError(inner) && inner.originalError != null && chain.length < 8) {
    inner = inner.originalError;
    chain.push(inner);
  }
  return chain;
}

/** What a client may know of anything that was thrown. */
export function presentError(thrown: unknown, requestId: string): PresentedError {
  const chain = chainOf(thrown);
  const ours = chain.find((error) => error instanceof ApiError);
  if (ours !== undefined) {
    return { message: ours.message, code: String(ours.extensions["code"]), unexpected: false };
  }
  const trouble = databaseTrouble(chain.at(-1));
  if (trouble === "UNAVAILABLE") {
    const message = "The database cannot be reached. Try again in a moment.";
    return { message, code: "SERVICE_UNAVAILABLE", unexpected: true };
  }
  if (trouble === "TOO_SLOW") {
    const message = "The request took too long. Ask for less at once.";
    return { message, code: "TIMEOUT", unexpected: true };
  }
  return (
    aboutRequest(chain) ?? {
      message: `Internal error (request ${requestId}).`,
      code: "INTERNAL_SERVER_ERROR",
      unexpected: true,
    }
  );
}

/** Errors that graphql or Apollo made about the request itself, not while a resolver ran. */
function aboutRequest(chain: readonly unknown[]): PresentedError | null {
  const [error] = chain;
  if (!isGraphqlError(error) || error.path !== undefined) return null;
  if (!chain.every(isGraphqlError)) return null;
  const code = error.extensions["code"] ?? "BAD_REQUEST";
  if (typeof code !== "string" || code === "INTERNAL_SERVER_ERROR") return null;
  return errorKind(code) === null ? null : { message: error.message, code, unexpected: false };
}

/** An error as it is written into an answer. */
export function toFormatted(
  thrown: unknown,
  requestId: string,
  where: Pick<GraphQLFormattedError, "locations" | "path"> = {},
): GraphQLFormattedError {
  const { message, code } = presentError(thrown, requestId);
  const kind = errorKind(code);
  return {
    message,
    ...(where.locations === undefined ? {} : { locations: where.locations }),
    ...(where.path === undefined ? {} : { path: where.path }),
    extensions: { code, requestId, retryable: kind?.retryable ?? false },
  };
}
