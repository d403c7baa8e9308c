/**
 * Where things lie, seen from wherever this code runs: from `dist/` in production, from `src/` in
 * tests. The package root holds `prisma/`, `scripts/` and `dist/`.
 */
import { existsSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";

function findRoot(): string {
  let folder = path.dirname(fileURLToPath(import.meta.url));
  while (!existsSync(path.join(folder, "prisma", "schema.prisma"))) {
    const parent = path.dirname(folder);
    if (parent === folder)
      throw new Error("ixlab is not complete: prisma/schema.prisma is missing");
    folder = parent;
  }
  return folder;
}

export const packageRoot: string = findRoot();

/** A file of the package; says how to make it if it is missing. */
function file(...segments: string[]): string {
  const at = path.join(packageRoot, ...segments);
  if (!existsSync(at)) {
    throw new Error(`${path.join(...segments)} is missing: run \`npm run build\` first`);
  }
  return at;
}

export const apiEntry = () => file("dist", "api", "main.js");
export const workerEntry = () => file("dist", "workers", "main.js");
export const prismaScript = () => file("scripts", "prisma.mjs");
export const leashScript = () => file("scripts", "leash.mjs");
