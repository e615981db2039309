// The client site of no, one and 500 entries, with long words and right-to-left text, from a small
// phone to a wide screen, and how fast its controls answer.
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { withPage } from "../support/browser.mjs";
import { expectExactly, expectNone } from "../support/problems.mjs";
import { pageWith, plant } from "../support/plant.mjs";
import { test } from "../support/testing.mjs";

const HERE = fileURLToPath(new URL("..", import.meta.url));
const BINARY = resolve(HERE, process.env.ROADCAST ?? "../../target/debug/roadcast");
const WIDTHS = [320, 768, 1920];
// Far above what it takes (20 ms), far below what a reader would call waiting twice.
const PATIENCE = 1500;
const TITLES = [
  "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft",
  "تقارير المبيعات اليومية للمتاجر الكبيرة",
  "A title of many words, ".repeat(8).trim(),
];

for (const count of [0, 1, 500]) {
  test(`a client site of ${count} entries fits, also from right to left`, async () => {
    const site = build(count);
    expectNone(await extremeFaults(site, count));
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

/** The client site of a project with this many entries. */
function build(count) {
  const project = mkdtempSync(join(tmpdir(), "roadcast-extreme-"));
  process.on("exit", () => rmSync(project, { recursive: true, force: true }));
  mkdirSync(join(project, "content/themes"), { recursive: true });
  const write = (path, text) => writeFileSync(join(project, path), text);
  write("roadcast.yaml", "product: Extreme\ndates: { precision: quarter }\n");
  if (count > 0) write("content/themes/t.md", theme(TITLES[0]));
  for (let number = 0; number < count; number += 1) write(`content/e${number}.md`, entry(number));
  execFileSync(BINARY, ["build", "-C", project, "--as-of", "2026-11-22", "--quiet"]);
  const folder = join(project, "dist/client");
  const pages = ["embed.html", "index.html", "shipped.html"];
  return { folder, root: `${pathToFileURL(folder)}/`, pages };
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
  return `---\ntitle: "${title}"\nstage: ${stage}\nvisibility: client\ntheme: t\n${when}
summary: "${TITLES[(number + 1) % 3]}"\nclient: { availability: "Plan ${number % 4}" }\n---\n`;
}

function extremeFaults(site, count) {
  return withPage({}, async (page) => {
    const faults = [];
    for (const path of site.pages) {
      for (const direction of ["ltr", "rtl"]) {
        await page.goto(site.root + path);
        await page.evaluate((dir) => (document.documentElement.dir = dir), direction);
        for (const width of WIDTHS) {
          await page.setViewportSize({ width, height: 900 });
          if (await page.evaluate(isTooWide)) {
            faults.push(`${path} ${direction} at ${width}: too wide`);
          }
        }
      }
    }
    await page.goto(`${site.root}index.html`);
    const controls = page.getByRole("searchbox", { name: "Search" });
    const isShown = await controls.isVisible();
    if (isShown !== count > 1) faults.push(`${count} entries, search shown: ${isShown}`);
    if (isShown) faults.push(...(await searchFaults(page, controls)));
    return faults;
  });
}

async function searchFaults(page, controls) {
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

/** Runs in the page. What reaches out of the window at its start cannot even be scrolled to. */
function isTooWide() {
  const room = document.documentElement.clientWidth;
  return [...document.body.querySelectorAll("main *")].some((element) => {
    const { left, right, width } = element.getBoundingClientRect();
    return width > 1 && !element.closest(".sr") && (right > room + 1 || left < -1);
  });
}
