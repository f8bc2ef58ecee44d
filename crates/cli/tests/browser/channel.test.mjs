// The page of one channel, as people, screen readers and strangers' names meet it.
import assert from "node:assert/strict";
import { stat } from "node:fs/promises";
import { after, before, test } from "node:test";
import { open, startBrowser, temporaryFolder } from "./browser.mjs";
import { DEMO, hostileExports, report } from "./reports.mjs";
import { checkViews } from "./views.mjs";

let browser;
before(async () => { browser = await startBrowser(); });
after(() => browser.close());

test("the demo opens without a fault, at any width, in light and dark", async (context) => {
  const file = await report(await temporaryFolder(context), DEMO);
  assert.ok((await stat(file)).size <= 300 * 1024, "one channel takes 300 KiB at most");
  await checkViews(browser, file);
});

test("what strangers write does nothing", async (context) => {
  const folder = await temporaryFolder(context);
  const exports = await hostileExports(folder);
  for (const extra of [[], ["--show-numbers"]]) {
    const file = await report(folder, exports, "--channel", `"><script>window.ran="channel"</script>`, ...extra);
    await checkViews(browser, file);
    // Pointing at everything that reacts, and opening everything that opens, does not change that.
    const { page, faults, close } = await open(browser, file);
    await page.evaluate(() => document.querySelectorAll("details").forEach((details) => { details.open = true; }));
    for (const mark of (await page.locator("svg title").all()).slice(0, 20)) await mark.locator("..").dispatchEvent("mouseover");
    assert.equal(await page.evaluate(() => window.ran), undefined);
    assert.equal(await page.locator("script").count(), 1);
    assert.deepEqual(faults, []);
    await close();
  }
});

test("persons are masked unless they are asked for", async (context) => {
  const folder = await temporaryFolder(context);
  const text = async (...extra) => {
    const { page, close } = await open(browser, await report(folder, DEMO, ...extra));
    const all = await page.evaluate(() => document.documentElement.outerHTML);
    await close();
    return all;
  };
  const masked = await text();
  for (const name of ["Ethan Okafor", "Oliver Reid", "Grace Kim", "Mia Turner"]) assert.ok(!masked.includes(name), name);
  assert.doesNotMatch(masked, /\+?44 ?7700 ?900\d{3}/);
  assert.match(await text("--show-numbers"), /Ethan Okafor|Oliver Reid|7700 ?900\d{3}/);
});

test("it says the same without its script", async (context) => {
  const file = await report(await temporaryFolder(context), DEMO);
  const words = async (javaScriptEnabled) => {
    const { page, faults, close } = await open(browser, file, { javaScriptEnabled });
    const text = await page.locator("main").innerText();
    assert.deepEqual(faults, []);
    await close();
    return text;
  };
  const [without, having] = [await words(false), await words(true)];
  assert.match(without, /Needs Attention/);
  for (const heading of ["What would raise it", "Warning signs", "What was read"]) {
    assert.ok(without.includes(heading) && having.includes(heading), heading);
  }
});

test("it can be walked through with the keyboard", async (context) => {
  const { page, close } = await open(browser, await report(await temporaryFolder(context), DEMO));
  await page.keyboard.press("Tab");
  const skip = await page.evaluate(() => document.activeElement?.getAttribute("href"));
  assert.match(skip ?? "", /^#/, "the first stop skips to the content");
  assert.equal(await page.locator(skip).count(), 1);
  // A handle, since what is closed now is not what is closed afterwards.
  const closed = await page.locator("main details:not([open]) > summary").first().elementHandle();
  await closed.focus();
  await page.keyboard.press("Enter");
  assert.equal(await closed.evaluate((summary) => summary.parentElement.open), true);
  await close();
});

test("it prints", async (context) => {
  const { page, close } = await open(browser, await report(await temporaryFolder(context), DEMO));
  const pdf = await page.pdf({ format: "A4" });
  const pages = pdf.toString("latin1").match(/\/Type\s*\/Page\b/g)?.length ?? 0;
  assert.ok(pages >= 1 && pages <= 20, `${pages} pages`);
  await close();
});
