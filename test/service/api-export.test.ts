/** Tables of an experiment as the API serves them, read back by other readers. */
import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import path from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  type ApiWorld,
  countStatements,
  definitionText,
  finishRuns,
  startApiWorld,
  submit,
} from "../support/api-world.ts";
import { sendHttp } from "../support/bad-request.ts";
import { readCsv, readParquet } from "../unit/export/read-back.ts";

const NAME = '=two #loads, "x"';
let world: ApiWorld;
/** Its name is one that spreadsheets and readers of comments trip over. */
let number: number;

beforeAll(async () => {
  world = await startApiWorld();
  number = (await submit(world, definitionText({ name: NAME }))).experiment.number;
  while ((await finishRuns(world)) > 0);
});
afterAll(() => world.stop());

async function fetchExport(file: string, of = number) {
  const response = await fetch(`${world.server.url}/experiments/${of}/export/${file}`);
  return { response, bytes: Buffer.from(await response.arrayBuffer()) };
}

interface Estimates {
  readonly nodes: readonly Readonly<Record<"p99" | "power", { value: number; ciLow: number }>>[];
}

async function estimates(): Promise<Estimates["nodes"]> {
  const { data } = await world.graphql(
    `query ($number: Int!) { experiment(number: $number) { points(first: 10) { nodes {
      p99: estimate(measure: "latency.p99") { value ciLow }
      power: estimate(measure: "power") { value ciLow }
    } } } }`,
    { number },
  );
  return (data.experiment.points as Estimates).nodes;
}

describe("an export", () => {
  it("of points has the numbers that GraphQL has, in CSV", async () => {
    const { response, bytes } = await fetchExport("point.csv");
    expect(response.status).toBe(200);
    expect(response.headers.get("content-type")).toBe("text/csv; charset=utf-8");
    expect(response.headers.get("content-disposition")).toBe(
      `attachment; filename="experiment-${number}-point.csv"`,
    );
    const { header, rows } = readCsv(bytes);
    const cellsOf = (name: string) => rows.map((row) => Number(row[header.indexOf(name)]));
    const known = await estimates();
    expect(cellsOf("load (requests/s)")).toEqual([100_000, 200_000, 300_000]);
    expect(cellsOf("latency.p99 (us)")).toEqual(known.map(({ p99 }) => p99.value));
    expect(cellsOf("latency.p99 ciLow (us)")).toEqual(known.map(({ p99 }) => p99.ciLow));
    expect(cellsOf("power (W)")).toEqual(known.map(({ power }) => power.value));
  });

  it("of runs has seed, content key and digest of each, and provenance, in Parquet", async () => {
    const { response, bytes } = await fetchExport("run.parquet");
    expect(response.headers.get("content-type")).toBe("application/vnd.apache.parquet");
    const { header, rows, about } = await readParquet(bytes);
    const { data } = await world.graphql(
      `query ($number: Int!) { experiment(number: $number) { id definitionHash modelVersion
        points(first: 10) { nodes {
          runs(first: 10) { nodes { index seed contentKey digest } } } } } }`,
      { number },
    );
    const { definitionHash, modelVersion, points } = data.experiment;
    expect(about).toMatchObject({
      experiment: String(number),
      name: NAME,
      definitionHash,
      modelVersion,
      grain: "run",
    });
    const runs = points.nodes.flatMap((node: { runs: { nodes: unknown[] } }) => node.runs.nodes);
    expect(runs).toHaveLength(6);
    const shown = rows.map((row) => ({
      index: Number(row[header.indexOf("run")]),
      ...Object.fromEntries(
        ["seed", "contentKey", "digest"].map((name) => [name, row[header.indexOf(name)]]),
      ),
    }));
    expect(shown).toEqual(runs);
  });

  it("of histograms holds every sample, a line of JSON per bucket", async () => {
    const { response, bytes } = await fetchExport("histogram.jsonl");
    expect(response.headers.get("content-type")).toBe("application/x-ndjson");
    const lines = bytes.toString().trimEnd().split("\n");
    const buckets = lines.map((line) => JSON.parse(line) as { run: number; count: number });
    for (let run = 0; run < 6; run += 1) {
      const own = buckets.filter((bucket) => bucket.run === run);
      expect(own.reduce((sum, { count }) => sum + count, 0)).toBe(5000);
    }
  });

  it("of series has a row per report of the runs that have some, and a header otherwise", async () => {
    const none = readCsv((await fetchExport("series.csv")).bytes);
    expect(none.rows).toEqual([]);
    const timed = await submit(world, definitionText({ rootSeed: "77", replications: 1 }));
    while ((await finishRuns(world)) > 0);
    await world.db.$executeRaw`
      update result set record = record ||
        '{"series": {"periodPs": 1e12, "columns": {"watts": [30, null], "p99Us": [80.5, 90]}}}'
       where content_key in (select content_key from run join experiment e on e.id = experiment_id
                              where e.number = ${timed.experiment.number}::int and run.index = 1)`;
    const { header, rows } = readCsv(
      (await fetchExport("series.csv", timed.experiment.number)).bytes,
    );
    expect(header.slice(-4)).toEqual(["report", "start (us)", "p99Us", "watts"]);
    expect(rows.map((row) => [row[0], ...row.slice(-4)])).toEqual([
      ["1", "0", "0", "80.5", "30"],
      ["1", "1", "1000000", "90", ""],
    ]);
  });

  it("says where it comes from above a CSV if asked, one line each", async () => {
    const lines = (await fetchExport("point.csv?header=true")).bytes.toString().split("\n");
    expect(lines).toContain('# name: "=two #loads, \\"x\\""');
    expect(lines.findIndex((line) => !line.startsWith("# "))).toBe(6);
  });

  it("of an experiment that has not run has its points, and why they have no numbers", async () => {
    const { experiment } = await submit(world, definitionText({ rootSeed: "78" }));
    const { header, rows } = readCsv((await fetchExport("point.csv", experiment.number)).bytes);
    expect(rows).toHaveLength(3);
    expect(rows[0]?.[header.indexOf("throughput absent")]).toBe("NOT_FINISHED");
    while ((await finishRuns(world)) > 0);
  });
});

describe("ixlab export of the service's experiment", () => {
  const exported = (...args: readonly string[]) =>
    promisify(execFile)(process.execPath, [
      path.resolve("dist/cli/main.js"),
      "export",
      ...args,
      "--url",
      world.server.url,
    ]);

  it("is what the service serves, by number and by id", async () => {
    const served = (await fetchExport("run.jsonl")).bytes.toString();
    const { data } = await world.graphql(
      "query ($number: Int!) { experiment(number: $number) { id } }",
      { number },
    );
    const options = ["--grain", "run", "--format", "jsonl"];
    expect((await exported(String(number), ...options)).stdout).toBe(served);
    expect((await exported(data.experiment.id, ...options)).stdout).toBe(served);
  });

  it("is a file in the format that its name ends with", async () => {
    const file = path.join(world.postgres.folder, "new", "points.parquet");
    const { stdout, stderr } = await exported(String(number), "-o", file);
    expect([stdout, stderr]).toEqual(["", `written: ${file}\n`]);
    expect((await readParquet(readFileSync(file))).rows).toHaveLength(3);
  });

  it("of none says what the service says, and ends with 1", async () => {
    const said = await exported("999999").catch((error: unknown) => error);
    expect(said).toMatchObject({
      code: 1,
      stdout: "",
      stderr: "ixlab: 999999: There is no such experiment.\n",
    });
  });
});

describe("a long export", () => {
  it("reads runs fifty at a time", async () => {
    const long = await submit(world, definitionText({ rootSeed: "79", replications: 100 }));
    while ((await finishRuns(world)) > 0);
    const statements = await countStatements(async () => {
      const { bytes } = await fetchExport("run.csv", long.experiment.number);
      expect(readCsv(bytes).rows).toHaveLength(300);
    });
    expect(statements).toBe(1 + 300 / 50);
  });
});

describe("no export", () => {
  const get = (path: string) => sendHttp(world.server.url, { method: "GET", path });

  it.each([
    ["/experiments/999999/export/point.csv", 404, "no such experiment"],
    ["/experiments/1e3/export/point.csv", 404, "no such experiment"],
    ["/experiments/1/export/row.csv", 404, "point, run, series, histogram"],
    ["/experiments/1/export/point.xlsx", 404, "csv, jsonl, parquet"],
    ["/experiments/1/export/point.csv?header=yes", 400, "true or false"],
    ["/experiments/1/export/point.parquet?header=true", 400, "no room"],
  ])("%s is %i and says what there is", async (address, status, said) => {
    const answer = await get(address);
    expect(answer.status).toBe(status);
    expect(answer.headers["content-type"]).toMatch(/^application\/json/);
    expect(answer.text).toContain(said);
  });
});
