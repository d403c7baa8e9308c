/** epoll's ready list: each socket once, in the order in which it became ready, read as a whole. */
import { describe, expect, it } from "vitest";
import { ReadySockets } from "../../../src/dataplane/ready-sockets.ts";
import * as packets from "../../../src/hw/packet-table.ts";
import { NONE } from "../../../src/hw/packet-table.ts";

describe("ready sockets", () => {
  it("are read in the order in which they became ready, with all their packets", () => {
    packets.reset(8);
    const sockets = new ReadySockets(4);
    const arrive = (connection: number) => {
      const packet = packets.allocate();
      packets.connection[packet] = connection;
      sockets.deliver(packet);
      return packet;
    };
    const [a1, b1, a2, c1, a3] = [2, 0, 2, 3, 2].map(arrive);
    expect(sockets.count).toBe(3);
    const chain = (first: number) => {
      const all: number[] = [];
      for (let p = first; p !== NONE; p = packets.next[p]!) all.push(p);
      return all;
    };
    expect(chain(sockets.read())).toEqual([a1, a2, a3]);
    const a4 = arrive(2); // ready again, behind the others
    expect(chain(sockets.read())).toEqual([b1]);
    expect(chain(sockets.read())).toEqual([c1]);
    expect(chain(sockets.read())).toEqual([a4]);
    expect(sockets.count).toBe(0);
  });
});
