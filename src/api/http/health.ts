/** Whether the process lives, and whether it can serve: two questions of two different askers. */
import type { Request, Response } from "express";
import { readReadiness } from "../../db/read/readiness.ts";
import type { Db } from "../../db/read/stored.ts";

/** Alive: the event loop answers. A restart would not mend a database that is down. */
export function livez(_req: Request, res: Response): void {
  res.json({ status: "ok" });
}

export function readyz(db: Db) {
  return async (_req: Request, res: Response): Promise<void> => {
    const readiness = await readReadiness(db);
    if (readiness === "READY") {
      res.json({ status: "ok" });
      return;
    }
    res.setHeader("retry-after", "2");
    res.status(503).json({ status: readiness });
  };
}
