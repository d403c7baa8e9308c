/** Where ixlab listens and where it keeps what it knows. */
import { accessSync, constants, existsSync, statfsSync } from "node:fs";
import path from "node:path";
import type { Config } from "../../config.ts";
import { postgresPortOf } from "../data-folder-lock.ts";
import { isPortFree } from "../free-port.ts";
import { fair, type Finding, good, wrong } from "./finding.ts";

const GB = 1e9;
/** Below the first the embedded Postgres soon stops, below the second it should be watched. */
const LEAST_DISK = 0.5 * GB;
const AMPLE_DISK = 2 * GB;
const ANSWER_MS = 1000;

export async function checkPort({ IXLAB_HOST: host, IXLAB_PORT: port }: Config): Promise<Finding> {
  const place = `${host}:${port}`;
  if (port === 0) return good("port", "any free one");
  try {
    if (await isPortFree(port, host)) return good("port", `${place} is free`);
  } catch (error) {
    const advice = "set IXLAB_HOST to an address of this machine, IXLAB_PORT to 1024 or more";
    return wrong("port", (error as Error).message, advice);
  }
  const name = host === "0.0.0.0" ? "127.0.0.1" : host.includes(":") ? `[${host}]` : host;
  if (await isIxlab(`http://${name}:${port}`)) return good("port", `ixlab serves on ${place}`);
  const advice = "another program listens there; serve takes the next free port, or set IXLAB_PORT";
  return fair("port", `${place} is taken`, advice);
}

async function isIxlab(url: string): Promise<boolean> {
  try {
    const response = await fetch(`${url}/livez`, { signal: AbortSignal.timeout(ANSWER_MS) });
    return response.headers.has("x-request-id");
  } catch {
    return false;
  }
}

export function checkDataFolder({ IXLAB_DATA: folder }: Config): Finding {
  const whole = path.resolve(folder);
  const standing = nearestThatExists(whole);
  try {
    accessSync(standing, constants.W_OK | constants.X_OK);
  } catch {
    const advice = "set IXLAB_DATA to a folder that you may write to";
    return wrong("data folder", `${standing} cannot be written to`, advice);
  }
  const { bavail, bsize } = statfsSync(standing);
  const free = bavail * bsize;
  const holder = postgresPortOf(whole);
  const used = holder === undefined ? "" : `; ixlab runs on it, Postgres on port ${holder}`;
  const isNew = standing === whole ? "" : " (it will be made)";
  const found = `${whole}${isNew}, ${(free / GB).toFixed(1)} GB free${used}`;
  const advice = "make room, or set IXLAB_DATA to a larger disk";
  if (free < LEAST_DISK) return wrong("data folder", found, advice);
  return free < AMPLE_DISK ? fair("data folder", found, advice) : good("data folder", found);
}

function nearestThatExists(folder: string): string {
  const parent = path.dirname(folder);
  return existsSync(folder) || parent === folder ? folder : nearestThatExists(parent);
}
