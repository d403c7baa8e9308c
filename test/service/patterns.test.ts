/**
 * A load pattern from end to end: submitted through GraphQL, simulated by a real worker, stored in Postgres, and asked
 * for report by report. The digest to expect is computed in this process, without any service.
 */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { expand } from "../../src/experiment/expand.ts";
import { parseDefinition } from "../../src/experiment/parse.ts";
import { simulate } from "../../src/experiment/simulate.ts";
import { type ApiWorld, startApiWorld, submit } from "../support/api-world.ts";
import { sendHttp } from "../support/bad-request.ts";
import { referenceDigest } from "../support/service-definition.ts";
import { until } from "../support/service-until.ts";
import { endAllWorkers, startTestWorker } from "../support/service-worker.ts";

const YAML = `apiVersion: ix/v1
kind: Experiment
name: patterns
workload: { kind: memcached-usr-patched, connections: 128 }
dataplane: ix
cores: 2
systems:
  - { name: energy, policy: ix-energy, loadPattern: { kind: slope, high: 600krps, period: 1s } }
  - { name: scan, loadPattern: { kind: ramp, low: 50krps, high: 3Mrps, period: 1s } }
slo: { p99: 500us }
replications: 2
phases: { warmup: 100ms, measure: 1s, report: 100ms }
`;

const COLUMN_NAMES = ["achievedRps", "p99Us"];
const SERIES = `query ($id: ID!, $columns: [String!], $maxPoints: Int) {
  node(id: $id) { ... on Run {
    replication
    series(columns: $columns, maxPoints: $maxPoints) {
      periodUs measuredUs reports reduction reportsPerStretch
      columns { name unit values }
    }
  } }
}`;

let world: ApiWorld;
let number: number;
let shownRun: string;
const parsed = parseDefinition(YAML);
if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
const expansion = expand(parsed.definition);
const get = (address: string) => sendHttp(world.server.url, { method: "GET", path: address });

const series = async (variables: object) =>
  (await world.graphql(SERIES, { id: shownRun, ...variables })).data.node.series;

beforeAll(async () => {
  world = await startApiWorld();
  const { experiment, userErrors } = await submit(world, YAML);
  expect(userErrors).toEqual([]);
  number = experiment.number;
  startTestWorker({ DATABASE_URL: world.postgres.url });
  const state = `query ($id: ID!) { experiment(id: $id) { state digest } }`;
  const ended = await until("the patterns have ended", 120, async () => {
    const { data } = await world.graphql(state, { id: experiment.id });
    return data.experiment.state === "RUNNING" || data.experiment.state === "QUEUED"
      ? undefined
      : data.experiment;
  });
  expect(ended).toEqual({ state: "SUCCEEDED", digest: referenceDigest(expansion) });
  const { data } = await world.graphql(
    `query ($id: ID!) { experiment(id: $id) { points { nodes { shownRun { id } } } } }`,
    { id: experiment.id },
  );
  shownRun = data.experiment.points.nodes[0].shownRun.id;
});
afterAll(async () => {
  await endAllWorkers();
  await world?.stop();
});

describe("an experiment of load patterns", () => {
  it("says of each point which run is shown, how often it was late, and what the policy did", async () => {
    const { data } = await world.graphql(
      `query ($number: Int!) { experiment(number: $number) {
        systems { loadPattern hasReports isScan standaloneMbPerS }
        answers { subject firstMissRps maxThroughputUnderSlo { value absentBecause } power { value } }
        powerAgainstLoad { curves { label cores ghz points { rps watts } } frontier { rps } }
        points { nodes {
          excursions { limitUs above reports secondsAbove seconds worstP99Us }
          shownRun { id replication }
          steps: estimate(measure: "policySteps") { value }
        } }
      } }`,
      { number },
    );
    const { systems, answers, points, powerAgainstLoad } = data.experiment;
    expect(systems).toEqual([
      { loadPattern: "slope", hasReports: true, isScan: false, standaloneMbPerS: null },
      { loadPattern: "ramp", hasReports: true, isScan: true, standaloneMbPerS: null },
    ]);
    const [energy] = points.nodes;
    expect(energy.excursions).toMatchObject({ limitUs: 500, reports: 20, seconds: 2 });
    expect(energy.excursions.secondsAbove).toBeCloseTo(energy.excursions.above / 10, 9);
    expect(energy.shownRun.replication).toBe(0);
    expect(energy.steps.value).toBeGreaterThan(0);
    expect(answers[0].maxThroughputUnderSlo.absentBecause).toBe("NOT_MODELLED");
    expect(answers[0].power.value).toBeGreaterThan(10);
    expect(answers[1].maxThroughputUnderSlo.value).toBeGreaterThan(5e5);
    expect(answers[1].power.value).toBeGreaterThan(answers[0].power.value);
    const [curve] = powerAgainstLoad.curves;
    expect(curve).toMatchObject({ label: "scan", cores: 2 });
    // The highest mean of both replications is about the mean of their highest.
    const highest = answers[1].maxThroughputUnderSlo.value;
    expect(curve.points.at(-1).rps / highest).toBeCloseTo(1, 2);
    expect(powerAgainstLoad.frontier.length).toBeGreaterThan(10);
  });

  it("has its series in the database as they were simulated, with units", async () => {
    const found = await series({});
    const record = simulate(expansion.runs[0]!.plan);
    expect(found).toMatchObject({ periodUs: 1e5, measuredUs: 1e6, reports: 10, reduction: "NONE" });
    const values = found.columns.map((column: { name: string; values: number[] }) => [
      column.name,
      column.values,
    ]);
    expect(Object.fromEntries(values)).toEqual(record.series?.columns);
    const units = found.columns.map(({ name, unit }: { name: string; unit: string }) => [
      name,
      unit,
    ]);
    expect(Object.fromEntries(units)).toMatchObject({ watts: "W", p99Us: "us", ghz: "GHz" });
  });

  it("gives some columns, and fewer values only when asked, with the name of the reduction", async () => {
    const all = await series({ columns: COLUMN_NAMES });
    expect(all.columns.map(({ name }: { name: string }) => name)).toEqual(COLUMN_NAMES);
    const few = await series({ columns: COLUMN_NAMES, maxPoints: 4 });
    expect(few).toMatchObject({ reports: 10, reduction: "MIN_MAX", reportsPerStretch: 5 });
    const loads: number[] = all.columns[0].values;
    const [first, second] = [loads.slice(0, 5), loads.slice(5)];
    expect(few.columns[0].values).toEqual([
      Math.min(...first),
      Math.max(...first),
      Math.min(...second),
      Math.max(...second),
    ]);
    expect(await series({ maxPoints: 10 })).toMatchObject({ reduction: "NONE" });
  });

  it.each([
    [{ columns: ["wats"] }, /"wats" is not known\. Known: offeredRps/],
    [{ columns: ["watts", "watts"] }, /twice/],
    [{ maxPoints: 1 }, /2 or more, got 1/],
  ])("refuses %j", async (variables, message) => {
    const { errors } = await world.graphql(SERIES, { id: shownRun, ...variables });
    expect(errors[0]?.message).toMatch(message);
    expect(errors[0]?.extensions["code"]).toBe("BAD_USER_INPUT");
  });

  it("has its plots as files: of each run that is asked for, and of all scans", async () => {
    const plot = (name: string) => get(`/experiments/${number}/plots/${name}`);
    const shown = await plot("pattern-stack.svg");
    expect(shown.status).toBe(200);
    expect(shown.text).toContain("A report every 100 ms, none left out. Replication 0");
    const second = await plot("pattern-stack.svg?point=0&replication=1&theme=dark");
    expect(second.text).toContain("Replication 1");
    expect((await plot("power-load.svg")).text).toContain("Pareto frontier");
    for (const missing of [
      "pattern-stack.svg?point=9",
      "pattern-stack.svg?point=0&replication=x",
    ]) {
      expect((await plot(missing)).status).toBe(404);
    }
    const none = await plot("latency-throughput.svg");
    expect([none.status, none.text]).toEqual([
      404,
      expect.stringContaining("It may have pattern-stack.svg and power-load.svg."),
    ]);
  });

  it("is previewed with what it will offer, and warned of", async () => {
    const { data } = await world.graphql(
      `query ($spec: SpecInput!) { experimentPreview(spec: $spec) {
        simulatedRequests warnings userErrors { message }
      } }`,
      { spec: { yaml: YAML } },
    );
    const { simulatedRequests, warnings } = data.experimentPreview;
    const slope = 0.305e6 + 0.1 * 16_000;
    const ramp = 1.525e6 + 0.1 * 65_000;
    expect(simulatedRequests / (2 * (slope + ramp))).toBeCloseTo(1, 1);
    expect(warnings).toEqual([expect.stringMatching(/^a scan ends/)]);
  });
});
