/** The check-up: each part that is missing is named, with what to do. */
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { readConfig } from "../../../src/config.ts";
import { checkMemory, checkNode } from "../../../src/launch/checkup/machine.ts";
import { checkDataFolder, checkPort } from "../../../src/launch/checkup/places.ts";
import { checkPostgres, checkQueue } from "../../../src/launch/checkup/stores.ts";

const NOWHERE = "127.0.0.1:1";

describe("a check-up", () => {
  it("compares versions of Node by their numbers, not their letters", () => {
    const states = ["20.19.0", "20.9.3", "20.20.1", "18.99.0", "100.0.0"].map(
      (version) => checkNode(version).state,
    );
    expect(states).toEqual(["GOOD", "WRONG", "GOOD", "WRONG", "GOOD"]);
    expect(checkNode("18.0.0").advice).toContain("20.19");
  });

  it("warns of simulations that may take more memory than there is", () => {
    const greedy = { IXLAB_CHILDREN: "256", IXLAB_CHILD_MEMORY_MB: "65536" };
    const finding = checkMemory(readConfig(greedy));
    expect([finding.state, finding.advice.includes("IXLAB_CHILDREN")]).toEqual(["FAIR", true]);
  });

  it("tells a free port from one that another program has", async () => {
    const server = createServer((_, response) => response.end());
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const port = String((server.address() as AddressInfo).port);
    const taken = await checkPort(readConfig({ IXLAB_PORT: port }));
    await new Promise((resolve) => server.close(resolve));
    expect([taken.state, taken.found.includes("taken")]).toEqual(["FAIR", true]);
    expect((await checkPort(readConfig({ IXLAB_PORT: port }))).state).toBe("GOOD");
    const elsewhere = await checkPort(readConfig({ IXLAB_HOST: "192.0.2.1" }));
    expect([elsewhere.state, elsewhere.advice.includes("IXLAB_HOST")]).toEqual(["WRONG", true]);
  });

  it("looks at the nearest folder that exists, and makes none", () => {
    const folder = path.resolve("dist-of-nobody", "data");
    const finding = checkDataFolder(readConfig({ IXLAB_DATA: folder }));
    expect(finding.found).toContain("it will be made");
    const inFile = checkDataFolder(readConfig({ IXLAB_DATA: path.resolve("package.json", "x") }));
    expect(inFile.state).toBe("WRONG");
  });

  it("names a Postgres and a Redis that do not answer, without their passwords", async () => {
    const postgres = await checkPostgres(
      readConfig({ DATABASE_URL: `postgres://me:secret@${NOWHERE}/x` }),
    );
    const queue = await checkQueue(readConfig({ REDIS_URL: `redis://me:secret@${NOWHERE}` }));
    for (const { state, found, advice } of [postgres, queue]) {
      expect(state).toBe("WRONG");
      expect(found).toContain(NOWHERE);
      expect(found).not.toContain("secret");
      expect(advice).toMatch(/unset/);
    }
  });

  it("is content with embedded defaults", async () => {
    expect((await checkPostgres(readConfig({}))).found).toMatch(/^embedded \d/);
    expect((await checkQueue(readConfig({}))).state).toBe("GOOD");
  });
});
