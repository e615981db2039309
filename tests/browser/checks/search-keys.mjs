// The keys of the search, on every site: / starts it, Escape ends it, and a button switches / off.
import { withPage } from "../support/browser.mjs";
import { expectExactly, expectNone } from "../support/problems.mjs";
import { pageWith, plant } from "../support/plant.mjs";
import { siteFor } from "../support/sites.mjs";
import { test } from "../support/testing.mjs";

const SEARCHED = { client: "index.html", sales: "index.html", engineering: "table.html" };

for (const [audience, path] of Object.entries(SEARCHED)) {
  test(`the keys / and Escape work on the ${audience} site`, async () => {
    expectNone(await keyFaults(siteFor(audience), path));
  });
}

test("keys of a search that do nothing are reported", async () => {
  const button = `<button type="button" aria-label="Key / starts a search">/</button>`;
  const dead = plant({ "index.html": pageWith(`<input type="text" role="searchbox" aria-label="a">${button}`) });
  expectExactly(await keyFaults(dead, "index.html"), [
    /the key \/ does not start a search/,
    /Escape leaves what was searched for/,
  ]);
});

function keyFaults(site, path) {
  return withPage({}, async (page) => {
    const faults = [];
    await page.goto(site.root + path);
    const box = page.getByRole("searchbox").first();
    const hasFocus = () => box.evaluate((box) => box === document.activeElement);
    await page.keyboard.press("/");
    if (!(await hasFocus())) faults.push("the key / does not start a search");
    await box.focus();
    await page.keyboard.type("a/b");
    if ((await box.inputValue()) !== "a/b") faults.push("a typed / is lost");
    await page.keyboard.press("Escape");
    if ((await box.inputValue()) !== "") faults.push("Escape leaves what was searched for");
    await page.getByRole("button", { name: "Key / starts a search" }).click();
    await page.keyboard.press("/");
    if (await hasFocus()) faults.push("the key / cannot be switched off");
    return faults;
  });
}
