// Opens pages in headless Chromium, wide and narrow, light and dark, and fails on anything that
// axe-core finds, on a page that scrolls sideways as a whole, and on a page that asks for a file.
//
// usage: node check_pages.mjs MODULES PAGE...   MODULES: a folder with node_modules
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";

const [modules, ...pages] = process.argv.slice(2);
const require = createRequire(resolve(modules, "index.js"));
const { chromium } = require("playwright-core");
const axe = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");

// The page's own policy forbids scripts; the check brings one.
const views = [1280, 400].flatMap((width) =>
  ["light", "dark"].map((colorScheme) => ({ viewport: { width, height: 900 }, colorScheme, bypassCSP: true })));

const browser = await chromium.launch({
  executablePath: "/usr/bin/chromium",
  chromiumSandbox: process.getuid() !== 0,
  args: ["--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
});

async function problemsOf(page, url) {
  const problems = [];
  page.on("request", (request) => request.url() !== url && problems.push(`asks for ${request.url()}`));
  await page.goto(url);
  const excess = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  if (excess > 0) problems.push(`is ${excess} px wider than the window`);
  await page.evaluate(axe);
  const { violations } = await page.evaluate(() => window.axe.run());
  for (const { id, help, nodes } of violations)
    problems.push(`${id}: ${help}`, ...nodes.slice(0, 5).map((node) => `  ${node.target}: ${node.failureSummary}`));
  return problems;
}

let failed = false;
for (const file of pages)
  for (const view of views) {
    const context = await browser.newContext(view);
    const problems = await problemsOf(await context.newPage(), pathToFileURL(file).href);
    const name = `${file}, ${view.viewport.width} px, ${view.colorScheme}`;
    console.log(problems.length === 0 ? `ok    ${name}` : [`FAIL  ${name}`, ...problems].join("\n"));
    failed ||= problems.length > 0;
    await context.close();
  }
await browser.close();
process.exit(failed ? 1 : 0);
