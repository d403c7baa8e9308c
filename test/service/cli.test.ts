/** The command line as a user meets it: real processes, exit codes, what is on which stream. */
import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { FIVE_MISTAKES } from "../support/five-mistakes.ts";
import { type Ended, ixlab } from "../support/ixlab.ts";
import { temporaryFolder } from "../support/service-postgres.ts";

let folder: string;

beforeAll(() => {
  folder = temporaryFolder();
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const SMALL = `apiVersion: ix/v1
kind: Experiment
name: small
workload: memcached-usr
systems:
  - { name: IX, dataplane: ix, cores: 2 }
  - { name: Linux, dataplane: linux, cores: 2 }
loads: [50krps, 100krps]
slo: { p99: 500us }
replications: 2
phases: { warmup: 5ms, measure: 50ms }
`;

describe("ixlab run", () => {
  it("refuses five mistakes with five errors, exit 2, and prints no result", async () => {
    const file = path.join(folder, "broken.yaml");
    writeFileSync(file, FIVE_MISTAKES);
    const { code, stdout, stderr } = await ixlab(["run", file, "--json"]);
    expect(code).toBe(2);
    expect(stdout).toBe("");
    for (const place of [":4:1", ":6:", ":7:", ":9:", ":10:"]) expect(stderr).toContain(place);
    expect(stderr).toContain("5 problems");
    expect(stderr).toContain('did you mean "ix"?');
  });

  it("prints one JSON document on stdout, the same each time, from a file or from stdin", async () => {
    const file = path.join(folder, "small.yaml");
    writeFileSync(file, SMALL);
    const fromFile = await ixlab(["run", file, "--json"]);
    const fromInput = await ixlab(["run", "-", "--json"], {}, SMALL);
    expect(fromFile.code).toBe(0);
    expect(fromInput.stdout).toBe(fromFile.stdout);
    const outcome = JSON.parse(fromFile.stdout) as {
      digest: string;
      points: {
        params: { system: string };
        metrics: Record<string, { value: number; unit: string }>;
      }[];
    };
    expect(outcome.digest).toMatch(/^[0-9a-f]{64}$/);
    expect(outcome.points.map((p) => p.params.system)).toEqual(["ix", "ix", "linux", "linux"]);
    const throughput = outcome.points[1]?.metrics["throughput"];
    expect(throughput?.unit).toBe("requests/s");
    expect(throughput?.value).toBeGreaterThan(90_000);
  });

  it("writes the plot where it is told", async () => {
    const plot = path.join(folder, "plots", "small.svg");
    const { code, stdout } = await ixlab(["run", "-", "-o", plot], {}, SMALL);
    expect(code).toBe(0);
    expect(stdout).toContain("max throughput under the SLO");
    expect(readFileSync(plot, "utf8")).toMatch(/^<svg[^]*<\/svg>\s*$/);
  });

  it("says what is wrong with its arguments, exit 2", async () => {
    const missing = await ixlab(["run", path.join(folder, "nowhere.yaml")]);
    expect([missing.code, missing.stderr.includes("does not exist")]).toEqual([2, true]);
    const unknown = await ixlab(["rum"]);
    expect([unknown.code, unknown.stderr.includes("Did you mean run?")]).toEqual([2, true]);
  });
});

describe("ixlab export of a definition", () => {
  it("has the numbers of ixlab run, as CSV on stdout or as a file", async () => {
    const run = await ixlab(["run", "-", "--json"], {}, SMALL);
    const { points } = JSON.parse(run.stdout) as {
      points: { metrics: Record<string, { value: number }> }[];
    };
    const { code, stdout } = await ixlab(["export", "-"], {}, SMALL);
    expect(code).toBe(0);
    const [head = "", ...lines] = stdout.trimEnd().split("\n");
    const at = head.split(",").indexOf("latency.mean (us)");
    expect(lines.map((line) => Number(line.split(",")[at]))).toEqual(
      points.map((point) => point.metrics["latency.mean"]?.value),
    );
    const file = path.join(folder, "points.csv");
    expect((await ixlab(["export", "-", "-o", file], {}, SMALL)).stdout).toBe("");
    expect(readFileSync(file, "utf8")).toBe(stdout);
  });

  it("in no known grain and format simulates nothing, names both mistakes, and ends with 2", async () => {
    const { code, stdout, stderr } = await ixlab(
      ["export", "-", "--grain", "row", "--format", "xlsx"],
      {},
      SMALL,
    );
    expect([code, stdout]).toEqual([2, ""]);
    expect(stderr).toMatch(/grain "row"[^]*format "xlsx"/);
    expect(stderr).not.toContain("runs");
  });
});

describe("ixlab demo", () => {
  it("answers on embedded defaults, and computes nothing the second time", async () => {
    const env = { IXLAB_DATA: path.join(folder, "data"), DATABASE_URL: "", REDIS_URL: "" };
    const plot = path.join(folder, "quickstart.svg");
    const args = ["demo", "--exit", "--port", "0", "-o", plot];
    const first = await ixlab(args, env);
    expect(first.code, first.stderr).toBe(0);
    for (const text of [
      "max throughput under the SLO",
      "published",
      "kernel share",
      "energy per request",
      "dashboard: http",
    ]) {
      expect(first.stdout).toContain(text);
    }
    expect(first.stdout).toContain("runs: 75, of which 0 were known already");
    expect(existsSync(plot)).toBe(true);
    const second = await ixlab(args, env);
    expect(second.code, second.stderr).toBe(0);
    expect(second.stdout).toContain("runs: 75, of which 75 were known already");
    const digestOf = ({ stdout }: Ended) => /digest: ([0-9a-f]{64})/.exec(stdout)?.[1];
    expect(digestOf(second)).toBe(digestOf(first));
    const alone = await ixlab(["run", "experiments/quickstart.yaml", "--json"]);
    expect((JSON.parse(alone.stdout) as { digest: string }).digest).toBe(digestOf(first));
  });
});

describe("ixlab", () => {
  it("explains itself", async () => {
    const help = await ixlab(["--help"]);
    expect(help.code).toBe(0);
    for (const command of [
      "run",
      "preview",
      "demo",
      "serve",
      "catalog",
      "submit",
      "fill-missing",
    ]) {
      expect(help.stdout).toContain(command);
      expect((await ixlab([command, "--help"])).stdout).toContain("Usage: ixlab");
    }
  });

  it("previews without running, and lists what a definition may name", async () => {
    const preview = await ixlab(["preview", "-"], {}, SMALL);
    expect(preview.stdout).toContain("4 points, 8 runs");
    const catalog = await ixlab(["catalog", "dataplanes", "--json"]);
    const ids = (JSON.parse(catalog.stdout) as { id: string }[]).map((d) => d.id);
    expect(ids).toEqual(expect.arrayContaining(["ix", "linux"]));
  });
});
