/** `ixlab reproduce` as a user meets it, with tiny windows; and the scoreboard that the service keeps. */
import { spawn } from "node:child_process";
import { existsSync, readFileSync, rmSync } from "node:fs";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Scoreboard } from "../../src/scoreboard/scoreboard.ts";
import { type ApiWorld, startApiWorld } from "../support/api-world.ts";
import { temporaryFolder } from "../support/service-postgres.ts";

const CLI = path.resolve("dist/cli/main.js");
let folder: string;
let world: ApiWorld;

beforeAll(async () => {
  folder = temporaryFolder();
  world = await startApiWorld();
});
afterAll(async () => {
  rmSync(folder, { recursive: true, force: true });
  await world.stop();
});

interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

function reproduce(args: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<Ended> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [CLI, "reproduce", ...args], {
      env: { ...process.env, NO_COLOR: "1", ...env },
    });
    let stdout = "";
    let stderr = "";
    child.stdout.on("data", (chunk: Buffer) => (stdout += chunk.toString()));
    child.stderr.on("data", (chunk: Buffer) => (stderr += chunk.toString()));
    child.on("error", reject);
    child.on("close", (code) => resolve({ code, stdout, stderr }));
  });
}

const QUERY = `{
  scoreboard {
    suite modelVersion programVersion createdAt drawings
    rows { id figure system published simulated ciLow ciHigh unit relativeError role setup absent }
    figures { figure median p90 worst }
    headlines { id met }
  }
}`;

describe("ixlab reproduce", () => {
  it("prints the scoreboard as one JSON document and writes the figures", async () => {
    const out = path.join(folder, "json");
    const ended = await reproduce(["osdi14", "--json", "--figure", "4", "--draft", "--out", out]);
    expect(ended.code).toBe(0);
    const board = JSON.parse(ended.stdout) as Scoreboard;
    expect(new Set(board.rows.map((row) => row.figure))).toEqual(new Set(["OSDI14 Fig. 4"]));
    const row = board.rows.find(({ id }) => id === "osdi14.connections.ix.4port.1296");
    expect(row).toMatchObject({ published: 12_701_000, unit: "msg/s", role: "calibration" });
    expect(row?.simulated).toBeGreaterThan(1e6);
    const onDisk = JSON.parse(readFileSync(path.join(out, "scoreboard.json"), "utf8"));
    expect(onDisk).toEqual(board);
    const svg = readFileSync(path.join(out, "fig4.svg"), "utf8");
    for (const name of ["IX-40", "IX-10", "Linux-40", "Linux-10"]) expect(svg).toContain(name);
    for (const variant of ["dark", "phone", "phone-dark"]) {
      expect(existsSync(path.join(out, variant, "fig4.svg"))).toBe(true);
    }
    expect(readFileSync(path.join(out, "index.html"), "utf8")).toContain('src="fig4.svg"');
    expect(ended.stderr).toContain(path.join(out, "fig4.svg"));
  });

  it("gives the same numbers whatever the number of threads", async () => {
    const args = ["--json", "--figure", "3b", "--draft", "--out", path.join(folder, "threads")];
    const [one, two] = [
      await reproduce([...args, "--threads", "1"]),
      await reproduce([...args, "--threads", "2"]),
    ];
    expect(one.code).toBe(0);
    expect(two.stdout).toBe(one.stdout);
  });

  it.each([
    [["nsdi99"], 'no suite "nsdi99"; known: osdi14, socc15, seed'],
    [["socc15", "--figure", "9"], "known: slope, step, sine-noise, frontier"],
    [["--figure", "9"], 'no figure "9"'],
    [["--threads", "0"], "--threads"],
    [["--unknown"], "unknown option"],
  ])("refuses %j as wrong usage", async (args, said) => {
    const { code, stdout, stderr } = await reproduce(args);
    expect(code).toBe(2);
    expect(stdout).toBe("");
    expect(stderr).toContain(said);
  });

  it("explains itself with an example", async () => {
    const { code, stdout } = await reproduce(["--help"]);
    expect(code).toBe(0);
    expect(stdout).toContain("ixlab reproduce --figure 3a");
  });
});

describe("the suites of the control plane", () => {
  const QUERY_SUITE = `query ($suite: String) {
    scoreboardSuites { id title source }
    scoreboard(suite: $suite) {
      rows { id published range { low high missedBy } isLowerBound simulated draws }
      checks { id met }
      headlines { id isRelative }
      drawings
    }
  }`;

  it("socc15 has rows, checks and drawings of patterns, and keeps them for the dashboard", async () => {
    const out = path.join(folder, "socc15");
    const args = ["socc15", "--figure", "slope", "frontier", "--draft", "--store", "--json"];
    const ended = await reproduce([...args, "--out", out], { DATABASE_URL: world.postgres.url });
    expect(`${ended.code} ${ended.stderr}`).toMatch(/^0 /);
    const board = JSON.parse(ended.stdout) as Scoreboard;
    const saved = board.rows.find(({ id }) => id === "socc15.slope.energySaved");
    expect(saved).toMatchObject({ published: null, range: { low: 0.42, high: 0.53 } });
    expect(saved?.draws).toHaveLength(2);
    expect(board.rows.filter(({ id }) => id.startsWith("draft15.frontier."))).toHaveLength(11);
    for (const name of ["slope-energy", "slope-background", "frontier"]) {
      expect(readFileSync(path.join(out, "dark", `fig${name}.svg`), "utf8")).toContain("<svg");
    }
    const page = readFileSync(path.join(out, "index.html"), "utf8");
    expect(page).toContain("Figures of IX's control plane");

    const { data, errors } = await world.graphql(QUERY_SUITE, { suite: "socc15" });
    expect(errors).toEqual([]);
    expect(data.scoreboardSuites.map(({ id }: { id: string }) => id)).toEqual([
      "osdi14",
      "socc15",
      "seed",
    ]);
    const { rows, checks, drawings } = data.scoreboard;
    expect(rows).toHaveLength(board.rows.length);
    const stored = rows.find(({ id }: { id: string }) => id === "socc15.slope.energySaved");
    expect(stored).toMatchObject({ published: null, range: saved?.range, draws: saved?.draws });
    expect(checks.map(({ id }: { id: string }) => id)).toEqual(board.checks?.map(({ id }) => id));
    expect(drawings.map(({ id }: { id: string }) => id)).toEqual([
      "slope-energy",
      "slope-background",
      "frontier",
    ]);
  });

  it("seed has the ratios of the key-value store beside their claims", async () => {
    const out = path.join(folder, "seed");
    const ended = await reproduce(["seed", "--figure", "kvs", "--draft", "--out", out]);
    expect(`${ended.code} ${ended.stderr}`).toMatch(/^0 /);
    expect(ended.stdout).toContain("seed.kvs.throughputRatio");
    expect(ended.stdout).toContain("> 2.10 x");
    expect(existsSync(path.join(out, "figkvs.svg"))).toBe(true);
  });
});

describe("the scoreboard of the service", () => {
  it("is null until one is stored, and then the rows that the command printed", async () => {
    const before = await world.graphql(QUERY);
    expect(before.errors).toEqual([]);
    expect(before.data.scoreboard).toBeNull();

    const args = ["--json", "--figure", "4", "--draft", "--store"];
    const out = ["--out", path.join(folder, "stored")];
    const ended = await reproduce([...args, ...out], { DATABASE_URL: world.postgres.url });
    expect(`${ended.code} ${ended.stderr}`).toContain("0 ");
    const board = JSON.parse(ended.stdout) as Scoreboard;

    const { data, errors } = await world.graphql(QUERY);
    expect(errors).toEqual([]);
    expect(data.scoreboard).toMatchObject({ suite: "osdi14", modelVersion: board.modelVersion });
    expect(data.scoreboard.rows).toHaveLength(board.rows.length);
    board.rows.forEach((row, i) => {
      const { id, figure, system, published, simulated, ciLow, ciHigh, relativeError } = row;
      expect(data.scoreboard.rows[i]).toMatchObject({
        id,
        figure,
        system,
        published,
        simulated,
        ciLow,
        ciHigh,
        relativeError,
        role: row.role,
        absent: row.absent,
      });
    });
    const [{ figure, median, p90, worst }] = board.figures as [Scoreboard["figures"][number]];
    expect(data.scoreboard.figures).toEqual([{ figure, median, p90, worst }]);
    expect(data.scoreboard.drawings.map((drawing: { id: string }) => drawing.id)).toEqual(["4"]);
  });

  it("is null for a suite that nobody stored", async () => {
    const { data } = await world.graphql('{ scoreboard(suite: "nsdi99") { suite } }');
    expect(data.scoreboard).toBeNull();
  });
});
