// The client site as a handout: few pages, with its date and its disclaimer, and what was chosen.
import { withPage } from "../support/browser.mjs";
import { expectExactly, expectNone } from "../support/problems.mjs";
import { pageWith, plant } from "../support/plant.mjs";
import { richestPages, siteFor } from "../support/sites.mjs";
import { test } from "../support/testing.mjs";

const client = siteFor("client");
const MARKS = ["As of 22 November 2026", "nothing here is a promise of delivery"];
// Pages of A4 that the sample may take. Anything more is a page that breaks badly.
const SHEETS = { "index.html": 5, "shipped.html": 3, "embed.html": 3 };
const USUAL = 4;

test("each kind of page makes a handout of few pages with date and disclaimer", async () => {
  const paths = richestPages(client).map(({ path }) => path);
  expectNone(await handoutFaults(client, paths.filter((path) => path !== "404.html"), MARKS));
});

test("a filtered page prints what was chosen, says so, and leaves the controls out", async () => {
  const path = "index.html?status=on-hold&view=list";
  expectNone(await handoutFaults(client, [path], [...MARKS, "1 of 29 entries", "On hold"]));
});

test("a page that makes no handout is reported", async () => {
  const site = plant({
    "long.html": pageWith(`<p>Kept</p>${"<p style='break-after: page'>page</p>".repeat(6)}`),
    "mute.html": pageWith("<style>@media print { p { display: none } }</style><p>Kept</p>"),
    "control.html": pageWith("<p>Kept</p><button>Press</button>"),
    "good.html": pageWith("<p>Kept</p>"),
  });
  expectExactly(await handoutFaults(site, site.pages, ["Kept"]), [
    /long.html: 6 pages, 4 allowed/,
    /mute.html: does not print: Kept/,
    /control.html: prints 1 controls/,
  ]);
});

function handoutFaults(site, paths, marks) {
  return withPage({}, async (page) => {
    const faults = [];
    for (const path of paths) {
      await page.goto(site.root + path);
      const pdf = (await page.pdf({ format: "A4" })).toString("latin1");
      const sheets = pdf.match(/\/Type\s*\/Page\b/g)?.length ?? 0;
      const allowed = SHEETS[path.split("?")[0]] ?? USUAL;
      if (sheets > allowed) faults.push(`${path}: ${sheets} pages, ${allowed} allowed`);
      await page.emulateMedia({ media: "print" });
      const text = (await page.locator("body").innerText()).replace(/\s+/g, " ");
      const missing = marks.filter((mark) => !text.includes(mark));
      faults.push(...missing.map((mark) => `${path}: does not print: ${mark}`));
      const controls = page.locator("button:visible, select:visible, input:not([disabled]):visible");
      const shown = await controls.count();
      if (shown > 0) faults.push(`${path}: prints ${shown} controls`);
      await page.emulateMedia({ media: null });
    }
    return faults;
  });
}
