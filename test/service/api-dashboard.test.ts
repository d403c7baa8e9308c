/** The dashboard's files as the API serves them. */
import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  type ApiWorld,
  definitionText,
  finishRuns,
  startApiWorld,
  submit,
} from "../support/api-world.ts";
import { sendHttp } from "../support/bad-request.ts";

let world: ApiWorld;
beforeAll(async () => {
  world = await startApiWorld();
  const web = path.join(world.postgres.folder, "web");
  mkdirSync(path.join(web, "assets"), { recursive: true });
  writeFileSync(path.join(web, "index.html"), "<!doctype html><title>ixlab</title>");
  writeFileSync(path.join(web, "favicon.svg"), "<svg/>");
  writeFileSync(path.join(web, ".secret.txt"), "hidden");
  writeFileSync(path.join(web, "assets", "main-8f3a.js"), "export {};");
  writeFileSync(path.join(world.postgres.folder, "outside.txt"), "outside");
});
afterAll(async () => {
  await world.stop();
});
const get = (address: string) => sendHttp(world.server.url, { method: "GET", path: address });

describe("the dashboard", () => {
  it.each(["/", "/experiments/12", "/compare"])(
    "is its page at %s, asked for again",
    async (at) => {
      const { status, headers, text } = await get(at);
      expect(status).toBe(200);
      expect(text).toContain("<title>ixlab</title>");
      expect(headers["content-type"]).toMatch(/^text\/html/);
      expect(headers["cache-control"]).toBe("no-cache");
    },
  );

  it("has files with a hash in their name that browsers may keep", async () => {
    const { status, headers } = await get("/assets/main-8f3a.js");
    expect(status).toBe(200);
    expect(headers["cache-control"]).toBe("public, max-age=31536000, immutable");
    expect(headers["content-type"]).toMatch(/javascript/);
    expect((await get("/favicon.svg")).headers["cache-control"]).toBe("no-cache");
  });

  it.each([
    "/assets/main-0000.js",
    "/missing.svg",
    "/.secret.txt",
    "/../outside.txt",
    "/%2e%2e/outside.txt",
    "/..%2foutside.txt",
    "/assets/..%2f..%2foutside.txt",
  ])("does not answer %s with a page or a file", async (at) => {
    const { status, headers, text } = await get(at);
    expect(status).toBe(404);
    expect(headers["content-type"]).toMatch(/^application\/json/);
    expect(text).not.toMatch(/hidden|outside|doctype/);
  });

  it("lets pages load and reach nothing but this server, and nobody frame them", async () => {
    const { headers } = await get("/");
    const policy = String(headers["content-security-policy"]);
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("script-src 'self'");
    expect(policy).not.toMatch(/script-src[^;]*unsafe/);
    expect(policy).toContain("connect-src 'self'");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(headers).toMatchObject({
      "x-content-type-options": "nosniff",
      "referrer-policy": "no-referrer",
    });
    expect(headers).not.toHaveProperty("x-powered-by");
  });
});

describe("the plot of an experiment", () => {
  const plotOf = (number: number, query = "") =>
    get(`/experiments/${number}/plots/latency-throughput.svg${query}`);

  it("is an SVG file that shows it, in either theme", async () => {
    const { experiment } = await submit(world, definitionText({ name: "plotted <b>" }));
    while ((await finishRuns(world)) > 0);
    const light = await plotOf(experiment.number);
    expect(light.status).toBe(200);
    expect(light.headers["content-type"]).toMatch(/^image\/svg\+xml/);
    expect(light.text).toMatch(/^(<\?xml[^>]*>\s*)?<svg /);
    expect(light.text).toContain("plotted &lt;b");
    expect(light.text).not.toContain("<script");
    const dark = await plotOf(experiment.number, "?theme=dark");
    expect(dark.status).toBe(200);
    expect(dark.text).not.toBe(light.text);
  });

  it("of no experiment, or in no known theme, is an error and no picture", async () => {
    expect((await plotOf(999999)).status).toBe(404);
    expect((await get("/experiments/1e3/plots/latency-throughput.svg")).status).toBe(404);
    expect((await plotOf(1, "?theme=pink")).status).toBe(400);
  });
});
