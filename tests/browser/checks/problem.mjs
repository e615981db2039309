// An entry's page says which problem it is about: its own, or that of its theme, which is then said.
import { onPages } from "../support/browser.mjs";
import { expectExactly, expectNone, nameOf } from "../support/problems.mjs";
import { pageWith, plant } from "../support/plant.mjs";
import { read, sites } from "../support/sites.mjs";
import { test } from "../support/testing.mjs";

test("each entry says its problem, and whether it is that of its theme", async () => {
  for (const site of sites) expectNone(await problemFaults(site, wanted(site)));
});

test("a problem that is missing or not said to be the theme's is reported", async () => {
  const said = (label) => pageWith(`<p class="why"><strong>${label}</strong> It is slow.</p>`);
  const site = plant({ "a.html": said("The problem"), "b.html": pageWith("") });
  const all = new Map([
    ["a.html", "The problem behind Speed It is slow."],
    ["b.html", "The problem It is slow."],
  ]);
  expectExactly(await problemFaults(site, all), [/a.html: says “The problem It is slow.”/, /b.html: says “”/]);
});

/** By entry page what it must say. */
function wanted(site) {
  const { entries, themes } = JSON.parse(read(site, "roadmap.json"));
  const pairs = entries.map(({ url, problem, theme }) => {
    const behind = themes.find((other) => other.url === theme?.url);
    if (problem) return [url, `The problem ${problem}`];
    return [url, behind?.problem ? `The problem behind ${behind.title} ${behind.problem}` : ""];
  });
  if (!pairs.some(([, text]) => /^The problem (?!behind)/.test(text))) throw new Error("no own problem");
  return new Map(pairs);
}

function problemFaults(site, all) {
  const items = [...all.keys()].map((path) => ({ site, path }));
  return onPages(items, {}, async (page, item) => {
    await page.goto(site.root + item.path);
    const texts = await page.locator(".why").evaluateAll((found) => found.map((it) => it.textContent));
    const said = texts.join(" ").replace(/\s+/g, " ").trim();
    const expected = all.get(item.path).replace(/\s+/g, " ").trim();
    return said === expected ? [] : [`${nameOf(item)}: says “${said}”, not “${expected}”`];
  });
}
