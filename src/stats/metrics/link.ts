/** How much of the server's network is used: shares of the time of its ports, wire overhead included. */
import type { Metric } from "../metric.ts";
import { ratioOf } from "../metric.ts";

export const linkRxUse: Metric = {
  id: "linkRxUse",
  title: "Receive link use",
  unit: "ratio",
  better: "NEUTRAL",
  doc: "Share of time in which the server's ports receive frames, mean over the ports.",
  of: (record) => ratioOf(record, "rxBusyPs", ["portPs"]),
};

export const linkTxUse: Metric = {
  id: "linkTxUse",
  title: "Send link use",
  unit: "ratio",
  better: "NEUTRAL",
  doc: "Share of time in which the server's ports send frames, mean over the ports.",
  of: (record) => ratioOf(record, "txBusyPs", ["portPs"]),
};
