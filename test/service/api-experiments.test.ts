/** Submitting, reading and paging experiments through the API, against a real Postgres. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  type ApiWorld,
  countStatements,
  definitionText,
  finishRuns,
  startApiWorld,
  submit,
} from "../support/api-world.ts";

let world: ApiWorld;
beforeAll(async () => {
  world = await startApiWorld();
});
afterAll(async () => {
  await world.stop();
});

const COUNT = "{ experiments(first: 1) { totalCount } }";
const countExperiments = async () => (await world.graphql(COUNT)).data.experiments.totalCount;

const FIVE_MISTAKES = `apiVersion: ix/v1
kind: Experiment
name: five mistakes
workload: memcached-usr
systems:
  - name: IX
    dataplane: ixx
    cores: 2
    loads: [100krps]
slo: { p99: 500 }
replications: 0
seedPolicy: SOMETIMES
phasess: { warmup: 1ms }
`;

describe("a definition with five different mistakes", () => {
  it("comes back with all five, each with its place and a hint, and stores nothing", async () => {
    const before = await countExperiments();
    const { experiment, userErrors } = await submit(world, FIVE_MISTAKES);
    expect(experiment).toBeNull();
    expect(userErrors.map((e: { line: number }) => e.line)).toEqual([7, 10, 11, 12, 13]);
    expect(userErrors.map((e: { pointer: string }) => e.pointer)).toEqual([
      "/systems/0/dataplane",
      "/slo/p99",
      "/replications",
      "/seedPolicy",
      "/phasess",
    ]);
    for (const error of userErrors) {
      expect(error.code).toMatch(/^[A-Z_]+$/);
      expect(error.message).not.toBe("");
      expect(error.column).toBeGreaterThan(0);
      expect(error.hint ?? error.allowed, error.message).toBeTruthy();
    }
    expect(new Set(userErrors.map((e: { code: string }) => e.code)).size).toBeGreaterThanOrEqual(4);
    expect(await countExperiments()).toBe(before);
  });

  it("is refused in the preview with the same errors", async () => {
    const preview = `query ($spec: SpecInput!) {
      experimentPreview(spec: $spec) { runs userErrors { line code } }
    }`;
    const { data } = await world.graphql(preview, { spec: { yaml: FIVE_MISTAKES } });
    const { runs, userErrors } = data.experimentPreview;
    expect(runs).toBe(0);
    expect(userErrors.map((e: { line: number }) => e.line)).toEqual([7, 10, 11, 12, 13]);
  });
});

describe("submit", () => {
  it("stores the experiment with its points and runs, and shows it", async () => {
    const { experiment, replayed, userErrors } = await submit(world, definitionText());
    expect(userErrors).toEqual([]);
    expect(replayed).toBe(false);
    const query = `query ($id: ID!) {
      experiment(id: $id) {
        name state url rootSeed
        slo { measure limitUs }
        systems { id name dataplane cores hardwareThreads }
        progress { runsTotal runsDone runsRunning fraction }
        points(first: 10) {
          totalCount
          nodes { index label offeredRps systemId runs(first: 5) { nodes { replication state seed } } }
        }
      }
    }`;
    const { data } = await world.graphql(query, { id: experiment.id });
    const { points, ...shown } = data.experiment;
    expect(shown).toMatchObject({
      name: "two loads",
      state: "QUEUED",
      url: `${world.server.url}/experiments/${experiment.number}`,
      rootSeed: "42",
      slo: { measure: "latency.p99", limitUs: 500 },
      systems: [{ name: "IX", dataplane: "ix", cores: 2, hardwareThreads: 4 }],
      progress: { runsTotal: 6, runsDone: 0, runsRunning: 0, fraction: 0 },
    });
    expect(points.totalCount).toBe(3);
    expect(points.nodes.map((p: { offeredRps: number }) => p.offeredRps)).toEqual([1e5, 2e5, 3e5]);
    expect(points.nodes[1].runs.nodes).toEqual([
      { replication: 0, state: "QUEUED", seed: "42" },
      { replication: 1, state: "QUEUED", seed: "42" },
    ]);
  });

  it("varies what its axes name, and answers for every combination of their values", async () => {
    const axes = [{ "dataplane.batchBound": [1, 64] }];
    const { experiment } = await submit(world, definitionText({ name: "axes", axes }));
    while ((await finishRuns(world)) > 0);
    const query = `query ($id: ID!) {
      experiment(id: $id) {
        axes { path unit values { text value } }
        points(first: 10) { totalCount nodes { label systemId subject offeredRps params } }
        answers { subject label axes system { id } maxThroughputUnderSlo { value } }
      }
    }`;
    const { data, errors } = await world.graphql(query, { id: experiment.id });
    expect(errors).toEqual([]);
    const { points, answers, ...shown } = data.experiment;
    expect(shown.axes).toEqual([
      {
        path: "dataplane.batchBound",
        unit: "",
        values: [
          { text: "1", value: 1 },
          { text: "64", value: 64 },
        ],
      },
    ]);
    expect(points.totalCount).toBe(6);
    expect(points.nodes[4]).toMatchObject({
      label: "IX, batchBound 64, at 200krps",
      systemId: "ix",
      offeredRps: 2e5,
      params: { system: "ix", load: "200krps", "dataplane.batchBound": "64" },
    });
    expect(answers.map((a: { label: string }) => a.label)).toEqual([
      "IX, batchBound 1",
      "IX, batchBound 64",
    ]);
    expect(answers[1]).toMatchObject({
      subject: points.nodes[4].subject,
      axes: { "dataplane.batchBound": "64" },
      system: { id: "ix" },
    });
    expect(answers[1].maxThroughputUnderSlo.value).toBeGreaterThan(0);
    const plot = `${world.server.url}/experiments/${experiment.number}/plots`;
    const svg = await (await fetch(`${plot}/latency-throughput.svg`)).text();
    expect(svg).toContain("IX, batchBound 64");
    expect((await fetch(`${plot}/metric-against-axis.svg`)).status).toBe(404);
  });

  it("answers the same experiment for the same key and definition, and refuses another one", async () => {
    const idempotencyKey = "nightly 2026-11-22";
    const yaml = definitionText({ name: "once" });
    const first = await submit(world, yaml, { idempotencyKey });
    const again = await submit(world, yaml, { idempotencyKey });
    expect(again.replayed).toBe(true);
    expect(again.experiment.id).toBe(first.experiment.id);

    const before = await countExperiments();
    const other = await submit(world, definitionText({ name: "twice" }), { idempotencyKey });
    expect(other.experiment).toBeNull();
    expect(other.userErrors).toMatchObject([
      { code: "IDEMPOTENCY_KEY_REUSED", field: ["idempotencyKey"] },
    ]);
    expect(other.userErrors[0].message).toContain(first.experiment.id);
    expect(await countExperiments()).toBe(before);
  });

  it.each(["short", "x".repeat(101), "tab\tinside it", "snowman ☃ key"])(
    "refuses the idempotency key %j",
    async (idempotencyKey) => {
      const { experiment, userErrors } = await submit(world, definitionText(), { idempotencyKey });
      expect(experiment).toBeNull();
      expect(userErrors).toMatchObject([{ code: "INVALID_IDEMPOTENCY_KEY" }]);
    },
  );

  it("makes one experiment of ten submits at once with one key", async () => {
    const yaml = definitionText({ name: "ten at once" });
    const before = await countExperiments();
    const answers = await Promise.all(
      Array.from({ length: 10 }, () => submit(world, yaml, { idempotencyKey: "ten at once" })),
    );
    expect(new Set(answers.map((a) => a.experiment.id)).size).toBe(1);
    expect(answers.filter((a) => !a.replayed)).toHaveLength(1);
    expect(await countExperiments()).toBe(before + 1);
  });

  it("takes a JSON value as well as text, and a name beside it", async () => {
    const mutation = `mutation ($input: ExperimentSubmitInput!) {
      experimentSubmit(input: $input) { experiment { name definitionText } userErrors { message } }
    }`;
    const spec = { json: JSON.parse(definitionText()) };
    const { data } = await world.graphql(mutation, { input: { spec, name: "by value" } });
    expect(data.experimentSubmit.userErrors).toEqual([]);
    expect(data.experimentSubmit.experiment.name).toBe("by value");
    expect(JSON.parse(data.experimentSubmit.experiment.definitionText)).toEqual(spec.json);
  });
});

describe("a finished experiment", () => {
  const PAGE = `query ($id: ID!) {
    experiment(id: $id) {
      state digest
      progress { runsDone fraction etaAt }
      answers {
        system { id }
        maxThroughputUnderSlo { value replications }
        firstMissRps
        unloadedP99 { value }
      }
      points(first: 100) {
        nodes {
          meetsSlo saturated
          p99: estimate(measure: "latency.p99") { value ciLow ciHigh replications samples method }
          throughput: estimate(measure: "throughput") { value measure { unit } }
          histogram: latencyHistogram(encoding: BUCKETS_JSON)
          hdr: latencyHistogram
          runs(first: 10) { nodes { state digest wallTimeMs simulatedTimeUs attempts { number outcome } } }
        }
      }
    }
  }`;

  it("shows estimates with intervals, answers and digests", async () => {
    const { experiment } = await submit(world, definitionText({ name: "done", rootSeed: "7" }));
    while ((await finishRuns(world)) > 0);
    const { data } = await world.graphql(PAGE, { id: experiment.id });
    const shown = data.experiment;
    expect(shown).toMatchObject({
      state: "SUCCEEDED",
      progress: { runsDone: 6, fraction: 1, etaAt: null },
    });
    expect(shown.digest).toMatch(/^[0-9a-f]{64}$/);
    const [first, , third] = shown.points.nodes;
    expect(first).toMatchObject({
      meetsSlo: true,
      saturated: false,
      p99: { replications: 2, samples: "10000", method: "JACKKNIFE_T" },
      throughput: { measure: { unit: "requests/s" } },
    });
    expect(first.p99.ciLow).toBeLessThan(first.p99.value);
    expect(first.p99.value).toBeLessThan(first.p99.ciHigh);
    expect(first.p99.value).toBeLessThan(third.p99.value);
    const buckets = JSON.parse(first.histogram) as [number, number][];
    expect(buckets.reduce((sum, [, count]) => sum + count, 0)).toBe(10_000);
    expect(first.hdr).toMatch(/^HISTF/);
    expect(first.runs.nodes[0]).toMatchObject({
      state: "SUCCEEDED",
      wallTimeMs: 10,
      simulatedTimeUs: 11_000,
      attempts: [{ number: 1, outcome: "SUCCEEDED" }],
    });
    expect(shown.answers).toMatchObject([
      { firstMissRps: null, unloadedP99: first.p99.value && {} },
    ]);
    expect(shown.answers[0].maxThroughputUnderSlo.value).toBeCloseTo(3e5, -3);
  });

  it("costs as many statements for three points as for one, and few", async () => {
    const { experiment } = await submit(world, definitionText({ name: "counted", rootSeed: "8" }));
    while ((await finishRuns(world)) > 0);
    const ask = async (page: string) => {
      expect((await world.graphql(page, { id: experiment.id })).errors).toEqual([]);
    };
    await ask(PAGE); // Fills the process's memory of results.
    // Answers look at all points, whatever the page shows: they are counted apart.
    const pageOf = (first: number) =>
      PAGE.replace("first: 100", `first: ${first}`).replace(/answers \{.*?\n      \}\n/s, "");
    const one = await countStatements(() => ask(pageOf(1)));
    const three = await countStatements(() => ask(pageOf(3)));
    expect(three).toBe(one);
    // The experiment, its running runs, the page of points, their runs, the runs' attempts.
    expect(three).toBeLessThanOrEqual(5);
    // With answers: all points, and the runs of those that are not on the page.
    expect(await countStatements(() => ask(PAGE))).toBeLessThanOrEqual(8);
  });

  it("costs no more statements for a list of experiments with their points than for one", async () => {
    const list = (first: number) =>
      world.graphql(`{ experiments(first: ${first}) { nodes {
        progress { runsRunning etaAt }
        points(first: 2) { nodes { estimate(measure: "throughput") { value } runs(first: 2) { nodes { index } } } }
      } } }`);
    await list(5);
    const one = await countStatements(() => list(1));
    const five = await countStatements(() => list(5));
    expect(five).toBeLessThanOrEqual(one + 3);
    expect(five).toBeLessThanOrEqual(8);
  });

  it("takes known results instead of running again", async () => {
    const { experiment } = await submit(world, definitionText({ name: "again", rootSeed: "7" }));
    expect(experiment.state).toBe("SUCCEEDED");
    const query = `query ($id: ID!) { experiment(id: $id) {
      progress { runsTotal runsCached }
      points(first: 1) { nodes { runs(first: 1) { nodes { cached attempts { number } } } } }
    } }`;
    const { data } = await world.graphql(query, { id: experiment.id });
    expect(data.experiment.progress).toEqual({ runsTotal: 6, runsCached: 6 });
    expect(data.experiment.points.nodes[0].runs.nodes).toEqual([{ cached: true, attempts: [] }]);
  });

  it("previews what is known and what the rest would cost", async () => {
    const query = `query ($spec: SpecInput!) { experimentPreview(spec: $spec) {
      points runs runsCached estimatedCoreSeconds samplePoints userErrors { code }
    } }`;
    const known = { yaml: definitionText({ rootSeed: "7" }) };
    const preview = (await world.graphql(query, { spec: known })).data.experimentPreview;
    expect(preview).toMatchObject({ points: 3, runs: 6, runsCached: 6, userErrors: [] });
    expect(preview.estimatedCoreSeconds).toBeCloseTo(0, 9);
    expect(preview.samplePoints).toHaveLength(3);
    const other = { yaml: definitionText({ rootSeed: "99" }) };
    const fresh = (await world.graphql(query, { spec: other })).data.experimentPreview;
    expect(fresh.runsCached).toBe(0);
    // Each finished run took 10 ms, whatever it simulated.
    expect(fresh.estimatedCoreSeconds).toBeGreaterThan(0.02);
    expect(fresh.estimatedCoreSeconds).toBeLessThan(0.2);
  });

  it("previews what where leaves out, the first points and warnings, and stores nothing", async () => {
    const before = await countExperiments();
    const query = `query ($spec: SpecInput!) { experimentPreview(spec: $spec) {
      points pointsRemoved estimatedSeconds samplePoints warnings userErrors { pointer message }
    } }`;
    const axes = [{ zip: [{ cores: [1, 2] }, { nicPorts: [1, 4] }] }];
    const preview = async (where: string) => {
      const yaml = definitionText({ rootSeed: "99", axes, where });
      return (await world.graphql(query, { spec: { yaml } })).data.experimentPreview;
    };
    expect(await preview("cores > 1")).toMatchObject({ points: 3, pointsRemoved: 3, warnings: [] });
    expect((await preview("cores < 9")).warnings).toEqual(["where leaves out no point"]);
    expect((await preview("cores > 1")).samplePoints[0]).toMatchObject({
      cores: "2",
      nicPorts: "4",
    });
    expect((await preview("cors > 1")).userErrors[0].message).toContain("column 1");
    expect(await countExperiments()).toBe(before);
  });

  it("stores included points after the others, and knows whose they are", async () => {
    const wanted = {
      axes: [{ cores: [1, 2] }],
      where: "cores == 2",
      include: [{ cores: 4, load: "9krps" }],
    };
    const { experiment } = await submit(world, definitionText({ name: "wanted", ...wanted }));
    const query = `query ($id: ID!) { experiment(id: $id) {
      axes { path values { text } }
      points(first: 10) { totalCount nodes { index label systemId offeredRps } }
    } }`;
    const { points, axes } = (await world.graphql(query, { id: experiment.id })).data.experiment;
    expect(points.totalCount).toBe(4);
    expect(points.nodes[3]).toMatchObject({ index: 3, offeredRps: 9000 });
    expect(points.nodes[3].label).toContain("cores 4, at 9krps");
    expect(axes[0].values.map(({ text }: { text: string }) => text)).toEqual(["1", "2", "4"]);
  });
});

describe("pages of experiments", () => {
  const LIST = `query ($first: Int, $after: String, $last: Int, $before: String) {
    experiments(first: $first, after: $after, last: $last, before: $before) {
      edges { cursor node { number } }
      pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
    }
  }`;
  const list = async (variables: Record<string, unknown>) => {
    const { experiments } = (await world.graphql(LIST, variables)).data;
    return {
      numbers: experiments.edges.map((e: { node: { number: number } }) => e.node.number),
      ...experiments.pageInfo,
    };
  };

  it("neither repeat nor leave out an experiment while others are submitted", async () => {
    const all = (await list({ first: 100 })).numbers as number[];
    expect(all.length).toBeGreaterThanOrEqual(7);
    const seen: number[] = [];
    let page = await list({ first: 2 });
    seen.push(...page.numbers);
    while (page.hasNextPage) {
      await submit(world, definitionText({ name: `meanwhile ${seen.length}` }));
      page = await list({ first: 2, after: page.endCursor });
      seen.push(...page.numbers);
    }
    expect(seen).toEqual(all);
    expect(seen).toEqual([...seen].sort((a, b) => b - a));
  });

  it("go backwards over the same experiments", async () => {
    const all = (await list({ first: 100 })).numbers as number[];
    let page = await list({ last: 3 });
    const seen: number[] = [...page.numbers];
    while (page.hasPreviousPage) {
      page = await list({ last: 3, before: page.startCursor });
      seen.unshift(...page.numbers);
    }
    expect(seen).toEqual(all);
  });

  it("of points can be read from both ends", async () => {
    const query = `query ($n: Int!, $first: Int, $last: Int) { experiment(number: $n) {
      points(first: $first, last: $last) { nodes { index } pageInfo { hasNextPage hasPreviousPage endCursor } }
    } }`;
    const n = (await list({ first: 1 })).numbers[0];
    const front = (await world.graphql(query, { n, first: 2 })).data.experiment.points;
    expect(front.nodes).toEqual([{ index: 0 }, { index: 1 }]);
    expect(front.pageInfo).toMatchObject({ hasNextPage: true, hasPreviousPage: false });
    const back = (await world.graphql(query, { n, last: 2 })).data.experiment.points;
    expect(back.nodes).toEqual([{ index: 1 }, { index: 2 }]);
    expect(back.pageInfo).toMatchObject({ hasNextPage: false, hasPreviousPage: true });
  });

  it("refuse a cursor of another list", async () => {
    const query = `query ($n: Int!, $after: String) { experiment(number: $n) {
      points(first: 1, after: $after) { pageInfo { endCursor } }
    } }`;
    const [a, b] = (await list({ first: 2 })).numbers;
    const { endCursor } = (await world.graphql(query, { n: a })).data.experiment.points.pageInfo;
    const answer = await world.graphql(query, { n: b, after: endCursor });
    expect(answer.errors[0]?.extensions["code"]).toBe("INVALID_CURSOR");
  });
});

describe("objects by id", () => {
  it("are found again under the id that they show, and unknown ids are null", async () => {
    const { data } = await world.graphql(
      "{ experiments(first: 1) { nodes { id points(first: 1) { nodes { id runs(first: 1) { nodes { id } } } } } } }",
    );
    const experiment = data.experiments.nodes[0];
    const point = experiment.points.nodes[0];
    const run = point.runs.nodes[0];
    const missing = Buffer.from("Run:00000000-0000-7000-8000-000000000000").toString("base64url");
    const ids = [experiment.id, point.id, run.id, missing];
    const query = "query ($ids: [ID!]!) { nodes(ids: $ids) { __typename id } }";
    expect((await world.graphql(query, { ids })).data.nodes).toEqual([
      { __typename: "Experiment", id: experiment.id },
      { __typename: "Point", id: point.id },
      { __typename: "Run", id: run.id },
      null,
    ]);
  });
});

describe("compare", () => {
  const COMPARE = `query ($input: CompareInput!) { compare(input: $input) {
    paramDiff { path values }
    deltas { measure { id } params relativeChange test pValue pValueAdjusted verdict candidate { id } }
    changed: deltas(onlyChanged: true) { verdict }
    unmatchedPoints { label }
  } }`;

  it("calls equal records identical, and shows where definitions differ", async () => {
    const a = (await submit(world, definitionText({ name: "a", rootSeed: "7" }))).experiment;
    const b = (await submit(world, definitionText({ name: "b", rootSeed: "7" }))).experiment;
    const input = { baselineId: a.id, candidateIds: [b.id], measures: ["latency.p99"] };
    const { compare } = (await world.graphql(COMPARE, { input })).data;
    expect(compare.paramDiff).toEqual([{ path: "/name", values: ["a", "b"] }]);
    expect(compare.deltas).toHaveLength(3);
    for (const delta of compare.deltas) {
      expect(delta).toMatchObject({ test: "EXACT_HASH", verdict: "IDENTICAL", relativeChange: 0 });
      expect(delta.candidate.id).toBe(b.id);
    }
    expect(compare.changed).toEqual([]);
    expect(compare.unmatchedPoints).toEqual([]);
  });

  it("is inconclusive with two replications, whatever the numbers say", async () => {
    const yaml = definitionText({ name: "c", rootSeed: "7000" });
    const a = (await submit(world, definitionText({ name: "a", rootSeed: "7" }))).experiment;
    const c = (await submit(world, yaml)).experiment;
    while ((await finishRuns(world)) > 0);
    const input = { baselineId: a.id, candidateIds: [c.id], measures: ["throughput"] };
    const { compare } = (await world.graphql(COMPARE, { input })).data;
    expect(compare.deltas.map((d: { verdict: string }) => d.verdict)).toEqual(
      Array(3).fill("INCONCLUSIVE"),
    );
  });
});

describe("an error that nobody expected", () => {
  it("is told without a word about its cause", async () => {
    const yaml = definitionText({ name: "broken", rootSeed: "666" });
    const { experiment } = await submit(world, yaml);
    while ((await finishRuns(world)) > 0);
    await world.db.$executeRaw`
      update result set record = '{"secret": true}'
       where content_key in (select content_key from run join experiment e on e.id = experiment_id
                              where e.number = ${experiment.number})`;
    const query = `query ($id: ID!) { experiment(id: $id) {
      name points(first: 1) { nodes { estimate(measure: "throughput") { value } } }
    } }`;
    const { status, data, errors } = await world.graphql(query, { id: experiment.id });
    expect(status).toBe(500);
    expect(data).toEqual({ experiment: null });
    expect(errors).toHaveLength(1);
    const { message, extensions } = errors[0] ?? { message: "", extensions: {} };
    expect(extensions).toEqual({
      code: "INTERNAL_SERVER_ERROR",
      requestId: expect.stringMatching(/^[0-9a-f-]{36}$/),
      retryable: false,
    });
    expect(message).toBe(`Internal error (request ${String(extensions["requestId"])}).`);
  });
});
