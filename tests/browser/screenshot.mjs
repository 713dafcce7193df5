// node screenshot.mjs CHROMIUM FILE OUT.png light|dark WIDTH HEIGHT [SELECTOR]: what a reader sees first, or from SELECTOR on.
import { pathToFileURL } from "node:url";
import { launched } from "./chromium.mjs";

const [executable, file, path, colorScheme, width, height, selector] = process.argv.slice(2);
const browser = await launched(executable);
const page = await browser.newPage({ viewport: { width: Number(width), height: Number(height) }, colorScheme });
await page.goto(pathToFileURL(file).href);
if (selector) await page.evaluate((wanted) => document.querySelector(wanted).scrollIntoView(), selector);
await page.screenshot({ path });
await browser.close();
