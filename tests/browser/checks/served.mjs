// Every kind of page is silent under a sub-path of a web server, too.
import { onPages } from "../support/browser.mjs";
import { Ears, tellViolations } from "../support/ears.mjs";
import { expectExactly, expectNone, nameOf } from "../support/problems.mjs";
import { pageWith, plant } from "../support/plant.mjs";
import { served } from "../support/server.mjs";
import { pageKinds, sites } from "../support/sites.mjs";
import { test } from "../support/testing.mjs";

test("every kind of page opens silently under a sub-path of a web server", async () => {
  // The other pages lead to the same files, as the check of links knows.
  const noise = [];
  await served(sites, async (rootOf) => {
    for (const site of sites) noise.push(...(await noises(pageKinds(site), rootOf(site))));
  });
  expectNone(noise);
});

test("a page that needs the top of its host is reported", async () => {
  // Without an icon the browser asks for favicon.ico by itself and complains.
  const icon = `<link rel="icon" href="icon.svg">`;
  const site = plant({
    "icon.svg": `<svg xmlns="http://www.w3.org/2000/svg"/>`,
    "style.css": "p {}",
    "root.html": pageWith(`<link rel="stylesheet" href="/style.css">`, icon),
    "relative.html": pageWith(`<link rel="stylesheet" href="style.css">`, icon),
  });
  const pages = site.pages.map((path) => ({ site, path }));
  expectExactly(await served([site], (rootOf) => noises(pages, rootOf(site))), [
    /root.html: answer 404 .*style.css/,
    /root.html: console error: Failed to load resource/,
    /root.html: foreign request .*style.css/,
  ]);
});

/** What is heard while each page loads from below `root`, where its site lies. */
function noises(pages, root) {
  return onPages(pages, { initScript: tellViolations }, async (page, item) => {
    const problems = [];
    const ears = new Ears(page, root, (noise) => problems.push(`${nameOf(item)}: ${noise}`));
    await page.goto(root + item.path);
    await ears.close();
    return problems;
  });
}
