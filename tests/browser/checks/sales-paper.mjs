// Printed sales pages: the banner on every sheet, and the address of each link to send.
import { withPage } from "../support/browser.mjs";
import { draws, sheetsOf } from "../support/pdf.mjs";
import { expectExactly, expectNone } from "../support/problems.mjs";
import { siteFor } from "../support/sites.mjs";
import { tampered } from "../support/tamper.mjs";
import { test } from "../support/testing.mjs";

const sales = siteFor("sales");
// Nothing but the banner is drawn in this color; a PDF writes it in parts of one.
const BANNER = [0x7a, 0x1d, 0x18];
const ENOUGH = 4;

test("every printed sheet carries the banner", async () => {
  expectNone(await sheetFaults(sales));
});

test("a printed card shows the address of its link", async () => {
  expectNone(await addressFaults(sales));
});

test("sheets without a banner and cards without an address are reported", async () => {
  const spoilt = (from, to) => tampered(sales, /style-.*\.css$/, [[from, to]]);
  const once = spoilt("display: table-header-group", "display: block");
  const bare = spoilt('content: ": " attr(href)', "content: none");
  expectExactly(await sheetFaults(once), [
    /index.html: sheet 2 has no banner/,
    /index.html: sheet 3 has no banner/,
    /index.html: sheet 4 has no banner/,
    /requests.html: sheet 2 has no banner/,
    /requests.html: sheet 3 has no banner/,
    /requests.html: sheet 4 has no banner/,
  ]);
  expectExactly((await addressFaults(bare)).slice(0, 1), [/index.html: no address on paper: http/]);
});

async function sheetFaults(site) {
  return withPage({}, async (page) => {
    const faults = [];
    for (const path of ["index.html", "requests.html"]) {
      await page.goto(site.root + path);
      const sheets = sheetsOf(await page.pdf({ format: "A4" }));
      if (sheets < 2) faults.push(`${path}: has a single sheet, which shows nothing`);
      for (let sheet = 1; sheet <= Math.min(sheets, ENOUGH); sheet += 1) {
        const pdf = await page.pdf({ format: "A4", pageRanges: String(sheet) });
        if (!draws(pdf, BANNER)) faults.push(`${path}: sheet ${sheet} has no banner`);
      }
    }
    return faults;
  });
}

async function addressFaults(site) {
  return withPage({}, async (page) => {
    await page.goto(`${site.root}index.html`);
    await page.emulateMedia({ media: "print" });
    const missing = await page.evaluate(() =>
      [...document.querySelectorAll(".card-link-out a[href^=http]")]
        .filter((link) => !getComputedStyle(link, "::after").content.includes(link.href))
        .map((link) => link.href),
    );
    return missing.map((href) => `index.html: no address on paper: ${href}`);
  });
}
