// The page for links that lead nowhere looks right where a host shows it: at any depth of the site.
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { withPage } from "../support/browser.mjs";
import { expectExactly, expectNone } from "../support/problems.mjs";
import { pageWith, plant } from "../support/plant.mjs";
import { typeOf } from "../support/server.mjs";
import { sites } from "../support/sites.mjs";
import { test } from "../support/testing.mjs";

const MISSING = ["gone.html", "items/gone.html", "a/b/c/gone"];

for (const site of sites) {
  test(`the ${site.audience} site's page for missing pages works at any depth`, async () => {
    expectNone(await lostFaults(site));
  });
}

test("a page for missing pages that works at the top only is reported", async () => {
  const body = `<img src="a.svg" alt=""><a href="index.html">Home</a>`;
  const site = plant({
    "404.html": pageWith(body, `<link rel="stylesheet" href="a.css">`),
    "index.html": pageWith(""),
    "a.css": "p {}",
    "a.svg": `<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>`,
  });
  expectExactly(await lostFaults(site), [
    /items\/gone.html: does not load: .*a.css/,
    /items\/gone.html: does not load: .*a.svg/,
    /items\/gone.html: link leads nowhere: index.html/,
    /gone: does not load: .*a.css/,
    /gone: does not load: .*a.svg/,
    /gone: link leads nowhere: index.html/,
  ]);
});

/** One line for each thing that is missing where the host shows the page for missing pages. */
function lostFaults(site) {
  return withPage({}, async (page) => {
    // Stands in for the host at the site's own address; nothing leaves this machine.
    await page.route(`${site.baseUrl}**`, (route) =>
      route.fulfill(answerOf(site, route.request().url())),
    );
    let place;
    const faults = [];
    const report = (fault) => faults.push(`${site.audience}, at ${place}: ${fault}`);
    page.on("response", (answer) => {
      if (answer.ok() || answer.request().isNavigationRequest()) return;
      report(`does not load: ${answer.url()}`);
    });
    for (place of MISSING) {
      await page.goto(site.baseUrl + place);
      const { styles, links } = await page.evaluate(inspect);
      if (styles === 0) report("has no style");
      for (const { target, url } of links) {
        if (url.startsWith(site.baseUrl) && !fileOf(site, url))
          report(`link leads nowhere: ${target}`);
      }
    }
    return faults;
  });
}

/** What a host answers: the file, or the page for missing pages. */
function answerOf(site, url) {
  const file = fileOf(site, url);
  const shown = file ?? join(site.folder, "404.html");
  return { status: file ? 200 : 404, contentType: typeOf(shown), body: readFileSync(shown) };
}

function fileOf(site, url) {
  const path = decodeURIComponent(
    new URL(url).pathname.slice(new URL(site.baseUrl).pathname.length),
  );
  const file = join(site.folder, path || "index.html");
  return existsSync(file) ? file : null;
}

/** Runs in the page: how many style sheets it has, and its links to other pages. */
function inspect() {
  const links = [...document.querySelectorAll("a[href]:not([href^='#'])")].map((link) => {
    return { target: link.getAttribute("href"), url: link.href };
  });
  return { styles: document.styleSheets.length, links };
}
