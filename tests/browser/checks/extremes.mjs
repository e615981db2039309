// The sites of no, one and 500 entries, with long words and right-to-left text, from a small phone to
// a wide screen, and how fast their controls answer.
import { withPage } from "../support/browser.mjs";
import { expectExactly, expectNone } from "../support/problems.mjs";
import { pageWith, plant } from "../support/plant.mjs";
import { buildProject } from "../support/project.mjs";
import { served } from "../support/server.mjs";
import { test } from "../support/testing.mjs";

const WIDTHS = [320, 768, 1920];
// Far above what it takes (20 ms), far below what a reader would call waiting twice.
const PATIENCE = 1500;
const TITLES = [
  "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft",
  "تقارير المبيعات اليومية للمتاجر الكبيرة",
  "A title of many words, ".repeat(8).trim(),
];

for (const count of [0, 1, 500]) {
  test(`sites of ${count} entries fit, also from right to left`, async () => {
    const faults = build(count).map((site) => extremeFaults(site, count));
    expectNone((await Promise.all(faults)).flat());
  });
}

test("a page that does not stand extremes is reported", async () => {
  const said = `<p role="status">2 of 2 entries</p><input type="search" aria-label="Search">`;
  const loop = "for (const end = Date.now() + 3000; Date.now() < end; );";
  const site = plant({
    "index.html": pageWith(
      `${said}<p style="width: 400px">wide</p><script src="slow.js"></script>`,
    ),
    "embed.html": pageWith(""),
    "shipped.html": pageWith(""),
    "slow.js": `document.querySelector("input").oninput = () => { ${loop} };`,
  });
  expectExactly(await extremeFaults({ ...site, pages: site.pages.sort() }, 500), [
    /index.html ltr at 320: too wide/,
    /index.html rtl at 320: too wide/,
    /a search shows 2 of 2 entries/,
    /a search takes \d+ ms/,
  ]);
});

/** The sites of a project with this many entries. */
function build(count) {
  const files = { "roadcast.yaml": "product: Extreme\ndates: { precision: quarter }\n" };
  if (count > 0) files["content/themes/t.md"] = theme(TITLES[0]);
  for (let number = 0; number < count; number += 1) files[`content/e${number}.md`] = entry(number);
  return Object.values(buildProject(files));
}

/** Every page that is not one of many of its kind, and the first of each such kind. */
function pageKinds(pages) {
  const isFirst = (path, at) =>
    !path.includes("/") || path.split("/")[0] !== pages[at - 1]?.split("/")[0];
  return pages.filter(isFirst);
}

function theme(title) {
  return `---\ntitle: ${title}\nvisibility: client\nproblem: A problem.\n---\n`;
}

function entry(number) {
  const stages = ["planned", "in-progress", "beta", "shipped", "paused", "declined"];
  const stage = stages[number % stages.length];
  const when = stage === "shipped" ? "shipped_on: 2026-08-12" : "target: 2027-05";
  // The number first: addresses are cut.
  const title = `${number} ${TITLES[number % 5] ?? "Title"}`;
  const other = TITLES[(number + 1) % 3];
  const before = number > 0 ? `depends_on: [e${number - 1}]\n` : "";
  return `---\ntitle: "${title}"\nstage: ${stage}\nvisibility: client\ntheme: t\n${when}
summary: "${other}"\nclient: { availability: "Plan ${number % 4}" }
owner: ${"long".repeat(12)}@northwind.example\nteam: "Team ${TITLES[number % 2]}"\norigin: sales
${before}requests: [{ account: "Account ${number % 50} ${other}", value: "120000 EUR", blocker: true }]
decision: { outcome: accepted, reason: "${other}" }\nsales: { say: "${other}", dont_say: "${title}" }
---\nText about \`${"code".repeat(30)}\`.\n`;
}

function extremeFaults(site, count) {
  return withPage({}, async (page) => {
    const faults = [];
    for (const path of pageKinds(site.pages)) {
      for (const direction of ["ltr", "rtl"]) {
        await page.goto(site.root + path);
        await page.evaluate((dir) => (document.documentElement.dir = dir), direction);
        for (const width of WIDTHS) {
          await page.setViewportSize({ width, height: 900 });
          const wide = await page.evaluate(tooWide);
          if (wide) faults.push(`${site.audience}/${path} ${direction} at ${width}: too wide: ${wide}`);
        }
      }
    }
    // Engineering searches with the table.
    if (site.audience === "engineering") return faults;
    // From a server: a list of several pages is searched as a whole only there.
    await served([site], async (rootOf) => {
      await page.goto(`${rootOf(site)}index.html`);
      const controls = page.getByRole("searchbox", { name: "Search" });
      const isShown = await controls.isVisible();
      if (isShown !== count > 1) faults.push(`${count} entries, search shown: ${isShown}`);
      if (isShown) faults.push(...(await searchFaults(page, controls)));
    });
    return faults;
  });
}

async function searchFaults(page, controls) {
  await controls.fill("Title");
  await page.getByRole("status").filter({ hasNotText: "Loading" }).first().waitFor();
  const duration = await controls.evaluate((box) => {
    const start = performance.now();
    box.value = "499 Title";
    box.dispatchEvent(new Event("input", { bubbles: true }));
    document.body.getBoundingClientRect();
    return performance.now() - start;
  });
  const said = await page.getByRole("status").first().innerText();
  return [
    ...(said === "1 of 500 entries" ? [] : [`a search shows ${said}`]),
    ...(duration < PATIENCE ? [] : [`a search takes ${Math.round(duration)} ms`]),
  ];
}

/**
 * Runs in the page: the first element that is too wide, but for what scrolls in a region of its own.
 * What reaches out of the window at its start cannot even be scrolled to.
 */
function tooWide() {
  const room = document.documentElement.clientWidth;
  const found = [...document.body.querySelectorAll("main *")].find((element) => {
    const { left, right, width } = element.getBoundingClientRect();
    const isOut = width > 1 && (right > room + 1 || left < -1);
    if (!isOut || element.closest(".sr")) return false;
    for (let around = element.parentElement; around; around = around.parentElement) {
      const scrolls = ["auto", "scroll", "hidden"].includes(getComputedStyle(around).overflowX);
      if (around.localName !== "body" && around.localName !== "html" && scrolls) return false;
    }
    return true;
  });
  return found && `${found.localName}.${found.className}`;
}
