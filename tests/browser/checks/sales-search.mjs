// Search, filters and sorting of the sales site, by keyboard and by shared link. What should be
// found is worked out from roadmap.json, not by the script.
import { withPage } from "../support/browser.mjs";
import { expectExactly, expectNone } from "../support/problems.mjs";
import { read, siteFor } from "../support/sites.mjs";
import { tampered } from "../support/tamper.mjs";
import { test } from "../support/testing.mjs";

const sales = siteFor("sales");
const { entries } = JSON.parse(read(sales, "roadmap.json"));
const SCRIPT = /script-.*\.js$/;

const asked = entries.find(({ requests }) => requests.length > 1);
const ACCOUNT = asked.requests[0].account;
const tagged = entries.find(({ tags }) => tags.length > 0).tags[0];
const talked = longestWord(entries.find(({ talk }) => talk?.say).talk.say);
// What a buyer says, and what must then come first.
const TASKS = [
  ["sso", "Single sign-on"],
  ["einvoice", "Peppol access point and EN 16931"],
  ["sap premum", "SAP connector, premium"],
  // What only the words beside a title say, and what a client text says.
  ["byok", "Customer-held encryption keys"],
  ["xrechnung", "Peppol access point and EN 16931"],
];
const THEME = slugOf(entries.find(({ theme }) => theme).theme.url);

test("a search finds titles, tags, talk tracks and accounts, and nothing else", async () => {
  expectNone(await searchFaults(sales));
});

test("a shared link opens with its filters, and Clear all ends them", async () => {
  expectNone(await linkFaults(sales));
});

test("the request board filters and sorts by keyboard", async () => {
  expectNone(await boardFaults(sales));
});

test("an account is found by name, and a link to one always shows it", async () => {
  expectNone(await accountFaults(sales));
});

test("a search that goes wrong is reported", async () => {
  const spoilt = (...changes) => tampered(sales, SCRIPT, changes);
  const blind = spoilt(["item.element.hidden = !fits", "item.element.hidden = false"]);
  expectExactly((await searchFaults(blind)).slice(0, 1), [/shows .* without/]);
  const deaf = tampered(sales, /match-.*\.js$/, [["globalThis.searchWords ?? {}", "{}"]]);
  expectExactly((await searchFaults(deaf)).slice(0, 1), [/does not find/]);
  const forgetful = spoilt(["history.replaceState(", "void ("]);
  expectExactly(await linkFaults(forgetful), [/the address does not hold the choice/]);
  const lazy = spoilt(["      choose(Object.fromEntries", "      void (Object.fromEntries"]);
  expectExactly((await linkFaults(lazy)).slice(0, 1), [/the link shows .* without/]);
  const upside = spoilt(["(down ? -1 : 1)", "(down ? 1 : -1)"]);
  expectExactly(await boardFaults(upside), [
    /sorted by value-down: out of order/,
    /sorted by account: out of order/,
  ]);
  const stuck = spoilt(['addEventListener("hashchange"', 'addEventListener("nothing"']);
  expectExactly(await accountFaults(stuck), [/the link to an account leads to nothing/]);
});

/** Searches, and waits until what is searched is here. */
async function search(page, word) {
  await page.getByRole("searchbox").fill(word);
  await arrived(page);
}

function arrived(page) {
  return page.waitForFunction(() => {
    const { textContent } = document.querySelector(".found-count");
    return textContent !== "" && !textContent.startsWith("Loading");
  });
}

function longestWord(text) {
  const words = text.match(/[A-Za-z]+/g);
  return words.reduce((a, b) => (b.length > a.length ? b : a));
}

function slugOf(url) {
  return url.split("/").pop().replace(".html", "");
}

function holds(entry, word) {
  // A word is found from its beginning.
  const found = new RegExp(`(?<![\\p{L}\\p{N}])${RegExp.escape?.(word) ?? word}`, "iu");
  const said = JSON.stringify(entry).replaceAll(/\\n/g, " ");
  return found.test(entry.url ? said + proseOf(entry) : said);
}

/** The texts on the page of an entry. */
function proseOf({ url }) {
  const prose = read(sales, url).split('<div class="prose').slice(1);
  return prose.map((html) => html.split("</article>")[0].replace(/<[^>]*>/g, " ")).join(" ");
}

async function searchFaults(site) {
  return withPage({}, async (page) => {
    await page.goto(`${site.root}index.html`);
    const faults = [];
    for (const word of [asked.title, tagged, talked, ACCOUNT]) {
      await search(page, word);
      const shown = await page.evaluate(shownEntries);
      const fits = (entry) => word.split(" ").every((part) => holds(entry, part));
      faults.push(...compare(shown, fits, word));
      const count = await page.locator(".found-count").textContent();
      if (!count.startsWith(`${shown.length} of ${entries.length} `)) {
        faults.push(`"${word}": shows ${shown.length} and counts: ${count}`);
      }
    }
    for (const [word, title] of TASKS) {
      await search(page, word);
      const [first] = await page.locator(".card h3:visible").allInnerTexts();
      if (first?.trim() !== title) faults.push(`"${word}": ${first} comes first, not ${title}`);
    }
    await search(page, "zzzz");
    const said = await page.locator(".nothing").allInnerTexts();
    if (!said[0]?.startsWith("Nothing matches “zzzz”.")) faults.push(`says: ${said}`);
    const left = await page.locator("main h2:visible:not(.sr)").allInnerTexts();
    if (left.length) faults.push(`nothing is found, and these are left: ${left.join(", ")}`);
    const none = await page.locator(".found-count").textContent();
    if (!none.startsWith("None of")) faults.push(`does not say that nothing is found: ${none}`);
    return faults;
  });
}

/** What `shown`, a list of addresses, has too many, or too few by title, tag, talk or account. */
function compare(shown, fits, name) {
  const strangers = entries.filter((entry) => shown.includes(entry.url) && !fits(entry));
  const missing = entries.filter((entry) => {
    const { title, summary, tags, talk, requests } = entry;
    const fields = { title, summary, tags, talk, requests: requests.map(({ account }) => account) };
    return fits(fields) && !shown.includes(entry.url);
  });
  return [
    ...strangers.map(({ title }) => `"${name}": shows ${title} without a reason`),
    ...missing.map(({ title }) => `"${name}": does not find ${title}`),
  ];
}

async function linkFaults(site) {
  return withPage({}, async (page) => {
    const faults = [];
    await page.goto(`${site.root}index.html?say=share&theme=${THEME}`);
    const fits = ({ badge, theme }) =>
      badge.key === "share" && theme !== null && slugOf(theme.url) === THEME;
    const shown = await page.evaluate(shownEntries);
    const before = entries.filter((entry) => shown.includes(entry.url) && !fits(entry));
    if (before.length > 0) faults.push(`the link shows ${before[0].title} without a reason`);
    if (shown.length !== entries.filter(fits).length) faults.push("the link shows another number");
    await page.getByLabel("Do not promise").focus();
    await page.keyboard.press("Space");
    if ((await page.evaluate(inAddress, "say")) !== "share no") faults.push("the address does not hold the choice");
    const clear = page.getByRole("button", { name: "Clear all" });
    if (await clear.isVisible()) await clear.press("Enter");
    if ((await page.evaluate(shownEntries)).length !== entries.length) {
      faults.push("Clear all does not show all");
    }
    await page.goto(`${site.root}index.html?theme=nonsense&say=nonsense&q=`);
    const all = await page.evaluate(shownEntries);
    if (all.length === 0) faults.push("a link with nonsense shows nothing");
    return faults;
  });
}

async function boardFaults(site) {
  return withPage({ viewport: { width: 1280, height: 900 } }, async (page) => {
    const faults = [];
    await page.goto(`${site.root}requests.html?blocker=1`);
    const blockers = entries.flatMap(({ requests }) => requests).filter(({ blocker }) => blocker);
    const shown = await page.locator("tbody tr:visible").count();
    if (shown !== blockers.length) faults.push(`${shown} of ${blockers.length} blockers are shown`);
    await page.getByRole("button", { name: "Clear all" }).press("Enter");
    await page.getByRole("button", { name: "Value" }).press("Enter");
    const values = await page.evaluate(rowData, "value");
    faults.push(...orderFaults("value-down", values, (a, b) => a >= b));
    const head = page.getByRole("columnheader", { name: "Value" });
    if ((await head.getAttribute("aria-sort")) !== "descending")
      faults.push("the head does not say how it is sorted");
    if ((await page.evaluate(inAddress, "sort")) !== "value-down")
      faults.push("the address does not hold the order");
    await page.goto(`${site.root}requests.html?sort=account`);
    const names = await page.evaluate(rowData, "account");
    faults.push(...orderFaults("account", names, (a, b) => a <= b));
    return faults;
  });
}

function orderFaults(name, values, inOrder) {
  const filled = values.filter(Boolean);
  const isSorted = filled.every((value, at) => at === 0 || inOrder(filled[at - 1], value));
  const blanksLast = values.slice(filled.length).every((value) => !value);
  return isSorted && blanksLast && filled.length > 1 ? [] : [`sorted by ${name}: out of order`];
}

async function accountFaults(site) {
  return withPage({}, async (page) => {
    const faults = [];
    await page.goto(`${site.root}accounts.html?q=${encodeURIComponent(ACCOUNT)}`);
    await arrived(page);
    if (!(await page.getByRole("rowheader", { name: ACCOUNT, exact: true }).isVisible())) {
      faults.push(`the search does not find ${ACCOUNT}`);
    }
    await search(page, "zzzz");
    const said = await page.locator(".nothing").allInnerTexts();
    if (!said[0]?.startsWith("Nothing matches “zzzz”.")) faults.push(`says: ${said}`);
    const left = await page.locator("main :is(h2, th):visible:not(.sr)").allInnerTexts();
    if (left.length) faults.push(`nothing is found, and these are left: ${left.join(", ")}`);
    const target = page.locator("tr[id]").first();
    await target.evaluate(({ id }) => (location.hash = id));
    await page.evaluate(oneTurn);
    if (!(await target.isVisible())) faults.push("the link to an account leads to nothing");
    return faults;
  });
}

// What follows runs in the page.

function shownEntries() {
  const items = [...document.querySelectorAll("[data-item]")];
  const shown = items.filter((item) => item.checkVisibility());
  return shown.map((item) => item.querySelector("a").getAttribute("href"));
}

/** Until events that are under way have been heard. */
function oneTurn() {
  return new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
}

function inAddress(name) {
  return new URLSearchParams(location.search).get(name);
}

function rowData(key) {
  return [...document.querySelectorAll("tbody tr")].map((row) => row.dataset[key] ?? "");
}
