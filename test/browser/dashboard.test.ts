/**
 * The dashboard in a real browser against the real service, in the order in which somebody meets it:
 * the empty page, a mistake, a first experiment while it runs, its plot and its tables.
 */
import { readFileSync } from "node:fs";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { hasNoBrowser, openPage } from "./chromium.ts";
import {
  type DashboardWorld,
  graphql,
  smallDefinition,
  startDashboardWorld,
  submit,
} from "./dashboard-world.ts";

let world: DashboardWorld;

describe.skipIf(hasNoBrowser())("the dashboard", () => {
  beforeAll(async () => {
    world = await startDashboardWorld();
  });
  afterAll(() => world?.stop());

  it("offers an example while there is no experiment, and says what it would do", async () => {
    const { page, context, complaints } = await openPage(world.browser, world.url);
    await page.goto("/");
    await page.getByRole("heading", { name: "No experiments yet" }).waitFor();
    await page.getByTestId("preview").waitFor();
    const preview = await page.getByTestId("preview").innerText();
    expect(preview).toMatch(/points\s+25\s+runs\s+75\s+known already\s+0/);
    expect(complaints).toEqual([]);
    await context.close();
  });

  it("shows every mistake with its line and hint while one writes, and leads there", async () => {
    const { page, context, complaints } = await openPage(world.browser, world.url);
    await page.goto("/new");
    const editor = page.getByLabel("Definition in YAML or JSON");
    await editor.fill(
      "apiVersion: ix/v1\nkind: Experiment\nname: broken\nworkload: memcached-usr\n" +
        "systems:\n  - name: A\n    dataplane: linx\n    loads: [100krps]\nslo: { p99: 500 }\n",
    );
    const problems = page.getByTestId("problems");
    await problems.waitFor();
    const said = await problems.innerText();
    expect(said).toContain("/systems/0/dataplane");
    expect(said).toMatch(/line 7[\s\S]*Hint: .*linux/);
    expect(said).toMatch(/line 9[\s\S]*unit/);
    await problems.getByRole("button", { name: "line 9" }).click();
    const [text, caret] = await page.evaluate<[string, number]>(
      "[document.activeElement.value, document.activeElement.selectionStart]",
    );
    expect(text.slice(0, caret).split("\n")).toHaveLength(9);
    // Submitting anyway stays here, and says the same.
    await page.getByRole("button", { name: "Submit experiment" }).click();
    await page.waitForTimeout(500);
    expect(new URL(page.url()).pathname).toBe("/new");
    expect(await problems.innerText()).toContain("line 7");
    expect(complaints).toEqual([]);
    await context.close();
  });

  it("follows an experiment from submission to its answer", async () => {
    const { page, context, complaints, strangers } = await openPage(world.browser, world.url);
    await page.goto("/");
    const yaml = smallDefinition({ name: "first", rootSeed: 1 });
    await page.getByLabel("Definition in YAML or JSON").fill(yaml);
    await page.getByRole("button", { name: "Submit experiment" }).click();
    await page.waitForURL("**/experiments/1");
    const seen = await watchProgress(page);
    expect(seen.counts.length).toBeGreaterThanOrEqual(3);
    expect(seen.counts).toEqual([...seen.counts].sort((a, b) => a - b));
    expect(seen.follows).toContain("live");
    const summary = await page.getByTestId("summary").innerText();
    expect(summary).toMatch(/^IX holds p99 ≤ 500 µs to (at least )?\d/);
    expect(await page.title()).toBe("#1 first · ixlab");
    expect(complaints).toEqual([]);
    expect(strangers).toEqual([]);
    await context.close();
  });

  it("polls while the socket cannot be had, and comes to the same end", async () => {
    const { page, context } = await openPage(world.browser, world.url);
    await page.routeWebSocket(/graphql/, (socket) => socket.close());
    const yaml = smallDefinition({ name: "polled", rootSeed: 2 });
    await page.goto(`/experiments/${await submit(world.url, yaml)}`);
    const seen = await watchProgress(page);
    expect(seen.follows).toEqual(["polling"]);
    expect(seen.counts.length).toBeGreaterThanOrEqual(1);
    await context.close();
  });

  it("lists experiments with state, systems and the answer in brief", async () => {
    const { page, context, complaints } = await openPage(world.browser, world.url);
    await page.goto("/");
    const row = page.locator("[data-experiment='1']");
    await row.waitFor();
    const text = await row.innerText();
    expect(text).toMatch(/#1 first/);
    expect(text).toMatch(/Succeeded/);
    expect(text).toMatch(/IX\s+\d+ krps/);
    expect(text).toContain("within p99 ≤ 500 µs");
    await row.getByRole("link").click();
    await page.waitForURL("**/experiments/1");
    // The heading takes the focus, so that keyboard and screen reader start at the new page.
    await page.getByRole("heading", { level: 1, name: "#1 first" }).waitFor();
    await expect.poll(() => page.evaluate("document.activeElement?.tagName")).toBe("H1");
    expect(complaints).toEqual([]);
    await context.close();
  });

  it("answers unknown addresses and numbers with a sentence", async () => {
    const { page, context } = await openPage(world.browser, world.url);
    await page.goto("/experiments/999");
    await page.getByRole("heading", { name: "There is no experiment #999" }).waitFor();
    await page.goto("/nonsense");
    await page.getByRole("heading", { name: "There is no such page" }).waitFor();
    await context.close();
  });

  it("shows numbers that the API gives for the query it names", async () => {
    const { page, context } = await openPage(world.browser, world.url);
    await page.goto("/experiments/1");
    await page.getByText("View as API query").click();
    const query = await page.getByRole("region", { name: "Query 1" }).innerText();
    const { experiment } = await graphql<{ experiment: { answers: ApiAnswer[] } }>(
      world.url,
      query,
      { number: 1 },
    );
    const shown = await page.evaluate(
      `[...document.querySelectorAll("[data-answer='max-under-slo'] td[data-value]")]
        .map((cell) => Number(cell.dataset.value))`,
    );
    expect(shown).toEqual(experiment.answers.map((a) => a.maxThroughputUnderSlo.value));
    await context.close();
  });

  it("offers every table of an experiment as a file", async () => {
    const { page, context, complaints } = await openPage(world.browser, world.url);
    await page.goto("/experiments/1");
    await page.getByText("Export", { exact: true }).click();
    const menu = page.locator(".menu-body");
    expect(await menu.getByRole("link").count()).toBe(12);
    const link = menu.getByRole("link", { name: "run as CSV" });
    const [download] = await Promise.all([page.waitForEvent("download"), link.click()]);
    expect(download.suggestedFilename()).toBe("experiment-1-run.csv");
    const served = await fetch(`${world.url}/experiments/1/export/run.csv`);
    expect(readFileSync(await download.path(), "utf8")).toBe(await served.text());
    expect(complaints).toEqual([]);
    await context.close();
  });
});

interface ApiAnswer {
  readonly maxThroughputUnderSlo: { readonly value: number | null };
}

interface SeenProgress {
  /** Distinct numbers of ended runs, as they were shown. */
  readonly counts: readonly number[];
  readonly follows: readonly string[];
}

/** Looks at the page of a running experiment until it has succeeded. */
async function watchProgress(page: Page): Promise<SeenProgress> {
  const counts: number[] = [];
  const follows = new Set<string>();
  const deadline = performance.now() + 150_000;
  for (;;) {
    const [state, value, how] = await page.evaluate<
      [string | undefined, string | undefined, string | undefined]
    >(`[
      document.querySelector("main [data-state]")?.dataset.state,
      document.querySelector("[role=progressbar]")?.getAttribute("aria-valuenow"),
      document.querySelector("[data-follows]")?.dataset.follows,
    ]`);
    if (value != null && Number(value) !== counts.at(-1)) counts.push(Number(value));
    if (how != null) follows.add(how);
    if (state === "SUCCEEDED") return { counts, follows: [...follows] };
    if (performance.now() > deadline) throw new Error(`still ${state} after ${counts.join(", ")}`);
    await page.waitForTimeout(50);
  }
}
