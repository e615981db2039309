// axe-core finds nothing on any kind of page, wide or narrow, light or dark.
import { MODES, axeFaults } from "../support/accessibility.mjs";
import { onPages } from "../support/browser.mjs";
import { expectExactly, expectNone, nameOf } from "../support/problems.mjs";
import { pageWith, plant } from "../support/plant.mjs";
import { pageKinds, richestPages, sites } from "../support/sites.mjs";
import { test } from "../support/testing.mjs";

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
    return (await axeFaults(page, modes)).map((fault) => `${nameOf(item)} ${fault}`);
  });
}
