/**
 * The quick gate: types, lint, format, boundaries, unused code and the fast tests; no services.
 * `--static` leaves out the tests (npm test runs them itself).
 */
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";

process.chdir(path.resolve(path.dirname(fileURLToPath(import.meta.url)), ".."));
const bin = (name) => path.join("node_modules", ".bin", name);

const generated = [
  [
    "Prisma client",
    "src/db/generated/client.ts",
    process.execPath,
    ["scripts/prisma.mjs", "generate"],
  ],
  [
    "GraphQL types",
    "web/src/gql/graphql.ts",
    bin("graphql-codegen"),
    ["--config", "web/codegen.ts"],
  ],
].filter(([, output]) => !existsSync(output));

/** Name, command, arguments, and whether its output is shown as it comes. */
const steps = [
  ...generated.map(([name, , command, args]) => [name, command, args]),
  ["types", bin("tsc"), ["-p", "tsconfig.json"]],
  ["types of the dashboard", bin("tsc"), ["-p", "web/tsconfig.json"]],
  ["lint", bin("oxlint"), ["--type-aware", "--quiet"]],
  ["format", bin("biome"), ["format"]],
  ["boundaries", bin("depcruise"), ["src", "web/src", "--config", ".dependency-cruiser.mjs"]],
  ["unused code", bin("knip"), []],
];
if (!process.argv.includes("--static")) {
  steps.push(["fast tests", bin("vitest"), ["run", "--project", "fast"], true]);
}

let failed = 0;
for (const [name, command, args, live] of steps) {
  const started = performance.now();
  const result = spawnSync(command, args, {
    encoding: "utf8",
    maxBuffer: 1 << 26,
    stdio: live ? "inherit" : "pipe",
  });
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  const ok = result.status === 0;
  process.stdout.write(`${ok ? "ok  " : "FAIL"} ${name} (${seconds} s)\n`);
  if (ok) continue;
  failed += 1;
  process.stdout.write(`${result.stdout ?? ""}${result.stderr ?? ""}${result.error ?? ""}\n`);
}
process.exit(failed === 0 ? 0 : 1);
