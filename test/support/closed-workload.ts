/** A closed-loop workload for tests of definitions, with a word and a list among its parameters. */
import { count, list, time } from "../../src/params.ts";
import type { Workload } from "../../src/workload/contract.ts";

/** @param base any workload: only what a definition sees is replaced. */
export function closedLoopOf(base: Workload | undefined): Workload {
  if (base === undefined) throw new Error("no workload is registered");
  return {
    ...base,
    id: "closed-loop",
    loop: "closed",
    params: {
      connections: count(18, "Connections.", "test", { min: 1, max: 1e6 }),
      messages: count("forever", "Messages per connection.", "test", {
        min: 1,
        max: 1e6,
        words: { forever: 0 },
      }),
      serviceTimes: list(time)(["1us", "10us"], "Measured service times.", "test", {
        min: "1ns",
        max: "1s",
      }),
    },
  };
}
