// On paper nothing can be unfolded or scrolled: what authors fold is printed open, with and without
// scripts, and every column of their tables is on the sheet.
import { withPage } from "../support/browser.mjs";
import { draws } from "../support/pdf.mjs";
import { buildProject } from "../support/project.mjs";
import { expectExactly, expectNone } from "../support/problems.mjs";
import { tampered } from "../support/tamper.mjs";
import { test } from "../support/testing.mjs";

// Only words within something folded are given this color.
const FOLDED = [1, 99, 7];
const PAPER = { width: 688, height: 950 };
const PAGES = ["items/folded.html", "themes/folds.html"];
const COLUMNS = [2, 6, 9, 13, 30];

const sites = Object.values(build()).map((site) =>
  tampered(site, /style-.*\.css$/, [
    ["@page {", `details > :not(summary) { color: rgb(${FOLDED}) !important } @page {`],
  ]),
);

test("what is folded prints open, with and without scripts", async () => {
  expectNone(await foldFaults(sites, { javaScriptEnabled: true }));
  expectNone(await foldFaults(sites, { javaScriptEnabled: false }));
});

test("where style sheets cannot unfold, scripts do while a page is printed", async () => {
  const olds = sites.map((site) => withoutRule(site));
  expectNone(await foldFaults(olds, { javaScriptEnabled: true }));
  expectNone(await leftOpen(olds));
});

test("no column of a wide table is lost on paper", async () => {
  expectNone(await columnFaults(sites));
});

test("what is missing on paper is reported", async () => {
  const [client] = sites;
  const folded = await foldFaults([withoutRule(client)], { javaScriptEnabled: false });
  expectExactly(folded, [/items\/folded.html: folded words/, /themes\/folds.html: folded words/]);
  const scrolled = tampered(client, /style-.*\.css$/, [
    ["display: table; table-layout: fixed; width: 100%; overflow-wrap: anywhere", "color: inherit"],
  ]);
  const lost = await columnFaults([scrolled]);
  expectExactly(lost.slice(0, 1), [/items\/folded.html: a table of \d+ columns loses/]);
  const open = tampered(client, /copy-.*\.js$/, [["details.open = false", "details"]]);
  expectExactly(await leftOpen([withoutRule(open)]), [
    /items\/folded.html: stays open/,
    /themes\/folds.html: stays open/,
  ]);
});

function build() {
  const table = (columns) => {
    const row = (cell) => `|${Array.from({ length: columns }, (_, at) => cell(at)).join("|")}|`;
    const words = row((at) => (at === 0 ? "internationalization" : `reconciliation of orders ${at}`));
    return [row((at) => `Column ${at}`), row(() => "---"), words].join("\n");
  };
  const fold = (words, inner = "") =>
    `<details>\n<summary>More</summary>\n\n${words}\n\n${inner}\n\n</details>`;
  const text = [fold("Folded.", fold("Folded deeper.")), ...COLUMNS.map(table)].join("\n\n");
  const block = `---\n\n::: client\n${text}\n:::\n`;
  return buildProject({
    "roadcast.yaml": "product: Paper\n",
    "content/themes/folds.md": `---\ntitle: Folds\nvisibility: client\n${block}`,
    "content/folded.md":
      `---\ntitle: Folded\nstage: planned\nvisibility: client\ntheme: folds\n${block}`,
  });
}

/** The site as a browser shows it that does not know `::details-content`. */
function withoutRule(site) {
  return tampered(site, /style-.*\.css$/, [["content-visibility: visible", "color: inherit"]]);
}

async function foldFaults(sites, options) {
  return visit(sites, options, async (page, name) => {
    const isDrawn = draws(await page.pdf({ format: "A4" }), FOLDED);
    return isDrawn ? [] : [`${name}: folded words do not print`];
  });
}

/** Pages on which something is open after printing that was closed before. */
async function leftOpen(sites) {
  return visit(sites, {}, async (page, name) => {
    await page.pdf({ format: "A4" });
    const open = await page.locator("details[open]").count();
    return open === 0 ? [] : [`${name}: stays open`];
  });
}

async function columnFaults(sites) {
  return visit(sites, { viewport: PAPER }, async (page, name) => {
    await page.emulateMedia({ media: "print" });
    const lost = await page.evaluate(lostColumns);
    return lost.map((fault) => `${name}: ${fault}`);
  });
}

/** Runs in the page: tables with cells that are not wholly on the sheet. */
function lostColumns() {
  const sheet = document.documentElement.clientWidth;
  return [...document.querySelectorAll("table")].flatMap((table) => {
    const room = Math.min(sheet, table.parentElement.getBoundingClientRect().right);
    const cells = [...table.querySelectorAll("th, td")];
    const isLost = (cell) =>
      cell.getBoundingClientRect().right > room + 1 || cell.scrollWidth > cell.clientWidth + 1;
    const lost = cells.filter(isLost).length;
    return lost ? [`a table of ${table.rows[0].cells.length} columns loses ${lost} cells`] : [];
  });
}

async function visit(sites, options, use) {
  return withPage(options, async (page) => {
    const faults = [];
    for (const site of sites) {
      for (const path of PAGES) {
        await page.goto(site.root + path);
        faults.push(...(await use(page, `${site.audience}/${path}`)));
      }
    }
    return faults;
  });
}
