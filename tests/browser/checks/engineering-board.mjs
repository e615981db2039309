// The engineering pages as people use them: the board is searched and filtered, a drawing shows the
// chain of what is pointed at, the timeline opens on today, and people go by their names.
import { withPage } from "../support/browser.mjs";
import { expectExactly, expectNone } from "../support/problems.mjs";
import { searched } from "../support/search.mjs";
import { read, siteFor } from "../support/sites.mjs";
import { tampered } from "../support/tamper.mjs";
import { test } from "../support/testing.mjs";

const engineering = siteFor("engineering");
const { entries } = JSON.parse(read(engineering, "roadmap.json"));
const SCRIPT = /script-.*\.js$/;
const WIDE = { width: 1440, height: 900 };

test("the board finds entries by words, theme and reader, and its link keeps the choice", async () => {
  expectNone(await boardFaults(engineering));
});

test("a drawing shows the whole chain of what is pointed at, focused or asked for", async () => {
  expectNone(await chainFaults(engineering));
});

test("titles in the drawing of dependencies are whole", async () => {
  expectNone(await titleFaults(engineering));
});

test("the timeline opens on today and cuts no words at its edge", async () => {
  expectNone(await openingFaults(engineering));
});

test("on a phone the table comes before the drawing", async () => {
  expectNone(await phoneFaults(engineering));
});

test("people go by their names, with the address behind them", async () => {
  expectNone(await nameFaults(engineering));
});

test("pages that lack any of this are reported", async () => {
  const spoilt = (...changes) => tampered(engineering, SCRIPT, changes);
  const blind = spoilt(["row.hidden = !isFound ||", "row.hidden = false &&"]);
  expectExactly((await boardFaults(blind)).slice(0, 1), [/shows \d+ entries/]);
  const dark = spoilt(["light(target.closest", "void (target.closest"]);
  expectExactly((await chainFaults(dark)).slice(0, 1), [/lights 0 of \d+/]);
  const hasty = spoilt(["region.scrollLeft = quietPlace(region)", "region.scrollLeft = 1e6"]);
  expectExactly((await openingFaults(hasty)).slice(0, 1), [/cut at the edge/]);
  const late = tampered(engineering, /plots-.*\.css$/, [["{ order: 1 }", "{ color: inherit }"]]);
  expectExactly((await phoneFaults(late)).slice(0, 1), [/the drawing comes first/]);
});

async function boardFaults(site) {
  return withPage({ viewport: WIDE }, async (page) => {
    const faults = [];
    const check = async (what, fits) => {
      const shown = await page.locator("#board .card h3:visible").allInnerTexts();
      const expected = entries.filter(fits).map(({ title }) => title);
      if (shown.length !== expected.length || !expected.every((title) => shown.includes(title))) {
        faults.push(`${what} shows ${shown.length} entries, not ${expected.length}`);
      }
    };
    await page.goto(`${site.root}index.html`);
    const { theme } = entries.find((entry) => entry.theme);
    await page.getByLabel("Theme", { exact: true }).selectOption(theme.title);
    await check("a theme", (entry) => entry.theme?.title === theme.title);
    await page.getByLabel("Seen by").selectOption("Clients");
    const both = (entry) => entry.theme?.title === theme.title && entry.visibility.key === "client";
    await check("a theme and a reader", both);
    await page.reload();
    await check("the same link", both);
    await page.getByLabel("Theme", { exact: true }).selectOption("");
    await page.getByLabel("Seen by").selectOption("");
    await page.keyboard.press("Escape");
    await page.locator("h1").click();
    await page.keyboard.press("/");
    await page.keyboard.type("sso");
    await searched(page);
    const [first] = await page.locator("#board .card h3:visible").allInnerTexts();
    if (first !== "Single sign-on") faults.push(`sso shows ${first}`);
    return faults;
  });
}

/** An entry that waits and is waited for, and its chain, worked out from roadmap.json. */
function longChain() {
  const middle = entries.find((entry) => entry.depends_on.length && entry.needed_by.length);
  const chain = new Set();
  for (const key of ["depends_on", "needed_by"]) {
    const reached = new Set([middle.url]);
    for (const url of reached) {
      for (const other of entries.find((entry) => entry.url === url)[key]) reached.add(other.url);
    }
    reached.forEach((url) => chain.add(url));
  }
  return { middle, chain };
}

async function chainFaults(site) {
  const { middle, chain } = longChain();
  return withPage({ viewport: WIDE }, async (page) => {
    const faults = [];
    const check = async (when) => {
      const lit = await page
        .locator(".node.is-lit")
        .evaluateAll((all) => all.map(({ href }) => href.baseVal));
      const isRight = lit.length === chain.size && lit.every((url) => chain.has(url));
      if (!isRight) faults.push(`${when} lights ${lit.length} of ${chain.size}`);
    };
    await page.goto(`${site.root}dependencies.html`);
    const node = page.locator(`.node[href="${middle.url}"]`);
    await node.hover();
    await check("pointing");
    await page.locator("h1").hover();
    await node.focus();
    await check("focus");
    await page.goto(`${site.root}dependencies.html?entry=${middle.slug}`);
    await check("a link to one entry");
    await page.goto(`${site.root}timeline.html`);
    const shown = () => page.locator(".timeline .arrow:not(.arrow-late)").evaluateAll(
      (all) => all.filter((arrow) => getComputedStyle(arrow).opacity === "1").length,
    );
    if ((await shown()) > 0) faults.push("the timeline shows lines that nobody asked for");
    const mark = page.locator(".mark").filter({ hasText: middle.title }).first();
    if (await mark.count()) {
      await mark.focus();
      if ((await page.locator(".arrow.is-lit").count()) === 0) faults.push("focus shows no lines");
    }
    return faults;
  });
}

async function titleFaults(site) {
  return withPage({ viewport: WIDE }, async (page) => {
    await page.goto(`${site.root}dependencies.html`);
    const drawn = await page.locator(".node").evaluateAll((all) =>
      all.map((node) => {
        const lines = [...node.querySelectorAll(".mark-title")];
        return { title: lines.map((line) => line.textContent).join(" "), url: node.href.baseVal };
      }),
    );
    const cut = drawn.filter(
      ({ title, url }) => entries.find((entry) => entry.url === url).title !== title,
    );
    return cut.map(({ title }) => `not whole: ${title}`);
  });
}

async function openingFaults(site) {
  return withPage({ viewport: WIDE }, async (page) => {
    await page.goto(`${site.root}timeline.html`);
    return page.evaluate(() => {
      const region = document.querySelector("[data-plot]");
      const [left, right] = [region.scrollLeft, region.scrollLeft + region.clientWidth];
      const today = Number(region.dataset.plot);
      const faults = today > left + 20 && today < right - 20 ? [] : ["today is not in view"];
      const boxes = [...region.querySelectorAll(".mark-title, .tick-label")];
      const isCut = ({ x, width }) => x < left - 1 && x + width > left + 1;
      const cut = boxes.filter((box) => isCut(box.getBBox()));
      return [...faults, ...cut.map((box) => `cut at the edge: ${box.textContent}`)];
    });
  });
}

async function phoneFaults(site) {
  return withPage({ viewport: { width: 390, height: 844 } }, async (page) => {
    const faults = [];
    for (const path of ["timeline.html", "dependencies.html"]) {
      await page.goto(site.root + path);
      const top = (selector) => page.locator(selector).first().evaluate((box) => box.getBoundingClientRect().top);
      if ((await top(".data")) > (await top(".plot-scroll"))) {
        faults.push(`${path}: the drawing comes first`);
      }
    }
    return faults;
  });
}

async function nameFaults(site) {
  return withPage({ viewport: WIDE }, async (page) => {
    const faults = [];
    for (const path of ["people.html", "table.html", "index.html"]) {
      await page.goto(site.root + path);
      const text = await page.locator("main").innerText();
      const address = text.match(/\S+@\S+/);
      if (address) faults.push(`${path}: shows ${address[0]}`);
    }
    const links = await page.goto(`${site.root}table.html`).then(() =>
      page.locator("main a[href^='mailto:']").evaluateAll((all) => all.map(({ href }) => href)),
    );
    const owners = entries.map(({ owner }) => owner).filter(Boolean);
    if (!owners.every((owner) => links.includes(`mailto:${owner}`))) faults.push("an owner has no address");
    return faults;
  });
}
