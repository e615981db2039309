// Nothing moves under the reader's eyes while a page opens.
import { onPages } from "../support/browser.mjs";
import { expectExactly, expectNone, nameOf } from "../support/problems.mjs";
import { pageWith, plant } from "../support/plant.mjs";
import { richestPages, sites } from "../support/sites.mjs";
import { test } from "../support/testing.mjs";

const WIDTHS = [1440, 390];

test("no page moves while it opens", async () => {
  expectNone(await shiftFaults(sites.flatMap(richestPages)));
});

test("a page that moves is reported", async () => {
  const late = "requestAnimationFrame(() => requestAnimationFrame(() => (box.hidden = false)));";
  const body = (style) =>
    `<p id="box" hidden${style}>Late</p><p>Moved</p><script src="late.js"></script>`;
  const site = plant({
    "late.js": `const box = document.getElementById("box"); ${late}`,
    "moves.html": pageWith(body("")),
    "stays.html": pageWith(body(` style="display: block"`)),
  });
  const pages = site.pages.map((path) => ({ site, path }));
  expectExactly(await shiftFaults(pages), [/moves.html at 1440: /, /moves.html at 390: /]);
});

async function shiftFaults(pages) {
  const faults = [];
  for (const width of WIDTHS) {
    // A window that changes its size moves everything, so each has its size from the beginning.
    const options = { initScript: countShifts, viewport: { width, height: 900 } };
    const found = await onPages(pages, options, async (page, item) => {
      await page.goto(item.site.root + item.path);
      const moved = await page.evaluate(settledShifts);
      return moved.map((shift) => `${nameOf(item)} at ${width}: moves ${shift}`);
    });
    faults.push(...found);
  }
  return faults;
}

/** Runs in the page before its scripts. */
function countShifts() {
  globalThis.shifted = [];
  const observer = new PerformanceObserver((list) => {
    for (const { sources } of list.getEntries()) globalThis.shifted.push(...sources);
  });
  observer.observe({ type: "layout-shift", buffered: true });
}

/** Runs in the page: what has moved, once all is drawn that the opening set off. */
async function settledShifts() {
  const frame = () => new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
  for (let count = 0; count < 6; count += 1) await frame();
  return globalThis.shifted.map(({ node, previousRect, currentRect }) => {
    const { localName, className } = node?.nodeType === Node.TEXT_NODE ? node.parentElement : node;
    const [from, to] = [previousRect, currentRect].map(({ x, y }) => `${x},${y}`);
    return `${localName}.${className} from ${from} to ${to}`;
  });
}
