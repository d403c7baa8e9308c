/** `ixlab serve`: API, dashboard, queue and workers, until interrupted. */
import { Command } from "commander";
import { serveOn, type ServiceOptions, withService, withServiceOptions } from "../service.ts";

export function serveCommand(): Command {
  return withServiceOptions(new Command("serve"))
    .description("start API, dashboard, queue and workers")
    .addHelpText(
      "after",
      `
Without DATABASE_URL an embedded Postgres is used, without REDIS_URL the queue
lives in it. Ctrl-C stops everything.

Example:
  ixlab serve --port 4000 --workers 2`,
    )
    .action((options: ServiceOptions) => withService(options, serveOn));
}
