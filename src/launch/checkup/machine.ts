/** Node, memory and the built program. */
import { existsSync, readFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import type { Config } from "../../config.ts";
import { packageRoot } from "../package-root.ts";
import { fair, type Finding, good, wrong } from "./finding.ts";

const MIB = 2 ** 20;

/** @param version as `process.versions.node` has it. */
export function checkNode(version: string): Finding {
  const manifest = readFileSync(path.join(packageRoot, "package.json"), "utf8");
  const { engines } = JSON.parse(manifest) as { engines: { node: string } };
  const least = engines.node.replace(">=", "");
  const isEnough = isAtLeast(version, least);
  const found = `${version} on ${process.platform} ${process.arch}`;
  return isEnough
    ? good("node", found)
    : wrong("node", found, `install Node ${least} or later (https://nodejs.org)`);
}

/** Compares dotted numbers, the first that differs decides. */
function isAtLeast(version: string, least: string): boolean {
  const [have, want] = [version, least].map((text) => text.split(".").map(Number));
  const at = want?.findIndex((part, i) => part !== (have?.[i] ?? 0)) ?? -1;
  return at < 0 || (have?.[at] ?? 0) > (want?.[at] ?? 0);
}

export function checkMemory(config: Config): Finding {
  const free = freeBytes() / MIB;
  const wanted = config.IXLAB_CHILDREN * config.IXLAB_CHILD_MEMORY_MB;
  const found =
    `${gib(free)} free of ${gib(os.totalmem() / MIB)}; ${config.IXLAB_CHILDREN} simulations ` +
    `at a time may take ${gib(wanted)}`;
  if (free >= wanted) return good("memory", found);
  const advice = "large experiments may run out: lower IXLAB_CHILDREN or IXLAB_CHILD_MEMORY_MB";
  return fair("memory", found, advice);
}

/** What programs can still get: on Linux caches count as free. */
function freeBytes(): number {
  try {
    const text = readFileSync("/proc/meminfo", "utf8");
    return Number(/^MemAvailable:\s+(\d+) kB/m.exec(text)?.[1]) * 1024 || os.freemem();
  } catch {
    return os.freemem();
  }
}

const gib = (mib: number): string => `${(mib / 1024).toFixed(1)} GiB`;

export function checkProgram(): Finding {
  const parts = ["api/main.js", "workers/main.js", "web/index.html"];
  const missing = parts.filter((part) => !existsSync(path.join(packageRoot, "dist", part)));
  if (missing.length === 0) return good("program", "built");
  const advice = "`npm run build` makes them; ixlab run works without";
  return wrong("program", `dist/ lacks ${missing.join(", ")}`, advice);
}
