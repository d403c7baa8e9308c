/** What is served at which address over HTTP. */
import { expressMiddleware } from "@as-integrations/express5";
import type { ApolloServer } from "@apollo/server";
import express, { type Express, type NextFunction, type Request, type Response } from "express";
import type { Logger } from "../../log.ts";
import { type ApiContext, makeContext, type Services } from "../context.ts";
import { ApiError } from "../errors.ts";
import { jsonBody, utf8Only } from "./body.ts";
import { dashboard, securityHeaders } from "./dashboard.ts";
import { errorHandler, notFound, sendError } from "./errors.ts";
import { exportFile } from "./export-file.ts";
import { livez, readyz } from "./health.ts";
import { PLOT_KINDS } from "../../experiment/plot-kind.ts";
import { plotFile } from "./plot-file.ts";
import { currentRequestId, requestId } from "./request-id.ts";

export interface AppOptions {
  readonly services: Services;
  readonly apollo: ApolloServer<ApiContext>;
  readonly log: Logger;
  /** Folder of the built dashboard. */
  readonly webFolder: string;
}

/** A request that takes longer is answered without its result. */
const ANSWER_TIMEOUT_MS = 15_000;

function answerInTime(_req: Request, res: Response, next: NextFunction): void {
  const timer = setTimeout(() => {
    if (res.headersSent) return;
    sendError(res, new ApiError("TIMEOUT", "The request took too long. Ask for less at once."));
  }, ANSWER_TIMEOUT_MS);
  res.once("close", () => clearTimeout(timer));
  next();
}

function onlyGetAndPost(req: Request, res: Response, next: NextFunction): void {
  if (req.method === "GET" || req.method === "POST") {
    next();
    return;
  }
  res.setHeader("allow", "GET, POST");
  next(new ApiError("METHOD_NOT_ALLOWED", `${req.method} is not allowed here.`));
}

/** Apollo expects a body on every request. */
function emptyBody(req: Request, _res: Response, next: NextFunction): void {
  if (!("body" in req) || req.body === undefined) Object.assign(req, { body: {} });
  next();
}

export function makeApp({ services, apollo, log, webFolder }: AppOptions): Express {
  const app = express();
  app.disable("x-powered-by");
  app.disable("etag");
  app.use(requestId, securityHeaders);
  app.get("/livez", livez);
  app.get("/readyz", readyz(services.db));
  app.use(
    "/graphql",
    onlyGetAndPost,
    answerInTime,
    utf8Only,
    jsonBody,
    emptyBody,
    expressMiddleware(apollo, {
      context: async () => makeContext(services, currentRequestId()),
    }),
  );
  for (const kind of PLOT_KINDS) {
    app.get(`/experiments/:number/plots/${kind}.svg`, plotFile(services, kind));
  }
  app.get("/experiments/:number/export/:grain.:format", exportFile(services));
  app.use(dashboard(webFolder));
  app.use(notFound);
  app.use(errorHandler(log));
  return app;
}
