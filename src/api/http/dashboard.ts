/** The dashboard as built into dist/web: files, and index.html for every page of its own. */
import { existsSync } from "node:fs";
import path from "node:path";
import express, { type NextFunction, type Request, type Response, Router } from "express";

/** Only what comes from here; styles inline, because plots set them on their elements. */
const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "font-src 'self'",
  "connect-src 'self'",
  "manifest-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join("; ");

export function securityHeaders(_req: Request, res: Response, next: NextFunction): void {
  res.setHeader("content-security-policy", POLICY);
  res.setHeader("x-content-type-options", "nosniff");
  res.setHeader("referrer-policy", "no-referrer");
  res.setHeader("cross-origin-opener-policy", "same-origin");
  res.setHeader("cross-origin-resource-policy", "same-origin");
  next();
}

/** Names with a hash of their content never change; everything else is asked for again. */
const FOREVER = "public, max-age=31536000, immutable";
const CHECK = "no-cache";

export function dashboard(folder: string): Router {
  const router = Router();
  const index = path.join(folder, "index.html");
  router.use(
    express.static(folder, {
      index: false,
      redirect: false,
      dotfiles: "ignore",
      setHeaders: (res, file) => {
        const isHashed = path.relative(folder, file).startsWith(`assets${path.sep}`);
        res.setHeader("cache-control", isHashed ? FOREVER : CHECK);
      },
    }),
  );
  // A missing file is a mistake; any other address may be a page of the dashboard.
  router.get(/^\/(?!assets\/)[^.]*$/, (_req, res, next) => {
    if (!existsSync(index)) {
      next();
      return;
    }
    res.setHeader("cache-control", CHECK);
    res.sendFile(index, { dotfiles: "allow" });
  });
  return router;
}
