// axe-core finds nothing on any kind of page, wide or narrow, light or dark.
import axe from "axe-core";
import { onPages } from "../support/browser.mjs";
import { expectExactly, expectNone, nameOf } from "../support/problems.mjs";
import { pageWith, plant } from "../support/plant.mjs";
import { pageKinds, richestPages, sites } from "../support/sites.mjs";
import { test } from "../support/testing.mjs";

const MODES = [1440, 390].flatMap((width) =>
  ["light", "dark"].map((colorScheme) => ({ width, colorScheme })),
);
// Enough for further pages of a kind: each width and each color scheme once.
const TWO_MODES = [MODES[0], MODES[3]];

for (const site of sites) {
  test(`axe finds nothing on the ${site.audience} site`, async () => {
    const first = richestPages(site);
    const further = pageKinds(site).filter(({ path }) => !first.some((page) => page.path === path));
    expectNone([...(await violations(first, MODES)), ...(await violations(further, TWO_MODES))]);
  });
}

test("an inaccessible page is reported", async () => {
  const dark = "@media (prefers-color-scheme: dark) { p { color: #888; background: #777 } }";
  const narrow = "@media (max-width: 400px) { b { color: #eee; background: #fff } }";
  const site = plant({
    "alt.html": pageWith(`<img src="data:," width="9" height="9">`),
    "dark.html": pageWith("<p>Hard to read at night</p>", `<style>${dark}</style>`),
    "narrow.html": pageWith("<b>Hard to read on a phone</b>", `<style>${narrow}</style>`),
    "small.html": pageWith(
      `<a href="#a" style="font-size: 8px">a</a><a href="#b" style="font-size: 8px">b</a>`,
    ),
    "good.html": pageWith("<p>Fine</p>"),
  });
  const pages = site.pages.map((path) => ({ site, path }));
  expectExactly(await violations(pages, MODES), [
    ...MODES.map(
      ({ width, colorScheme }) => new RegExp(`alt.html at ${width} ${colorScheme}: image-alt`),
    ),
    /dark.html at 1440 dark: color-contrast/,
    /dark.html at 390 dark: color-contrast/,
    /narrow.html at 390 light: color-contrast/,
    /narrow.html at 390 dark: color-contrast/,
    ...MODES.flatMap(() => [/small.html at .*: target-size/, /small.html at .*: target-size/]),
  ]);
});

/** One line for each element that breaks a rule of axe, in each of the modes. */
function violations(pages, modes) {
  // Transitions would let axe measure a color halfway between light and dark.
  return onPages(pages, { reducedMotion: "reduce" }, async (page, item) => {
    await page.goto(item.site.root + item.path);
    // Injected by the debugger: a script element would be stopped by the page's own policy.
    await page.evaluate(axe.source);
    const problems = [];
    for (const { width, colorScheme } of modes) {
      await page.setViewportSize({ width, height: 900 });
      await page.emulateMedia({ colorScheme });
      for (const line of await page.evaluate(runAxe)) {
        problems.push(`${nameOf(item)} at ${width} ${colorScheme}: ${line}`);
      }
    }
    return problems;
  });
}

/** Runs in the page. */
async function runAxe() {
  // preload would fetch the styles once more; target-size is WCAG 2.2 AA but off unless asked for.
  const { violations } = await globalThis.axe.run(document, {
    preload: false,
    resultTypes: ["violations"],
    rules: { "target-size": { enabled: true } },
  });
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(
      (node) => `${id}: ${node.target.join(" ")}: ${node.failureSummary.split("\n").at(-1).trim()}`,
    ),
  );
}
