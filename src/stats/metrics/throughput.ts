/** How much was asked for, and how much was done. */
import type { Metric } from "../metric.ts";
import { countOf, ratioOf, scaled } from "../metric.ts";
import { PS_PER_S } from "../../units.ts";

const BITS_PER_BYTE = 8;

export const throughput: Metric = {
  id: "throughput",
  title: "Throughput",
  unit: "requests/s",
  better: "HIGHER",
  doc: "Requests of the load clients that were answered, per second of the measured window.",
  of: (record) => scaled(ratioOf(record, "requests", ["measuredPs"]), PS_PER_S),
};

export const offered: Metric = {
  id: "offered",
  title: "Offered load",
  unit: "requests/s",
  better: "NEUTRAL",
  doc: "Requests that the load clients' schedule asked for, per second, whether or not a connection had room. Above the throughput by more than noise, the point is saturated.",
  of: (record) => scaled(ratioOf(record, "offered", ["measuredPs"]), PS_PER_S),
};

export const goodput: Metric = {
  id: "goodput",
  title: "Goodput",
  unit: "bit/s",
  better: "HIGHER",
  doc: "Payload of the answers, one direction, without headers; of a ping-pong, payload of both directions, which take turns.",
  of: (record) =>
    scaled(ratioOf(record, "responsePayloadBytes", ["measuredPs"]), BITS_PER_BYTE * PS_PER_S),
};

export const drops: Metric = {
  id: "drops",
  title: "Dropped frames",
  unit: "frames",
  better: "LOWER",
  doc: "Frames that found a full receive ring in the measured window; their requests are sent again by TCP.",
  of: countOf("drops"),
};
