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

test("a thousand channels stay under five million bytes", async (context) => {
  assert.ok((await stat(await fleet(context, 1_000))).size < 5_000_000);
});
