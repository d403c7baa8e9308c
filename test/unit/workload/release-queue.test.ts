/** Arrivals that waited leave by time, and at equal times as they came. */
import fc from "fast-check";
import { expect, it } from "vitest";
import { NOBODY, ReleaseQueue } from "../../../src/workload/release-queue.ts";

it("does what a sorted list does", () => {
  // A time to add, or nothing to take one out; few times, so that some are equal.
  const steps = fc.array(fc.option(fc.nat(20)), { maxLength: 200 });
  fc.assert(
    fc.property(steps, (list) => {
      const queue = new ReleaseQueue();
      const reference: { atPs: number; connection: number }[] = [];
      for (const [connection, atPs] of list.entries()) {
        if (atPs === null) expect(queue.take()).toBe(reference.shift()?.connection ?? NOBODY);
        else {
          queue.add(connection, atPs);
          reference.push({ atPs, connection });
          reference.sort((a, b) => a.atPs - b.atPs || a.connection - b.connection);
        }
        expect(queue.firstPs).toBe(reference[0]?.atPs ?? Number.POSITIVE_INFINITY);
      }
    }),
  );
});
