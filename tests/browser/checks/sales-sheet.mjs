// What stands of an account on one page: found by keys from the list, whole for a call, on one sheet
// of paper; and the lists that lead there have a line for each account and each request.
import { follow, onPages, withPage } from "../support/browser.mjs";
import { sheetsOf } from "../support/pdf.mjs";
import { expectExactly, expectNone } from "../support/problems.mjs";
import { read, siteFor } from "../support/sites.mjs";
import { tampered } from "../support/tamper.mjs";
import { test } from "../support/testing.mjs";

const sales = siteFor("sales");
const client = siteFor("client");
const { entries } = JSON.parse(read(sales, "roadmap.json"));
const requests = entries.flatMap((entry) => entry.requests.map((request) => ({ ...request, entry })));
const ACCOUNTS = [...new Set(requests.map(({ account }) => account))];
// The height of a line in pixels, by the width of the window. On a phone a request has two of text.
const LINES = [
  { width: 1440, height: 900, accounts: 42, requests: 42 },
  { width: 390, height: 844, accounts: 44, requests: 66 },
];

test("an account is prepared for with keys alone: search, open, and all of it is there", async () => {
  expectNone(await taskFaults(sales));
});

test("every account has a page that says what they asked for, and the answer to each", async () => {
  expectNone(await sheetFaults(sales));
});

test("every account is printed on one sheet", async () => {
  expectNone(await paperFaults(sales));
});

test("the lists have a line for each account and each request", async () => {
  expectNone(await lineFaults(sales));
});

test("a request and an entry lead to the page of the account", async () => {
  expectNone(await wayFaults(sales));
});

test("pages of accounts that go wrong are reported", async () => {
  const tall = tampered(sales, /pages-.*\.css$/, [["white-space: nowrap; text-overflow", "color"]]);
  expectExactly((await lineFaults(tall)).slice(0, 1), [/accounts.html at 1440: a line of \d+ px/]);
  const wide = tampered(sales, /pages-.*\.css$/, [["display: block; columns: 2", "display: block"]]);
  expectExactly((await paperFaults(wide)).slice(0, 1), [/prints on 2 sheets/]);
  const mute = tampered(sales, /accounts\/[^/]*\.html$/, [["<strong>Say:</strong>", "<strong></strong>"]]);
  expectExactly((await sheetFaults(mute)).slice(0, 1), [/does not say what may be said of/]);
  const lost = tampered(sales, /requests\.html$/, [['href="accounts/', 'href="accounts.html#']]);
  expectExactly((await wayFaults(lost)).slice(0, 1), [/requests.html leads to accounts.html#/]);
});

async function taskFaults(site) {
  return withPage({}, async (page) => {
    const account = ACCOUNTS[0];
    await page.goto(`${site.root}accounts.html`);
    await page.keyboard.press("/");
    await page.keyboard.type(account.toLowerCase().slice(0, 6));
    await page.locator(".accounts-table tr:visible").nth(1).waitFor();
    await page.waitForFunction(() => document.querySelector(".found-count").textContent.includes(" of "));
    // Past the key of the search and "Clear all", to the first account that is found.
    for (let tabs = 0; tabs < 4; tabs += 1) {
      await page.keyboard.press("Tab");
      if ((await page.evaluate(() => document.activeElement.textContent)) === account) break;
    }
    await page.keyboard.press("Enter");
    const heading = page.getByRole("heading", { level: 1, name: account, exact: true });
    const isThere = await heading.waitFor({ timeout: 5000 }).then(() => true, () => false);
    return isThere ? [] : [`${account} is not opened by keys: ${page.url()}`];
  });
}

/** The page of each account, by the name that it bears. */
function sheets(site) {
  const paths = site.pages.filter((path) => path.startsWith("accounts/"));
  return paths.map((path) => ({ site, path }));
}

async function sheetFaults(site) {
  const seen = await onPages(sheets(site), {}, async (page, { path }) => {
    await page.goto(site.root + path);
    const name = await page.locator("h1").innerText();
    const text = (await page.locator("main").innerText()).replace(/\s+/g, " ");
    const links = await page.locator("main a").evaluateAll((all) => all.map(({ href }) => href));
    const own = requests.filter(({ account }) => account === name);
    const faults = own.flatMap(({ entry, value }) => missing(entry, value, text, links));
    return { name, faults: faults.map((fault) => `${path}: ${fault}`) };
  });
  const without = ACCOUNTS.filter((account) => !seen.some(({ name }) => name === account));
  return [...without.map((name) => `${name} has no page`), ...seen.flatMap(({ faults }) => faults)];
}

/** What an account's page should say of an entry that they asked for, and does not. */
function missing({ title, badge, talk, url, client: shown }, value, text, links) {
  const faults = [];
  const says = (words) => text.includes(words.replace(/\s+/g, " "));
  if (!says(title)) faults.push(`does not name ${title}`);
  if (talk?.say && !says(`Say: ${talk.say}`)) faults.push(`does not say what may be said of ${title}`);
  if (talk?.dont_say && !says(`Do not say: ${talk.dont_say}`)) faults.push(`hides what not to say of ${title}`);
  if (value && !/^[\d.]+ /.test(value) && !says(value)) faults.push(`hides what ${title} is worth`);
  if (!links.some((link) => link.endsWith(url))) faults.push(`does not lead to ${title}`);
  const isSent = links.includes(client.baseUrl + shown?.path);
  if (badge.key === "share" && !isSent) faults.push(`has no link to send for ${title}`);
  return faults;
}

async function paperFaults(site) {
  return onPages(sheets(site), {}, async (page, { path }) => {
    await page.goto(site.root + path);
    const sheets = sheetsOf(await page.pdf({ preferCSSPageSize: true, format: "A4" }));
    return sheets === 1 ? [] : [`${path} prints on ${sheets} sheets`];
  });
}

async function lineFaults(site) {
  return withPage({}, async (page) => {
    const faults = [];
    for (const { width, height, ...most } of LINES) {
      await page.setViewportSize({ width, height });
      for (const [list, highest] of Object.entries(most)) {
        await page.goto(`${site.root}${list}.html`);
        const rows = page.locator(".lines tbody tr");
        const heights = await rows.evaluateAll((all) => all.map((row) => row.offsetHeight));
        const tall = Math.max(...heights);
        const expected = list === "accounts" ? ACCOUNTS.length : requests.length;
        if (heights.length < expected) faults.push(`${list}.html has ${heights.length} lines`);
        if (tall > highest) faults.push(`${list}.html at ${width}: a line of ${tall} px`);
      }
    }
    return faults;
  });
}

async function wayFaults(site) {
  return withPage({}, async (page) => {
    const faults = [];
    const { entry, account } = requests[0];
    for (const path of ["requests.html", entry.url]) {
      await page.goto(site.root + path);
      const link = page.locator("main th a").filter({ hasText: account }).first();
      const href = await link.getAttribute("href");
      await follow(page, link);
      const name = await page.locator("h1").innerText();
      if (name !== account) faults.push(`${path} leads to ${href}, not to ${account}`);
    }
    return faults;
  });
}
