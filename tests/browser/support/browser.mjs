// Owns the browsers of a test run, one for each set of fonts: opens pages in them, several at a time.
import { availableParallelism } from "node:os";
import { chromium } from "playwright-core";
import { USUAL, withFonts } from "./fonts.mjs";

const EXECUTABLE = process.env.CHROMIUM ?? "/usr/bin/chromium";
const launched = new Map();

const ARGUMENTS = [
  // No name resolves, so that a test cannot come to depend on the network.
  "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
  // All pages are our own; a process for each would take a quarter longer.
  "--disable-site-isolation-trials",
];

/** The shared browser that sees a set of fonts, started when first asked for. */
export function browser(fonts = USUAL) {
  if (!launched.has(fonts)) {
    const options = { executablePath: EXECUTABLE, args: ARGUMENTS, env: withFonts(fonts) };
    launched.set(fonts, chromium.launch(options));
  }
  return launched.get(fonts);
}

/** Ends the shared browsers; checks get this by importing `test` from testing.mjs. */
export async function closeBrowser() {
  for (const one of launched.values()) await (await one).close();
}

/**
 * Calls `use(page)` with a page in a context of its own, then closes both. `options` are those of
 * Playwright's newContext; `initScript`, a function to run in each document before its scripts; and
 * `fonts`, the set of fonts that the browser sees.
 */
export async function withPage({ initScript, fonts, ...options }, use) {
  const context = await (await browser(fonts)).newContext(options);
  try {
    if (initScript) await context.addInitScript(initScript);
    return await use(await context.newPage());
  } finally {
    await context.close();
  }
}

/**
 * Calls `use(page, item)` for every item, a few at a time, and returns all results as one flat list
 * in the order of the items. Pages are used again, because a new one costs ten times a visit: what
 * `use` sets, such as the size of the window, it must set for each item.
 */
export async function onPages(items, options, use) {
  const results = new Array(items.length);
  const queue = items.entries();
  const work = () =>
    withPage(options, async (page) => {
      for (const [position, item] of queue) results[position] = await use(page, item);
    });
  await Promise.all(Array.from({ length: Math.max(2, availableParallelism()) }, work));
  return results.flat();
}

/** Clicks a link, and waits until the scripts of the page that it leads to have run. */
export async function follow(page, link) {
  await Promise.all([page.waitForEvent("load"), link.click()]);
}
