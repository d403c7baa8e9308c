/** Makes the folder that an embedded Postgres keeps its data in (initdb), once. */
import { spawnSync } from "node:child_process";
import { chownSync, existsSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import type { PostgresFiles } from "./postgres-files.ts";

/** The owner of everything in the embedded database. */
export const POSTGRES_USER = "ixlab";

/** Written after initdb: a folder without it was left half made by a crash. */
const MARK = "ixlab-complete";

export function ensureCluster(files: PostgresFiles, password: string): void {
  if (existsSync(path.join(files.data, MARK))) return;
  for (const name of readdirSync(files.data)) {
    rmSync(path.join(files.data, name), { recursive: true });
  }
  const passwordFile = `${files.data}.password`;
  writeFileSync(passwordFile, password, { mode: 0o600 });
  try {
    if (files.runAs.uid !== undefined && files.runAs.gid !== undefined) {
      chownSync(passwordFile, files.runAs.uid, files.runAs.gid);
    }
    initialise(files, passwordFile);
  } finally {
    rmSync(passwordFile, { force: true });
  }
  writeFileSync(path.join(files.data, MARK), "");
}

function initialise(files: PostgresFiles, passwordFile: string): void {
  const { status, stderr, error } = spawnSync(
    path.join(files.bin, "initdb"),
    [
      `--pgdata=${files.data}`,
      `--username=${POSTGRES_USER}`,
      "--auth=scram-sha-256",
      `--pwfile=${passwordFile}`,
      "--encoding=UTF8",
      "--locale=C",
      "--no-sync", // the first checkpoint writes it out; a crash before that starts over
    ],
    { ...files.runAs, cwd: path.parse(files.data).root, env: { LC_ALL: "C" }, encoding: "utf8" },
  );
  if (status !== 0) {
    throw new Error(`initdb could not make ${files.data}: ${stderr || error?.message || "?"}`);
  }
}
