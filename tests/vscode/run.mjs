// Runs one scenario in headless Chromium.
// usage: node run.mjs SCENARIO ADDRESS FOLDER SHOTS
// SHOTS is the path prefix of the screenshots. Exit status 1, with what was waited for and a screenshot, on failure.

import { createRequire } from "node:module";
import path from "node:path";
import { Workbench } from "./workbench.mjs";

const [name, address, folder, shots] = process.argv.slice(2);
const require = createRequire(path.join(process.env.NORMIL_VSCODE_DIR, "package.json"));
const { chromium } = require("playwright-core");

const scenario = await import(`./scenarios/${name}.mjs`);
const browser = await chromium.launch({ executablePath: "/usr/bin/chromium", args: ["--no-sandbox"] });
try {
  const page = await browser.newPage({ viewport: { width: 1400, height: 900 }, reducedMotion: "reduce" });
  const workbench = new Workbench(page, address, shots);
  try {
    await scenario.default(workbench, folder);
  } catch (error) {
    await page.screenshot({ path: `${shots}-failed.png` });
    console.error(`${error.stack}\nscreenshot: ${shots}-failed.png`);
    process.exitCode = 1;
  }
} finally {
  await browser.close();
}
