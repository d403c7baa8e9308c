/** Which request the running code belongs to, for error answers and the log. */
import { AsyncLocalStorage } from "node:async_hooks";
import { randomUUID } from "node:crypto";
import type { NextFunction, Request, Response } from "express";

const current = new AsyncLocalStorage<string>();

export const newRequestId = (): string => randomUUID();

export function currentRequestId(): string {
  return current.getStore() ?? newRequestId();
}

/** Gives every request an id, and names it in the answer. */
export function requestId(_req: Request, res: Response, next: NextFunction): void {
  const id = newRequestId();
  res.setHeader("x-request-id", id);
  current.run(id, next);
}
