// The table of all entries sorts by every column, filters by words, and keeps the words in its link.
import { withPage } from "../support/browser.mjs";
import { expectExactly, expectNone, nameOf } from "../support/problems.mjs";
import { pageWith, plant } from "../support/plant.mjs";
import { searched } from "../support/search.mjs";
import { siteFor } from "../support/sites.mjs";
import { test } from "../support/testing.mjs";

const PATH = "table.html";

test("the table of all entries sorts, by keyboard too", async () => {
  expectNone(await sortFaults(siteFor("engineering")));
});

test("the table of all entries filters, and its link keeps the filter", async () => {
  expectNone(await filterFaults(siteFor("engineering")));
});

test("without scripts the table offers nothing that does not work", async () => {
  expectNone(await idleControls(siteFor("engineering")));
});

test("a table that does not sort or filter is reported", async () => {
  const rows = `<tr><th scope="row">Beta</th><td data-key="10">ten</td></tr>
    <tr><th scope="row">Alpha</th><td data-key="9">nine</td></tr>`;
  const table = (heading) => `<table data-sortable id="t">
    <thead><tr><th>${heading("Name")}</th><th>${heading("Size")}</th></tr></thead>
    <tbody>${rows}</tbody></table>`;
  const box = (hidden) =>
    `<div data-filter="t"${hidden}><input aria-label="Filter"><output></output></div>`;
  const dead = plant({
    [PATH]: pageWith(box("") + table((name) => `<button type="button">${name}</button>`)),
  });
  expectExactly(await sortFaults(dead), [
    /Name: not ascending/,
    /Name: not descending/,
    /Size: not ascending/,
    /Size: not descending/,
  ]);
  expectExactly(await filterFaults(dead), [
    /"alpha" shows 2 rows, 1 expected/,
    /"alpha" is not counted: /,
    /the link does not keep the filter/,
    /words that stand nowhere leave 2 rows/,
  ]);
  expectExactly(await idleControls(dead), [/2 idle buttons/, /an idle filter/]);
  const bare = plant({ [PATH]: pageWith(box(" hidden") + table((name) => name)) });
  expectExactly(await sortFaults(bare), [/Name: no button/, /Size: no button/]);
  expectExactly(await idleControls(bare), []);
});

/** Presses each heading twice and looks at the order of its column. */
function sortFaults(site) {
  return withPage({}, async (page) => {
    await page.goto(site.root + PATH);
    const problems = [];
    const headings = await page.locator("table[data-sortable] thead th").all();
    for (const [column, heading] of headings.entries()) {
      const name = (await heading.textContent()).trim();
      const button = heading.locator("button");
      if ((await button.count()) === 0) {
        problems.push(`${nameOf({ site, path: PATH })}: ${name}: no button`);
        continue;
      }
      for (const direction of ["ascending", "descending"]) {
        await button.focus();
        await page.keyboard.press("Enter");
        if (await page.evaluate(isSorted, { column, direction })) continue;
        problems.push(`${nameOf({ site, path: PATH })}: ${name}: not ${direction}`);
      }
    }
    return problems;
  });
}

/** Runs in the page. Cells without a key come last in both directions. */
function isSorted({ column, direction }) {
  const table = document.querySelector("table[data-sortable]");
  const keys = [...table.tBodies[0].rows].map((row) => {
    const cell = row.cells[column];
    const key = cell.dataset.key ?? cell.textContent.trim();
    return key === "–" ? "" : key;
  });
  const given = keys.filter((key) => key !== "");
  const isEmptyLast = keys.slice(given.length).every((key) => key === "");
  const sign = direction === "ascending" ? 1 : -1;
  const order = (a, b) =>
    Number.isNaN(Number(a)) || Number.isNaN(Number(b)) ? a.localeCompare(b) : a - b;
  const inOrder = given.every((key, at) => at === 0 || sign * order(given[at - 1], key) <= 0);
  const headings = [...table.tHead.rows[0].cells].map((cell) => cell.getAttribute("aria-sort"));
  const isNamed = headings.every((sort, at) => sort === (at === column ? direction : null));
  return isEmptyLast && inOrder && isNamed;
}

function filterFaults(site) {
  return withPage({}, async (page) => {
    const problems = [];
    const report = (fault) => problems.push(`${nameOf({ site, path: PATH })}: ${fault}`);
    await page.goto(site.root + PATH);
    // The last title is one that nobody sees without scrolling.
    const title = await page.locator("tbody th a, tbody th").last().innerText();
    const words = title.split("\n")[0].trim().toLowerCase();
    const expected = await page.evaluate(rowsWith, words);
    await page.fill("[data-filter] input", words);
    const shown = await visibleRows(page);
    if (shown !== expected) report(`"${words}" shows ${shown} rows, ${expected} expected`);
    const count = await page.locator("[data-filter] output").textContent();
    if (!count.startsWith(`${expected} of `)) report(`"${words}" is not counted: ${count}`);
    const link = page.url();
    await page.goto("about:blank");
    await page.goto(link);
    if ((await visibleRows(page)) !== expected) report("the link does not keep the filter");
    await page.fill("[data-filter] input", "zzz nowhere zzz");
    const left = await visibleRows(page);
    if (left !== 0) report(`words that stand nowhere leave ${left} rows`);
    return problems;
  });
}

/** How many rows are shown, once the search that finds them has arrived. */
async function visibleRows(page) {
  await searched(page);
  return page.locator("table[data-sortable] tbody tr:visible").count();
}

/** Runs in the page. */
function rowsWith(words) {
  const rows = [...document.querySelectorAll("table[data-sortable] tbody tr")];
  const has = (row) => words.split(" ").every((w) => row.textContent.toLowerCase().includes(w));
  return rows.filter(has).length;
}

function idleControls(site) {
  return withPage({ javaScriptEnabled: false }, async (page) => {
    await page.goto(site.root + PATH);
    const buttons = await page.locator("table[data-sortable] button:visible").count();
    const problems = buttons > 0 ? [`${buttons} idle buttons`] : [];
    if (await page.locator("[data-filter] input").isVisible()) problems.push("an idle filter");
    return problems;
  });
}
