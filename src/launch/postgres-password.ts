/**
 * The password of the embedded Postgres: random, made once, readable by this user only. Loopback is
 * shared by everyone on the machine, so being local is not enough to be let in.
 */
import { randomBytes } from "node:crypto";
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";

export function readOrMakePassword(dataFolder: string): string {
  const file = path.join(dataFolder, "postgres-password");
  if (!existsSync(file)) {
    mkdirSync(dataFolder, { recursive: true });
    writeFileSync(file, randomBytes(24).toString("base64url"), { mode: 0o600, flag: "wx" });
  }
  chmodSync(file, 0o600); // a copy or a restored backup may have opened it
  return readFileSync(file, "utf8").trim();
}
