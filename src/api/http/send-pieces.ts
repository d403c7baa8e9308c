/**
 * A body that comes in pieces: what the client has not taken is not made, and nothing is made for a client that has
 * gone. A failure in the middle cuts the connection rather than end the body as if it were whole.
 */
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { Response } from "express";

/** Trouble before the first piece is thrown while it can still be said: nothing has been sent then. */
export async function sendPieces(
  res: Response,
  headers: Readonly<Record<string, string>>,
  pieces: AsyncGenerator<Uint8Array>,
): Promise<void> {
  const first = await pieces.next();
  res.set(headers);
  await pipeline(Readable.from(resumed(first, pieces)), res).catch((error: unknown) => {
    if (!isGone(error)) throw error;
  });
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
