/**
 * Builds everything that runs into dist/: the Prisma client, the dashboard and the programs.
 * Each part is skipped if its inputs have not changed since it was last built.
 */
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "rolldown";

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "..");
process.chdir(root);

const bin = (name) => path.join("node_modules", ".bin", name);

/** Every file below the given files and folders, sorted, without what builds generate. */
function filesOf(inputs) {
  const generated = new Set(["src/db/generated", "web/src/gql"]);
  const walk = (p) => {
    if (generated.has(p)) return [];
    if (!statSync(p).isDirectory()) return [p];
    return readdirSync(p)
      .sort()
      .flatMap((name) => walk(path.posix.join(p, name)));
  };
  return inputs.filter(existsSync).flatMap(walk);
}

function stampOf(inputs) {
  const hash = createHash("sha256").update(process.version);
  for (const file of filesOf([...inputs, "package-lock.json", "scripts/build.mjs"])) {
    hash.update(file).update("\0").update(readFileSync(file)).update("\0");
  }
  return hash.digest("hex");
}

/** Runs one part unless its stamp says that nothing changed and its output is still there. */
async function part(name, inputs, output, make) {
  const stampFile = path.join("dist", ".stamps", name);
  const stamp = stampOf(inputs);
  const fresh =
    existsSync(output) && existsSync(stampFile) && readFileSync(stampFile, "utf8") === stamp;
  if (fresh) return;
  const started = performance.now();
  await make();
  mkdirSync(path.dirname(stampFile), { recursive: true });
  writeFileSync(stampFile, stamp);
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  process.stderr.write(`built ${name} in ${seconds} s\n`);
}

function run(command, args) {
  const result = spawnSync(command, args, { encoding: "utf8" });
  if (result.status === 0) return;
  process.stderr.write(`${result.stdout ?? ""}${result.stderr ?? ""}${result.error ?? ""}\n`);
  throw new Error(`${[command, ...args].join(" ")} failed`);
}

await part("prisma-client", ["prisma/schema.prisma"], "src/db/generated/client.ts", () =>
  run(process.execPath, ["scripts/prisma.mjs", "generate"]),
);

await part(
  "dashboard",
  ["web", "src/plot", "src/api/schema.graphql"],
  "dist/web/index.html",
  () => {
    run(bin("graphql-codegen"), ["--config", "web/codegen.ts"]);
    run(bin("vite"), ["build", "web", "--logLevel", "warn"]);
  },
);

await part("programs", ["src", "bench", "prisma/schema.prisma"], "dist/cli/main.js", () =>
  build({
    input: {
      "cli/main": "src/cli/main.ts",
      "cli/run-thread": "src/cli/run-thread.ts",
      "api/main": "src/api/main.ts",
      "workers/main": "src/workers/main.ts",
      "workers/child": "src/workers/child.ts",
      "bench/main": "bench/main.ts",
    },
    // What is installed is not bundled.
    external: (id) => !/^[./]/.test(id) && !path.isAbsolute(id),
    platform: "node",
    transform: { target: "node20.19" },
    output: {
      dir: "dist",
      // The simulator is one scope whose constants stay constants: its columns are read without a look-up.
      codeSplitting: {
        groups: [
          {
            name: "simulator",
            test: /src\/(engine|hw|tcp|dataplane|controlplane|workload|stats|experiment)\//,
          },
        ],
      },
      format: "esm",
      sourcemap: true,
      entryFileNames: "[name].js",
      chunkFileNames: "chunks/[name]-[hash].js",
    },
    logLevel: "warn",
  }),
);
