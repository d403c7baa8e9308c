/** The commands that speak to a running service, in the order in which somebody uses them. */
import { rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readConfig } from "../../src/config.ts";
import { type Stack, startStack } from "../../src/launch/stack.ts";
import { FIVE_MISTAKES } from "../support/five-mistakes.ts";
import { ixlab, startIxlab } from "../support/ixlab.ts";
import { temporaryFolder } from "../support/service-postgres.ts";
import { until } from "../support/service-until.ts";

let folder: string;
let stack: Stack;
/** Every command is told where the service is. */
let env: NodeJS.ProcessEnv;

beforeAll(async () => {
  folder = temporaryFolder();
  const config = readConfig({ IXLAB_DATA: folder, IXLAB_PORT: "0", IXLAB_LOG: "warn" });
  stack = await startStack({ config });
  env = { IXLAB_SERVER: stack.url };
});
afterAll(async () => {
  await stack?.stop();
  rmSync(folder, { recursive: true, force: true });
});

const small = (name: string, loads: string) => `apiVersion: ix/v1
kind: Experiment
name: ${name}
workload: synthetic-exponential
systems: [{ name: queue, dataplane: ideal-central, cores: 1 }]
loads: [${loads}]
replications: 2
phases: { warmup: 1ms, measure: 20ms }
`;

/** Minutes of work, so that there is something to stop. */
const long = small("long", "10krps, 20krps")
  .replace("replications: 2", "replications: 40")
  .replace("20ms", "300s");

const json = async (...args: string[]) => {
  const { code, stdout, stderr } = await ixlab([...args, "--json"], env);
  return { code, stderr, document: JSON.parse(stdout) };
};

describe("ixlab, beside a running service,", () => {
  it("submits a definition, follows it, and shows what it found", async () => {
    const file = path.join(folder, "small.yaml");
    writeFileSync(file, small("small", "10krps"));
    const watched = await ixlab(["submit", file, "--watch"], env);
    expect(watched.code, watched.stderr).toBe(0);
    expect(watched.stdout).toMatch(/^experiment 1 submitted: http.*\/experiments\/1$/m);
    expect(watched.stdout).toMatch(/ended SUCCEEDED\ndigest [0-9a-f]{64}$/m);
    const viewed = await ixlab(["view", "1"], env);
    expect(viewed.stdout).toMatch(/#1 small\nSUCCEEDED\nruns: 2 of 2 done/);
    const listed = await json("list");
    expect(listed.document).toMatchObject([{ number: 1, name: "small", state: "SUCCEEDED" }]);
  });

  it("computes again what is known and finds it the same", async () => {
    const args = ["submit", "-", "--refresh", "--watch", "--json"];
    const { code, stdout } = await ixlab(args, env, small("small", "10krps"));
    expect(code).toBe(0);
    const last = JSON.parse(stdout.trim().split("\n").at(-1) ?? "");
    expect(last).toMatchObject({ number: 2, state: "SUCCEEDED", progress: { runsCached: 0 } });
    const first = await json("view", "1");
    expect(last.digest).toBe(first.document.digest);
  });

  it("pauses, resumes, cancels, and says what that did", async () => {
    const { code, stdout } = await ixlab(["submit", "-"], env, long);
    expect([code, stdout.includes("experiment 3")]).toEqual([0, true]);
    expect((await ixlab(["pause", "3"], env)).stdout).toMatch(/^experiment 3: PAUS(ING|ED)$/m);
    expect((await ixlab(["resume", "#3"], env)).stdout).toMatch(/: (RUNNING|QUEUED)$/m);
    const cancelled = await json("cancel", "3");
    expect(cancelled.code).toBe(0);
    const { runsStopped, runsDropped, runsFinished } = cancelled.document;
    expect(runsStopped + runsDropped + runsFinished).toBe(80);
    const watched = await ixlab(["watch", "3"], env);
    expect([watched.code, watched.stdout.includes("ended CANCELLED")]).toEqual([1, true]);
    const refused = await ixlab(["resume", "3"], env);
    expect(refused.code).toBe(1);
    expect(refused.stderr).toMatch(/ILLEGAL_STATE: The experiment is CANCELLED.*\nhint: Fill in/);
  });

  it("clones a definition, keeps the parent, and fills in what is missing", async () => {
    const cloned = await ixlab(["clone", "3"], env);
    expect(cloned.stdout).toBe(long);
    const args = ["submit", "-", "--cloned-from", "3", "--name", "the same", "--json"];
    const { code, stdout } = await ixlab(args, env, cloned.stdout);
    expect(code).toBe(0);
    const { number } = JSON.parse(stdout);
    const viewed = await json("view", String(number));
    expect(viewed.document).toMatchObject({ name: "the same", clonedFrom: { number: 3 } });
    await ixlab(["cancel", String(number)], env);
    const ended = await ixlab(["watch", String(number)], env);
    expect(ended.code).toBe(1);
    const filled = await ixlab(["fill-missing", String(number)], env);
    expect(filled.stdout).toMatch(/\d runs? to compute; QUEUED/);
    await ixlab(["cancel", String(number)], env);
    expect((await ixlab(["fill-missing", "1"], env)).stdout).toContain("nothing is missing");
  });

  it("detaches at Ctrl-C, says how to come back, and stops nothing", async () => {
    await ixlab(["fill-missing", "3"], env);
    await ixlab(["pause", "3"], env); // so that it does not end by itself meanwhile
    const watching = startIxlab(["watch", "3"], env);
    await until("it follows", 30, () => watching.stderr().includes("runs"));
    watching.process.kill("SIGINT");
    const { code, stderr } = await watching.ended;
    expect(code).toBe(130);
    expect(stderr).toContain("ixlab watch 3");
    const { document } = await json("view", "3");
    expect(["PAUSING", "PAUSED"]).toContain(document.state);
    await ixlab(["cancel", "3"], env);
  });

  it("says what is wrong: definition, name, number, server", async () => {
    const broken = await ixlab(["submit", "-"], env, FIVE_MISTAKES);
    expect([broken.code, broken.stderr.includes("5 problems")]).toEqual([2, true]);
    const nonsense = await ixlab(["view", "twelve"], env);
    expect([nonsense.code, nonsense.stderr.includes("names no experiment")]).toEqual([2, true]);
    const unknown = await ixlab(["cancel", "999"], env);
    expect([unknown.code, unknown.stderr.includes("there is no experiment 999")]).toEqual([
      1,
      true,
    ]);
    const nowhere = await ixlab(["list", "--server", "http://127.0.0.1:1"]);
    expect(nowhere.code).toBe(1);
    expect(nowhere.stderr).toMatch(/no service answers at http:\/\/127\.0\.0\.1:1.*ixlab serve/);
  });

  it("has help that fits one screen, with an example", async () => {
    const verbs = ["cancel", "pause", "resume", "fill-missing", "clone"];
    for (const command of ["submit", "watch", "list", "view", ...verbs]) {
      const { stdout } = await ixlab([command, "--help"]);
      expect(stdout).toMatch(/Examples?:\n {2}ixlab /);
      expect(stdout.split("\n").length).toBeLessThan(25);
    }
  });
});
