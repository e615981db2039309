// Every link, anchor and referenced file resolves: within a site, and from one site to the next.
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { withPage } from "../support/browser.mjs";
import { expectExactly, expectNone } from "../support/problems.mjs";
import { pageWith, plant } from "../support/plant.mjs";
import { AUDIENCES, read, sites } from "../support/sites.mjs";
import { test } from "../support/testing.mjs";

test("every link and every referenced file of the three sites resolves", async () => {
  expectNone(await brokenLinks(sites));
});

test("a broken link is reported", async () => {
  const site = plant({
    "index.html": pageWith(`
      <a href="sub/there.html#yes">ok</a> <a href="#top">ok</a> <a href="mailto:a@b.example">ok</a>
      <a href="https://elsewhere.example/">ok</a>
      <a href="https://planted.example/sub/there.html">ok</a>
      <a href="gone.html">1</a> <a href="Sub/there.html">2</a> <a href="sub/there.html#no">3</a>
      <a href="#nowhere">4</a> <a href="../outside.html">5</a>
      <a href="https://planted.example/no.html">6</a>
      <a href="javascript:void 0">7</a> <img src="https://elsewhere.example/a.png" alt="8">
      <svg><use href="#i-gone"/></svg>`),
    "sub/there.html": pageWith(`<p id="yes">here</p><a href="../index.html">ok</a>`),
  });
  expectExactly(await brokenLinks([site]), [
    /gone.html: no such file/,
    /Sub\/there.html: no such file/,
    /there.html#no: no such anchor/,
    /#nowhere: no such anchor/,
    /outside.html: leaves the site/,
    /planted.example\/no.html: no such file/,
    /javascript:void 0: a scheme that pages may not use/,
    /elsewhere.example\/a.png: loaded from another origin/,
    /#i-gone: no such anchor/,
  ]);
});

/** One line for each reference in any page of `allSites` that leads nowhere. */
async function brokenLinks(allSites) {
  const problems = [];
  await withPage({}, async (page) => {
    const parsed = new Map();
    const outline = async (site, path) => {
      const key = site.root + path;
      if (!parsed.has(key)) parsed.set(key, await page.evaluate(outlineOf, read(site, path)));
      return parsed.get(key);
    };
    for (const site of allSites) {
      for (const path of site.pages) {
        for (const reference of (await outline(site, path)).references) {
          const fault = await faultOf(reference, site, path, allSites, outline);
          if (fault) problems.push(`${site.audience}/${path}: ${reference.target}: ${fault}`);
        }
      }
    }
  });
  return problems;
}

async function faultOf({ target, loaded }, site, path, allSites, outline) {
  const url = new URL(target, site.root + path);
  let home = site;
  let place = url;
  if (url.protocol !== "file:") {
    if (!["https:", "http:", "mailto:"].includes(url.protocol))
      return "a scheme that pages may not use";
    home = allSites.find(({ baseUrl }) => url.href.startsWith(baseUrl));
    if (loaded && home !== site) return "loaded from another origin";
    if (!home) return null;
    if (isFurtherInside(home, site)) return "leads from a site to one further inside";
    place = new URL(url.href.slice(home.baseUrl.length), home.root);
  }
  if (!place.href.startsWith(home.root)) return "leaves the site";
  const inside =
    decodeURIComponent(place.pathname.slice(new URL(home.root).pathname.length)) || "index.html";
  if (!existsSync(fileURLToPath(new URL(inside, home.root)))) return "no such file";
  const anchor = decodeURIComponent(place.hash.slice(1));
  if (!anchor || anchor === "top" || !inside.endsWith(".html")) return null;
  return (await outline(home, inside)).ids.includes(anchor) ? null : "no such anchor";
}

/** A client page must not even name the address of the sales site. */
function isFurtherInside(other, site) {
  return AUDIENCES.indexOf(other.audience) > AUDIENCES.indexOf(site.audience);
}

/** Runs in the page: what a document refers to and what in it can be referred to. */
function outlineOf(html) {
  const document = new DOMParser().parseFromString(html, "text/html");
  const references = [];
  const add = (target, loaded) => references.push({ target, loaded });
  for (const link of document.querySelectorAll("a[href], area[href], use[href]")) {
    add(link.getAttribute("href"), false);
  }
  for (const link of document.querySelectorAll("link[href]")) {
    add(link.getAttribute("href"), !["canonical", "alternate"].includes(link.rel));
  }
  for (const element of document.querySelectorAll("[src]")) add(element.getAttribute("src"), true);
  for (const element of document.querySelectorAll("[srcset]")) {
    for (const part of element.getAttribute("srcset").split(","))
      add(part.trim().split(/\s/)[0], true);
  }
  for (const image of document.querySelectorAll(
    `meta[property="og:image"], meta[name="twitter:image"]`,
  )) {
    add(image.content, false);
  }
  return { references, ids: [...document.querySelectorAll("[id]")].map(({ id }) => id) };
}
