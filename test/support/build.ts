/** Builds the program once before tests that run it as users do: as processes from `dist/`. */
import { spawnSync } from "node:child_process";

export default function setup(): void {
  if (process.env["IXLAB_TEST_BUILT"] === "1") return;
  const built = spawnSync(process.execPath, ["scripts/build.mjs"], { encoding: "utf8" });
  if (built.status !== 0) {
    throw new Error(`the build failed:\n${built.stdout}\n${built.stderr}`);
  }
}
