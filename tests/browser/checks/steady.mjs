// Nothing moves under the reader's eyes while a page opens, whatever the fonts of their system and
// however slowly it arrives. Places are compared at moments that the test chooses, not when frames
// happen to be drawn, so that a busy machine finds the same.
import { onPages } from "../support/browser.mjs";
import { FONT_SETS, USUAL } from "../support/fonts.mjs";
import { expectExactly, expectNone, nameOf } from "../support/problems.mjs";
import { pageWith, plant } from "../support/plant.mjs";
import { PIECES, servedInPieces } from "../support/server.mjs";
import { richestPages, sites } from "../support/sites.mjs";
import { test } from "../support/testing.mjs";

const WIDTHS = [1440, 390];
/** What a page consists of; what stands within one line of it may shift as that line arrives. */
const PARTS = "section, article, aside, h1, h2, table, main, header, footer, search, figure";

for (const fonts of FONT_SETS) {
  test(`no page moves while it opens with ${fonts} fonts`, async () => {
    expectNone(await moves(sites, sites.flatMap(richestPages), fonts));
  });
}

test("a page that a script moves is reported", async () => {
  const late = "requestAnimationFrame(() => requestAnimationFrame(() => (box.hidden = false)));";
  const body = (style) => `<p id="box" hidden${style}>Late</p>
<p>Moved</p>
<script defer src="late.js"></script>`;
  const site = plant({
    "late.js": `const box = document.getElementById("box"); ${late}`,
    "moves.html": pageWith(body("")),
    "stays.html": pageWith(body(` style="display: block"`)),
  });
  const faults = await moves([site], pagesOf(site));
  const once = (width) => new RegExp(`moves.html at ${width}: p is moved by scripts`);
  expectExactly(faults, WIDTHS.map(once));
});

test("a page that moves while it arrives is reported", async () => {
  const part = (name) => `<section>${name}<!--${"-".repeat(2000)}--></section>\n`;
  const grid = (tracks) => `<style>div{display:grid;grid-template-columns:repeat(${tracks})}</style>
<div>${["One", "Two", "Three", "Four", "Five", "Six"].map(part).join("")}</div>`;
  const site = plant({
    "moves.html": pageWith(grid("auto-fit, minmax(3rem, 1fr)")),
    "stays.html": pageWith(grid("6, 1fr")),
  });
  const faults = await moves([site], pagesOf(site));
  const once = (width) => new RegExp(`moves.html at ${width}: section is moved by what arrives`);
  expectExactly(faults, WIDTHS.map(once));
});

function pagesOf(site) {
  return site.pages.map((path) => ({ site, path }));
}

function moves(served, pages, fonts = USUAL) {
  return servedInPieces(served, async (rootOf, line) => {
    const faults = [];
    for (const width of WIDTHS) {
      // A window that changes its size moves everything, so each has its size from the beginning.
      const options = { initScript: comparePlaces, fonts, viewport: { width, height: 900 } };
      const found = await onPages(pages, options, async (page, item) => {
        const url = `${rootOf(item.site)}${item.path}?width=${width}`;
        const moved = await openSlowly(page, url, line);
        return moved.map((what) => `${nameOf(item)} at ${width}: ${what}`);
      });
      faults.push(...found);
    }
    return faults;
  });
}

/** Opens a page piece by piece; says what moved first, if anything did. */
async function openSlowly(page, url, line) {
  const opened = page.goto(url);
  await page.waitForURL(url, { waitUntil: "commit" });
  const found = [];
  for (let piece = 1; piece < PIECES; piece += 1) {
    await page.evaluate(() => globalThis.places.arrived());
    found.push(...(await page.evaluate((parts) => globalThis.places.compare(parts), PARTS)));
    line.more(url, piece);
  }
  await page.evaluate(() => globalThis.places.arrived());
  await page.waitForFunction(() => globalThis.places.isReadyForScripts());
  await page.evaluate(() => globalThis.places.compare("*"));
  line.scripts(url);
  await opened;
  await page.evaluate(() => globalThis.places.settled());
  const after = await page.evaluate(() => globalThis.places.compare("*"));
  const named = [
    ...found.map((what) => what.replace("#", "is moved by what arrives:")),
    ...after.map((what) => what.replace("#", "is moved by scripts:")),
  ];
  return named.slice(0, 1);
}

/** Runs in the page before its scripts: what remembers and compares the places of elements. */
function comparePlaces() {
  let known = new Map();
  const frame = () => new Promise((done) => requestAnimationFrame(() => setTimeout(done)));

  /** Where an element stands on the page, wherever that and what is around it is scrolled to. */
  function placeOf(element) {
    const { x, y, width, height } = element.getBoundingClientRect();
    if (width === 0 && height === 0) return null;
    let [left, top] = [x, y];
    for (let around = element.parentElement; around; around = around.parentElement) {
      left += around.scrollLeft;
      top += around.scrollTop;
    }
    return { left, top };
  }

  /** Whether the style sheets that hold back the first drawing of a page have arrived. */
  function isDrawn() {
    return [...document.querySelectorAll("link[rel=stylesheet]")].every(({ sheet }) => sheet);
  }

  globalThis.places = {
    /** Waits until what was sent is in the page. */
    async arrived() {
      const size = () => document.getElementsByTagName("*").length;
      for (let last = -1; last !== size(); ) {
        last = size();
        await new Promise((done) => setTimeout(done));
        // Nothing is drawn before the body has begun.
        if (document.body) await frame();
      }
    },
    isReadyForScripts() {
      return document.readyState !== "loading" && isDrawn();
    },
    async settled() {
      for (let count = 0; count < 6; count += 1) await frame();
    },
    /** Which of the elements that were seen the last time stand elsewhere now. */
    async compare(selector) {
      // A piece may bring the body after all; what stands before its style sheets is never drawn.
      while (document.body && !isDrawn()) await new Promise((done) => setTimeout(done));
      const now = new Map();
      const moved = [];
      // What is inside a drawing moves with the drawing.
      for (const element of document.body?.querySelectorAll(`:is(${selector}):not(svg *)`) ?? []) {
        const place = placeOf(element);
        const before = known.get(element);
        if (!place) continue;
        now.set(element, place);
        if (!before || Math.hypot(place.left - before.left, place.top - before.top) < 1) continue;
        const { localName, id, className } = element;
        const from = `${Math.round(before.left)},${Math.round(before.top)}`;
        const to = `${Math.round(place.left)},${Math.round(place.top)}`;
        moved.push(`${localName} # ${id || className} from ${from} to ${to}`);
      }
      known = now;
      return moved;
    },
  };
}
