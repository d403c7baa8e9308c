/** Bodies in pieces over a real connection: what is made, and what the client learns when something fails. */
import { createServer, get, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import express from "express";
import { afterEach, describe, expect, it } from "vitest";
import { sendPieces } from "../../../src/api/http/send-pieces.ts";

const HEADERS = { "content-type": "text/plain" };
const PIECE = new Uint8Array(65_536);
const stops: (() => void)[] = [];
afterEach(() => {
  for (const stop of stops.splice(0)) stop();
});

/** Serves what `make` makes; `failed` is what the handler threw. */
async function serve(make: () => AsyncGenerator<Uint8Array>) {
  let tell: (error: unknown) => void = () => {};
  const failed = new Promise<unknown>((resolve) => (tell = resolve));
  const app = express();
  app.get("/", async (_req, res) => {
    await sendPieces(res, HEADERS, make()).catch((error: unknown) => {
      tell(error);
      if (!res.headersSent) res.status(503).json("said");
    });
  });
  const server = createServer(app).listen(0, "127.0.0.1");
  stops.push(() => {
    server.close();
    server.closeAllConnections();
  });
  await new Promise((resolve) => server.once("listening", resolve));
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`, failed };
}

describe("a body in pieces", () => {
  it("is what was made, under its headers", async () => {
    const { url } = await serve(async function* () {
      yield Buffer.from("a");
      yield Buffer.from("b");
    });
    const response = await fetch(url);
    expect(response.headers.get("content-type")).toMatch("text/plain");
    expect(await response.text()).toBe("ab");
  });

  it("is made no further than a client takes it, and not at all once the client has gone", async () => {
    const ALL = 10_000;
    let made = 0;
    let tellStopped: () => void = () => {};
    const stopped = new Promise<void>((resolve) => (tellStopped = resolve));
    const { url } = await serve(async function* () {
      try {
        for (; made < ALL; made += 1) yield PIECE;
      } finally {
        tellStopped();
      }
    });
    const response = await new Promise<IncomingMessage>((resolve) => get(url, resolve));
    response.once("readable", () => response.destroy());
    await stopped;
    expect(made).toBeGreaterThan(0);
    // What fits between two sockets is a few megabytes; all would be 655.
    expect(made).toBeLessThan(ALL / 10);
  });

  it("that fails in the middle is cut off, so that nobody takes it for whole", async () => {
    const { url, failed } = await serve(async function* () {
      yield PIECE;
      throw new Error("the database is gone");
    });
    await expect(fetch(url).then((response) => response.text())).rejects.toThrow();
    expect(await failed).toMatchObject({ message: "the database is gone" });
  });

  it("that fails before its first piece has not begun", async () => {
    const { url } = await serve(async function* () {
      if (url !== "") throw new Error("the database is gone");
      yield PIECE;
    });
    const response = await fetch(url);
    expect([response.status, await response.json()]).toEqual([503, "said"]);
  });
});
