// The search and the first result are on the first screen of the sites that people search.
import { withPage } from "../support/browser.mjs";
import { expectExactly, expectNone } from "../support/problems.mjs";
import { pageWith, plant } from "../support/plant.mjs";
import { siteFor } from "../support/sites.mjs";
import { test } from "../support/testing.mjs";

const SCREENS = [
  { width: 1440, height: 900 },
  { width: 390, height: 844 },
];
// So much of a card says what it is.
const SEEN = 100;

test("the search and the first result are on the first screen", async () => {
  for (const audience of ["client", "sales"]) expectNone(await screenFaults(siteFor(audience)));
});

test("a search or result below the first screen is reported", async () => {
  const main = `<p>first</p><input type="search" aria-label="a"><article class="card">b</article>`;
  const deep = plant({ "index.html": pageWith(`<p style="height: 1000px">a</p>${main}`) });
  expectExactly(await screenFaults(deep), [
    /1440.*the search begins at 1\d{3} px/,
    /1440.*the first result begins at 1\d{3} px/,
    /390.*the search begins at 1\d{3} px/,
    /390.*the first result begins at 1\d{3} px/,
  ]);
});

function screenFaults(site) {
  return withPage({}, async (page) => {
    const faults = [];
    for (const screen of SCREENS) {
      await page.setViewportSize(screen);
      await page.goto(`${site.root}index.html`);
      const name = `${site.audience} at ${screen.width} × ${screen.height}`;
      const places = { "the search": page.getByRole("searchbox"), "the first result": page.locator("main .card") };
      for (const [what, place] of Object.entries(places)) {
        const { y } = await place.first().boundingBox();
        const isSeen = y + (what === "the search" ? 0 : SEEN) <= screen.height;
        if (!isSeen) faults.push(`${name}: ${what} begins at ${Math.round(y)} px`);
      }
    }
    return faults;
  });
}
