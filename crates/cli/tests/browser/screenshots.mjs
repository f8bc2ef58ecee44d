// Pictures of the demo for the README, and of every page for whoever looks at it: `npm run screenshots -- FOLDER`.
import { mkdtemp, mkdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DESKTOP, PHONE, open, startBrowser } from "./browser.mjs";
import { DEMO, fleetTable, hostileExports, report } from "./reports.mjs";

const folder = process.argv[2] ?? "screenshots";
await mkdir(folder, { recursive: true });
const temporary = await mkdtemp(join(tmpdir(), "safety-meter-screenshots-"));
const browser = await startBrowser();
try {
  const pages = {
    demo: () => report(temporary, DEMO),
    fleet: async () => report(temporary, "--fleet", await fleetTable(temporary, 60)),
    hostile: async () => report(temporary, await hostileExports(temporary), "--show-numbers"),
  };
  for (const [name, make] of Object.entries(pages)) {
    const file = await make();
    for (const [size, viewport] of Object.entries({ desktop: DESKTOP, phone: PHONE })) {
      for (const colorScheme of ["light", "dark"]) {
        const { page, close } = await open(browser, file, { viewport, colorScheme });
        await page.screenshot({ path: join(folder, `${name}-${size}-${colorScheme}.png`) });
        await page.screenshot({ path: join(folder, `${name}-${size}-${colorScheme}-whole.png`), fullPage: true });
        await close();
      }
    }
  }
} finally {
  await browser.close();
  await rm(temporary, { recursive: true, force: true });
}
