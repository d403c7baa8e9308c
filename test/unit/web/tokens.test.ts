/** The dashboard's colours can be read in both themes (WCAG 2.2 AA), told from its style sheet. */
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { contrast } from "../../support/contrast.ts";

const sheet = readFileSync("web/src/styles/tokens.css", "utf8");
const TOKEN = /--([a-z-]+): light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\);/g;
const tokens = new Map(
  [...sheet.matchAll(TOKEN)].map(([, name = "", light = "", dark = ""]) => [name, { light, dark }]),
);

/** Ink, the papers it is used on, and the least contrast. */
const PAIRS: readonly (readonly [ink: string, papers: readonly string[], least: number])[] = [
  ["text", ["page", "card", "sunken", "bad-soft", "warn-soft"], 4.5],
  ["muted", ["page", "card", "sunken", "bad-soft"], 4.5],
  ["accent", ["page", "card", "sunken"], 4.5],
  ["accent-strong", ["page", "card", "accent-soft"], 4.5],
  ["on-accent", ["accent", "accent-strong"], 4.5],
  ["good", ["card", "sunken", "good-soft"], 4.5],
  ["warn", ["card", "warn-soft"], 4.5],
  ["bad", ["card", "sunken", "bad-soft"], 4.5],
  ["control", ["card", "page", "sunken"], 3],
  ["bar", ["bar-back", "card"], 3],
];

describe.each(["light", "dark"] as const)("the %s theme", (theme) => {
  it.each(PAIRS)("%s stands out from %s by at least %d", (ink, papers, least) => {
    const colour = (name: string) => tokens.get(name)?.[theme] ?? `no token ${name}`;
    for (const paper of papers) {
      expect(contrast(colour(ink), colour(paper)), `${ink} on ${paper}`).toBeGreaterThanOrEqual(
        least,
      );
    }
  });
});
