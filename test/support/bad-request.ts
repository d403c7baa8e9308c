/** Sends what no client library would: requests as test/service/bad-requests.json describes them. */
import http from "node:http";
import { gzipSync } from "node:zlib";
import WebSocket from "ws";

/** A text too long to write down; `{i}` in the piece is its number. */
interface LongText {
  readonly before: string;
  readonly piece: string;
  readonly times: number;
  readonly after: Text;
}
export type Text = string | LongText;

export function textOf(text: Text): string {
  if (typeof text === "string") return text;
  const { before, piece, times, after } = text;
  const pieces = piece.includes("{i}")
    ? Array.from({ length: times }, (_, i) => piece.replace("{i}", String(i))).join("")
    : piece.repeat(times);
  return before + pieces + textOf(after);
}

export interface HttpRequest {
  readonly method?: string;
  readonly path?: Text;
  readonly headers?: Readonly<Record<string, Text>>;
  readonly body?: Text;
  readonly gzip?: Text;
  readonly hex?: string;
}

export interface Answer {
  readonly status: number;
  readonly headers: http.IncomingHttpHeaders;
  readonly text: string;
}

function bodyOf({ body, gzip, hex }: HttpRequest): Buffer | null {
  if (gzip !== undefined) return gzipSync(textOf(gzip));
  if (hex !== undefined) return Buffer.from(hex, "hex");
  return body === undefined ? null : Buffer.from(textOf(body));
}

export function sendHttp(url: string, request: HttpRequest): Promise<Answer> {
  const { hostname, port } = new URL(url);
  const body = bodyOf(request);
  const headers = Object.fromEntries(
    Object.entries({ "content-type": "application/json", ...request.headers })
      .map(([name, value]) => [name, textOf(value)])
      .filter(([, value]) => value !== ""),
  );
  if (body !== null) headers["content-length"] = String(body.length);
  return new Promise((resolve, reject) => {
    const sent = http.request(
      {
        hostname,
        port,
        method: request.method ?? "POST",
        path: textOf(request.path ?? "/graphql"),
        headers,
        agent: false,
      },
      (response) => {
        const chunks: Buffer[] = [];
        response.on("data", (chunk: Buffer) => chunks.push(chunk));
        response.on("end", () =>
          resolve({
            status: response.statusCode ?? 0,
            headers: response.headers,
            text: Buffer.concat(chunks).toString("utf8"),
          }),
        );
        response.on("error", reject);
      },
    );
    sent.on("error", reject);
    sent.end(body ?? undefined);
  });
}

export interface WsRequest {
  readonly protocol?: string | null;
  readonly origin?: string;
  readonly path?: string;
  readonly send?: readonly object[];
  readonly raw?: readonly Text[];
  readonly binary?: string;
  /** Wait for the acknowledgement before what follows the first message. */
  readonly ack?: boolean;
}

export interface WsOutcome {
  readonly close?: number;
  readonly refused?: number;
  readonly error?: unknown;
}

/** Ends with the first thing that the server says no with. */
export function sendWs(url: string, request: WsRequest): Promise<WsOutcome> {
  const { protocol = "graphql-transport-ws", origin, path = "/graphql" } = request;
  const address = `${url.replace("http", "ws")}${path}`;
  const options = origin === undefined ? {} : { origin };
  const socket =
    protocol === null
      ? new WebSocket(address, options)
      : new WebSocket(address, [protocol], options);
  const messages = [
    ...(request.send ?? []).map((message) => JSON.stringify(longTextsIn(message))),
    ...(request.raw ?? []).map(textOf),
  ];
  const say = (texts: readonly string[]) => {
    for (const text of texts) socket.send(text);
  };
  return new Promise((resolve, reject) => {
    socket.on("open", () => {
      say(request.ack === true ? messages.slice(0, 1) : messages);
      if (request.binary !== undefined) socket.send(Buffer.from(request.binary, "hex"));
    });
    socket.on("message", (data) => {
      const { type, payload } = JSON.parse((data as Buffer).toString("utf8"));
      if (type === "connection_ack" && request.ack === true) say(messages.slice(1));
      const errors = type === "error" ? payload : type === "next" ? payload.errors : undefined;
      if (errors === undefined) return;
      resolve({ error: errors[0].extensions.code });
      socket.terminate();
    });
    socket.on("unexpected-response", (_request, response) => {
      resolve({ refused: response.statusCode ?? 0 });
      response.destroy();
    });
    socket.on("close", (code) => resolve({ close: code }));
    socket.on("error", (error) => {
      // Without a common subprotocol the client library gives up on the server's close as well.
      if (/subprotocol/i.test(error.message)) resolve({ close: 4406 });
      else if (!/Unexpected server response/.test(error.message)) reject(error);
    });
  });
}

/** Long texts inside a message, written out. */
function longTextsIn(value: unknown): unknown {
  if (typeof value !== "object" || value === null) return value;
  if ("piece" in value && "times" in value) return textOf(value as LongText);
  if (Array.isArray(value)) return value.map(longTextsIn);
  return Object.fromEntries(Object.entries(value).map(([k, v]) => [k, longTextsIn(v)]));
}
