// node audit.mjs CHROMIUM FILE...: opens each report in light and dark, from 320 pixels to 1280, and prints as JSON what
// is wrong with it: violations that axe-core finds, messages of the console, requests, what is wider than the window,
// and what the keyboard reaches without showing it.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";
import { launched } from "./chromium.mjs";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
const WIDTHS = [320, 390, 1280]; // 320 is what WCAG's criterion 1.4.10 asks of 400 % zoom

async function auditOf(page) {
  await page.evaluate(AXE);
  const { violations } = await page.evaluate((tags) => axe.run({ runOnly: tags }), TAGS);
  return violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.html.slice(0, 200)}`));
}

async function overflowOf(page) {
  return page.evaluate(() => {
    const over = document.documentElement.scrollWidth - window.innerWidth;
    return over > 0 ? [`the page is ${over} pixels wider than the window`] : [];
  });
}

// Each stop of the Tab key must be in view and have an outline.
async function unseenStops(page, most = 30) {
  const unseen = [];
  for (let stop = 0; stop < most; stop += 1) {
    await page.keyboard.press("Tab");
    const found = await page.evaluate(() => {
      const { activeElement: element } = document;
      if (element === document.body) return "end";
      const box = element.getBoundingClientRect();
      const style = getComputedStyle(element);
      const shown = box.width > 0 && box.right > 0 && box.left < window.innerWidth && box.bottom > 0;
      return shown && style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2 ? "" : element.outerHTML;
    });
    if (found === "end") break;
    if (found) unseen.push(`no focus to be seen on ${found.slice(0, 200)}`);
  }
  return unseen;
}

const [executable, ...files] = process.argv.slice(2);
const browser = await launched(executable);
const results = {};
for (const file of files) {
  for (const colorScheme of ["light", "dark"]) {
    for (const width of WIDTHS) {
      const page = await browser.newPage({ viewport: { width, height: 900 }, colorScheme });
      const problems = [];
      page.on("console", (message) => problems.push(`console: ${message.text()}`));
      page.on("request", (request) => {
        if (request.url() !== pathToFileURL(file).href) problems.push(`request: ${request.url()}`);
      });
      await page.goto(pathToFileURL(file).href);
      problems.push(...(await auditOf(page)), ...(await overflowOf(page)), ...(await unseenStops(page)));
      results[`${file} ${colorScheme} ${width}`] = problems;
      await page.close();
    }
  }
}
await browser.close();
console.log(JSON.stringify(results));
