/**
 * A run is a function of its plan: what ran before it in the same process leaves nothing behind. Hot state stands in
 * modules and is not cleared between runs, so that whoever takes a row has to write all that is read of it.
 */
import { describe, expect, it } from "vitest";
import { recordDigest } from "../../src/experiment/digest.ts";
import { simulate } from "../../src/experiment/simulate.ts";
import * as packets from "../../src/hw/packet-table.ts";
import { type PlanOptions, planOf } from "../support/sim-plan.ts";

/** Rows that runs of this size use. */
const ROWS = 1 << 15;

/** Values that no run would write, in every column of the frames. */
function fillWithGarbage(): void {
  packets.sentPs.fill(7.77e14, 0, ROWS);
  packets.atPs.fill(6.66e14, 0, ROWS);
  packets.connection.fill(17, 0, ROWS);
  packets.kind.fill(2, 0, ROWS);
  packets.replyBytes.fill(999_999, 0, ROWS);
  packets.demandCycles.fill(123_456, 0, ROWS);
  packets.next.fill(3, 0, ROWS);
  packets.later.fill(5, 0, ROWS);
}

const netpipe = (messageBytes: number, dataplane: string): PlanOptions => ({
  workload: "netpipe",
  dataplane,
  hardwareThreads: dataplane === "mtcp" ? 2 : 1,
  workloadParams: { messageBytes },
  measureMs: 10,
});

const echo = (messageBytes: number, messagesPerConnection: number): PlanOptions => ({
  workload: "echo",
  workloadParams: { messageBytes, messagesPerConnection, connections: 600 },
  measureMs: 5,
});

const PLANS: readonly (readonly [string, PlanOptions])[] = [
  ["netpipe, 64 B, IX", netpipe(64, "ix")],
  ["netpipe, 4 KiB, IX", netpipe(4096, "ix")],
  ["netpipe, 64 KiB, IX", netpipe(65_536, "ix")],
  ["netpipe, 4 KiB, Linux", netpipe(4096, "linux")],
  ["netpipe, 4 KiB, mTCP", netpipe(4096, "mtcp")],
  ["echo, n = 1", echo(64, 1)],
  ["echo, 8 KiB, n = 2", echo(8192, 2)],
  ["memcached, IX", { offeredRps: 8e5 }],
  ["memcached without lock, IX", { offeredRps: 2e6, workload: "memcached-usr-patched" }],
  ["memcached, Linux", { offeredRps: 3e5, dataplane: "linux" }],
  ["memcached ETC, IX", { offeredRps: 8e5, workload: "memcached-etc" }],
];

describe("a run after others", () => {
  it.each(PLANS)("measures what it measures alone: %s", (_, options) => {
    const plan = planOf(options);
    const alone = recordDigest(simulate(plan));
    simulate(planOf({ offeredRps: 1.5e6, measureMs: 5 }));
    simulate(planOf({ offeredRps: 3e6, workload: "memcached-etc-patched", measureMs: 5 }));
    expect(recordDigest(simulate(plan))).toBe(alone);
    fillWithGarbage();
    expect(recordDigest(simulate(plan))).toBe(alone);
  });
});
