// The controls of the client's roadmap: search, filters, views, and an address that can be sent.
import { withPage } from "../support/browser.mjs";
import { expectExactly, expectNone } from "../support/problems.mjs";
import { plant } from "../support/plant.mjs";
import { read, siteFor } from "../support/sites.mjs";
import { test } from "../support/testing.mjs";

const client = siteFor("client");
const { entries } = JSON.parse(read(client, "roadmap.json"));

// What is done to the page, the titles that must then be seen, and how the address must end.
const STEPS = [
  { do: () => {}, see: (all) => firstShipped(all), address: "index.html" },
  {
    do: (page) => search(page).fill("SAP  conn"),
    see: (all) => all.filter(({ title }) => title.startsWith("SAP connector")),
    address: "?q=SAP++conn",
  },
  {
    // Case and accents do not matter.
    do: (page) => search(page).fill("ónLY once"),
    see: (all) => all.filter(({ summary }) => /only once/i.test(summary)),
    address: "?q=%C3%B3nLY+once",
  },
  {
    do: (page) => search(page).fill("no such thing"),
    see: () => [],
    address: "?q=no+such+thing",
    say: "Nothing here matches what you chose.",
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

test("without scripts there are no controls", async () => {
  expectNone(await idleControls(client));
});

test("controls that do not work are reported", async () => {
  const script = read(client, read(client, "index.html").match(/src="(assets\/script-[^"]*)"/)[1]);
  const mend = (from, to) => {
    if (!script.includes(from)) throw new Error(`the script has no: ${from}`);
    return broken(script.replace(from, to));
  };
  const search = STEPS.slice(0, 2);
  const themed = STEPS.slice(4, 5);
  expectExactly(
    await stepFaults(mend("card.words.includes(word)", "true"), entries, search),
    [/shows too much: /, /says 29 of 29 entries, not 3/],
  );
  expectExactly(
    await stepFaults(mend('[card.theme[0], ""].includes(theme)', "false"), entries, themed),
    [/does not show: /, /says 0 of 29 entries, not 5/],
  );
  expectExactly(await stepFaults(mend("history.replaceState", "void"), entries, search), [
    /the address ends in .*index.html, not in \?q=SAP/,
  ]);
  expectExactly(await stepFaults(mend("count.firstChild.data = here", "0"), entries, search), [
    /the heads count 27, not 3/,
  ]);
  expectExactly(await linkFaults(mend("readAddress();\n", "show();\n")), [
    /the link shows 29 entries/,
    /going back shows 29 entries/,
  ]);
  expectExactly(await keyFaults(mend("|| isTyping", "|| false")), [/a typed \/ is lost/]);
  expectExactly(await keyFaults(mend("controls.q.select()", "0")), [
    /the key \/ does not start a search/,
  ]);
  const open = broken(script, (html) => html.replace(/(<form [^>]*) hidden/, "$1"));
  expectExactly(await idleControls(open), [/controls without a script/]);
});

/** The client site with another script and index, and the entry page that a check goes to. */
function broken(script, change = (html) => html) {
  const index = read(client, "index.html").replace(/assets\/script-[^"]*/, "script.js");
  const { url } = entries[0];
  return plant({ "index.html": change(index), "script.js": script, [url]: read(client, url) });
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
    const link = `${site.root}index.html?q=connector&status=early-access&view=list#statuses`;
    const looks = async (deed) => {
      const said = await page.getByRole("status").first().innerText();
      if (said !== "1 of 29 entries") faults.push(`${deed} shows ${said}`);
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
    await page.getByRole("button", { name: "Key / starts a search" }).click();
    await page.keyboard.press("/");
    if (await hasFocus()) faults.push("the key / cannot be switched off");
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
