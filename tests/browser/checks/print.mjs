// On paper: internal sites say so, pages for customers carry the disclaimer, and nothing is cut off.
import assert from "node:assert/strict";
import { onPages, withPage } from "../support/browser.mjs";
import { expectExactly, expectNone, nameOf } from "../support/problems.mjs";
import { pageWith, plant } from "../support/plant.mjs";
import { pageKinds, siteFor, sites } from "../support/sites.mjs";
import { test } from "../support/testing.mjs";

// What a sheet must say, by the audience of its site.
const MARKS = {
  client: ["nothing here is a promise of delivery"],
  sales: ["Internal: for our sales team.", "Do not forward."],
  engineering: ["Engineering edition."],
};
// A4 less the margins of the print style sheet, in CSS pixels.
const PAPER = { width: 688, height: 950 };

test("every kind of page prints with its warning or its disclaimer, and whole", async () => {
  expectNone(
    await printFaults(sites.flatMap(pageKinds), (site) => MARKS[site.audience]),
  );
});

test("the client index and a sales entry make a PDF", async () => {
  const sales = siteFor("sales");
  const entry = sales.pages.find((path) => path.startsWith("items/"));
  for (const url of [`${siteFor("client").root}index.html`, sales.root + entry]) {
    await withPage({}, async (page) => {
      await page.goto(url);
      const pdf = await page.pdf({ format: "A4" });
      assert.equal(pdf.subarray(0, 5).toString(), "%PDF-");
      assert.match(pdf.toString("latin1"), /\/Type\s*\/Page\b/, "the PDF has no page");
    });
  }
});

test("a page that prints badly is reported", async () => {
  const site = plant({
    "hidden.html": pageWith(
      `<p class="a">Keep this</p>`,
      "<style>@media print { .a { display: none } }</style>",
    ),
    "cut.html": pageWith(
      `<p>Keep this</p><pre style="overflow-x: auto">${"long ".repeat(200)}</pre>`,
    ),
    "wide.html": pageWith(`<p>Keep this</p><p style="width: 800px">wide</p>`),
    "good.html": pageWith("<p>Keep this</p>"),
  });
  const pages = site.pages.map((path) => ({ site, path }));
  expectExactly(await printFaults(pages, () => ["Keep this"]), [
    /hidden.html: does not print: Keep this/,
    /cut.html: cut off on paper: pre/,
    /wide.html: cut off on paper: html/,
  ]);
});

/** One line for each missing word of `marksOf(site)` and each element that paper would cut off. */
function printFaults(pages, marksOf) {
  return onPages(pages, { viewport: PAPER }, async (page, item) => {
    await page.goto(item.site.root + item.path);
    await page.emulateMedia({ media: "print" });
    const text = (await page.evaluate(() => document.body.innerText)).replace(/\s+/g, " ");
    const cut = await page.evaluate(cutOff);
    return [
      ...marksOf(item.site)
        .filter((mark) => !text.includes(mark))
        .map((mark) => `does not print: ${mark}`),
      ...cut.map((name) => `cut off on paper: ${name}`),
    ].map((fault) => `${nameOf(item)}: ${fault}`);
  });
}

/** Runs in the page: nobody can scroll a sheet of paper. */
function cutOff() {
  const boxes = [document.documentElement, ...document.body.querySelectorAll("*")];
  return boxes
    .filter((box) => box.scrollWidth > box.clientWidth + 1 && box.clientWidth > 1)
    .filter((box) => box.localName === "html" || getComputedStyle(box).overflowX !== "visible")
    .map(
      ({ localName, className }) =>
        `${localName} ${className} (${localName === "html" ? "the page" : "content"} is too wide)`,
    );
}
