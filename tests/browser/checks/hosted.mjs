// The client site as `roadcast publish` leaves it on a host: behind Debian's nginx, below a path, set
// up as docs/publishing.md says, and read over HTTP.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { onPages, withPage } from "../support/browser.mjs";
import { Ears, tellViolations } from "../support/ears.mjs";
import { hosted, recipe } from "../support/nginx.mjs";
import { expectExactly, expectNone, nameOf } from "../support/problems.mjs";
import { pageWith } from "../support/plant.mjs";
import { BINARY } from "../support/project.mjs";
import { pageKinds } from "../support/sites.mjs";
import { temporaryFolder } from "../support/temporary.mjs";
import { test } from "../support/testing.mjs";

const REPOSITORY = fileURLToPath(new URL("../../..", import.meta.url));
const AS_OF = "2026-11-22";
const BLOCK = recipe("nginx");
const BELOW = "/roadmap/";
// An entry of the sample that clients read, and the address that it is said to have had.
const ENTRY = { file: "content/erp/sap-s4-odata.md", title: "SAP connector, advanced" };
const [FORMER, TODAY] = ["items/connector-for-sap.html", "items/sap-connector-advanced.html"];
const MISSING = ["gone.html", "items/gone.html", "a/b/c/gone"];
// The answer to a missing page is an error, and the console says so without saying of what.
const ITS_STATUS = /^console error: Failed to load resource: .* status of 404 /;

test("a published site is whole behind nginx, below a path", async () => {
  const faults = await hosted(BLOCK, async ({ root, origin }) => {
    const site = publish(join(root, BELOW), origin + BELOW);
    const found = await faultsOf(site);
    const search = await searchFaults(site);
    const moved = await movedFaults(site, FORMER, TODAY);
    return [...found, ...search, ...moved, ...(await missingFaults(site))];
  });
  expectNone(faults);
});

test("what goes wrong behind nginx is reported", async () => {
  const icon = `<link rel="icon" href="icon.svg">`;
  const policy = `<meta http-equiv="Content-Security-Policy" content="script-src 'self'">`;
  await hosted(BLOCK.replace(/error_page.*/, ""), async ({ root, origin }) => {
    const site = put(join(root, BELOW), origin + BELOW, {
      "index.html": pageWith(
        `<a href="gone.html">1</a> <a href="there.html#no">2</a> <a href="/top.html">3</a>
         <a href="there.html#yes">ok</a> <a href="https://elsewhere.example/">ok</a>`,
        icon,
      ),
      "there.html": pageWith(`<p id="yes"></p>`, `${icon}<link rel="stylesheet" href="a.css">`),
      "acts.html": pageWith(`<script>1</script>`, icon + policy),
      "404.html": pageWith("", icon),
      "icon.svg": `<svg xmlns="http://www.w3.org/2000/svg"/>`,
    });
    expectExactly(await faultsOf(site), [
      /index.html: .*gone.html: answer 404/,
      /index.html: .*there.html#no: no such anchor/,
      /index.html: .*\/top.html: leaves the site/,
      /there.html: .*a.css: answer 404/,
      /there.html: console error: Refused to apply style .* strict MIME checking is enabled/,
      /acts.html: console error: policy violation: script-src-elem by inline/,
      /acts.html: console error: .*inline script/,
    ]);
    expectExactly(await movedFaults(site, "there.html", "index.html"), [/does not lead on/]);
    const missing = await missingFaults(site);
    assert.ok(missing.every((fault) => /is not that of the site/.test(fault)));
    assert.equal(missing.length, MISSING.length);
  });
  // A search whose script is not what the page needs.
  await hosted(BLOCK, async ({ root, origin }) => {
    const site = publish(join(root, BELOW), origin + BELOW);
    const scripts = readdirSync(join(site.folder, "assets")).filter((name) => name.endsWith(".js"));
    for (const name of scripts) writeFileSync(join(site.folder, "assets", name), "");
    expectExactly(await searchFaults(site), [/the search does not work/]);
  });
});

/** Publishes the sample's client site to a folder that is served at `address`. */
function publish(folder, address) {
  const project = temporaryFolder("hosted");
  for (const part of ["roadcast.yaml", "content", "shares", "themes"]) {
    cpSync(join(REPOSITORY, part), join(project, part), { recursive: true });
  }
  const change = (path, from, to) => {
    const text = readFileSync(join(project, path), "utf8");
    assert.ok(text.includes(from), `${path} has no: ${from}`);
    writeFileSync(join(project, path), text.replaceAll(from, to));
  };
  change("roadcast.yaml", "https://roadmap.northwind.example/", address);
  const title = `  title: ${ENTRY.title}\n`;
  const alias = FORMER.slice("items/".length, -".html".length);
  change(ENTRY.file, title, `${title}  aliases: [${alias}]\n`);
  const day = ["--as-of", AS_OF, "--on", AS_OF];
  const where = ["-C", project, "--to", folder];
  execFileSync(BINARY, ["publish", "client", ...where, ...day], { stdio: "ignore" });
  return describe(folder, address);
}

/** Puts files into a folder that is served at `address`. */
function put(folder, address, files) {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  return describe(folder, address);
}

/** A site like those of support/sites.mjs, whose root is an address. */
function describe(folder, root) {
  const names = readdirSync(folder, { recursive: true });
  const pages = names.filter((path) => path.endsWith(".html")).sort();
  return { audience: "client", folder, root, pages };
}

/** What is heard while a page of each kind opens, and its references that lead nowhere. */
function faultsOf(site) {
  const answers = new Map();
  const answer = (url) => {
    if (!answers.has(url)) {
      const get = fetch(url).then(async (got) => ({ status: got.status, text: await got.text() }));
      answers.set(url, get);
    }
    return answers.get(url);
  };
  const pages = pageKinds(site).filter(({ path }) => path !== FORMER);
  return onPages(pages, { initScript: tellViolations }, async (page, item) => {
    const faults = [];
    const report = (fault) => faults.push(`${nameOf(item)}: ${fault}`);
    const ears = new Ears(page, site.root, report);
    await page.goto(site.root + item.path);
    await ears.close();
    for (const url of await page.evaluate(references)) {
      const fault = await faultOf(new URL(url), site.root, answer);
      if (fault) report(`${url}: ${fault}`);
    }
    return faults;
  });
}

/** What is wrong with an address that a page names. */
async function faultOf(url, root, answer) {
  if (url.origin !== new URL(root).origin) return null;
  if (!url.href.startsWith(root)) return "leaves the site";
  const anchor = decodeURIComponent(url.hash.slice(1));
  url.hash = "";
  const { status, text } = await answer(url.href);
  if (status !== 200) return `answer ${status}`;
  const isThere = ["", "top"].includes(anchor) || text.includes(`id="${anchor}"`);
  return isThere ? null : "no such anchor";
}

/** Runs in the page: whole addresses of what it leads to and of what it loads. */
function references() {
  const links = [...document.querySelectorAll("a[href], link[href]")].map(({ href }) => href);
  return [...new Set([...links, ...[...document.querySelectorAll("[src]")].map(({ src }) => src)])];
}

/** Searches for an entry, whose words lie in a script that the search loads. */
function searchFaults(site) {
  return withPage({}, async (page) => {
    await page.goto(site.root);
    const cards = page.locator(".card:not(.theme-card) h3:visible");
    const all = await cards.count();
    try {
      await page.getByRole("searchbox", { name: "Search" }).fill(ENTRY.title, { timeout: 2000 });
      const isFound = (many) => {
        const shown = [...document.querySelectorAll(".card:not(.theme-card)")];
        const left = shown.filter((card) => card.checkVisibility()).length;
        return left > 0 && left < many;
      };
      await page.waitForFunction(isFound, all, { timeout: 10_000 });
    } catch {
      return ["the search does not work"];
    }
    const first = await cards.first().innerText();
    return first === ENTRY.title ? [] : [`the search finds ${first}`];
  });
}

/** Opens a former address. */
function movedFaults(site, from, to) {
  return withPage({}, async (page) => {
    await page.goto(site.root + from);
    try {
      await page.waitForURL(site.root + to, { timeout: 5000 });
    } catch {
      return [`${from} does not lead on to ${to}`];
    }
    const title = await page.locator("h1").innerText();
    return title === ENTRY.title ? [] : [`${from} leads to ${title}`];
  });
}

/** Opens addresses that are not there: the site's own page, with the status that says so. */
function missingFaults(site) {
  const own = readFileSync(join(site.folder, "404.html"), "utf8");
  const places = MISSING.map((path) => ({ site, path }));
  return onPages(places, { initScript: tellViolations }, async (page, { path }) => {
    const faults = [];
    const url = site.root + path;
    const isItself = (fault) => ITS_STATUS.test(fault) || fault === `answer 404 to ${url}`;
    const report = (fault) => isItself(fault) || faults.push(`${path}: ${fault}`);
    const ears = new Ears(page, site.root, report);
    const answer = await page.goto(url);
    await ears.close();
    if (answer.status() !== 404) report(`answer ${answer.status()}`);
    if ((await answer.text()) !== own) return [`${path}: the page is not that of the site`];
    if ((await page.evaluate(() => document.styleSheets.length)) === 0) report("has no style");
    const others = (await page.evaluate(references)).filter((other) => !other.startsWith(`${url}#`));
    for (const other of others) {
      const { status } = await fetch(other);
      if (status !== 200) report(`${other}: answer ${status}`);
    }
    return faults;
  });
}
