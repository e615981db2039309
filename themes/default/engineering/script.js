// Sorts and filters tables, and scrolls a wide drawing to the part that matters today.
"use strict";

// Where a list is on one page, nothing has to be loaded.
const parts = globalThis.longList ?? { isWhole: true, note: "", need: () => false };
for (const table of document.querySelectorAll("table[data-sortable]")) makeSortable(table);
for (const box of document.querySelectorAll("[data-filter]")) makeFilter(box);
for (const region of document.querySelectorAll("[data-plot]")) {
  keepTitles(region);
  region.scrollLeft = Number(region.dataset.plot) - region.clientWidth / 3;
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

/** Shows the box and hides each row that lacks one of the words in it. */
function makeFilter(box) {
  const input = box.querySelector("input");
  const count = box.querySelector("output");
  const table = document.getElementById(box.dataset.filter);
  const texts = new WeakMap();
  box.hidden = false;
  input.value = new URLSearchParams(location.hash.slice(1)).get("q") ?? "";
  input.addEventListener("input", () => {
    const hash = input.value.trim() ? `#${new URLSearchParams({ q: input.value.trim() })}` : "";
    history.replaceState(null, "", location.pathname + location.search + hash);
    apply();
  });
  document.addEventListener("parts", apply);
  apply();

  function apply() {
    const rows = [...table.tBodies[0].rows];
    for (const row of rows) if (!texts.has(row)) texts.set(row, textsOf(row));
    const sought = globalThis.matcher.query(input.value, rows.map((row) => texts.get(row)));
    if ((!sought.isEmpty && parts.need()) || parts.isLoading) {
      count.textContent = parts.note;
      return;
    }
    let shown = 0;
    for (const row of rows) {
      row.hidden = !sought.isEmpty && sought.rank(texts.get(row)) === 0;
      if (!row.hidden) shown += 1;
    }
    sought.mark(rows.filter((row) => !row.hidden));
    const total = parts.isWhole || parts.note ? rows.length : parts.total;
    count.textContent = `${shown} of ${total}${parts.note && ". "}${parts.note}`;
  }
}

/** The words of the title of a row, and those of all its cells. */
function textsOf(row) {
  return [row.querySelector("a, th")?.textContent ?? "", cellsOf(row)];
}

/** The texts of cells, which stand apart for readers and not in the document. */
function cellsOf(row) {
  return [...row.cells].map((cell) => cell.textContent).join(" ");
}

// What is folded prints open, also where style sheets cannot say so.
{
  let opened = [];
  addEventListener("beforeprint", () => {
    opened = [...document.querySelectorAll("details:not([open])")];
    for (const details of opened) details.open = true;
  });
  addEventListener("afterprint", () => {
    for (const details of opened) details.open = false;
  });
}
