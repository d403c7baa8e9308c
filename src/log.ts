/** Structured log: JSON lines on standard error, one logger per process, named after its role. */
import { type Logger, pino, stdTimeFunctions } from "pino";

export type { Logger } from "pino";

/** Values under these names never reach the log: addresses of databases hold passwords. */
const SECRET = ["password", "token", "authorization", "databaseUrl", "redisUrl", "*.password"];

export function createLog(role: string, level: string): Logger {
  return pino(
    {
      level,
      base: { role, pid: process.pid },
      timestamp: stdTimeFunctions.isoTime,
      redact: { paths: SECRET, censor: "***" },
    },
    process.stderr,
  );
}

/** An address without its password, for people to read. */
export function withoutPassword(address: string): string {
  if (!URL.canParse(address)) return "(not an address)";
  const url = new URL(address);
  if (url.password !== "") url.password = "***";
  return url.href;
}
