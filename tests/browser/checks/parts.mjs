// Lists that are too long for one page: search, filters and sorting find the rows of all pages, say
// so when they cannot, and without scripts the pages lead through all of them.
import { axeFaults, MODES } from "../support/accessibility.mjs";
import { withPage } from "../support/browser.mjs";
import { expectExactly, expectNone } from "../support/problems.mjs";
import { buildProject } from "../support/project.mjs";
import { served } from "../support/server.mjs";
import { tampered } from "../support/tamper.mjs";
import { test } from "../support/testing.mjs";

// Three pages of everything: a page holds 250 rows.
const ENTRIES = 560;
const NEEDLES = [7, 111, 222, 333, 444, 555];
const SCRIPT = /(script|long-list)-.*\.js$/;
const ALONE = /On this page only: the other pages could not be loaded/;

const sites = buildProject(project());
const { client, sales, engineering } = sites;

// Each page with a search: where its rows are, what names a row, and its field.
const LISTS = [
  { site: client, page: "index", rows: ".board .card", name: "h3", field: "[name=q]" },
  { site: sales, page: "index", rows: "[data-item]", name: "a", field: "#find" },
  { site: sales, page: "requests", rows: "tbody tr", name: "td a", field: "#find" },
  { site: sales, page: "accounts", rows: "tbody tr", name: "th a", field: "#find" },
  { site: engineering, page: "table", rows: "tbody tr", name: "th a", field: "#filter" },
];

function project() {
  const files = {
    "roadcast.yaml": "product: Acme\n",
    "content/themes/speed.md": "---\ntitle: Speed\nvisibility: client\n---\n",
  };
  for (let at = 0; at < ENTRIES; at += 1) {
    const stage = ["in-progress", "planned", "shipped"][at % 3];
    const day = stage === "shipped" ? `shipped_on: 2026-0${(at % 9) + 1}-01` : "target: 2027-Q1";
    files[`content/e${at}.md`] = `---
title: ${titleOf(at)}
stage: ${stage}
visibility: client
${at % 2 ? "theme: speed" : "phase: 1"}
${day}
requests: [{ account: Account ${at}, value: ${(at * 37) % 1000} EUR, asked_on: 2026-01-01 }]
---
`;
  }
  return files;
}

function titleOf(at) {
  return `Entry ${at}${NEEDLES.includes(at) ? " needle" : ""}`;
}

test("a search finds the rows of all pages, whichever it begins on", async () => {
  expectNone(await searchFaults(LISTS));
});

test("a link with a search opens with what it finds on all pages", async () => {
  expectNone(await linkFaults());
});

test("sorting by keyboard sorts all rows", async () => {
  expectNone(await sortFaults(sites));
});

test("while the other pages are on their way, this is said", async () => {
  expectNone(await waitingFaults(LISTS));
});

test("a page that cannot read the others says so and keeps the way to them", async () => {
  expectNone(await aloneFaults(LISTS));
});

test("without scripts the pages lead through all rows", async () => {
  expectNone(await walkFaults(LISTS));
});

test("a page of several is accessible", async () => {
  const paths = [
    [client, "index-2.html"],
    [sales, "accounts-2.html"],
    [engineering, "timeline-2.html"],
    [engineering, "people-3.html"],
  ];
  const faults = await withPage({}, async (page) => {
    const found = [];
    for (const [site, path] of paths) {
      await page.goto(site.root + path);
      found.push(...(await axeFaults(page, MODES)).map((fault) => `${path}: ${fault}`));
    }
    return found;
  });
  expectNone(faults);
});

test("lists that lose what stands on other pages are reported", async () => {
  const spoil = (site, ...changes) => tampered(site, SCRIPT, changes);
  const deaf = spoil(client, ['querySelector("[data-whole]").replaceWith(whole)', "title"]);
  const list = { ...LISTS[0], site: deaf };
  expectExactly(await searchFaults([list]), [
    /client\/index.html: finds .* of 6/,
    /client\/index-2.html: finds .* of 6/,
  ]);
  const rude = spoil(client, ["element.remove()", "element.title"]);
  expectExactly((await searchFaults([{ ...LISTS[0], site: rude }])).slice(0, 1), [
    /the way to the other pages stays/,
  ]);
  const proud = spoil(client, ['become("failed")', 'become("whole")']);
  expectExactly(await aloneFaults([{ ...LISTS[0], site: proud }]), [/hides that it saw one page/]);
  const mute = spoil(client, ["say.textContent = parts.note", "say.title"]);
  expectExactly(await waitingFaults([{ ...LISTS[0], site: mute }]), [/does not say that it waits/]);
  const bare = tampered(engineering, /icons-.*\.css$/, [["data:image/svg+xml", "data:text/plain"]]);
  expectExactly(await searchFaults([{ ...LISTS[4], site: bare }]), [
    /table.html: no drawing for icon i-/,
    /table-2.html: no drawing for icon i-/,
  ]);
  const hasty = spoil(engineering, ["if (parts.need()) {", "if (false) {"]);
  expectExactly(await sortFaults({ engineering: hasty }), [/table.html: sorts 250 rows of 560/]);
  const lost = tampered(engineering, /table-2\.html$/, [['rel="next"', 'rel="prev"']]);
  expectExactly(await walkFaults([{ ...LISTS[4], site: lost }]), [/shows 500 rows of 560/]);
});

/** Calls `use(page, root)` with the site on a server. */
function open(site, use) {
  return served([site], (rootOf) => withPage({}, (page) => use(page, rootOf(site))));
}

/** Waits until nothing is on its way, and returns what the search says then. */
async function said(page) {
  const status = page.locator(".result [role=status], .found-count, output").first();
  await page.waitForFunction(
    (element) => element.textContent && !element.textContent.includes("Loading"),
    await status.elementHandle(),
  );
  return status.textContent();
}

/** The names of the rows that are seen. */
function seen(page, { rows, name }) {
  return page.locator(rows).evaluateAll(
    (elements, inner) =>
      elements
        .filter((element) => element.checkVisibility())
        .map((element) => element.querySelector(inner).textContent.trim()),
    name,
  );
}

/** Runs in the page. */
function iconsWithoutDrawing() {
  const isDrawn = (icon) => {
    const style = getComputedStyle(icon);
    const isInSheet = style.getPropertyValue("--at") !== "";
    return isInSheet && style.maskImage.startsWith('url("data:image/svg+xml,');
  };
  const bare = [...document.querySelectorAll(".icon")].filter((icon) => !isDrawn(icon));
  return [...new Set(bare.map((icon) => icon.className))];
}

function found(names) {
  return names.map((name) => Number(name.match(/\d+/)[0])).sort((a, b) => a - b);
}

async function searchFaults(lists) {
  const faults = [];
  for (const list of lists) {
    for (const path of [`${list.page}.html`, `${list.page}-2.html`]) {
      const at = `${list.site.audience}/${path}`;
      await open(list.site, async (page, root) => {
        await page.goto(root + path);
        await page.locator(list.field).fill("needle");
        const text = await said(page);
        const names = found(await seen(page, list));
        if (names.join() !== NEEDLES.join()) {
          faults.push(`${at}: finds ${names} of 6 (${text})`);
          return;
        }
        if (!text.startsWith(`6 of ${ENTRIES}`)) faults.push(`${at}: says ${text}`);
        if (await page.locator(".paged:visible").count()) {
          faults.push(`${at}: the way to the other pages stays`);
        }
        const bare = await page.evaluate(iconsWithoutDrawing);
        if (bare.length > 0) faults.push(`${at}: no drawing for ${bare.join(" ")}`);
        await page.locator(list.field).fill("");
        const all = (await seen(page, list)).length;
        if (all !== ENTRIES && all > 0) faults.push(`${at}: shows ${all} rows of ${ENTRIES}`);
      });
    }
  }
  return faults;
}

async function linkFaults() {
  const planned = NEEDLES.filter((at) => at % 3 === 1);
  const themed = NEEDLES.filter((at) => at % 2 === 1);
  const byTheme = { ...LISTS[0], rows: ".by-theme .card" };
  const links = [
    [LISTS[0], "index-2.html?q=needle&status=planned", planned],
    [byTheme, "index.html?q=needle&theme=speed&view=themes", themed],
    [LISTS[1], "index.html?q=needle&theme=speed", themed],
    [LISTS[2], "requests-3.html?q=needle&sort=value-down", NEEDLES],
    [LISTS[3], "accounts-2.html?q=needle", NEEDLES],
    [LISTS[4], "table-2.html#q=needle", NEEDLES],
  ];
  const faults = [];
  for (const [list, link, expected] of links) {
    await open(list.site, async (page, root) => {
      await page.goto(root + link);
      await said(page);
      const names = found(await seen(page, list));
      if (names.join() !== expected.join()) faults.push(`${link}: shows ${names}, not ${expected}`);
    });
  }
  // An account may have come to stand on another page since its link was sent.
  await open(sales, async (page, root) => {
    await page.goto(`${root}accounts.html#account-account-555`);
    const line = page.getByRole("rowheader", { name: "Account 555", exact: true });
    await line.waitFor({ timeout: 10_000 }).catch(() => faults.push("the account is not found"));
  });
  return faults;
}

async function sortFaults({ engineering, sales }) {
  const faults = [];
  await open(engineering, async (page, root) => {
    await page.goto(`${root}table.html`);
    await page.locator("thead button").first().focus();
    await page.keyboard.press("Enter");
    await said(page);
    const names = await seen(page, LISTS[4]);
    if (names.length !== ENTRIES) {
      faults.push(`table.html: sorts ${names.length} rows of ${ENTRIES}`);
    }
    const sorted = names.toSorted((a, b) => a.localeCompare(b));
    if (names.join() !== sorted.join()) faults.push("table.html: out of order");
    const focus = await page.evaluate(() => document.activeElement.localName);
    if (focus !== "button") faults.push(`table.html: the focus went to ${focus}`);
  });
  if (!sales) return faults;
  await open(sales, async (page, root) => {
    await page.goto(`${root}requests-2.html`);
    await page.getByLabel("Sort by").selectOption("value-down");
    await said(page);
    const values = await page
      .locator("tbody tr")
      .evaluateAll((rows) => rows.map((row) => Number(row.dataset.value.split(" ")[1])));
    const sorted = values.toSorted((a, b) => b - a);
    if (values.length !== ENTRIES || values.join() !== sorted.join()) {
      faults.push("requests-2.html: not sorted by value");
    }
  });
  return faults;
}

async function waitingFaults(lists) {
  const faults = [];
  for (const list of lists) {
    await open(list.site, async (page, root) => {
      let release;
      const held = new Promise((done) => (release = done));
      await page.goto(`${root}${list.page}.html`);
      await page.route(`**/${list.page}-2.html`, async (route) => {
        await held;
        await route.continue();
      });
      await page.locator(list.field).fill("needle");
      const status = page.locator(".result [role=status], .found-count, output").first();
      const text = await status.textContent();
      if (!text.startsWith("Loading the other pages")) {
        faults.push(`${list.page}.html: does not say that it waits: ${text}`);
      }
      release();
      await page.waitForFunction(
        (element) => element.textContent.startsWith("6 of"),
        await status.elementHandle(),
      );
    });
  }
  return faults;
}

/** From a folder, and where a page is missing on the server. */
async function aloneFaults(lists) {
  const faults = [];
  const look = async (page, list) => {
    await page.locator(list.field).fill("needle");
    const text = await said(page);
    const names = found(await seen(page, list));
    if (!ALONE.test(text)) faults.push(`${list.page}.html: hides that it saw one page: ${text}`);
    else if (!text.startsWith(`${names.length} of `)) faults.push(`${list.page}: counts ${text}`);
    if (names.length < 1 || names.length > 5) faults.push(`${list.page}: finds ${names}`);
    if ((await page.locator("nav.paged:visible").count()) === 0) {
      faults.push(`${list.page}.html: hides the way to the other pages`);
    }
  };
  for (const list of lists) {
    await withPage({}, async (page) => {
      await page.goto(`${list.site.root}${list.page}.html`);
      await look(page, list);
    });
  }
  if (lists !== LISTS) return faults;
  await open(client, async (page, root) => {
    await page.route("**/index-3.html", (route) => route.fulfill({ status: 404, body: "gone" }));
    await page.goto(`${root}index.html`);
    await look(page, LISTS[0]);
  });
  return faults;
}

/** From the first page to the last by the link "Next". */
async function walkFaults(lists) {
  const faults = [];
  for (const list of lists) {
    await withPage({ javaScriptEnabled: false }, async (page) => {
      const names = [];
      const next = page.locator("nav.parts a[rel=next]");
      let number = 1;
      await page.goto(`${list.site.root}${list.page}.html`);
      for (; ; number += 1) {
        const place = await page.locator("nav.parts p").textContent();
        if (place !== `Page ${number} of 3`) {
          faults.push(`${list.page}: page ${number} says ${place}`);
        }
        if (await page.locator("#tools:visible, .finder:visible, .filter:visible").count()) {
          faults.push(`${list.page}: page ${number} has controls without a script`);
        }
        names.push(...(await seen(page, list)));
        if ((await next.count()) === 0) break;
        await next.click();
      }
      const rows = new Set(names).size;
      if (rows !== ENTRIES || names.length !== ENTRIES) {
        faults.push(`${list.page}.html: shows ${rows} rows of ${ENTRIES} on ${number} pages`);
      }
    });
  }
  return faults;
}
