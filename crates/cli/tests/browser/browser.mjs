// One way to open a report in Chromium: nothing may leave, nothing may be said on the console, and nothing may run but the page's own
// script. Whatever breaks that is collected and asserted by whoever opened the page.
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { chromium } from "playwright-core";

const EXECUTABLE = process.env.CHROMIUM ?? "/usr/bin/chromium";

// Chromium itself must not look for anything in the network: what it asks for would hide what a page asks for.
const ARGUMENTS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

export const DESKTOP = { width: 1280, height: 900 };
export const PHONE = { width: 360, height: 780 };

export async function startBrowser() {
  return chromium.launch({ executablePath: EXECUTABLE, args: ARGUMENTS });
}

/// A folder that is gone when the tests are done.
export async function temporaryFolder(context) {
  const folder = await mkdtemp(join(tmpdir(), "safety-meter-browser-"));
  context.after(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

/// Opens a file and returns the page beside everything about it that must not be.
export async function open(browser, file, options = {}) {
  const { viewport = DESKTOP, colorScheme = "light", javaScriptEnabled = true } = options;
  const context = await browser.newContext({ viewport, colorScheme, javaScriptEnabled, reducedMotion: "reduce" });
  const page = await context.newPage();
  const faults = [];
  const address = pathToFileURL(file).href;
  page.on("console", (message) => faults.push(`console ${message.type()}: ${message.text()}`));
  page.on("pageerror", (error) => faults.push(`error: ${error.message}`));
  page.on("request", (request) => {
    if (request.url() !== address) faults.push(`request: ${request.url()}`);
  });
  page.on("dialog", (dialog) => {
    faults.push(`dialog: ${dialog.message()}`);
    dialog.dismiss().catch(() => {});
  });
  page.on("popup", (popup) => faults.push(`popup: ${popup.url()}`));
  page.on("framenavigated", (frame) => {
    if (!frame.url().startsWith(address) && frame.url() !== "about:blank") faults.push(`navigation: ${frame.url()}`);
  });
  await page.goto(address);
  return { page, faults, close: () => context.close() };
}
