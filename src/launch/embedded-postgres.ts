/**
 * A real Postgres without an installation: programs from the npm registry, data under the data
 * folder, on a loopback port, with a password. A server that outlived its launcher is adopted.
 */
import path from "node:path";
import { type DataFolderLock, lockDataFolder, postgresPortOf } from "./data-folder-lock.ts";
import { ensureCluster } from "./postgres-cluster.ts";
import { preparePostgresFiles } from "./postgres-files.ts";
import { readOrMakePassword } from "./postgres-password.ts";
import {
  addressOf,
  adoptServer,
  type PostgresServer,
  startServer,
  stopServer,
} from "./postgres-server.ts";

export interface EmbeddedPostgres extends PostgresServer {
  /** Address of the project's database, with password. `migrate deploy` makes the database. */
  readonly url: string;
  /** Folder of the cluster. */
  readonly data: string;
  /** True if the data had to go to the system's temporary directory. */
  readonly isTemporary: boolean;
  readonly lock: DataFolderLock;
  stop(): Promise<void>;
}

const DATABASE = "ixlab";

/** Address of the embedded Postgres that a running service has on this data folder, if there is one. */
export function runningPostgresUrl(dataFolder: string): string | undefined {
  const folder = path.resolve(dataFolder);
  const port = postgresPortOf(folder);
  return port === undefined ? undefined : addressOf(port, readOrMakePassword(folder), DATABASE);
}

export async function startEmbeddedPostgres(dataFolder: string): Promise<EmbeddedPostgres> {
  const folder = path.resolve(dataFolder);
  const lock = lockDataFolder(folder);
  try {
    const password = readOrMakePassword(folder);
    const files = preparePostgresFiles(folder);
    ensureCluster(files, password);
    const server = (await adoptServer(files, password)) ?? (await startServer(files, password));
    lock.describe({ postgresPort: server.port });
    return {
      ...server,
      url: addressOf(server.port, password, DATABASE),
      data: files.data,
      isTemporary: files.isTemporary,
      lock,
      async stop() {
        await stopServer(server);
        lock.release();
      },
    };
  } catch (error) {
    lock.release();
    throw error;
  }
}
