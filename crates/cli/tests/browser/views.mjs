// What has to hold of every page, however it is looked at: at any width, in light and dark.
import assert from "node:assert/strict";
import { serious } from "./accessibility.mjs";
import { DESKTOP, PHONE, open } from "./browser.mjs";

export const VIEWS = [DESKTOP, PHONE].flatMap((viewport) => ["light", "dark"].map((colorScheme) => ({ viewport, colorScheme })));

/// Opens a file in every view: nobody is kept out, nothing lies beside the window, nothing runs, nothing is said or fetched.
export async function checkViews(browser, file) {
  for (const view of VIEWS) {
    const { page, faults, close } = await open(browser, file, view);
    const name = `${view.viewport.width} ${view.colorScheme}`;
    assert.deepEqual(await serious(page), [], name);
    const [scroll, inner] = await page.evaluate(() => [document.documentElement.scrollWidth, window.innerWidth]);
    assert.ok(scroll <= inner, `${name}: the page is ${scroll} wide in a window of ${inner}`);
    assert.equal(await page.evaluate(() => window.ran), undefined, name);
    assert.deepEqual(faults, [], name);
    await close();
  }
}
