/** Everything that `ixlab serve` needs of a machine, looked at without changing anything. */
import type { Config } from "../../config.ts";
import type { Finding } from "./finding.ts";
import { checkMemory, checkNode, checkProgram } from "./machine.ts";
import { checkDataFolder, checkPort } from "./places.ts";
import { checkPostgres, checkQueue } from "./stores.ts";

export async function checkUp(config: Config): Promise<readonly Finding[]> {
  return [
    checkNode(process.versions.node),
    checkProgram(),
    checkMemory(config),
    checkDataFolder(config),
    await checkPort(config),
    await checkPostgres(config),
    await checkQueue(config),
  ];
}
