// The page of many channels: sorting, filtering, opening a channel.
import assert from "node:assert/strict";
import { stat } from "node:fs/promises";
import { after, before, test } from "node:test";
import { serious } from "./accessibility.mjs";
import { DESKTOP, PHONE, open, startBrowser, temporaryFolder } from "./browser.mjs";
import { fleetTable, report } from "./reports.mjs";

let browser;
before(async () => { browser = await startBrowser(); });
after(() => browser.close());

async function fleet(context, channels) {
  const folder = await temporaryFolder(context);
  return report(folder, "--fleet", await fleetTable(folder, channels));
}

test("a fleet with hostile names opens without a fault, at any width, in light and dark", async (context) => {
  const file = await fleet(context, 40);
  for (const viewport of [DESKTOP, PHONE]) {
    for (const colorScheme of ["light", "dark"]) {
      const { page, faults, close } = await open(browser, file, { viewport, colorScheme });
      const name = `${viewport.width} ${colorScheme}`;
      assert.deepEqual(await serious(page), [], name);
      const [scroll, inner] = await page.evaluate(() => [document.documentElement.scrollWidth, window.innerWidth]);
      assert.ok(scroll <= inner, `${name}: the page is ${scroll} wide in a window of ${inner}`);
      assert.equal(await page.evaluate(() => window.ran), undefined, name);
      assert.deepEqual(faults, [], name);
      await close();
    }
  }
});

/// The response rates in the order in which they are seen; those without data are left out.
const rates = (page) =>
  page.locator("#fleet > tbody").evaluateAll((bodies) =>
    bodies
      .filter((body) => !body.hidden)
      .map((body) => Number.parseFloat(body.rows[0].cells[4].querySelector("strong").textContent))
      .filter((rate) => !Number.isNaN(rate)),
  );

test("it is sorted by its headings, by hand and by keyboard", async (context) => {
  const { page, faults, close } = await open(browser, await fleet(context, 40));
  const heading = page.locator("#fleet thead th", { hasText: "Response rate" });
  const ascending = [...(await rates(page))].sort((one, other) => one - other);
  assert.ok(new Set(ascending).size > 3, "there is something to sort");
  await heading.getByRole("button").click();
  assert.equal(await heading.getAttribute("aria-sort"), "ascending");
  assert.deepEqual(await rates(page), ascending);
  await heading.getByRole("button").focus();
  await page.keyboard.press("Enter");
  assert.equal(await heading.getAttribute("aria-sort"), "descending");
  assert.deepEqual(await rates(page), ascending.toReversed());
  assert.equal(await page.locator("#fleet thead [aria-sort]").count(), 1);
  assert.deepEqual(faults, []);
  await close();
});

test("it is filtered by name and by rating, and says how many are left", async (context) => {
  const { page, faults, close } = await open(browser, await fleet(context, 40));
  const seen = () => page.locator("#fleet > tbody:visible").count();
  const told = async () => Number.parseInt(await page.locator("#shown").innerText(), 10);
  assert.deepEqual([await seen(), await told()], [40, 40]);
  await page.locator("#name").fill("NUMBER 002");
  assert.deepEqual([await seen(), await told()], [10, 10]);
  await page.locator("#name").fill("<script>");
  assert.equal(await seen(), await told());
  assert.ok((await seen()) >= 1);
  await page.locator("#name").fill("");
  const worst = await page.locator('#fleet > tbody[data-rating="1"]').count();
  assert.ok(worst > 0 && worst < 40);
  await page.locator("#tools [type=checkbox][value='1']").uncheck();
  assert.deepEqual([await seen(), await told()], [40 - worst, 40 - worst]);
  assert.deepEqual(faults, []);
  await close();
});

test("every line opens its channel", async (context) => {
  const { page, faults, close } = await open(browser, await fleet(context, 20));
  const channel = page.locator("#fleet > tbody", { hasText: "number 0015" });
  const detail = channel.locator("dl");
  assert.equal(await detail.isVisible(), false);
  await channel.locator("summary").focus();
  await page.keyboard.press("Enter");
  assert.equal(await detail.isVisible(), true);
  assert.match(await detail.innerText(), /What was read/);
  await channel.locator("th").click();
  assert.equal(await detail.isVisible(), false);
  assert.deepEqual(faults, []);
  await close();
});

test("a thousand channels stay under five million bytes", async (context) => {
  assert.ok((await stat(await fleet(context, 1_000))).size < 5_000_000);
});
