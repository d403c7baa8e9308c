/**
 * The browser for tests: a Chromium of the system, headless, with a profile of its own. Without one
 * the tests are skipped and say so, unless IXLAB_REQUIRE_BROWSER=1 makes that a failure.
 */
import { accessSync, constants } from "node:fs";
import path from "node:path";
import { type Browser, type BrowserContext, chromium, type Page } from "playwright-core";

const NAMES = ["chromium", "chromium-browser", "google-chrome-stable", "google-chrome", "chrome"];
const FLAGS = [
  "--headless",
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

function isProgram(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** Path of the first browser in PATH; IXLAB_BROWSER names another. */
function findBrowser(): string | undefined {
  const named = process.env["IXLAB_BROWSER"];
  if (named) return named;
  const folders = (process.env["PATH"] ?? "").split(path.delimiter);
  return NAMES.flatMap((name) => folders.map((folder) => path.join(folder, name))).find(isProgram);
}

/** True if browser tests have to be left out. Says why; throws if they must not be. */
export function hasNoBrowser(): boolean {
  if (findBrowser() !== undefined) return false;
  const reason = `no Chromium in PATH (looked for ${NAMES.join(", ")})`;
  if (process.env["IXLAB_REQUIRE_BROWSER"] === "1") {
    throw new Error(`IXLAB_REQUIRE_BROWSER=1, but there is ${reason}`);
  }
  process.stderr.write(`SKIPPED: the browser tests, because there is ${reason}\n`);
  return true;
}

export function launchBrowser(): Promise<Browser> {
  const executablePath = findBrowser();
  if (executablePath === undefined) throw new Error("there is no browser");
  return chromium.launch({ executablePath, args: FLAGS });
}

export interface View {
  readonly colorScheme: "light" | "dark";
  readonly width: number;
}

export interface WatchedPage {
  readonly page: Page;
  readonly context: BrowserContext;
  /** What the page complained of: console errors and warnings, exceptions, refused resources. */
  readonly complaints: readonly string[];
  /** Addresses of other origins that the page asked for. */
  readonly strangers: readonly string[];
}

/** A page of its own profile, whose complaints are kept. */
export async function openPage(
  browser: Browser,
  origin: string,
  view: View = { colorScheme: "light", width: 1200 },
): Promise<WatchedPage> {
  const context = await browser.newContext({
    colorScheme: view.colorScheme,
    viewport: { width: view.width, height: 900 },
    baseURL: origin,
  });
  const page = await context.newPage();
  const complaints: string[] = [];
  const strangers: string[] = [];
  page.on("console", (message) => {
    if (["error", "warning"].includes(message.type())) complaints.push(message.text());
  });
  page.on("pageerror", (error) => complaints.push(error.message));
  page.on("request", (request) => {
    if (new URL(request.url()).origin !== origin) strangers.push(request.url());
  });
  return { page, context, complaints, strangers };
}
