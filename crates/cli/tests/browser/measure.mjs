// How long the page of a thousand channels takes to stand on the screen, beside an empty page in the same run.
import { mkdtemp, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { open, startBrowser } from "./browser.mjs";
import { fleetTable, report } from "./reports.mjs";

const CHANNELS = 1_000;
const RUNS = 5;

const temporary = await mkdtemp(join(tmpdir(), "safety-meter-measure-"));
const browser = await startBrowser();
try {
  const empty = join(temporary, "empty.html");
  await writeFile(empty, "<!doctype html><title>empty</title><p>nothing</p>");
  const fleet = await report(temporary, "--fleet", await fleetTable(temporary, CHANNELS));
  const bytes = (await stat(fleet)).size;
  console.log(`${CHANNELS} channels: ${(bytes / 1e6).toFixed(2)} MB, ${Math.round(bytes / CHANNELS)} bytes a channel`);
  for (const [name, file] of Object.entries({ empty, fleet })) {
    const times = [];
    for (let run = 0; run < RUNS; run += 1) {
      const begin = performance.now();
      const { page, faults, close } = await open(browser, file);
      // Two frames behind the load, everything that is in view has been laid out and painted.
      await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
      times.push(performance.now() - begin);
      if (faults.length > 0) throw new Error(faults.join("\n"));
      if (file === fleet) {
        const rows = await page.locator("tbody > tr").count();
        if (rows < CHANNELS) throw new Error(`${rows} rows for ${CHANNELS} channels`);
      }
      await close();
    }
    times.sort((one, other) => one - other);
    console.log(`${name}: median ${Math.round(times[(RUNS - 1) / 2])} ms of ${RUNS}, slowest ${Math.round(times[RUNS - 1])} ms`);
  }
} finally {
  await browser.close();
  await rm(temporary, { recursive: true, force: true });
}
