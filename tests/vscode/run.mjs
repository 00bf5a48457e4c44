// Runs one scenario in headless Chromium.
// usage: node run.mjs SCENARIO ADDRESS FOLDER SHOTS
// SHOTS is the path prefix of the screenshots. Exit status 1, with what was waited for and a screenshot, on failure.

import { createRequire } from "node:module";
import path from "node:path";
import { Workbench } from "./workbench.mjs";

const [name, address, folder, shots] = process.argv.slice(2);
const require = createRequire(path.join(process.env.NORMIL_VSCODE_DIR, "package.json"));
const { chromium } = require("playwright-core");

const LIMIT = 240_000; // for the whole scenario; each wait has its own

const scenario = await import(`./scenarios/${name}.mjs`);
const browser = await chromium.launch({ executablePath: "/usr/bin/chromium", args: ["--no-sandbox"] });
const page = await browser.newPage({ viewport: { width: 1400, height: 900 }, reducedMotion: "reduce" });
const workbench = new Workbench(page, address, shots);
const expired = new Promise((_, reject) => {
  setTimeout(() => reject(new Error(`time is up; waited last for ${workbench.waiting}`)), LIMIT).unref();
});
try {
  await Promise.race([scenario.default(workbench, folder), expired]);
} catch (error) {
  console.error(error.stack);
  await page.screenshot({ path: `${shots}-failed.png` });
  console.error(`screenshot: ${shots}-failed.png`);
  process.exitCode = 1;
} finally {
  await browser.close();
}
