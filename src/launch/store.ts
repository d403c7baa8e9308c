/** The Postgres of this start: the one that was named, or an embedded one. */
import type { Config } from "../config.ts";
import { withoutPassword } from "../log.ts";
import type { Closing } from "./closing.ts";
import { startEmbeddedPostgres } from "./embedded-postgres.ts";

export interface Store {
  readonly url: string;
  readonly kind: "embedded" | "given";
  /** Tells who else comes to this data folder where the dashboard is. */
  describe(url: string): void;
}

export async function openStore(
  config: Config,
  closing: Closing,
  onNews: (sentence: string) => void,
): Promise<Store> {
  const given = config.DATABASE_URL;
  if (given !== undefined) {
    onNews(`Postgres: ${withoutPassword(given)}`);
    return { url: given, kind: "given", describe: () => {} };
  }
  const postgres = await startEmbeddedPostgres(config.IXLAB_DATA);
  closing.add(() => postgres.stop());
  const how = postgres.adopted ? "found running" : "started";
  onNews(`Postgres: embedded, ${how} on port ${postgres.port}, data in ${postgres.data}`);
  if (postgres.isTemporary) {
    onNews(
      "The data lies in the system's temporary directory: Postgres does not run as root, and other " +
        "users cannot pass through the data folder. Set IXLAB_DATA to keep it elsewhere.",
    );
  }
  return {
    url: postgres.url,
    kind: "embedded",
    describe: (url) => postgres.lock.describe({ url }),
  };
}
