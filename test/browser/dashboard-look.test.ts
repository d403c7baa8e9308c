/**
 * What the dashboard looks like and how it is operated: the plot agrees with the table, arrow keys
 * read it, and every page holds in both themes and at the width of a phone.
 */
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { hasNoBrowser, openPage, type View } from "./chromium.ts";
import {
  type DashboardWorld,
  smallDefinition,
  startDashboardWorld,
  submit,
} from "./dashboard-world.ts";

let world: DashboardWorld;

describe.skipIf(hasNoBrowser())("the look of the dashboard", () => {
  beforeAll(async () => {
    world = await startDashboardWorld();
    await submit(world.url, smallDefinition({ name: "looked at", rootSeed: 7 }));
    const { page, context } = await openPage(world.browser, world.url);
    await page.goto("/experiments/1");
    await page.locator("main [data-state=SUCCEEDED]").waitFor({ timeout: 150_000 });
    await context.close();
  });
  afterAll(() => world?.stop());

  it("has a marker for every row that can have one, with the row's numbers", async () => {
    const { page, context } = await openPage(world.browser, world.url);
    await openExperiment(page);
    const markers = await page.evaluate<string[]>(
      `[...document.querySelectorAll(".plot [data-point]")].map((mark) => mark.ariaLabel)`,
    );
    const rows = await page.evaluate<
      { p99: string | null; isSaturated: boolean }[]
    >(`[...document.querySelectorAll("[data-row]")].map((row) => ({
      p99: row.cells[4].dataset.value === undefined ? null : row.cells[4].firstChild.textContent,
      isSaturated: row.cells[6].innerText.trim() === "yes",
    }))`);
    expect(rows).toHaveLength(10);
    expect(rows.some((row) => row.isSaturated)).toBe(true);
    const drawn = rows.filter((row) => row.p99 !== null || row.isSaturated);
    expect(markers).toHaveLength(drawn.length);
    drawn.forEach((row, i) => {
      expect(markers[i]).toContain(`p99 ${row.p99 === null ? "not known" : `${row.p99} µs`}`);
      expect(markers[i]?.endsWith("saturated")).toBe(row.isSaturated);
    });
    await context.close();
  });

  it("reads the plot by arrow keys: along a curve, between curves, and away", async () => {
    const { page, context } = await openPage(world.browser, world.url);
    await openExperiment(page);
    const spoken = page.locator("figure [aria-live]");
    const readout = page.locator(".readout");
    await page.locator(".plot").focus();
    await page.keyboard.press("ArrowRight");
    await expect.poll(() => spoken.innerText()).toMatch(/^IX, offered 50,000 rps/);
    await page.keyboard.press("ArrowRight");
    await expect.poll(() => spoken.innerText()).toMatch(/^IX, offered 200,000 rps/);
    await page.keyboard.press("ArrowDown");
    await expect.poll(() => spoken.innerText()).toMatch(/^Linux, offered 50,000 rps/);
    expect(await readout.innerText()).toMatch(/Linux[\s\S]*50,000 rps[\s\S]*p99/);
    expect(await page.locator(".plot [data-point].active").count()).toBe(1);
    await page.keyboard.press("Home");
    await expect.poll(() => spoken.innerText()).toMatch(/^Linux, offered 20,000 rps/);
    await page.keyboard.press("Escape");
    await expect.poll(() => readout.count()).toBe(0);
    await context.close();
  });

  it("reads the point under the pointer", async () => {
    const { page, context } = await openPage(world.browser, world.url);
    await openExperiment(page);
    await page.locator(".plot [data-system=linux][data-point='1']").hover({ force: true });
    await expect.poll(() => page.locator(".readout").innerText()).toMatch(/Linux[\s\S]*50,000 rps/);
    await page.mouse.move(5, 5);
    await expect.poll(() => page.locator(".readout").count()).toBe(0);
    await context.close();
  });

  it("remembers the theme that was chosen, and draws the plot in it", async () => {
    const { page, context } = await openPage(world.browser, world.url);
    await openExperiment(page);
    const paper = () => page.evaluate("getComputedStyle(document.documentElement).backgroundColor");
    const light = await paper();
    expect(await page.locator("svg.theme-light").count()).toBe(1);
    const toggle = page.getByRole("button", { name: /^Theme:/ });
    await toggle.click();
    await toggle.click();
    await page.locator("svg.theme-dark").waitFor();
    expect(await paper()).not.toBe(light);
    await page.reload();
    await page.locator("svg.theme-dark").waitFor();
    await context.close();
  });

  const views: readonly View[] = [
    { colorScheme: "light", width: 1200 },
    { colorScheme: "dark", width: 1200 },
    { colorScheme: "light", width: 360 },
    { colorScheme: "dark", width: 360 },
  ];
  it.each(views)("fits a $colorScheme window $width wide, without complaints", async (view) => {
    const { page, context, complaints, strangers } = await openPage(world.browser, world.url, view);
    for (const path of ["/", "/new", "/experiments/1"]) {
      await page.goto(path);
      await page.getByRole("heading", { level: 1 }).waitFor();
      if (path === "/experiments/1") await page.locator(`svg.theme-${view.colorScheme}`).waitFor();
      await page.waitForLoadState("networkidle");
      expect(await page.evaluate(OVERFLOW), path).toEqual([]);
      expect(await page.evaluate(NAMELESS), path).toEqual([]);
      expect(await page.evaluate(SMALL_TARGETS), path).toEqual([]);
    }
    expect(complaints).toEqual([]);
    expect(strangers).toEqual([]);
    await context.close();
  });

  it("can be used by keyboard alone: skip link first, focus always visible", async () => {
    const { page, context } = await openPage(world.browser, world.url);
    await openExperiment(page);
    await page.keyboard.press("Tab");
    expect(await page.evaluate("document.activeElement.textContent")).toBe("Skip to content");
    for (let i = 0; i < 10; i++) {
      await page.keyboard.press("Tab");
      expect(await page.evaluate(FOCUS_IS_VISIBLE)).toBe(true);
    }
    await context.close();
  });
});

async function openExperiment(page: Page): Promise<void> {
  await page.goto("/experiments/1");
  await page.locator(".plot .latency-throughput").waitFor();
}

/** The window and what sticks out of it. */
const OVERFLOW = `(() => {
  const root = document.documentElement;
  if (root.scrollWidth <= root.clientWidth) return [];
  return [...document.querySelectorAll("main *")]
    .filter((element) => element.getBoundingClientRect().right > root.clientWidth + 1)
    .slice(0, 5)
    .map((element) => element.outerHTML.slice(0, 120));
})()`;

/** Controls that a screen reader could not name. */
const NAMELESS = `[...document.querySelectorAll("a, button, textarea, [tabindex='0']")]
  .filter((e) => !(e.textContent.trim() || e.ariaLabel || e.getAttribute("aria-labelledby")))
  .map((element) => element.outerHTML.slice(0, 120))`;

/** Buttons and links outside of sentences that are hard to hit (WCAG 2.5.8: 24 px). */
const SMALL_TARGETS = `[...document.querySelectorAll("button, a.button, nav a")]
  .filter((element) => {
    const box = element.getBoundingClientRect();
    return box.width > 0 && (box.width < 24 || box.height < 24);
  })
  .map((element) => element.outerHTML.slice(0, 120))`;

const FOCUS_IS_VISIBLE = `(() => {
  const element = document.activeElement;
  if (element === document.body) return true;
  const style = getComputedStyle(element);
  return style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2
    || getComputedStyle(element.parentElement).outlineStyle !== "none";
})()`;
