/**
 * A launcher of its own process, for tests that kill it: `node --import tsx service-launcher.ts`.
 * Says what it started as one line of JSON, and stops in order when told to.
 */
import { readConfig } from "../../src/config.ts";
import { startStack } from "../../src/launch/stack.ts";
import { untilToldToStop } from "../../src/launch/until-told-to-stop.ts";

try {
  const told = untilToldToStop();
  const stack = await startStack({
    config: readConfig(),
    workers: Number(process.env["TEST_WORKERS"] ?? 1),
    isPortNamed: process.env["TEST_PORT_IS_NAMED"] === "1",
    onNews: (sentence) => process.stderr.write(`${sentence}\n`),
  });
  const { url, databaseUrl } = stack;
  const pids = Object.fromEntries(stack.processes.map((process) => [process.name, process.pid()]));
  process.stdout.write(`${JSON.stringify({ url, databaseUrl, pids })}\n`);
  await told;
  await stack.stop();
  process.exit(0);
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
}
