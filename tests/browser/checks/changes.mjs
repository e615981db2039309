// What is new: told to everybody, and to those who come back since their last visit, which their
// browser alone knows of.
import { cpSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { follow, withPage } from "../support/browser.mjs";
import { expectExactly, expectNone } from "../support/problems.mjs";
import { served } from "../support/server.mjs";
import { siteFor } from "../support/sites.mjs";
import { temporaryFolder } from "../support/temporary.mjs";
import { test } from "../support/testing.mjs";

const client = siteFor("client");
const PUBLISHED = ["2026-11-22", "2026-11-16", "2026-10-26", "2026-09-28"];

test("everybody reads what is new, by month, and so do those without scripts", async () => {
  for (const javaScriptEnabled of [true, false]) {
    await withPage({ javaScriptEnabled }, async (page) => {
      await page.goto(`${client.root}changes.html`);
      const days = await page.locator(".log > li:visible").evaluateAll(daysOf);
      expectExactly([...new Set(days)], PUBLISHED.map((day) => new RegExp(day)));
      expectNone((await page.locator("#since").isVisible()) ? ["a first visit has a note"] : []);
    });
  }
});

test("a new or moved entry says so on its card and on its page", async () => {
  await withPage({}, async (page) => {
    await page.goto(`${client.root}index.html`);
    const marks = await page.locator(".board b[data-on]:visible").allTextContents();
    expectExactly([...new Set(marks)].sort(), [/^Moved$/, /^New$/]);
    await follow(page, page.getByRole("link", { name: "Timeline of every order" }).first());
    const history = page.getByRole("region", { name: "What has changed" });
    expectExactly(
      await history.getByRole("listitem").allTextContents(),
      [/^22 November 2026\s+First customers try it$/],
    );
  });
});

test("a link with a day shows what came after it, and leads back to all", async () => {
  await withPage({}, async (page) => {
    await page.goto(`${client.root}changes.html?since=2026-10-26`);
    const days = await page.locator(".log > li:visible").evaluateAll(daysOf);
    expectExactly([...new Set(days)], [/2026-11-22/, /2026-11-16/]);
    expectExactly(await page.locator(".changelog h2:visible").allTextContents(), [/November 2026/]);
    expectExactly(
      [await page.getByRole("status").textContent()],
      [new RegExp(`^${days.length} new since 26 October 2026. Show all$`)],
    );
    await follow(page, page.getByRole("link", { name: "Show all" }));
    expectExactly(
      [...new Set(await page.locator(".log > li:visible").evaluateAll(daysOf))],
      PUBLISHED.map((day) => new RegExp(day)),
    );
    // What is no day is not asked for.
    await page.goto(`${client.root}changes.html?since=yesterday`);
    expectNone((await page.locator("#since").isVisible()) ? ["a note about no day"] : []);
  });
});

test("who comes back after the next publication sees what is new since the last visit", async () => {
  const faults = await visits(client.folder);
  expectNone(faults);
});

test("marks that forget the last visit are reported", async () => {
  const folder = copyOf(client.folder);
  const scripts = readdirSync(join(folder, "assets")).filter((name) => name.endsWith(".js"));
  for (const name of scripts) {
    const script = readFileSync(join(folder, "assets", name), "utf8");
    writeFileSync(join(folder, "assets", name), script.replaceAll("before: visit.last", ""));
  }
  expectExactly(await visits(folder), [/2026-11-16: the cards show/, /no word of the last visit/]);
});

/** Reads the site as of 16 November, and then as of 22 November; says what is wrong then. */
async function visits(folder) {
  const [before, after] = [copyOf(folder), copyOf(folder)];
  for (const path of readdirSync(before, { recursive: true })) {
    if (!path.endsWith(".html")) continue;
    const text = readFileSync(join(before, path), "utf8");
    const footer = text.lastIndexOf('<time datetime="2026-11-22">');
    const earlier = text.slice(footer).replace("2026-11-22", "2026-11-16");
    writeFileSync(join(before, path), text.slice(0, footer) + earlier);
  }
  const site = { audience: "client", folder: before };
  const faults = [];
  await served([site], (rootOf) =>
    withPage({}, async (page) => {
      await page.goto(`${rootOf(site)}index.html`);
      await page.goto(`${rootOf(site)}changes.html`);
      if (await page.locator("#since").isVisible()) faults.push("a first visit has a note");
      site.folder = after;
      await page.goto(`${rootOf(site)}index.html`);
      const days = await page.locator("b[data-on]:visible").evaluateAll(daysOf);
      const others = days.filter((day) => day <= "2026-11-16");
      if (others.length > 0) faults.push(`${others[0]}: the cards show what was there`);
      if (!days.includes("2026-11-22")) faults.push("no card shows what is new");
      await page.goto(`${rootOf(site)}changes.html`);
      const note = await page.locator("#since").textContent();
      if (!/^\d+ new since your last visit on 16 November 2026. Show only these$/.test(note)) {
        faults.push(`no word of the last visit: ${note}`);
        return;
      }
      await follow(page, page.getByRole("link", { name: "Show only these" }));
      const rows = await page.locator(".log > li:visible").evaluateAll(daysOf);
      if (new Set(rows).size !== 1) faults.push(`not only these: ${rows}`);
    }),
  );
  return faults;
}

function copyOf(folder) {
  const copy = temporaryFolder("changes");
  cpSync(folder, copy, { recursive: true });
  return copy;
}

/** Runs in the page: the day of each change. */
function daysOf(elements) {
  return elements.map((element) => element.dataset.on);
}
