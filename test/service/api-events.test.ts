/** Subscriptions: a snapshot first, every event once and in order, also after a lost connection. */
import type { Client } from "graphql-ws";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { claimRuns } from "../../src/db/claim-runs.ts";
import { listenForExperiments } from "../../src/db/read/listen.ts";
import { MODEL_VERSION } from "../../src/experiment/model-version.ts";
import { type SeenEvent, watch, wsClient } from "../support/api-subscription.ts";
import {
  type ApiWorld,
  countStatements,
  definitionText,
  finishRuns,
  startApiWorld,
  submit,
} from "../support/api-world.ts";
import { until } from "../support/service-until.ts";

let world: ApiWorld;
let client: Client;
let seed = 1000;

beforeAll(async () => {
  world = await startApiWorld();
  client = wsClient(world.server.url);
});
afterAll(async () => {
  await client.dispose();
  await world.stop();
});

/** An experiment of 6 runs whose results nobody knows. */
async function newExperiment(): Promise<string> {
  seed += 1;
  return (await submit(world, definitionText({ rootSeed: String(seed) }))).experiment.id;
}

const runsIn = (seen: readonly SeenEvent[]) =>
  seen.flatMap((event) => (event.run === undefined ? [] : [event.run.index]));
const seqsIn = (seen: readonly SeenEvent[]) => seen.map((event) => Number(event.seq));
const rising = (numbers: readonly number[]) => numbers.every((n, i) => n >= (numbers[i - 1] ?? 0));
const ALL = [0, 1, 2, 3, 4, 5];

describe("the events of an experiment", () => {
  it("begin with a snapshot, come in order, and end with the experiment", async () => {
    const watching = watch(client, { id: await newExperiment() });
    await watching.until((seen) => seen.length >= 2);
    expect(watching.seen.slice(0, 2)).toMatchObject([
      { __typename: "StateEvent", state: "QUEUED" },
      { __typename: "ProgressEvent", progress: { runsTotal: 6, runsDone: 0, fraction: 0 } },
    ]);
    while ((await finishRuns(world, 2)) > 0);
    await watching.ended;
    expect(watching.errors).toEqual([]);
    expect(runsIn(watching.seen)).toEqual(ALL);
    expect(rising(seqsIn(watching.seen))).toBe(true);
    const states = watching.seen.flatMap((event) => event.state ?? []);
    expect(states).toEqual(["QUEUED", "RUNNING", "SUCCEEDED"]);
    expect(watching.seen.at(-1)).toMatchObject({ progress: { runsDone: 6, fraction: 1 } });
  });

  it("go on after the last one seen when a client comes back", async () => {
    const id = await newExperiment();
    const first = watch(client, { id });
    await first.until((seen) => seen.length >= 2);
    await finishRuns(world, 2);
    await first.until((seen) => runsIn(seen).length >= 2);
    first.leave();
    await finishRuns(world, 3);
    const second = watch(client, { id, afterSeq: first.seen.at(-1)?.seq });
    await second.until((seen) => seen.length >= 2);
    expect(second.seen[0]).toMatchObject({ __typename: "StateEvent", state: "RUNNING" });
    expect(second.seen[1]).toMatchObject({ progress: { runsDone: 5 } });
    while ((await finishRuns(world, 2)) > 0);
    await second.ended;
    expect(runsIn(first.seen)).toEqual([0, 1]);
    expect(runsIn(second.seen)).toEqual([2, 3, 4, 5]);
    expect(rising([...seqsIn(first.seen), ...seqsIn(second.seen)])).toBe(true);
  });

  it("are told again from the beginning with afterSeq 0, and then end if it has ended", async () => {
    const id = await newExperiment();
    while ((await finishRuns(world)) > 0);
    const again = watch(client, { id, afterSeq: "0" });
    await again.ended;
    expect(runsIn(again.seen)).toEqual(ALL);
    expect(again.seen[0]).toMatchObject({ __typename: "StateEvent", state: "SUCCEEDED", seq: "0" });
    const late = watch(client, { id });
    await late.ended;
    expect(late.seen.map((event) => event.__typename)).toEqual(["StateEvent", "ProgressEvent"]);
    const beyond = watch(client, { id, afterSeq: "999999" });
    await beyond.ended;
    expect(beyond.seen.map((event) => event.seq)).toEqual(late.seen.map((event) => event.seq));
  });

  it("arrive although the connection that announces them was cut", async () => {
    const watching = watch(client, { id: await newExperiment() });
    await watching.until((seen) => seen.length >= 2);
    await world.db.$queryRaw`
      select pg_terminate_backend(pid) from pg_stat_activity
       where application_name = 'ixlab-api-events'`;
    while ((await finishRuns(world, 3)) > 0);
    await watching.ended;
    expect(runsIn(watching.seen)).toEqual(ALL);
  });

  it("are read once for subscribers that stand at the same event", async () => {
    const id = await newExperiment();
    // Without the runs themselves, which each subscriber asks for on its own.
    const bare = `subscription ($id: ID!) { experimentEvents(id: $id) {
      __typename
      ... on StateEvent { seq }
      ... on ProgressEvent { seq }
      ... on RunFinishedEvent { seq }
    } }`;
    const watchers = Array.from({ length: 20 }, () => watch(client, { id }, bare));
    await Promise.all(watchers.map((w) => w.until((seen) => seen.length >= 2)));
    const own = await countStatements(() => finishRuns(world));
    const statements = await countStatements(async () => {
      await Promise.all(watchers.map((w) => w.ended));
    });
    for (const { seen } of watchers) {
      expect(seen.filter((e) => e.__typename === "RunFinishedEvent")).toHaveLength(6);
    }
    // Each of the few rounds reads the row and the events; alone, 20 would read 20 times as much.
    expect(own).toBeGreaterThan(0);
    expect(statements).toBeLessThan(40);
  });

  it("show runs that are being executed, as they are at each event", async () => {
    const watching = watch(client, { id: await newExperiment() });
    await watching.until((seen) => seen.length >= 2);
    expect(watching.seen[1]?.progress?.runsRunning).toBe(0);
    const claim = { workerId: "w", modelVersion: MODEL_VERSION, limit: 2, leaseSeconds: 60 };
    expect((await claimRuns(world.db, claim)).runs).toHaveLength(2);
    await watching.until((seen) => seen.some((event) => event.progress?.runsRunning === 2));
    watching.leave();
  });
});

describe("the connection that listens", () => {
  it("hears which experiment it is about, also after it was cut", async () => {
    const heard: string[] = [];
    const { url, db } = world.postgres;
    const listening = listenForExperiments(
      url,
      (id) => heard.push(id),
      () => {},
    );
    const notify = (id: string) => db.$queryRaw`select pg_notify('ixlab_events', ${id})::text`;
    const hears = (id: string) =>
      until(`${id} is heard`, 30, async () => {
        await notify(id);
        return heard.includes(id);
      });
    await hears("first");
    await db.$queryRaw`
      select pg_terminate_backend(pid) from pg_stat_activity
       where application_name = 'ixlab-api-events'`;
    await hears("second");
    await listening.close();
    const before = heard.length;
    await notify("third");
    expect(heard).toHaveLength(before);
  });
});

describe("a subscription that cannot be", () => {
  it.each([
    ["an experiment that does not exist", { id: unknownId() }, "NOT_FOUND"],
    ["an id of another kind", { id: unknownId("Run") }, "NOT_FOUND"],
    ["a negative position", { id: unknownId(), afterSeq: "-1" }, "BAD_USER_INPUT"],
    ["a position that is no number", { id: unknownId(), afterSeq: "soon" }, "BAD_USER_INPUT"],
    ["an id from nowhere", { id: "nonsense" }, "BAD_USER_INPUT"],
  ])("is refused with a code: %s", async (_what, variables, code) => {
    const refused = watch(client, variables);
    await refused.ended;
    expect(refused.seen).toEqual([]);
    expect(refused.errors.map((error) => error.extensions?.["code"])).toEqual([code]);
  });
});

function unknownId(type = "Experiment"): string {
  return Buffer.from(`${type}:00000000-0000-7000-8000-000000000000`).toString("base64url");
}
