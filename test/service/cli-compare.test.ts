/** Comparing, fronts and plots, beside a service and without one: the same numbers, the right exit codes. */
import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readConfig } from "../../src/config.ts";
import { type Stack, startStack } from "../../src/launch/stack.ts";
import { ixlab } from "../support/ixlab.ts";
import { temporaryFolder } from "../support/service-postgres.ts";

let folder: string;
let stack: Stack;
let env: NodeJS.ProcessEnv;
/** Definition files: the same machine with one core, and with two. */
let one: string;
let two: string;

const definition = (name: string, cores: number) => `apiVersion: ix/v1
kind: Experiment
name: ${name}
workload: memcached-usr
systems:
  - { name: IX, dataplane: ix, cores: ${cores} }
loads: [50krps, 200krps${cores === 2 ? ", 300krps" : ""}]
slo: { mean: 500us }
replications: 4
phases: { warmup: 2ms, measure: 20ms }
`;

beforeAll(async () => {
  folder = temporaryFolder();
  one = path.join(folder, "one.yaml");
  two = path.join(folder, "two.yaml");
  writeFileSync(one, definition("one", 1));
  writeFileSync(two, definition("two", 2));
  const config = readConfig({ IXLAB_DATA: folder, IXLAB_PORT: "0", IXLAB_LOG: "warn" });
  stack = await startStack({ config });
  env = { IXLAB_SERVER: stack.url };
  for (const file of [one, two]) {
    const { code, stderr } = await ixlab(["submit", file, "--watch"], env);
    expect(code, stderr).toBe(0);
  }
});
afterAll(async () => {
  await stack?.stop();
  rmSync(folder, { recursive: true, force: true });
});

const json = async (...args: string[]) => {
  const { code, stdout, stderr } = await ixlab(args, env);
  expect(stdout, stderr).not.toBe("");
  return { code, document: JSON.parse(stdout) };
};

const MEASURES = ["--measure", "power", "throughput"];

describe("ixlab compare", () => {
  it("says the same of definitions as of experiments of the service", async () => {
    const here = await json("compare", one, two, ...MEASURES, "--format", "json");
    const there = await json("compare", "1", "#2", ...MEASURES, "--json");
    expect([here.code, there.code]).toEqual([0, 0]);
    expect(there.document.deltas).toEqual(here.document.deltas);
    expect(there.document.paramDiff).toEqual(here.document.paramDiff);
    expect(there.document.unmatchedPoints).toEqual(here.document.unmatchedPoints);
    expect(here.document.unmatchedPoints).toEqual([{ side: 1, label: "IX at 300krps" }]);
    expect([here.document.matchedPoints, there.document.matchedPoints]).toEqual([2, 2]);
    const digests = (document: { sides: { digest: string }[] }) =>
      document.sides.map(({ digest }) => digest);
    expect(digests(there.document)).toEqual(digests(here.document));
    const power = here.document.deltas.filter((d: { measure: string }) => d.measure === "power");
    expect(power.map((d: { verdict: string }) => d.verdict)).toEqual(["REGRESSED", "REGRESSED"]);
  });

  it("ends with 99 on a regression if asked, and on doubt if it is to be strict", async () => {
    const plain = await ixlab(["compare", "1", "2", "--measure", "power"], env);
    expect(plain.code).toBe(0);
    expect(plain.stdout).toContain("2 REGRESSED");
    const status = ["--measure", "power", "--exit-status"];
    expect((await ixlab(["compare", "1", "2", ...status], env)).code).toBe(99);
    expect((await ixlab(["compare", "1", "2", ...status, "--min-effect", "90%"], env)).code).toBe(
      0,
    );
    expect((await ixlab(["compare", "2", "1", ...status], env)).code).toBe(0);
    const doubt = ["--measure", "latency.p99.9", "--exit-status"];
    expect((await ixlab(["compare", "1", "2", ...doubt], env)).code).toBe(0);
    expect((await ixlab(["compare", "1", "2", ...doubt, "--strict"], env)).code).toBe(99);
  });

  it("of an experiment with itself is IDENTICAL, and nothing is left to show of it", async () => {
    const { code, document } = await json("compare", "1", "1", "2", "--format", "json");
    expect(code).toBe(0);
    expect(document.sides).toHaveLength(3);
    const same = document.deltas.filter((d: { candidate: number }) => d.candidate === 1);
    expect(new Set(same.map((d: { verdict: string }) => d.verdict))).toEqual(
      new Set(["IDENTICAL"]),
    );
    const changed = await json("compare", "1", "1", "--only-changed", "--json");
    expect(changed.document.deltas).toEqual([]);
  });

  it("refuses wrong measures, effects and mixtures at once, and simulates nothing", async () => {
    const wrong = await ixlab(
      ["compare", one, two, "--measure", "p98", "speed", "--min-effect", "much"],
      env,
    );
    expect([wrong.code, wrong.stdout]).toEqual([2, ""]);
    expect(wrong.stderr).toMatch(/p98[^]*speed[^]*--min-effect/);
    expect(wrong.stderr).not.toContain("runs");
    const mixed = await ixlab(["compare", one, "2"], env);
    expect([mixed.code, mixed.stderr.includes("ixlab submit")]).toEqual([2, true]);
    const many = await ixlab(["compare", ...Array.from({ length: 9 }, () => "1")], env);
    expect([many.code, many.stderr.includes("at most 8")]).toEqual([2, true]);
    const other = path.join(folder, "other.yaml");
    writeFileSync(other, definition("other", 1).replace("name: IX", "name: Y"));
    const apart = await ixlab(["compare", one, other, "--measure", "power"], env);
    expect([apart.code, apart.stderr.includes("no point is in both")]).toEqual([1, true]);
  });
});

describe("ixlab pareto", () => {
  it("finds the same front in a definition as in the service, and draws it", async () => {
    const here = await json("pareto", two, "--json");
    const there = await json("pareto", "2", "--json");
    expect(there.document.points).toEqual(
      here.document.points.map(({ x, y, ...point }: Record<string, object>) => ({
        ...point,
        x: expect.objectContaining({ value: (x as { value: number }).value }),
        y: expect.objectContaining({ value: (y as { value: number }).value }),
      })),
    );
    expect(here.document.objective).toBe("mean <= 500us");
    const front = here.document.points.filter((p: { standing: string }) => p.standing === "FRONT");
    expect(front.length).toBeGreaterThan(0);
    const file = path.join(folder, "plots", "front.svg");
    const { code, stdout } = await ixlab(["pareto", "2", "--slo", "mean<=1us", "-o", file], env);
    expect([code, stdout.includes("misses mean <= 1us")]).toEqual([0, true]);
    expect(readFileSync(file, "utf8")).toMatch(/^<svg[^]*No point has both[^]*<\/svg>\s*$/);
  });

  it("refuses what has no front, all mistakes at once", async () => {
    const args = [
      "pareto",
      two,
      "--x",
      "batch.mean",
      "--y",
      "nothing",
      "--slo",
      "p99",
      "-o",
      "f.pdf",
    ];
    const { code, stdout, stderr } = await ixlab(args, env);
    expect([code, stdout]).toEqual([2, ""]);
    expect(stderr).toMatch(/batch\.mean[^]*nothing[^]*--slo[^]*f\.pdf/);
    const query = `query { pareto(input: { experimentId: "x", x: "batch.mean", y: "power" }) { objective } }`;
    const refused = await ixlab(["api", "graphql", "-f", `query=${query}`], env);
    expect([refused.code, refused.stdout.includes("BAD_USER_INPUT")]).toEqual([1, true]);
  });
});

describe("ixlab plot", () => {
  it("draws an experiment as SVG, as PNG, and as bars", async () => {
    const svg = path.join(folder, "two.svg");
    const png = path.join(folder, "two.png");
    expect((await ixlab(["plot", "2", "-o", svg, "--theme", "dark"], env)).code).toBe(0);
    expect(readFileSync(svg, "utf8")).toMatch(/^<svg[^]*theme-dark[^]*<\/svg>\s*$/);
    const drawn = await ixlab(["plot", two, "-o", png, "--text"], env);
    expect(drawn.code, drawn.stderr).toBe(0);
    expect(readFileSync(png).subarray(1, 4).toString()).toBe("PNG");
    const there = await ixlab(["plot", "2", "--text"], env);
    expect(there.stdout).toBe(drawn.stdout);
    expect(there.stdout).toMatch(/IX .*▁.*█.*krps to .*krps/);
  });

  it("wants to know where to, and in what form", async () => {
    const { code, stderr } = await ixlab(["plot", two], env);
    expect([code, stderr.includes("--text")]).toEqual([2, true]);
    const gif = await ixlab(["plot", two, "-o", "a.gif"], env);
    expect([gif.code, gif.stderr.includes(".svg or .png")]).toEqual([2, true]);
  });
});

describe("ixlab preset, api, doctor and completion", () => {
  it("list, show and render presets, and run them changed", async () => {
    const list = await json("preset", "list", "--json");
    const answer = await json("api", "graphql", "-f", "query={ presets { name text points } }");
    const names = list.document.map(({ name }: { name: string }) => name);
    const served = answer.document.data.presets;
    expect(served.map(({ name }: { name: string }) => name)).toEqual(names);
    const text = readFileSync("experiments/quickstart.yaml", "utf8");
    expect((await ixlab(["preset", "render", "quickstart"])).stdout).toBe(text);
    const set = ["--set", "replications=1", "--set", "phases.measure=5ms"];
    const sets = [...set, "--set", "systems.0.loads=[50krps]", "--set", "systems.1.loads=[50krps]"];
    const run = await ixlab(["run", "preset:quickstart", "--json", ...sets]);
    expect(run.code, run.stderr).toBe(0);
    expect(JSON.parse(run.stdout).points).toHaveLength(2);
    const wrong = await ixlab(["preset", "render", "quickstart", "--set", "replication=1"]);
    expect([wrong.code, wrong.stdout]).toEqual([2, ""]);
    expect(wrong.stderr).toContain("replication");
    const unknown = await ixlab(["run", "preset:quikstart"]);
    expect([unknown.code, unknown.stderr.includes("near it: quickstart")]).toEqual([2, true]);
  });

  it("sends a query from a file with variables, and ends with 1 if the answer has errors", async () => {
    const file = path.join(folder, "view.graphql");
    writeFileSync(file, "query ($number: Int!) { experiment(number: $number) { name } }");
    const { code, document } = await json(
      "api",
      "graphql",
      "-f",
      `query=@${file}`,
      "-f",
      "number=2",
    );
    expect([code, document.data]).toEqual([0, { experiment: { name: "two" } }]);
    const broken = await json("api", "graphql", "-f", "query={ nothing }");
    expect([broken.code, broken.document.errors.length]).toEqual([1, 1]);
    const none = await ixlab(["api", "graphql"], env);
    expect([none.code, none.stderr.includes("query=")]).toEqual([2, true]);
  });

  it("look the machine over, and change nothing", async () => {
    const data = path.join(folder, "untouched");
    const healthy = await ixlab(["doctor", "--json"], { ...env, IXLAB_DATA: data });
    const { findings, versions } = JSON.parse(healthy.stdout);
    expect(versions.model).toMatch(/^\d+$/);
    expect(findings.map(({ part }: { part: string }) => part)).toContain("data folder");
    expect(existsSync(data)).toBe(false);
    const ill = await ixlab(["doctor"], { ...env, REDIS_URL: "redis://127.0.0.1:1" });
    expect(ill.code).toBe(1);
    expect(ill.stdout).toMatch(/WRONG queue[^]*to do: start Redis/);
  });

  it("never colours what is not for a person, and asks nobody anything", async () => {
    const coloured = await ixlab(["compare", "1", "2"], { ...env, FORCE_COLOR: "1" });
    expect(coloured.stdout).toContain("\u001b[");
    const plain = await ixlab(["compare", "1", "2"], { ...env, FORCE_COLOR: "1", NO_COLOR: "1" });
    expect(plain.stdout).not.toContain("\u001b[");
  });
});
