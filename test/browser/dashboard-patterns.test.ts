/** The page of an experiment whose load changes: the stack with its cursor, its table, its answers; and the form. */
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { hasNoBrowser, openPage } from "./chromium.ts";
import { type DashboardWorld, startDashboardWorld, submit } from "./dashboard-world.ts";

const YAML = `apiVersion: ix/v1
kind: Experiment
name: patterns
workload: { kind: memcached-usr-patched, connections: 128 }
dataplane: ix
cores: 2
systems:
  - { name: energy, policy: ix-energy, loadPattern: { kind: slope, high: 600krps, period: 1s } }
  - { name: shared, policy: ix-background, loadPattern: { kind: constant, rate: 100krps } }
slo: { p99: 500us }
replications: 2
phases: { warmup: 100ms, measure: 1s, report: 100ms }
`;

let world: DashboardWorld;

async function openStack(page: Page): Promise<void> {
  await page.goto("/experiments/1");
  await page.locator(".plot .pattern-stack").waitFor();
}

describe.skipIf(hasNoBrowser())("the page of a load pattern", () => {
  beforeAll(async () => {
    world = await startDashboardWorld();
    await submit(world.url, YAML);
    const { page, context } = await openPage(world.browser, world.url);
    await page.goto("/experiments/1");
    await page.locator("main [data-state=SUCCEEDED]").waitFor({ timeout: 150_000 });
    await context.close();
  });
  afterAll(() => world?.stop());

  it("shows one run over time, of the point and replication that are chosen", async () => {
    const { page, context, complaints } = await openPage(world.browser, world.url);
    await openStack(page);
    const caption = page.locator("figure figcaption");
    expect(await caption.innerText()).toContain("A report every 100 ms, none left out.");
    const before = await page.locator(".pattern-stack").innerHTML();
    await page.getByLabel("Replication", { exact: true }).selectOption("1");
    await expect.poll(() => caption.innerText()).toContain("Replication 1 (2 in all");
    expect(await page.locator(".pattern-stack").innerHTML()).not.toBe(before);
    await page.getByLabel("Point", { exact: true }).selectOption({ label: "shared" });
    await page.locator("[data-panel=background]").waitFor();
    expect(await caption.innerText()).toContain("Replication 0");
    expect(complaints).toEqual([]);
    await context.close();
  });

  it("reads all panels at one report, by keys and by pointer, and as a table", async () => {
    const { page, context } = await openPage(world.browser, world.url);
    await openStack(page);
    const readout = page.locator(".report-readout");
    await page.locator(".plot").focus();
    await page.keyboard.press("End");
    await expect.poll(() => readout.innerText()).toMatch(/^0\.9 s[\s\S]*Offered\s[\s\S]*Clock\s/);
    await page.keyboard.press("ArrowLeft");
    const spoken = page.locator("figure [aria-live]");
    await expect.poll(() => spoken.innerText()).toMatch(/^0\.8 s: Offered [\d,]+ rps, Achieved/);
    await page.keyboard.press("Escape");
    await expect.poll(() => readout.count()).toBe(0);
    const box = (await page.locator(".plot").boundingBox())!;
    await page.mouse.move(box.x + 60, box.y + 400);
    await expect.poll(() => readout.innerText()).toMatch(/^0 s/);
    await page.getByRole("button", { name: "Show as table" }).click();
    const rows = page.locator("[data-report]");
    await expect.poll(() => rows.count()).toBe(10);
    const offered = await rows.last().locator("td").first().innerText();
    expect(await rows.last().locator("th").innerText()).toBe("0.9");
    await page.locator(".plot").focus();
    await page.keyboard.press("End");
    await expect.poll(() => readout.innerText()).toContain(`${offered} rps`);
    await context.close();
  });

  it("has an answer for each point: power, background share, time above the SLO, steps", async () => {
    const { page, context } = await openPage(world.browser, world.url);
    await openStack(page);
    const rows = page.locator("[data-moving]");
    expect(await rows.count()).toBe(2);
    expect(await rows.nth(0).innerText()).toMatch(/energy[\s\S]*slope, ix-energy[\s\S]*of 20/);
    expect(await rows.nth(1).innerText()).toMatch(/shared[\s\S]*of 20/);
    expect(await page.locator("#answers").count()).toBe(0);
    await context.close();
  });

  it("is as wide as a phone in the dark, without complaints", async () => {
    const view = { colorScheme: "dark", width: 360 } as const;
    const { page, context, complaints } = await openPage(world.browser, world.url, view);
    await openStack(page);
    await page.locator(".pattern-stack.theme-dark").waitFor();
    await page.getByRole("button", { name: "Show as table" }).click();
    const width = "[document.documentElement.scrollWidth, document.documentElement.clientWidth]";
    const [all, seen] = await page.evaluate<[number, number]>(width);
    expect(all).toBeLessThanOrEqual(seen);
    expect(complaints).toEqual([]);
    await context.close();
  });

  it("can be written in the form: patterns and policies with their parameters", async () => {
    const { page, context, complaints } = await openPage(world.browser, world.url);
    await page.goto("/new");
    await page.getByLabel("Start from").selectOption({ label: "A control plane follows a load" });
    const editor = page.getByLabel("Definition in YAML or JSON");
    expect(await editor.inputValue()).toContain("ix-energy");
    await page.getByText("Load patterns and policies").click();
    await page.getByRole("combobox", { name: "Load pattern" }).selectOption("sine-noise");
    const pattern = page.getByRole("group", { name: "Load pattern" });
    expect(await pattern.innerText()).toMatch(/redraw[\s\S]*How long noise is held/);
    await pattern.getByRole("button", { name: "Write it into the definition" }).click();
    expect(await editor.inputValue()).toMatch(
      /loadPattern:\n {2}kind: sine-noise\n {2}low: 500krps/,
    );
    const preview = page.getByTestId("preview");
    await expect.poll(() => preview.innerText()).toMatch(/requests/);
    await page
      .getByText(/only the first 60s of the 240s of sine-noise are measured/)
      .first()
      .waitFor();
    expect(complaints).toEqual([]);
    await context.close();
  });
});
