/**
 * Requests that nobody should send: each gets the answer that bad-requests.json states, as JSON with
 * a code and without a word about our insides, and the server goes on as if nothing had happened.
 */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type ApiWorld, definitionText, startApiWorld, submit } from "../support/api-world.ts";
import {
  type HttpRequest,
  sendHttp,
  sendWs,
  type Text,
  textOf,
  type WsOutcome,
  type WsRequest,
} from "../support/bad-request.ts";
import cases from "./bad-requests.json" with { type: "json" };

let world: ApiWorld;
let experimentId: string;
beforeAll(async () => {
  world = await startApiWorld();
  experimentId = (await submit(world, definitionText())).experiment.id;
});
afterAll(async () => {
  await world.stop();
});

interface Expected {
  readonly status: number;
  readonly code: string | null;
  readonly hasHeader?: string;
  readonly lacksHeader?: string;
  readonly mostErrors?: number;
}
interface Case<Request, Expect> {
  readonly id: string;
  readonly what: string;
  readonly request: Request;
  readonly expect: Expect;
}

/** What an answer must never hold: stacks, files, SQL. */
const INSIDES =
  /node_modules|\bat .*:\d+:\d+|\/src\/|\/dist\/|prisma|select .* from|postgres(ql)?:/i;

async function expectAnswer(request: HttpRequest, expected: Expected): Promise<void> {
  const { status, headers, text } = await sendHttp(world.server.url, request);
  expect({ status, text: text.slice(0, 400) }).toMatchObject({ status: expected.status });
  expect(text).not.toMatch(INSIDES);
  if (expected.hasHeader !== undefined) expect(headers).toHaveProperty(expected.hasHeader);
  if (expected.lacksHeader !== undefined) expect(headers).not.toHaveProperty(expected.lacksHeader);
  if (expected.code === "-") return;
  expect(headers["content-type"]).toMatch(/^application\/(graphql-response\+)?json/);
  const { errors = [] } = JSON.parse(text);
  if (expected.code === null) {
    expect(errors).toEqual([]);
    return;
  }
  expect(errors.length).toBeGreaterThan(0);
  expect(errors.length).toBeLessThanOrEqual(expected.mostErrors ?? 10);
  const [first] = errors;
  const anyCode = expect.stringMatching(/^(?!INTERNAL)[A-Z_]+$/);
  expect(first).toMatchObject({
    message: expect.stringMatching(/.+/),
    extensions: {
      code: expected.code === "*" ? anyCode : expected.code,
      requestId: expect.stringMatching(/^[0-9a-f-]{36}$/),
    },
  });
}

async function expectAlive(): Promise<void> {
  const { status } = await sendHttp(world.server.url, { method: "GET", path: "/livez" });
  expect(status).toBe(200);
}

describe("over HTTP", () => {
  it.each(cases.http as unknown as Case<HttpRequest, Expected>[])(
    "$id: $what",
    async ({ request, expect: expected }) => {
      await expectAnswer(request, expected);
      await expectAlive();
    },
  );

  it("H13: both a length and a chunked body", async () => {
    const { connect } = await import("node:net");
    const socket = connect(world.server.port, "127.0.0.1");
    const answer = new Promise<string>((resolve, reject) => {
      let text = "";
      socket.on("data", (chunk) => {
        text += String(chunk);
      });
      socket.on("close", () => resolve(text));
      socket.on("error", reject);
    });
    socket.write(
      "POST /graphql HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\n" +
        "content-length: 2\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n",
    );
    expect(await answer).toMatch(/^HTTP\/1\.1 400 /);
    await expectAlive();
  });
});

describe("in GraphQL", () => {
  interface GraphqlRequest {
    readonly query?: Text;
    readonly raw?: Text;
    readonly variables?: unknown;
    readonly operationName?: string;
    readonly batch?: boolean;
  }
  it.each(cases.graphql as unknown as Case<GraphqlRequest, Expected>[])(
    "$id: $what",
    async ({ request, expect: expected }) => {
      const { raw, query, batch, ...rest } = request;
      const single = () => JSON.stringify({ query: textOf(query ?? ""), ...rest });
      const body = raw ?? (batch === true ? `[${single()}]` : single());
      await expectAnswer({ body }, expected);
      await expectAlive();
    },
  );
});

describe("over a WebSocket", () => {
  const unknown = Buffer.from("Experiment:00000000-0000-7000-8000-000000000000");
  it.each(cases.ws as unknown as Case<WsRequest, WsOutcome>[])(
    "$id: $what",
    async ({ request, expect: expected }) => {
      const text = JSON.stringify(request)
        .replaceAll("$ID", experimentId)
        .replaceAll("$UNKNOWN", unknown.toString("base64url"));
      expect(await sendWs(world.server.url, JSON.parse(text))).toEqual(expected);
      await expectAlive();
    },
  );

  it("W9: the 21st operation on one connection", async () => {
    const subscribe = (id: number) => ({
      id: String(id),
      type: "subscribe",
      payload: { query: `subscription { experimentEvents(id: "${experimentId}") { __typename } }` },
    });
    const send = [
      { type: "connection_init" },
      ...Array.from({ length: 21 }, (_, i) => subscribe(i)),
    ];
    const outcome = await sendWs(world.server.url, { send, ack: true });
    expect(outcome).toEqual({ error: "TOO_MANY_SUBSCRIPTIONS" });
  });
});

describe("after all of them", () => {
  it("nothing was stored, and an ordinary request is answered", async () => {
    const { data, errors } = await world.graphql("{ experiments { totalCount } }");
    expect(errors).toEqual([]);
    expect(data.experiments.totalCount).toBe(1);
  });
});
