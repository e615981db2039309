// Printed engineering pages: wide ones on wide sheets, no word broken that fits, no controls in heads.
import { withPage } from "../support/browser.mjs";
import { SHEETS, brokenWords } from "../support/paper.mjs";
import { sizesOf } from "../support/pdf.mjs";
import { expectExactly, expectNone } from "../support/problems.mjs";
import { siteFor } from "../support/sites.mjs";
import { tampered } from "../support/tamper.mjs";
import { test } from "../support/testing.mjs";

const engineering = siteFor("engineering");
const WIDE = ["table.html", "timeline.html", "timeline-teams.html"];
const OTHERS = ["dependencies.html", "people.html"];

test("timelines and the table of all entries lie on their sheets, other pages stand", async () => {
  expectNone(await sheetFaults(engineering));
});

test("no common word is broken on paper, and no head shows an arrow to sort by", async () => {
  expectNone(await wordFaults(engineering));
});

test("a printed timeline begins with its table, and its drawing comes with its legend", async () => {
  expectNone(await beginningFaults(engineering));
});

test("pages that print badly are reported", async () => {
  const css = /(plots|style)-.*\.css$/;
  const upright = tampered(engineering, css, [["{ page: wide }", "{ color: inherit }"]]);
  const narrow = tampered(engineering, css, [
    [".plot:not(.swatch) { width: 100%", ".plot { width: 100%"],
    [".all-entries button::after { content: none }", ""],
  ]);
  const broken = tampered(engineering, css, [["table-layout: fixed; overflow-wrap", "overflow-wrap"]]);
  const drawn = tampered(engineering, css, [["{ order: 1 }", "{ order: 0 }"]]);
  expectExactly((await beginningFaults(drawn)).slice(0, 1), [/timeline.html: the first sheet holds/]);
  expectExactly((await sheetFaults(upright)).slice(0, 1), [/table.html: does not lie/]);
  const faults = await wordFaults(narrow);
  expectExactly(faults.filter((fault) => fault.startsWith("table")), [/table.html: shows arrows/]);
  expectExactly(faults.slice(-1), [/timeline-teams.html: breaks .*/]);
  expectExactly((await wordFaults(broken)).slice(0, 1), [/dependencies.html: breaks .*/]);
});

async function beginningFaults(site) {
  return withPage({}, async (page) => {
    const faults = [];
    for (const path of ["timeline.html", "timeline-teams.html"]) {
      await page.setViewportSize(SHEETS.lying);
      await page.goto(site.root + path);
      await page.emulateMedia({ media: "print" });
      const top = async (part) => (await page.locator(part).first().boundingBox()).y;
      const [table, legend, plot] = [await top(".data tbody tr"), await top(".legend"), await top(".plot-scroll")];
      if (table > SHEETS.lying.height) faults.push(`${path}: the first sheet holds no fact`);
      if (!(table < legend && legend < plot)) faults.push(`${path}: the drawing is not with its legend`);
    }
    return faults;
  });
}

async function sheetFaults(site) {
  return withPage({}, async (page) => {
    const faults = [];
    for (const path of [...WIDE, ...OTHERS]) {
      await page.goto(site.root + path);
      const sizes = sizesOf(await page.pdf({ format: "A4" }));
      const lying = sizes.filter(({ width, height }) => width > height).length;
      if (WIDE.includes(path) && lying < sizes.length) faults.push(`${path}: does not lie`);
      if (OTHERS.includes(path) && lying > 0) faults.push(`${path}: does not stand`);
      if (sizes.length === 0) faults.push(`${path}: has no sheets`);
    }
    return faults;
  });
}

async function wordFaults(site) {
  return withPage({}, async (page) => {
    const faults = [];
    for (const path of [...OTHERS, ...WIDE]) {
      await page.setViewportSize(WIDE.includes(path) ? SHEETS.lying : SHEETS.upright);
      await page.goto(site.root + path);
      await page.emulateMedia({ media: "print" });
      const broken = await page.evaluate(brokenWords);
      if (broken.length > 0) faults.push(`${path}: breaks ${broken.slice(0, 5).join(", ")}`);
      const arrows = await page.evaluate(() =>
        [...document.querySelectorAll("thead button")].filter(
          (button) => getComputedStyle(button, "::after").content !== "none",
        ),
      );
      if (arrows.length > 0) faults.push(`${path}: shows arrows to sort by`);
      await page.emulateMedia({ media: null });
    }
    return faults;
  });
}
