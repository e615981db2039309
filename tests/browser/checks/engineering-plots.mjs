// Every drawing has a table with the same facts, links that lead to pages, and a region of its own
// that scrolls by keyboard.
import { onPages } from "../support/browser.mjs";
import { expectExactly, expectNone, nameOf } from "../support/problems.mjs";
import { pageWith, plant } from "../support/plant.mjs";
import { read, siteFor } from "../support/sites.mjs";
import { test } from "../support/testing.mjs";
import assert from "node:assert/strict";

// Ends of bars are rounded to whole pixels.
const TOLERANCE = 2;
const PLOTTED = ["balance.html", "dependencies.html", "timeline-teams.html", "timeline.html"];

test("every drawing says what its table says, and its links resolve", async () => {
  const site = siteFor("engineering");
  assert.deepEqual(
    site.pages.filter((path) => read(site, path).includes("plot-scroll")),
    PLOTTED,
  );
  expectNone(await plotFaults(site, PLOTTED));
});

test("every drawing scrolls by keyboard on a phone", async () => {
  expectNone(await scrollFaults(siteFor("engineering"), PLOTTED));
});

test("a faulty drawing is reported", async () => {
  const region = (svg, attributes = `tabindex="0" role="region" aria-label="Drawing"`) =>
    `<div class="plot-scroll" ${attributes} style="overflow: auto">${svg}</div>`;
  const table = (name, rows) =>
    `<table data-for="${name}"><thead><tr><th>A</th></tr></thead><tbody>${rows}</tbody></table>`;
  const bars = `<svg class="bars" width="900" height="40" aria-labelledby="b-title">
    <text class="bar-label">One</text><rect class="part" width="100" height="9"/>
    <rect class="part" x="100" width="100" height="9"/></svg>`;
  const row = (...cells) =>
    `<tr><th>One</th>${cells.map((cell) => `<td>${cell}</td>`).join("")}</tr>`;
  const mark = (url) => `<a class="mark" href="${url}"><text>M</text></a>`;
  const site = plant({
    "none.html": pageWith(region(bars)),
    "numbers.html": pageWith(region(bars) + table("b", row(10, 30))),
    "right.html": pageWith(region(bars) + table("b", row(10, 10, 20))),
    "marks.html": pageWith(
      region(`<svg class="timeline" width="900" height="40">${mark("right.html")}</svg>`) +
        table("timeline", `<tr><th><a href="none.html">N</a></th></tr>`),
    ),
    "lost.html": pageWith(
      region(`<svg class="timeline" width="900" height="40">${mark("gone.html")}</svg>`) +
        table("timeline", `<tr><th><a href="gone.html">N</a></th></tr>`),
    ),
    "edges.html": pageWith(
      region(`<svg class="graph" width="900" height="40"><path class="arrow"/></svg>`) +
        table("graph", ""),
    ),
    "stuck.html": pageWith(region(`<svg class="bars" width="900" height="40"></svg>`, "")),
  });
  const pages = site.pages.filter((path) => path !== "stuck.html");
  expectExactly(await plotFaults(site, pages), [
    /none.html: b has no table/,
    /numbers.html: b: bar One is not as long as its numbers/,
    /marks.html: timeline: drawn and not in the table: .*right.html/,
    /marks.html: timeline: in the table and not drawn: .*none.html/,
    /lost.html: timeline: leads nowhere: .*gone.html/,
    /edges.html: graph: 1 arrows, 0 dependencies in the table/,
  ]);
  expectExactly(await scrollFaults(site, ["right.html", "stuck.html"]), [
    /stuck.html: a drawing that no key scrolls/,
  ]);
});

function plotFaults(site, paths) {
  return onPages(paths, {}, async (page, path) => {
    await page.goto(site.root + path);
    const known = site.pages.map((other) => site.root + other);
    const faults = await page.evaluate(compare, { known, tolerance: TOLERANCE });
    return faults.map((fault) => `${nameOf({ site, path })}: ${fault}`);
  });
}

/** Runs in the page. */
function compare({ known, tolerance }) {
  const kinds = { bars: compareBars, timeline: compareLinks, graph: compareGraph };
  return [...document.querySelectorAll(".plot-scroll svg")].flatMap((svg) => {
    const kind = Object.keys(kinds).find((name) => svg.classList.contains(name));
    const name =
      kind === "bars" ? svg.getAttribute("aria-labelledby").replace(/-title$/, "") : kind;
    const table = document.querySelector(`table[data-for="${name}"]`);
    if (!table) return [`${name} has no table`];
    return kinds[kind](svg, table).map((fault) => `${name}: ${fault}`);
  });

  /** Lengths of all parts of all bars are in one proportion to the numbers of the table. */
  function compareBars(svg, table) {
    const groups = [];
    for (const element of svg.querySelectorAll(".bar-label, .part")) {
      if (element.matches(".bar-label")) groups.push({ label: element.textContent, widths: [] });
      else groups.at(-1).widths.push(Number(element.getAttribute("width")));
    }
    const rows = [...table.tBodies[0].rows];
    if (rows.length !== groups.length) return [`${groups.length} bars, ${rows.length} rows`];
    const numbers = rows.map((row) => {
      const all = [...row.cells].slice(1).map((cell) => Number(cell.textContent));
      return all.filter((value) => value > 0);
    });
    const sum = (list) => list.reduce((total, value) => total + value, 0);
    const parts = numbers.map((list, at) => list.slice(0, groups[at].widths.length));
    const scale = sum(groups.map((group) => sum(group.widths))) / sum(parts.map(sum));
    const wrong = groups.filter((group, at) =>
      group.widths.some((width, part) => Math.abs(width - parts[at][part] * scale) > tolerance),
    );
    return wrong.map((group) => `bar ${group.label} is not as long as its numbers`);
  }

  function compareLinks(svg, table) {
    const target = (a) => new URL(a.href.baseVal, location).href;
    const drawn = new Set([...svg.querySelectorAll("a")].map(target));
    const listed = new Set([...table.querySelectorAll("tbody th a")].map((a) => a.href));
    const only = (a, b) => [...a].filter((url) => !b.has(url));
    return [
      ...only(drawn, listed).map((url) => `drawn and not in the table: ${url}`),
      ...only(listed, drawn).map((url) => `in the table and not drawn: ${url}`),
      ...only(drawn, new Set(known)).map((url) => `leads nowhere: ${url}`),
    ];
  }

  function compareGraph(svg, table) {
    const arrows = svg.querySelectorAll("path.arrow").length;
    const listed = table.querySelectorAll("tbody td:nth-of-type(2) a").length;
    const faults = compareLinks(svg, table);
    if (arrows !== listed) faults.push(`${arrows} arrows, ${listed} dependencies in the table`);
    return faults;
  }
}

function scrollFaults(site, paths) {
  const options = { viewport: { width: 390, height: 800 }, reducedMotion: "reduce" };
  return onPages(paths, options, async (page, path) => {
    await page.goto(site.root + path);
    const problems = [];
    for (const region of await page.locator(".plot-scroll").all()) {
      await region.evaluate((element) => {
        element.scrollLeft = 0;
        element.focus();
      });
      await page.keyboard.press("ArrowRight");
      const named = await region.evaluate(({ ariaLabel, role }) => ariaLabel && role === "region");
      if (!(await region.evaluate(moves)) || !named) {
        problems.push(`${nameOf({ site, path })}: a drawing that no key scrolls`);
      }
    }
    return problems;
  });
}

/** Runs in the page: whether the element scrolls within a second. */
function moves(element) {
  return new Promise((done) => {
    const end = performance.now() + 1000;
    const look = () => {
      if (element.scrollLeft > 0 || performance.now() > end) done(element.scrollLeft > 0);
      else requestAnimationFrame(look);
    };
    look();
  });
}
