// Sorts and filters tables, and scrolls a wide drawing to the part that matters today.
"use strict";

// Where a list is on one page, nothing has to be loaded.
const parts = globalThis.longList ?? { isWhole: true, note: "", need: () => false };
/** What the choices beside the filter look at in a row. */
const PLACES = { theme: "[href*='themes/']", seen: ".reach" };
for (const table of document.querySelectorAll("table[data-sortable]")) makeSortable(table);
for (const box of document.querySelectorAll("[data-filter]")) makeFilter(box);
for (const plot of document.querySelectorAll(".timeline, .graph")) makeChains(plot);
for (const region of document.querySelectorAll("[data-plot]")) {
  keepTitles(region);
  region.scrollLeft = quietPlace(region);
}

/** Where to begin, so that today is in view and as few words as can be are cut at the edge. */
function quietPlace(region) {
  const today = Number(region.dataset.plot);
  const wish = today - region.clientWidth / 3;
  const boxes = [...region.querySelectorAll(".hit, .tick-label")].map((box) => box.getBBox());
  const cut = (left) => boxes.filter(({ x, width }) => x < left && x + width > left).length;
  let best = wish;
  for (let left = today - region.clientWidth * 0.8; left < today - 40; left += 4) {
    const isNearer = Math.abs(left - wish) < Math.abs(best - wish);
    if (cut(left) < cut(best) || (cut(left) === cut(best) && isNearer)) best = left;
  }
  return best;
}

/** Lanes keep their titles in view while the drawing scrolls beneath. */
function keepTitles(region) {
  const titles = region.querySelectorAll(".lane-title");
  const move = () => titles.forEach((title) => title.setAttribute("x", region.scrollLeft + 12));
  region.addEventListener("scroll", move, { passive: true });
}

/** Turns each heading into a button; the last column sorted is named by aria-sort. */
function makeSortable(table) {
  for (const [column, heading] of [...table.tHead.rows[0].cells].entries()) {
    const button = document.createElement("button");
    button.type = "button";
    button.append(...heading.childNodes);
    heading.append(button);
    button.addEventListener("click", () => {
      if (parts.need()) {
        document.addEventListener("parts", () => button.click(), { once: true });
        return;
      }
      const ascending = heading.getAttribute("aria-sort") !== "ascending";
      for (const other of table.tHead.rows[0].cells) other.removeAttribute("aria-sort");
      heading.setAttribute("aria-sort", ascending ? "ascending" : "descending");
      const body = table.tBodies[0];
      const keyed = [...body.rows].map((row) => [keyOf(row.cells[column]), row]);
      keyed.sort(([a], [b]) => compare(a, b, ascending));
      body.append(...keyed.map(([, row]) => row));
    });
  }
}

/** What a cell is sorted by: a number, a text, or nothing, which always comes last. */
function keyOf(cell) {
  const key = cell.dataset.key ?? cell.textContent.trim();
  if (key === "" || key === "–") return null;
  return Number.isNaN(Number(key)) ? key : Number(key);
}

function compare(a, b, ascending) {
  if (a === null || b === null) return (a === null) - (b === null);
  const order =
    typeof a === "number" && typeof b === "number" ? a - b : String(a).localeCompare(String(b));
  return ascending ? order : -order;
}

/** Shows the box and hides each row or card that lacks one of the words in it, or what is chosen. */
function makeFilter(box) {
  const fields = [...box.querySelectorAll("input, select")];
  const [input, ...choices] = fields;
  const count = box.querySelector("output");
  const asked = new URLSearchParams(location.hash.slice(1));
  box.hidden = false;
  for (const field of fields) field.value = asked.get(field.name) ?? "";
  for (const choice of choices) if (choice.selectedIndex < 0) choice.value = "";
  box.addEventListener("input", () => {
    const chosen = fields.map(({ name, value }) => [name, value.trim()]);
    const hash = new URLSearchParams(chosen.filter(([, value]) => value)).toString();
    history.replaceState(null, "", location.pathname + location.search + (hash && `#${hash}`));
    apply();
  });
  document.addEventListener("parts", apply);
  apply();

  function apply() {
    const list = document.getElementById(box.dataset.filter);
    const rows = [...(list.tBodies?.[0].rows ?? list.querySelectorAll(".card"))];
    const sought = globalThis.matcher.query(input.value, rows);
    const made = choices.filter(({ value }) => value);
    const isAll = sought.isEmpty && made.length === 0;
    if ((!isAll && parts.need()) || parts.isLoading) {
      count.textContent = parts.note;
      return;
    }
    if (!sought.isEmpty && globalThis.matcher.isAwaited()) {
      count.textContent = "Loading the search…";
      return;
    }
    const fits = ({ name, value }, row) => row.querySelector(PLACES[name])?.textContent.endsWith(value);
    for (const row of rows) {
      const isFound = sought.isEmpty || sought.rank(row) > 0;
      row.hidden = !isFound || !made.every((choice) => fits(choice, row));
    }
    const shown = rows.filter((row) => !row.hidden);
    sought.mark(shown);
    for (const group of list.querySelectorAll("section")) {
      group.hidden = !isAll && !group.querySelector(".card:not([hidden])");
    }
    for (const aside of document.querySelectorAll(".jump:not(.parts), #all-themes")) {
      aside.hidden = !isAll && !list.tBodies;
    }
    const total = parts.isWhole || parts.note ? rows.length : parts.total;
    count.textContent = `${shown.length} of ${total}${parts.note && ". "}${parts.note}`;
  }
}

/** Shows the lines of an entry and of its whole chain while it is pointed at, or asked for. */
function makeChains(plot) {
  const entries = [...plot.querySelectorAll(".mark, .node")];
  const arrows = [...plot.querySelectorAll("[data-from]")];
  const slug = new URLSearchParams(location.search).get("entry");
  const pinned = entries.find(({ href }) => slug && href.baseVal.endsWith(`/${slug}.html`));
  const address = ({ href }) => href.baseVal.replace(/^(\.\.\/)+/, "");
  const light = (entry) => {
    plot.classList.toggle("is-asked", Boolean(entry));
    const chain = entry ? chainOf(address(entry)) : new Set();
    for (const one of entries) one.classList.toggle("is-lit", chain.has(address(one)));
    for (const { classList, dataset } of arrows) {
      classList.toggle("is-lit", chain.has(dataset.from) && chain.has(dataset.to));
    }
  };

  /** An entry, all that it waits for, and all that waits for it, however far. */
  function chainOf(entry) {
    const chain = new Set([entry]);
    for (const [here, there] of [["from", "to"], ["to", "from"]]) {
      const reached = new Set([entry]);
      for (const one of reached) {
        for (const { dataset } of arrows) if (dataset[here] === one) reached.add(dataset[there]);
      }
      for (const one of reached) chain.add(one);
    }
    return chain;
  }

  for (const event of ["pointerover", "focusin"]) {
    plot.addEventListener(event, ({ target }) => light(target.closest("a") ?? pinned));
  }
  for (const event of ["pointerleave", "focusout"]) plot.addEventListener(event, () => light(pinned));
  light(pinned);
  pinned?.scrollIntoView({ block: "center", inline: "center" });
}

// What is folded prints open, also where style sheets cannot say so.
{
  let opened = [];
  addEventListener("beforeprint", () => {
    opened = [...document.querySelectorAll("details:not([open])")];
    for (const details of opened) details.open = true;
    for (const image of document.images) image.loading = "eager";
  });
  addEventListener("afterprint", () => {
    for (const details of opened) details.open = false;
  });
}
