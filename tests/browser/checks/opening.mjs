// Every page, opened by double click, is silent and complete, and fits a desk and a phone.
import { onPages } from "../support/browser.mjs";
import { Ears, tellViolations } from "../support/ears.mjs";
import { expectExactly, expectNone, nameOf } from "../support/problems.mjs";
import { pageWith, plant } from "../support/plant.mjs";
import { sites } from "../support/sites.mjs";
import { test } from "../support/testing.mjs";

const WIDTHS = [1440, 390, 320];

for (const site of sites) {
  test(`every ${site.audience} page opens silently, is whole and fits its window`, async () => {
    expectNone(await openingFaults(site));
  });
}

test("a noisy page is reported", async () => {
  const policy = `<meta http-equiv="Content-Security-Policy" content="script-src 'self'">`;
  const site = plant({
    "said.js": `console.warn("hm"); throw new Error("oh");`,
    "said.html": pageWith(`<script src="said.js"></script>`),
    "policy.html": pageWith(`<script>1</script>`, policy),
    "missing.html": pageWith(`<link rel="stylesheet" href="gone.css">`),
    "foreign.html": pageWith(`<p style="background: url(https://elsewhere.example/a.png)">a</p>`),
    "silent.html": pageWith("<p>Nothing to report.</p>"),
  });
  expectExactly(await openingFaults(site), [
    /said.html: console warning: hm/,
    /said.html: uncaught error: oh/,
    /policy.html: console error: policy violation: script-src-elem by inline/,
    /policy.html: console error: Executing inline script violates/,
    /missing.html: failed request .*gone.css/,
    /missing.html: console error: Failed to load resource/,
    /foreign.html: failed request .*elsewhere/,
    /foreign.html: console error: Failed to load resource/,
    /foreign.html: foreign request .*elsewhere/,
  ]);
});

test("a page that does not fit or lacks a picture is reported", async () => {
  const clip = "<style>body { overflow-x: hidden }</style>";
  const site = plant({
    "wide.html": pageWith(`<p style="width: 350px">wide</p>`),
    "clipped.html": pageWith(`<p style="width: 2000px">cut off</p>`, clip),
    "scroller.html": pageWith(
      `<div style="overflow-x: auto"><p style="width: 2000px">ok</p></div>`,
    ),
    // Bytes that are no picture load without a word.
    "picture.html": pageWith(`<img src="text.svg" alt="gone" loading="lazy">`),
    "text.svg": "no picture",
  });
  expectExactly(await openingFaults(site), [
    /wide.html at 320: 38 px too wide: p/,
    /clipped.html at 1440: .* too wide: p/,
    /clipped.html at 390: .* too wide: p/,
    /clipped.html at 320: .* too wide: p/,
    /picture.html: picture does not load: text.svg/,
  ]);
});

/** What a reader would see or a developer hear go wrong on each page. */
function openingFaults(site) {
  return onPages(site.pages, { initScript: tellViolations }, async (page, path) => {
    const problems = [];
    const report = (fault) => problems.push(`${nameOf({ site, path })}${fault}`);
    const ears = new Ears(page, site.root, (noise) => report(`: ${noise}`));
    await page.goto(site.root + path);
    for (const source of await page.evaluate(lostPictures)) {
      report(`: picture does not load: ${source}`);
    }
    for (const width of WIDTHS) {
      await page.setViewportSize({ width, height: 900 });
      const fault = await page.evaluate(overflow);
      if (fault) report(` at ${width}: ${fault}`);
    }
    await ears.close();
    return problems;
  });
}

/** Runs in the page. */
async function lostPictures() {
  const lost = [];
  for (const image of document.images) {
    image.loading = "eager";
    await image.decode().catch(() => {});
    if (image.naturalWidth === 0) lost.push(image.getAttribute("src"));
  }
  return lost;
}

/** Runs in the page: the element that reaches furthest out of the window and of all scrollers. */
function overflow() {
  const room = document.documentElement.clientWidth;
  let worst = null;
  let excess = Math.max(0, document.documentElement.scrollWidth - room);
  for (const element of document.body.querySelectorAll("*")) {
    const { left, right, width } = element.getBoundingClientRect();
    const out = Math.max(right - room, -left);
    if (out < Math.max(1, excess) || width < 2 || isHeld(element)) continue;
    worst = element;
    excess = out;
  }
  if (!worst && excess < 1) return null;
  return `${Math.round(excess)} px too wide: ${worst ? describe(worst) : "the document"}`;

  function isHeld(element) {
    // Text for screen readers is clipped on purpose; a scroller in the page holds its content.
    for (let box = element; box !== document.body; box = box.parentElement) {
      const style = getComputedStyle(box);
      if (style.clipPath !== "none" || style.position === "fixed") return true;
      if (box !== element && ["auto", "scroll"].includes(style.overflowX)) return true;
    }
    return false;
  }
  function describe({ localName, className }) {
    const classes =
      typeof className === "string" ? className.trim().split(/\s+/).filter(Boolean) : [];
    return [localName, ...classes].join(".");
  }
}
