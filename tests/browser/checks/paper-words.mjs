// Every kind of page on paper: no common word is broken, nothing is offered that paper cannot do, the
// lists of sales lie on their sheets with a head on each, and pictures are there.
import { onPages, withPage } from "../support/browser.mjs";
import { SHEETS, brokenWords } from "../support/paper.mjs";
import { sizesOf } from "../support/pdf.mjs";
import { expectExactly, expectNone, nameOf } from "../support/problems.mjs";
import { pageKinds, siteFor, sites } from "../support/sites.mjs";
import { tampered } from "../support/tamper.mjs";
import { test } from "../support/testing.mjs";

const sales = siteFor("sales");
const LYING = ["accounts.html", "requests.html"];

test("no kind of page breaks a common word on paper, or shows what only a screen can do", async () => {
  expectNone(await wordFaults(sites.flatMap(pageKinds)));
});

test("the lists of accounts and requests lie on their sheets, with a head on each", async () => {
  expectNone(await sheetFaults(sales));
});

test("pictures are asked for before a page is printed", async () => {
  expectNone(await pictureFaults(sites));
});

test("pages that print badly are reported", async () => {
  const spoilt = (from, to) => tampered(sales, /(style|pages|script)-.*\.(css|js)$/, [[from, to]]);
  const upright = spoilt("size: landscape", "color: inherit");
  expectExactly((await sheetFaults(upright)).slice(0, 1), [/accounts.html: does not lie/]);
  const arrows = spoilt(".toast, .sorter::after { display: none }", "");
  const item = { site: arrows, path: "requests.html" };
  expectExactly((await wordFaults([item])).slice(0, 1), [/requests.html: shows arrows/]);
  const headless = spoilt("{ break-inside: avoid }", "{ break-inside: avoid } thead { display: none }");
  expectExactly((await sheetFaults(headless)).slice(0, 1), [/accounts.html: has no head/]);
  const lazy = spoilt('image.loading = "eager"', "image.title");
  expectExactly((await pictureFaults([lazy])).slice(0, 1), [/a picture waits/]);
});

function wordFaults(pages) {
  return onPages(pages, {}, async (page, item) => {
    await page.goto(item.site.root + item.path);
    await page.emulateMedia({ media: "print" });
    const isWide = await page.evaluate(() => getComputedStyle(document.body).page === "wide");
    await page.setViewportSize(isWide ? SHEETS.lying : SHEETS.upright);
    const broken = await page.evaluate(brokenWords);
    const tools = await page.evaluate(screenTools);
    await page.emulateMedia({ media: null });
    return [
      ...(broken.length > 0 ? [`breaks ${broken.slice(0, 5).join(", ")}`] : []),
      ...tools,
    ].map((fault) => `${nameOf(item)}: ${fault}`);
  });
}

/** Runs in the page: arrows to sort by, buttons and fields. */
function screenTools() {
  const isSeen = (box) => box.checkVisibility();
  const arrows = [...document.querySelectorAll("thead :is(button, .sorter)")].filter((head) => {
    const { content, display } = getComputedStyle(head, "::after");
    return content !== "none" && display !== "none";
  });
  const tools = [...document.querySelectorAll("input:not(.task input), select, main button")];
  const left = tools.filter((tool) => isSeen(tool) && !tool.closest("thead"));
  return [
    ...(arrows.length > 0 ? ["shows arrows to sort by"] : []),
    ...left.map((tool) => `shows ${tool.localName} ${tool.className}`),
  ];
}

async function sheetFaults(site) {
  return withPage({}, async (page) => {
    const faults = [];
    for (const path of LYING) {
      await page.goto(site.root + path);
      const sizes = sizesOf(await page.pdf({ format: "A4" }));
      if (sizes.length === 0 || sizes.some(({ width, height }) => width < height)) {
        faults.push(`${path}: does not lie`);
      }
      await page.emulateMedia({ media: "print" });
      const head = page.locator("thead").first();
      const display = await head.evaluate((element) => getComputedStyle(element).display);
      if (display !== "table-header-group") faults.push(`${path}: has no head on each sheet`);
      await page.emulateMedia({ media: null });
    }
    return faults;
  });
}

/** Puts a picture far below into a page of each site, and prints it. */
async function pictureFaults(sites) {
  const pages = sites.map((site) => ({ site, path: pageWithScript(site) }));
  return onPages(pages, {}, async (page, item) => {
    await page.goto(item.site.root + item.path);
    const loading = await page.evaluate(() => {
      const image = Object.assign(document.createElement("img"), { loading: "lazy", alt: "" });
      document.body.append(image);
      dispatchEvent(new Event("beforeprint"));
      return image.loading;
    });
    return loading === "eager" ? [] : [`${nameOf(item)}: a picture waits until somebody scrolls`];
  });
}

function pageWithScript({ audience, pages }) {
  if (audience === "client") return pages.find((path) => path.startsWith("items/"));
  return audience === "sales" ? "index.html" : "table.html";
}
