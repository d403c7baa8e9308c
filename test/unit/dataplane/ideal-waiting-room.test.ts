/** The room of those who wait, which grows when it must, against a count of all who wait. */
import fc from "fast-check";
import { expect, it } from "vitest";
import { WaitingRoom } from "../../../src/dataplane/ideal-waiting-room.ts";

it("has room for just as many as it is said to have, however it grew and whoever left meanwhile", () => {
  // Phases of arrivals faster or slower than service, so that it fills, wraps around and empties.
  const phase = fc.record({ gapPs: fc.nat({ max: 20 }), arrivals: fc.nat({ max: 4000 }) });
  const size = fc.constantFrom(1, 512, 1024, 2048, 4096);
  fc.assert(
    fc.property(size, fc.array(phase, { maxLength: 6 }), (most, phases) => {
      const room = new WaitingRoom(most);
      const beginsPs: number[] = [];
      let begun = 0;
      let atPs = 0;
      let lastPs = 0;
      for (const { gapPs, arrivals } of phases) {
        for (let i = 0; i < arrivals; i++) {
          atPs += gapPs;
          while (begun < beginsPs.length && beginsPs[begun]! <= atPs) begun += 1;
          if (lastPs < atPs) lastPs = atPs;
          const hasRoom = room.hasRoom(atPs);
          if (hasRoom !== beginsPs.length - begun < most) expect({ atPs, hasRoom }).toBe(most);
          if (!hasRoom) continue;
          lastPs += 10;
          room.enter(lastPs);
          beginsPs.push(lastPs);
        }
      }
    }),
    {
      numRuns: 60,
      examples: [
        [
          4096,
          [
            { gapPs: 0, arrivals: 4000 },
            { gapPs: 1, arrivals: 4000 },
          ],
        ],
      ],
    },
  );
});
