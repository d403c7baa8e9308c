/**
 * Prisma's own command line, without a download: `node scripts/prisma.mjs <prisma arguments>`.
 *
 * Prisma 7 fetches a native schema engine on first use and fails where the network is closed. It
 * takes any executable named by PRISMA_SCHEMA_ENGINE_BINARY instead, so we name our own, which is
 * Prisma's WebAssembly engine from the npm registry (schema-engine.mjs). An engine that the user
 * names wins.
 */
import { spawnSync } from "node:child_process";
import { chmodSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { fileURLToPath } from "node:url";

const engine = fileURLToPath(new URL("schema-engine.mjs", import.meta.url));

/** Prisma starts the engine by itself, so the file must be executable: archives may forget that. */
function makeExecutable(file) {
  try {
    chmodSync(file, 0o755);
  } catch {
    // A read-only checkout: the bit was set when it was packed, or Prisma will say so.
  }
}

function prismaEntry() {
  const manifest = createRequire(import.meta.url).resolve("prisma/package.json");
  return path.join(path.dirname(manifest), "build", "index.js");
}

makeExecutable(engine);
const { status, signal, error } = spawnSync(
  process.execPath,
  [prismaEntry(), ...process.argv.slice(2)],
  {
    stdio: "inherit",
    cwd: path.dirname(path.dirname(engine)),
    env: { PRISMA_SCHEMA_ENGINE_BINARY: engine, PRISMA_HIDE_UPDATE_MESSAGE: "1", ...process.env },
  },
);
if (error !== undefined) console.error(`prisma could not be started: ${error.message}`);
process.exit(status ?? (signal === null ? 1 : 128));
