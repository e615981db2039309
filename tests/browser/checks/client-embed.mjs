// embed.html in an iframe of somebody else's page: compact, whole, and its links open outside.
import { withPage } from "../support/browser.mjs";
import { expectExactly, expectNone } from "../support/problems.mjs";
import { pageWith, plant } from "../support/plant.mjs";
import { read, siteFor } from "../support/sites.mjs";
import { served } from "../support/server.mjs";
import { test } from "../support/testing.mjs";

const client = siteFor("client");

test("the embedded roadmap fits its frame and its links leave it", async () => {
  expectNone(await embedFaults(client));
});

test("an embedded page that keeps its readers is reported", async () => {
  const files = { "items/a.html": pageWith("An entry") };
  const page = (head, body) => `<!doctype html><title>T</title>${head}<main>${body}</main>`;
  const link = `<a href="items/a.html">An entry</a>`;
  const site = (head, body) => plant({ ...files, "embed.html": page(head, body) });
  expectExactly(await embedFaults(site("", link)), [/a link stays in the frame/]);
  expectExactly(
    await embedFaults(site(`<base target="_top">`, `<header>H</header><nav>N</nav>${link}`)),
    [/shows a header of the site/],
  );
  expectExactly(
    await embedFaults(site(`<base target="_top">`, `<p style="width: 500px">W</p>${link}`)),
    [/too wide at 360/],
  );
  // The real page without its target.
  const html = read(client, "embed.html").replace(`<base target="_top">`, "");
  const first = html.match(/items\/[^"]*/)[0];
  const real = plant({ "embed.html": html, [first]: pageWith("An entry") });
  expectExactly(await embedFaults(real), [/a link stays in the frame/]);
});

function embedFaults(site) {
  const host = plant({
    "index.html": pageWith(`<iframe title="Roadmap" width="360" height="600"></iframe>`),
  });
  host.audience = "host";
  return served([site, host], (rootOf) =>
    withPage({}, async (page) => {
      const faults = [];
      await page.goto(`${rootOf(host)}index.html`);
      const address = `${rootOf(site)}embed.html`;
      await page.locator("iframe").evaluate((frame, src) => {
        const loaded = new Promise((done) => frame.addEventListener("load", done));
        frame.src = src;
        return loaded;
      }, address);
      const frame = page.frames().find((candidate) => candidate.url() === address);
      const isWide = await frame.evaluate(
        () => document.documentElement.scrollWidth > document.documentElement.clientWidth,
      );
      if (isWide) faults.push("too wide at 360");
      if (await frame.locator("nav, header").count()) faults.push("shows a header of the site");
      await frame.locator("a[href^='items/']").first().click();
      await page.waitForURL(/items/, { timeout: 3000 }).catch(() => {
        faults.push("a link stays in the frame");
      });
      return faults;
    }),
  );
}
