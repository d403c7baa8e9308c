/** One port of the server's NIC: it takes one frame at a time in each direction, in the order of the calls. */
import { NONE } from "./packet-table.ts";

export class NicPort {
  /** Until when the port is receiving, and sending. */
  rxFreePs = 0;
  txFreePs = 0;
  /** Responses on their way back to the clients, in order. */
  backHead = NONE;
  backTail = NONE;
}
