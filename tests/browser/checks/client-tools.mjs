// The controls of the client's roadmap: search, filters, views, and an address that can be sent.
import { withPage } from "../support/browser.mjs";
import { expectExactly, expectNone } from "../support/problems.mjs";
import { plant } from "../support/plant.mjs";
import { searched } from "../support/search.mjs";
import { read, siteFor } from "../support/sites.mjs";
import { test } from "../support/testing.mjs";

const client = siteFor("client");
const { entries } = JSON.parse(read(client, "roadmap.json"));
const TEXTS = new Map(entries.map((entry) => [entry, textOf(client, entry)]));

/** Those whose title, words, summary or text have all these words, each from its beginning. */
const saying =
  (...words) =>
  (all) =>
    all.filter((entry) =>
      words.every((word) => new RegExp(`(?<![\\p{L}\\p{N}])${word}`, "iu").test(TEXTS.get(entry))),
    );

// What is done to the page, the titles that must then be seen, and how the address must end.
const STEPS = [
  { do: () => {}, see: (all) => firstShipped(all), address: "index.html" },
  {
    do: (page) => search(page).fill("SAP  conn"),
    see: saying("SAP", "conn"),
    address: "?q=SAP++conn",
  },
  {
    // Case and accents do not matter.
    do: (page) => search(page).fill("ónLY once"),
    see: saying("only", "once"),
    address: "?q=%C3%B3nLY+once",
  },
  {
    do: (page) => search(page).fill("no such thing"),
    see: () => [],
    address: "?q=no+such+thing",
    say: "Nothing matches “no such thing”. Clear the search, or tell us that you need it.",
  },
  // Hyphens, spaces, initials and a slip do not matter either.
  ...[
    ["sso", titled("Single sign-on")],
    ["single-sign on", saying("single", "sign", "on")],
    ["einvoice", saying("e-?invoice")],
    ["best before", saying("best", "before")],
    // What only the words beside a title say, and what only a text says.
    ["xrechnung", saying("xrechnung")],
    ["entra", saying("entra")],
    ["envelope", saying("envelope")],
  ].map(([q, see]) => ({
    do: (page) => search(page).fill(q),
    see,
    address: `?q=${q.replace(" ", "+")}`,
  })),
  {
    do: (page) => search(page).fill("conector"),
    see: saying("connector"),
    address: "?q=conector",
  },
  {
    do: async (page) => {
      await search(page).fill("");
      await choose(page, "Theme", "ERP in step with the shop");
    },
    see: (all) => all.filter(({ theme }) => theme?.title === "ERP in step with the shop"),
    address: "?theme=erp-in-step-with-the-shop",
  },
  {
    do: (page) => choose(page, "Status", "Planned"),
    see: (all) =>
      all.filter(
        ({ theme, status }) =>
          theme?.title === "ERP in step with the shop" && status.key === "planned",
      ),
    address: "?theme=erp-in-step-with-the-shop&status=planned",
  },
  {
    do: async (page) => {
      await page.getByRole("button", { name: "Clear all" }).click();
      await choose(page, "Availability", "Enterprise");
    },
    see: (all) => all.filter(({ availability }) => /\bEnterprise\b/.test(availability ?? "")),
    address: "?for=Enterprise",
  },
  {
    do: (page) => view(page, "Themes"),
    see: (all) => all.filter(({ availability }) => /\bEnterprise\b/.test(availability ?? "")),
    address: "?for=Enterprise&view=themes",
  },
  {
    do: (page) => page.getByRole("button", { name: "Clear all" }).click(),
    see: (all) => all,
    address: "?view=themes",
  },
  { do: (page) => view(page, "List"), see: (all) => all, address: "?view=list" },
  { do: (page) => view(page, "Columns"), see: (all) => firstShipped(all), address: "index.html" },
];

test("search, filters and views show what they should, and the address says it", async () => {
  expectNone(await stepFaults(client, entries, STEPS));
});

test("a link to a filtered view shows it, also after going back to it", async () => {
  expectNone(await linkFaults(client));
});

test("the key / starts a search, unless somebody types or has switched it off", async () => {
  expectNone(await keyFaults(client));
});

test("what fits best comes first, its words are marked, and nothing else is left where nothing fits", async () => {
  expectNone(await findFaults(client));
});

test("without scripts there are no controls", async () => {
  expectNone(await idleControls(client));
});

test("controls that do not work are reported", async () => {
  const script = scriptOf("script");
  const mend = (from, to, name = "script") => {
    const script = scriptOf(name);
    if (!script.includes(from)) throw new Error(`the script has no: ${from}`);
    return broken(name, script.replace(from, to));
  };
  const search = STEPS.slice(0, 2);
  const themed = STEPS.filter(({ address }) => address === "?theme=erp-in-step-with-the-shop");
  expectExactly(
    await stepFaults(mend("card.rank > 0", "true"), entries, search),
    [/shows too much: /, /says 29 of 29 entries, not \d+/],
  );
  expectExactly(
    await stepFaults(mend('[card.theme[0], ""].includes(theme)', "false"), entries, themed),
    [/does not show: /, /says 0 of 29 entries, not 5/],
  );
  expectExactly(await stepFaults(mend("history.replaceState", "void"), entries, search), [
    /the address ends in .*index.html, not in \?q=SAP/,
  ]);
  expectExactly(await stepFaults(mend("count.firstChild.data = here", "0"), entries, search), [
    /the heads count 27, not \d+/,
  ]);
  expectExactly(await linkFaults(mend("readAddress();\n", "show();\n")), [
    /the link shows 29 entries/,
    /going back shows 29 entries/,
  ]);
  expectExactly(await keyFaults(mend("|| isTyping", "|| false")), [/a typed \/ is lost/]);
  expectExactly(await keyFaults(mend("box.select()", "0")), [
    /the key \/ does not start a search/,
  ]);
  expectExactly(await findFaults(mend("other.rank - one.rank", "0")), [/first of .* is not/]);
  expectExactly(await findFaults(mend("sought?.mark(", "void (")), [/marks nothing/]);
  expectExactly(await findFaults(mend("(isNone && isFiltered)", "false")), [
    /nothing is found, and these are left: themes, statuses/,
  ]);
  const open = broken("script", script, (html) => html.replace(/(<form [^>]*) hidden/, "$1"));
  expectExactly(await idleControls(open), [/controls without a script/]);
});

/** The text of a script of the client's roadmap. */
function scriptOf(name) {
  return read(client, read(client, "index.html").match(pathOf(name))[0]);
}

const pathOf = (name) => new RegExp(`assets/${name}-[^"]*`);

/** The client site with another script and index, and the entry page that a check goes to. */
function broken(name, text, change = (html) => html) {
  const index = read(client, "index.html").replace(pathOf(name), `${name}.js`);
  const { url } = entries[0];
  const kept = ["script", "match"].filter((other) => other !== name);
  const paths = kept.map((other) => index.match(pathOf(other))[0]);
  return plant({
    "index.html": change(index),
    [`${name}.js`]: text,
    [url]: read(client, url),
    ...Object.fromEntries(paths.map((path) => [path, read(client, path)])),
  });
}

/** All that clients can find an entry by. */
function textOf(site, { title, summary, availability, search_words: words = [], url }) {
  const prose = read(site, url).split('<div class="prose').slice(1);
  const texts = prose.map((html) => html.split("</article>")[0].replace(/<[^>]*>/g, " "));
  return [title, ...words, summary, availability, ...texts].join(" ");
}

function titled(title) {
  return (all) => all.filter((entry) => entry.title === title);
}

/** Without a filter the columns show all but the older part of what has shipped. */
function firstShipped(all) {
  const shipped = all.filter(({ shipped }) => shipped);
  const older = new Set(shipped.slice(8));
  return all.filter((entry) => !older.has(entry));
}

const search = (page) => page.getByRole("searchbox", { name: "Search" });
const choose = (page, name, label) => page.getByLabel(name, { exact: true }).selectOption({ label });
const view = (page, name) => page.getByRole("button", { name, exact: true }).click();

/** Takes the steps one after the other on one page. */
function stepFaults(site, all, steps) {
  return withPage({}, async (page) => {
    const faults = [];
    await page.goto(`${site.root}index.html`);
    for (const step of steps) {
      await step.do(page);
      await searched(page);
      const wanted = step.see(all).map(({ title }) => title);
      const titles = await page.locator(".card:not(.theme-card) h3:visible").allInnerTexts();
      const missing = wanted.filter((title) => !titles.includes(title));
      const extra = titles.filter((title) => !wanted.includes(title));
      if (missing.length > 0) faults.push(`does not show: ${missing.join("; ")}`);
      if (extra.length > 0) faults.push(`shows too much: ${extra.join("; ")}`);
      faults.push(...(await countFaults(page, wanted.length)));
      const text = await page.locator("main").innerText();
      if (step.say && !text.includes(step.say)) faults.push(`does not say: ${step.say}`);
      const arrives = (end) => location.href.endsWith(end);
      await page.waitForFunction(arrives, step.address, { timeout: 2000 }).catch(() => {
        faults.push(`the address ends in ${page.url()}, not in ${step.address}`);
      });
    }
    return faults;
  });
}

/** The number that is read out and those of the columns agree with what is seen. */
async function countFaults(page, wanted) {
  const said = await page.getByRole("status").first().innerText();
  const isFiltered = said.includes(" of ");
  if (isFiltered && !said.startsWith(`${wanted} of `)) return [`says ${said}, not ${wanted}`];
  if (!isFiltered || !(await page.locator(".board").isVisible())) return [];
  const heads = await page.locator(".column h2 .count").allInnerTexts();
  const counted = heads.reduce((sum, text) => sum + parseInt(text, 10), 0);
  const off = await page.locator("#off .card:visible").count();
  return counted + off === wanted ? [] : [`the heads count ${counted + off}, not ${wanted}`];
}

/** Opens a sent link, goes to an entry and back. */
function linkFaults(site) {
  return withPage({}, async (page) => {
    const faults = [];
    const early = entries.filter(({ status }) => status.key === "early-access");
    const link = `${site.root}index.html?q=connector&status=early-access&view=list#statuses`;
    const looks = async (deed) => {
      await searched(page);
      const said = await page.getByRole("status").first().innerText();
      if (said !== `${saying("connector")(early).length} of 29 entries`) faults.push(`${deed} shows ${said}`);
    };
    await page.goto(link);
    await looks("the link");
    await page.goto(`${site.root}${entries[0].url}`);
    await page.goBack();
    await looks("going back");
    // What is no longer there, or never was, is passed over.
    await page.goto(`${site.root}index.html?theme=gone&view=gone&from=letter`);
    const said = await page.getByRole("status").first().innerText();
    if (said !== "29 entries") faults.push(`an unknown choice shows ${said}`);
    return faults;
  });
}

function keyFaults(site) {
  return withPage({}, async (page) => {
    const faults = [];
    const hasFocus = () => search(page).evaluate((box) => box === document.activeElement);
    await page.goto(`${site.root}index.html`);
    await page.keyboard.press("/");
    if (!(await hasFocus())) return ["the key / does not start a search"];
    await page.keyboard.type("a/b");
    if ((await search(page).inputValue()) !== "a/b") faults.push("a typed / is lost");
    await page.keyboard.press("Escape");
    const said = await page.getByRole("status").first().innerText();
    if (said !== "29 entries") faults.push(`Escape does not end the search: ${said}`);
    await page.getByRole("button", { name: "Key / starts a search" }).click();
    await page.keyboard.press("/");
    if (await hasFocus()) faults.push("the key / cannot be switched off");
    return faults;
  });
}

/** Looks at the order and the marks of what a search finds, and at what is left where it finds nothing. */
function findFaults(site) {
  return withPage({}, async (page) => {
    const faults = [];
    await page.goto(`${site.root}index.html`);
    await view(page, "List");
    await search(page).fill("stock");
    await searched(page);
    const titles = await page.locator(".card:not(.theme-card) h3:visible").allInnerTexts();
    const late = titles.findIndex((title) => !/stock/i.test(title));
    const early = titles.findLastIndex((title) => /stock/i.test(title));
    if (early < 0 || late < 0) throw new Error("the sample has no such entries");
    if (late < early) faults.push(`first of ${titles.length} is not what has the word in its title`);
    const marked = await page.evaluate(() =>
      [...(CSS.highlights.get("found") ?? [])].map((range) => range.toString().toLowerCase()),
    );
    const seen = await page.locator(".card:not(.theme-card):visible").allInnerTexts();
    const saying = seen.filter((text) => /\bstock/i.test(text));
    if (marked.length < saying.length) faults.push("marks nothing, or not all that it finds");
    const others = marked.filter((word) => !word.startsWith("stock"));
    if (others.length) faults.push(`marks ${others.join(", ")}`);
    await search(page).fill("netsuite");
    await searched(page);
    const left = await page.locator("main h2:visible").evaluateAll((all) => all.map(({ id }) => id));
    if (left.length) faults.push(`nothing is found, and these are left: ${left.join(", ")}`);
    const wish = await page.getByRole("link", { name: "tell us that you need it" });
    if (!(await wish.getAttribute("href"))?.startsWith("mailto:")) faults.push("no way to ask for it");
    await page.getByRole("button", { name: "Clear the search" }).click();
    if (!(await page.locator("#statuses").isVisible())) faults.push("what was hidden stays away");
    return faults;
  });
}

function idleControls(site) {
  return withPage({ javaScriptEnabled: false }, async (page) => {
    await page.goto(`${site.root}index.html`);
    const controls = await page.locator("input:visible, select:visible, button:visible").count();
    return controls > 0 ? [`${site.audience}: ${controls} controls without a script`] : [];
  });
}
