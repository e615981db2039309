// The Atom feed is complete, the sitemap names exactly the pages to be found, and both are XML.
import { existsSync } from "node:fs";
import { join } from "node:path";
import { withPage } from "../support/browser.mjs";
import { expectExactly, expectNone } from "../support/problems.mjs";
import { pageWith, plant } from "../support/plant.mjs";
import { read, sites } from "../support/sites.mjs";
import { test } from "../support/testing.mjs";

const ATOM = "http://www.w3.org/2005/Atom";
const SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9";
// Pages that are reached in other ways than through a search engine.
const UNLISTED = ["404.html", "embed.html"];

for (const site of sites) {
  test(`the ${site.audience} feeds and sitemap are in order`, async () => {
    const feeds = ["feed.xml", "changes.xml"].filter((name) => existsSync(join(site.folder, name)));
    expectExactly(feeds, site.audience === "client" ? [/feed/, /changes/] : [/feed/]);
    await withPage({}, async (page) => {
      for (const feed of feeds) expectNone(await feedFaults(page, site, feed));
      expectNone(await sitemapFaults(page, site));
    });
  });
}

test("a faulty feed or sitemap is reported", async () => {
  const entry = (inside) =>
    `<entry>${inside}<content type="html">&lt;a href="gone.html"&gt;&lt;/a&gt;</content></entry>`;
  const feed = (inside) =>
    `<feed xmlns="${ATOM}" xml:base="https://planted.example/">${inside}</feed>`;
  const sitemap = (...paths) =>
    `<urlset xmlns="${SITEMAP}">${paths.map((path) => `<url><loc>${path}</loc></url>`)}</urlset>`;
  const site = plant({
    "index.html": pageWith(""),
    "lost.html": pageWith(""),
    "feed.xml": feed(
      `<id>https://planted.example/feed.xml</id><title>t</title><updated>yesterday</updated>
       ${entry("<id>relative</id><title>t</title><updated>2026-01-01T00:00:00Z</updated>")}`,
    ),
    "sitemap.xml": sitemap("https://planted.example/", "https://planted.example/gone.html"),
  });
  const broken = plant({
    "feed.xml": "\n<?xml version='1.0'?><feed/>",
    "sitemap.xml": "<urlset>&nbsp;</urlset>",
  });
  await withPage({}, async (page) => {
    expectExactly(await feedFaults(page, site), [
      /feed.xml: feed: updated is not a date and time: yesterday/,
      /feed.xml: feed: no link to itself/,
      /feed.xml: relative: id is not an address/,
      /feed.xml: relative: neither the entry nor the feed names an author/,
      /feed.xml: relative: leads nowhere: https:\/\/planted.example\/gone.html/,
    ]);
    expectExactly(await sitemapFaults(page, site), [
      /sitemap.xml: leads nowhere: https:\/\/planted.example\/gone.html/,
      /sitemap.xml: does not list lost.html/,
    ]);
    expectExactly(await feedFaults(page, broken), [/feed.xml: not well-formed/]);
    expectExactly(await sitemapFaults(page, broken), [/sitemap.xml: not well-formed/]);
  });
});

async function feedFaults(page, site, feed = "feed.xml") {
  const { faults, links } = await page.evaluate(readFeed, {
    xml: read(site, feed),
    namespace: ATOM,
  });
  for (const { from, url } of links) {
    if (leadsNowhere(site, url)) faults.push(`${from}: leads nowhere: ${url}`);
  }
  return faults.map((fault) => `${site.audience}/${feed}: ${fault}`);
}

async function sitemapFaults(page, site) {
  const { faults, urls } = await page.evaluate(readSitemap, {
    xml: read(site, "sitemap.xml"),
    namespace: SITEMAP,
  });
  const name = `${site.audience}/sitemap.xml`;
  if (faults.length > 0) return faults.map((fault) => `${name}: ${fault}`);
  const listed = urls.map((url) => pathOf(site, url));
  const unlisted = site.pages.filter((path) => !listed.includes(path) && !UNLISTED.includes(path));
  return [
    ...urls.filter((url) => leadsNowhere(site, url)).map((url) => `${name}: leads nowhere: ${url}`),
    ...unlisted.map((path) => `${name}: does not list ${path}`),
  ];
}

/** An address inside the site that no file answers to; other addresses are not ours to judge. */
function leadsNowhere(site, url) {
  if (!URL.canParse(url)) return true;
  return url.startsWith(site.baseUrl) && !existsSync(join(site.folder, pathOf(site, url)));
}

function pathOf(site, url) {
  const { pathname } = new URL(url);
  return decodeURIComponent(pathname.slice(new URL(site.baseUrl).pathname.length)) || "index.html";
}

/** Runs in the page: what RFC 4287 requires of a feed, and every address in it. */
function readFeed({ xml, namespace }) {
  const faults = [];
  const links = [];
  const document = new DOMParser().parseFromString(xml, "application/xml");
  const feed = document.documentElement;
  if (document.querySelector("parsererror")) return { faults: ["not well-formed XML"], links };
  if (feed.localName !== "feed" || feed.namespaceURI !== namespace) {
    return { faults: ["not an Atom feed"], links };
  }
  const children = (parent, name) =>
    [...parent.children].filter((child) => child.localName === name);
  const textOf = (parent, name) => children(parent, name)[0]?.textContent.trim() ?? "";
  const check = (element, name) => {
    for (const required of ["id", "title", "updated"]) {
      if (children(element, required).length === 1) continue;
      faults.push(`${name}: not exactly one ${required}`);
    }
    if (!URL.canParse(textOf(element, "id"))) faults.push(`${name}: id is not an address`);
    const updated = textOf(element, "updated");
    if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/.test(updated)) {
      faults.push(`${name}: updated is not a date and time: ${updated}`);
    }
    for (const link of children(element, "link")) {
      links.push({ from: name, url: link.getAttribute("href") });
    }
  };
  check(feed, "feed");
  if (!children(feed, "link").some((link) => link.getAttribute("rel") === "self")) {
    faults.push("feed: no link to itself");
  }
  const entries = children(feed, "entry");
  for (const entry of entries) {
    const name = textOf(entry, "id");
    check(entry, name);
    if (children(entry, "author").length + children(feed, "author").length === 0) {
      faults.push(`${name}: neither the entry nor the feed names an author`);
    }
    for (const content of children(entry, "content")) {
      const base = content
        .closest("[*|base]")
        ?.getAttributeNS("http://www.w3.org/XML/1998/namespace", "base");
      const inside = new DOMParser().parseFromString(content.textContent, "text/html");
      for (const element of inside.querySelectorAll("[href], [src]")) {
        const target = element.getAttribute("href") ?? element.getAttribute("src");
        links.push({ from: name, url: URL.parse(target, base ?? undefined)?.href ?? target });
      }
    }
  }
  const ids = entries.map((entry) => textOf(entry, "id"));
  for (const id of new Set(ids.filter((id, position) => ids.indexOf(id) !== position))) {
    faults.push(`${id}: more than one entry has this id`);
  }
  return { faults, links };
}

/** Runs in the page. */
function readSitemap({ xml, namespace }) {
  const document = new DOMParser().parseFromString(xml, "application/xml");
  if (document.querySelector("parsererror")) return { faults: ["not well-formed XML"], urls: [] };
  const root = document.documentElement;
  if (root.localName !== "urlset" || root.namespaceURI !== namespace) {
    return { faults: ["not a sitemap"], urls: [] };
  }
  return {
    faults: [],
    urls: [...document.querySelectorAll("url > loc")].map((loc) => loc.textContent),
  };
}
