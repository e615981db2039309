// Without a mouse: the skip link comes first and works, and every stop of Tab shows itself.
import { onPages } from "../support/browser.mjs";
import { expectExactly, expectNone, nameOf } from "../support/problems.mjs";
import { pageWith, plant } from "../support/plant.mjs";
import { richestPages, sites } from "../support/sites.mjs";
import { test } from "../support/testing.mjs";

// The keys are pressed in bursts; between them we ask whether the walk has come round.
const BURST = 25;
// More stops than any page of the sample has; a walk that is longer does not end.
const LONGEST_WALK = 1000;
// A bare board for an iframe has nothing to skip.
const WITHOUT_SKIP_LINK = ["embed.html"];

test("the skip link is the first stop and leads to the content", async () => {
  expectNone(await skipFaults(pagesToWalk()));
});

test("every stop of the Tab key shows that it has the focus", async () => {
  expectNone(await focusFaults(pagesToWalk()));
});

test("a page that is hard to use by keyboard is reported", async () => {
  const skip = `<a href="#main">Skip to content</a>`;
  const page = (body, head) =>
    pageWith(body, head).replace("<main>", `${skip}<main id="main" tabindex="-1">`);
  const bar = `<div style="position: fixed; inset: auto 0 0; height: 50px; z-index: 1"></div>`;
  const site = plant({
    "none.html": pageWith(`<a href="#a">a</a>`),
    "late.html": page(`<a href="#a">a</a>`).replace("<body>", `<body><a href="#b">b</a>`),
    "stuck.html": page(`<a href="#a">a</a>`).replace(` tabindex="-1"`, "").replace(`id="main"`, ""),
    "invisible.html": page(
      `<a href="#a" id="dark">a</a>`,
      "<style>#dark { outline: 0; box-shadow: 0 0 1px }</style>",
    ),
    "unreachable.html": page(`<button type="button" tabindex="-1">a</button>`),
    "covered.html": page(
      `${bar}<a href="#a" id="under">a</a>`,
      "<style>#under { position: fixed; bottom: 9px }</style>",
    ),
    "good.html": page(`<a href="#a">a</a><button type="button">b</button>`),
  });
  const pages = site.pages.map((path) => ({ site, path }));
  expectExactly(await skipFaults(pages), [
    /none.html: the first stop is no skip link/,
    /late.html: the first stop is no skip link/,
    /stuck.html: the skip link does not move the focus to main/,
  ]);
  expectExactly(await focusFaults(pages), [
    /invisible.html: no sign of focus on a#dark/,
    /unreachable.html: Tab does not reach button/,
    /covered.html: something covers a#under/,
  ]);
});

function pagesToWalk() {
  return sites.flatMap(richestPages);
}

function skipFaults(pages) {
  const affected = pages.filter(({ path }) => !WITHOUT_SKIP_LINK.includes(path));
  return onPages(affected, {}, async (page, item) => {
    await page.goto(item.site.root + item.path);
    await page.keyboard.press("Tab");
    const first = await page.evaluate(() => document.activeElement.getAttribute("href"));
    if (first !== "#main") return [`${nameOf(item)}: the first stop is no skip link but ${first}`];
    await page.keyboard.press("Enter");
    const arrived = await page.evaluate(() => document.activeElement.localName);
    return arrived === "main"
      ? []
      : [`${nameOf(item)}: the skip link does not move the focus to main`];
  });
}

function focusFaults(pages) {
  return onPages(pages, { reducedMotion: "reduce" }, async (page, item) => {
    await page.goto(item.site.root + item.path);
    await page.evaluate(prepareWalk);
    for (let stops = 0; !(await page.evaluate(() => globalThis.walk.done)); stops += BURST) {
      if (stops >= LONGEST_WALK) return [`${nameOf(item)}: Tab never comes to an end`];
      for (let press = 0; press < BURST; press += 1) await page.keyboard.down("Tab");
      await page.keyboard.up("Tab");
    }
    const faults = await page.evaluate(() => [
      ...globalThis.walk.faults,
      ...globalThis.walk.missed(),
    ]);
    return faults.map((fault) => `${nameOf(item)}: ${fault}`);
  });
}

/** Runs in the page: remembers how everything looks without focus, to compare at each stop. */
function prepareWalk() {
  const selector = "a[href], button, input, select, textarea, summary, [tabindex]:not(main)";
  const expected = [...document.querySelectorAll(selector)].filter(
    (element) => element.checkVisibility({ visibilityProperty: true }) && !element.disabled,
  );
  const before = new Map(expected.map((element) => [element, signs(element)]));
  const reached = new Set();
  const walk = { done: false, faults: [], missed };
  globalThis.walk = walk;
  addEventListener("keydown", leaveStop, { capture: true });

  /** Looks at the stop that the Tab key is about to leave. */
  function leaveStop({ key }) {
    const element = document.activeElement;
    if (walk.done || key !== "Tab") return;
    if (element === document.body && reached.size === 0) return;
    if (element === document.body || reached.has(element)) {
      walk.done = true;
      return;
    }
    reached.add(element);
    const now = signs(element);
    if (!now.shown || now.looks === before.get(element)?.looks) {
      walk.faults.push(`no sign of focus on ${describe(element)}`);
    } else if (isCovered(element)) {
      walk.faults.push(`something covers ${describe(element)}`);
    }
  }
  function missed() {
    const elements = expected.filter((element) => !reached.has(element));
    return elements.map((element) => `Tab does not reach ${describe(element)}`);
  }
  /** An outline or a shadow of the element or of what it draws before or after its content. */
  function signs(element) {
    const boxes = [null, "::before", "::after"].map((pseudo) => getComputedStyle(element, pseudo));
    const drawn = boxes.filter((style, position) => position === 0 || style.content !== "none");
    const shown = drawn.some(
      ({ outlineStyle, outlineWidth, boxShadow }) =>
        (outlineStyle !== "none" && parseFloat(outlineWidth) > 0) || boxShadow !== "none",
    );
    return { shown, looks: drawn.map(({ outline, boxShadow }) => outline + boxShadow).join() };
  }
  /** WCAG 2.2, 2.4.11: nothing of ours may hide the whole of what has the focus. */
  function isCovered(element) {
    const shows = (x, y) => {
      const hit = document.elementFromPoint(x, y);
      return hit && (element.contains(hit) || hit.contains(element));
    };
    // Of what is larger than the window, the part in the window counts.
    return [...element.getClientRects()].every(({ left, right, top, bottom }) => {
      const [west, east] = [Math.max(left, 0), Math.min(right, innerWidth)];
      const [north, south] = [Math.max(top, 0), Math.min(bottom, innerHeight)];
      const parts = [0.5, 0.1, 0.3, 0.7, 0.9];
      return !parts.some((x) =>
        parts.some((y) => shows(west + (east - west) * x, north + (south - north) * y)),
      );
    });
  }
  function describe({ localName, id, className, textContent }) {
    const name = [localName, id && `#${id}`, className && `.${className}`].filter(Boolean).join("");
    return `${name} (${textContent.trim().slice(0, 40)})`;
  }
}
