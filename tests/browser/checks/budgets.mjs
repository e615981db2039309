// What a phone has to fetch: the client index with all that it loads, each style and script.
import { readFileSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { withPage } from "../support/browser.mjs";
import { expectExactly, expectNone } from "../support/problems.mjs";
import { pageWith, plant } from "../support/plant.mjs";
import { served } from "../support/server.mjs";
import { siteFor, sites } from "../support/sites.mjs";
import { test } from "../support/testing.mjs";

const KB = 1024;
const BUDGETS = { page: 60 * KB, requests: 6, ".css": 25 * KB, ".js": 15 * KB, index: 60 * KB };
// What a search loads has a budget of its own, packed as hosts send it.
const INDEX = "search.js";

test("the client index is small and takes few requests", async () => {
  expectNone(await overspent(siteFor("client"), BUDGETS));
});

test("style sheets and scripts are small", () => {
  expectNone(sites.flatMap((site) => tooLarge(site, BUDGETS)));
});

test("a heavy page is reported", async () => {
  const site = plant({
    "index.html": pageWith(
      "",
      `<link rel="icon" href="i.svg"><link rel="stylesheet" href="a.css">
       <script src="a.js"></script>`,
    ),
    "a.css": "p {} ".repeat(100),
    "a.js": "1;".repeat(100),
    "i.svg": "<svg/>",
    "search.js": "globalThis.searchWords = {};",
  });
  const tight = { page: 900, requests: 3, ".css": 499, ".js": 199, index: 40 };
  expectExactly(await overspent(site, tight), [
    /index.html: \d+ bytes, 900 allowed/,
    /index.html: 4 requests, 3 allowed/,
  ]);
  expectExactly(tooLarge(site, tight), [
    /a.css: 500 bytes, 499 allowed/,
    /a.js: 200 bytes, 199 allowed/,
    /search.js: \d+ bytes packed, 40 allowed/,
  ]);
  const wide = { page: 1100, requests: 4, ".css": 500, ".js": 200, index: 60 };
  expectExactly([...(await overspent(site, wide)), ...tooLarge(site, wide)], []);
});

/** How the index of a site, loaded once and unpacked, exceeds its budget. */
async function overspent(site, budgets) {
  const sizes = await served([site], (rootOf) => loadedSizes(`${rootOf(site)}index.html`));
  const bytes = [...sizes.values()].reduce((sum, size) => sum + size, 0);
  const faults = [];
  const detail = [...sizes].map(([url, size]) => `${url.split("/").at(-1)} ${size}`).join(", ");
  if (bytes > budgets.page) faults.push(`${bytes} bytes, ${budgets.page} allowed (${detail})`);
  if (sizes.size > budgets.requests)
    faults.push(`${sizes.size} requests, ${budgets.requests} allowed`);
  return faults.map((fault) => `${site.audience}/index.html: ${fault}`);
}

/** Every address that a page loads, with the size of its body. */
function loadedSizes(url) {
  return withPage({}, async (page) => {
    const sizes = new Map();
    const pending = [];
    page.on("response", (answer) => {
      pending.push(answer.body().then((body) => sizes.set(answer.url(), body.length)));
    });
    await page.goto(url, { waitUntil: "networkidle" });
    // The icon counts, even where the browser took it from its cache.
    const icons = await page.evaluate(() =>
      [...document.querySelectorAll("link[rel=icon]")].map(({ href }) => href),
    );
    for (const address of icons) {
      if (!sizes.has(address))
        sizes.set(address, (await (await fetch(address)).arrayBuffer()).byteLength);
    }
    await Promise.all(pending);
    return sizes;
  });
}

function tooLarge(site, budgets) {
  return readdirSync(site.folder, { recursive: true }).flatMap((path) => {
    const allowed = budgets[path.slice(path.lastIndexOf("."))];
    const file = join(site.folder, path);
    if (path === INDEX) {
      const { length } = gzipSync(readFileSync(file));
      const much = `${site.audience}/${path}: ${length} bytes packed, ${budgets.index} allowed`;
      return length > budgets.index ? [much] : [];
    }
    const { size } = statSync(file);
    return size > allowed ? [`${site.audience}/${path}: ${size} bytes, ${allowed} allowed`] : [];
  });
}
