// The page of many channels: sorting, filtering, opening a channel.
import assert from "node:assert/strict";
import { stat } from "node:fs/promises";
import { after, before, test } from "node:test";
import { open, startBrowser, temporaryFolder } from "./browser.mjs";
import { fleetTable, report } from "./reports.mjs";
import { checkViews } from "./views.mjs";

let browser;
before(async () => { browser = await startBrowser(); });
after(() => browser.close());

async function fleet(context, channels) {
  const folder = await temporaryFolder(context);
  return report(folder, "--fleet", await fleetTable(folder, channels));
}

test("a fleet with hostile names opens without a fault, at any width, in light and dark", async (context) => {
  await checkViews(browser, await fleet(context, 40));
});

test("a thousand channels stay under five million bytes", async (context) => {
  assert.ok((await stat(await fleet(context, 1_000))).size < 5_000_000);
});

/// The names of the channels that are shown, in their order.
const names = (page) => page.locator("#fleet tbody:visible th").allTextContents();

/// The numbers of a column in the order of the lines; those without data are left out.
const values = async (page, column) => {
  const texts = await page.locator(`#fleet tbody tr:first-child td:nth-child(${column}) strong`).allTextContents();
  return texts.map((text) => Number.parseFloat(text)).filter((value) => !Number.isNaN(value));
};

test("headings sort, by pointer and by keyboard, and say so", async (context) => {
  const { page, faults, close } = await open(browser, await fleet(context, 40));
  const heading = (name) => page.getByRole("columnheader", { name, exact: true });
  assert.equal(await heading("Overall").getAttribute("aria-sort"), "ascending");
  const worst = await names(page);
  assert.equal(worst.length, 40);

  await heading("Response rate").getByRole("button").click();
  assert.equal(await heading("Response rate").getAttribute("aria-sort"), "ascending");
  assert.equal(await page.locator("#fleet [aria-sort]").count(), 1);
  const numbers = await values(page, 5);
  assert.ok(new Set(numbers).size > 3, numbers.join());
  assert.deepEqual(numbers, numbers.toSorted((one, other) => one - other));

  await heading("Response rate").getByRole("button").click();
  assert.deepEqual(await values(page, 5), numbers.toReversed());

  await heading("Channel").getByRole("button").focus();
  await page.keyboard.press("Enter");
  const up = await names(page);
  await page.keyboard.press("Space");
  assert.equal(await heading("Channel").getAttribute("aria-sort"), "descending");
  assert.deepEqual(await names(page), up.toReversed());
  assert.deepEqual(up.toSorted(), worst.toSorted());
  assert.ok(await heading("Channel").getByRole("button").evaluate((button) => button === document.activeElement));

  await heading("Overall").getByRole("button").click();
  assert.deepEqual(await names(page), worst);
  assert.deepEqual(faults, []);
  await close();
});

test("channels are filtered by name and rating, and their number is announced", async (context) => {
  const { page, faults, close } = await open(browser, await fleet(context, 40));
  const status = page.getByRole("status");
  assert.equal(await status.textContent(), "40 of 40 channels are shown.");
  await page.getByLabel("Name contains").fill("NUMBER 001");
  // The first names are hostile, so there are 0012 to 0019.
  assert.equal(await status.textContent(), "8 of 40 channels are shown.");
  assert.deepEqual((await names(page)).toSorted(), [2, 3, 4, 5, 6, 7, 8, 9].map((digit) => `number 001${digit}`));
  await page.getByLabel("Name contains").fill("<script>");
  for (const name of await names(page)) assert.ok(name.includes("<script>"), name);
  await page.getByLabel("Name contains").fill("");

  const all = await names(page);
  let sum = 0;
  for (const rating of ["1 Use Caution", "2 Needs Attention", "3 Good Indicator"]) {
    for (const box of await page.getByRole("checkbox").all()) await box.uncheck();
    assert.equal(await status.textContent(), "0 of 40 channels are shown.");
    const box = page.getByRole("checkbox", { name: rating });
    await box.check();
    const shown = await names(page);
    const overall = await page.locator("#fleet tbody:visible tr:first-child td:nth-child(2)").allTextContents();
    assert.deepEqual(new Set(overall), new Set(shown.length ? [rating] : []));
    assert.ok((await box.locator("..").textContent()).endsWith(`(${shown.length})`));
    sum += shown.length;
  }
  assert.equal(sum, all.length);
  assert.deepEqual(faults, []);
  await close();
});

test("a line opens to its reasons, by keyboard and by pointer", async (context) => {
  const { page, faults, close } = await open(browser, await fleet(context, 14));
  const channel = page.locator("#fleet tbody").first();
  const why = channel.getByText("What would raise it");
  assert.ok(!(await why.isVisible()));
  await channel.locator("summary").focus();
  await page.keyboard.press("Enter");
  assert.ok(await why.isVisible());
  await channel.getByRole("rowheader").click();
  assert.ok(!(await why.isVisible()));
  assert.deepEqual(faults, []);
  await close();
});

test("without the script everything is there and nothing does nothing", async (context) => {
  const { page, close } = await open(browser, await fleet(context, 14), { javaScriptEnabled: false });
  assert.equal(await page.locator("#fleet tbody").count(), 14);
  assert.equal(await page.getByRole("button").count(), 0);
  assert.ok(!(await page.getByLabel("Name contains").isVisible()));
  const channel = page.locator("#fleet tbody").first();
  await channel.locator("summary").click();
  assert.ok(await channel.getByText("What would raise it").isVisible());
  await close();
});
