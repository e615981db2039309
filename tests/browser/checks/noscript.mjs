// Without scripts a reader still gets everything that the site's roadmap.json knows, and every text.
import { onPages, withPage } from "../support/browser.mjs";
import { expectExactly, expectNone } from "../support/problems.mjs";
import { pageWith, plant } from "../support/plant.mjs";
import { read, sites } from "../support/sites.mjs";
import { test } from "../support/testing.mjs";

for (const site of sites) {
  test(`the ${site.audience} site is readable without scripts`, async () => {
    expectNone(await unreadable(site));
  });
}

test("text that only a script would show is reported", async () => {
  const entry = (title, url) => ({
    title,
    url,
    summary: "Short.",
  });
  const LONG = `<div class="prose"><p>Long &amp; <b>wide</b>.</p></div>`;
  const unhide = (id) => `<script>document.getElementById("${id}").hidden = false</script>`;
  const site = plant({
    "roadmap.json": JSON.stringify({
      entries: [entry("Seen", "items/seen.html"), entry("Hidden", "items/hidden.html")],
      themes: [
        { title: "Shown", url: "themes/shown.html" },
        { title: "Absent", url: "themes/shown.html" },
      ],
    }),
    "index.html": pageWith(`Seen, Shown, <p id="h" hidden>Hidden</p>${unhide("h")}`),
    "shipped.html": pageWith("Nothing yet."),
    "items/seen.html": pageWith(`Seen: Short. ${LONG}`),
    "items/hidden.html": pageWith(
      `Hidden: Short. <div id="l" hidden>${LONG}</div>${unhide("l")}`,
    ),
    "themes/shown.html": pageWith("Shown"),
  });
  expectExactly(await unreadable(site), [
    /planted: neither index nor shipped page shows the entry: Hidden/,
    /planted: neither index nor shipped page shows the theme: Absent/,
    /planted\/items\/hidden.html: does not show: Long & wide/,
    /planted\/themes\/shown.html: does not show: Absent/,
  ]);
});

/** One line for each thing in the site's roadmap.json that cannot be read where it should be. */
async function unreadable(site) {
  const { entries, themes } = JSON.parse(read(site, "roadmap.json"));
  const wanted = [...entries, ...themes];
  const texts = await visibleTexts(site, [
    "index.html",
    "shipped.html",
    ...wanted.map(({ url }) => url),
  ]);
  const overview = texts[0] + texts[1];
  const kinds = [
    ["entry", entries],
    ["theme", themes],
  ];
  const problems = kinds.flatMap(([kind, all]) =>
    all
      .filter(({ title }) => !overview.includes(squeeze(title)))
      .map(
        ({ title }) =>
          `${site.audience}: neither index nor shipped page shows the ${kind}: ${title}`,
      ),
  );
  const paragraphs = await paragraphsOf(site, wanted);
  wanted.forEach(({ url }, position) => {
    for (const text of paragraphs[position]) {
      if (texts[position + 2].includes(squeeze(text))) continue;
      problems.push(`${site.audience}/${url}: does not show: ${text.trim().slice(0, 80)}`);
    }
  });
  return problems;
}

/** The text that a reader without scripts can see on each page, without white space. */
function visibleTexts(site, paths) {
  return onPages(paths, { javaScriptEnabled: false }, async (page, path) => {
    await page.goto(site.root + path);
    return squeeze(await page.evaluate(() => document.body.innerText));
  });
}

/** For each item its title, summary and the paragraphs of the texts in its page, as plain text. */
function paragraphsOf(site, items) {
  const sources = items.map(({ title, summary, problem, url }) => ({
    plain: [title, summary, problem].filter(Boolean),
    page: read(site, url),
  }));
  return withPage({}, (page) => page.evaluate(plainTexts, sources));
}

/** Runs in the page. */
function plainTexts(sources) {
  const LEAVES = ":is(p, li, td, th, pre, h2, h3, h4, figcaption)";
  const leaves = (page) => {
    const { body } = new DOMParser().parseFromString(page, "text/html");
    return [...body.querySelectorAll(`.prose ${LEAVES}`)].map((e) => e.textContent);
  };
  return sources.map(({ plain, page }) => [...plain, ...leaves(page)]);
}

/** White space and case depend on the layout, not on what can be read. */
function squeeze(text) {
  return text.replace(/\s+/g, "").toLowerCase();
}
