// A headless Chromium of the system, which asks nobody for anything.
import { chromium } from "playwright-core";

const FLAGS = [
  "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
  "--disable-component-update", "--disable-sync", "--force-color-profile=srgb",
];

export async function launched(executablePath) {
  return chromium.launch({ executablePath, args: FLAGS });
}
