// Search, filters and views. What is chosen stands in the address.
const find = (selector, from = document) => from.querySelector(selector);
const form = find("#tools");
const controls = form.elements;
const parts = globalThis.longList ?? { isWhole: true };
const NAMES = ["q", "theme", "status", "for", "view"];

const make = (tag, attributes, ...children) => {
  const element = document.createElement(tag);
  for (const name in attributes) element.setAttribute(name, attributes[name]);
  element.append(...children);
  return element;
};
const makeList = (name) => make("ul", { class: `cards ${name}`, role: "list" });
const stem = (link) => link?.getAttribute("href").replace(/^.*\/|\.html$/g, "") ?? "";

let groups, cards, themes, placed;
// The other views: one list, and a section for each theme with the words of its card.
const all = makeList("card-rows");
const list = make("section", {}, make("h2", { class: "sr" }, "All entries"), all);
const byTheme = make("div", { class: "by-theme" });
const clear = find(".clear", form);
const nothing = make("p", { class: "empty" });

let loading;
/** Loads what searches; whether it is on its way. */
function isAwaited() {
  loading ??= document.head.appendChild(make("script", { src: form.dataset.match }));
  return globalThis.matcher?.isAwaited() ?? true;
}

function gather() {
  placed = "columns";
  groups = [...document.querySelectorAll(".column, #off")].map((section) => {
    const heading = find("h2", section);
    const counts = [find(".count", heading), find(`.jump [href="#${heading.id}"] .count`)];
    return {
      section,
      name: heading.firstChild.data.trim(),
      list: find(".cards", section),
      counts,
      whole: counts[0]?.firstChild.data,
      none: make("p", { class: "empty" }, "Nothing here matches what you chose."),
    };
  });
  cards = groups.flatMap((group) =>
    [...(group.list?.children ?? [])].map((element) => {
      const parts = [".status", ".who", ".in"];
      const [status, plan, link] = parts.map((part) => find(part, element));
      if (status.textContent !== group.name)
        status.after(make("span", { class: "place" }, group.name));
      return {
        element,
        group,
        isMore: element.hidden,
        theme: [stem(link), link?.textContent],
        status: [status.textContent.toLowerCase().replace(/\P{L}+/gu, "-"), status.textContent],
        for: [plan?.textContent ?? "", plan?.textContent],
      };
    }),
  );
  themes = [...document.querySelectorAll("#all-themes .card"), null].map((card) => {
    const link = card && find("a", card).cloneNode(true);
    link?.removeAttribute("class");
    const problem = (card && find("h3 + p", card)?.textContent) ?? "";
    const texts = [make("h2", {}, link ?? "Everything else"), make("p", {}, problem)];
    const head = make("div", { class: "band-head" }, ...texts);
    const list = makeList("");
    return { name: stem(link), list, section: make("section", { class: "band" }, head, list) };
  });
  byTheme.replaceChildren(...themes.map(({ section }) => section));
  find(".board").after(list, byTheme, nothing);

  for (const name of ["theme", "status", "for"]) {
    const control = controls[name];
    // A page of several brings all choices.
    if (control.length === 1) {
      const choices = [...new Map(cards.map((card) => card[name]))].filter(([value]) => value);
      if (name !== "status") choices.sort(([, a], [, b]) => a.localeCompare(b));
      control.append(...choices.map(([value, text]) => new Option(text, value)));
    }
    control.hidden = control.length < 3;
  }
}

const views = [...form.querySelectorAll(".views button")];
/** Shows what the controls say. */
function show() {
  const [q, theme, status, plan, view] = NAMES.map((name) => controls[name].value.trim());
  const isFiltered = Boolean(q || theme || status || plan);
  const isColumns = view === "columns";
  const say = find("[role=status]", form);
  const needsAll = isFiltered || !isColumns;
  if (needsAll && parts.need?.()) return (say.textContent = parts.note);
  if (q && isAwaited()) return (say.textContent = "Loading the search…");
  const sought = globalThis.matcher?.query(q, cards.map(({ element }) => element));
  for (const card of cards) card.rank = q ? sought.rank(card.element) : 1;
  const shown = cards.filter(
    (card) =>
      card.rank > 0 &&
      [card.theme[0], ""].includes(theme) &&
      [card.status[0], ""].includes(status) &&
      // "Enterprise" also finds "Business and Enterprise".
      (!plan || ` ${card.for[0]} `.includes(` ${plan} `)),
  );
  // What fits best comes first; without a search all stand as they did.
  for (const card of [...cards].sort((one, other) => other.rank - one.rank)) {
    if (view + q !== placed) {
      const { list } = themes.find(({ name }) => name === card.theme[0]) ?? themes.at(-1);
      (isColumns ? card.group.list : view === "list" ? all : list).append(card.element);
    }
    card.element.hidden = !shown.includes(card) || (card.isMore && isColumns && !isFiltered);
  }
  placed = view + q;
  const isNone = shown.length === 0;
  for (const part of document.querySelectorAll(".board, #off, .jump"))
    part.hidden = !isColumns || isNone;
  for (const { section, list, counts, whole, none } of groups) {
    const found = shown.filter(({ group }) => group.section === section).length;
    const here = isFiltered ? found : Number(whole ?? found);
    for (const count of counts) if (count) count.firstChild.data = here;
    if (list && !here) list.after(none);
    else none.remove();
    if (section.id) section.hidden ||= !here;
  }
  for (const { section, list } of themes) section.hidden = !find(".card:not([hidden])", list);
  for (const part of document.querySelectorAll("#all-themes, .band:has(#statuses), .ask"))
    part.hidden = (isNone && isFiltered) || (part.id === "all-themes" && view === "themes");
  list.hidden = view !== "list" || isNone;
  byTheme.hidden = view !== "themes" || isNone;
  nothing.hidden = !isNone;
  if (isNone && !isAwaited()) nothing.replaceChildren(...globalThis.matcher.nothing(q, clear));
  sought?.mark(shown.map(({ element }) => element));
  const total = parts.isWhole || needsAll ? cards.length : parts.total;
  say.textContent =
    `${isFiltered ? `${shown.length} of ` : ""}${total} ${total === 1 ? "entry" : "entries"}` +
    (needsAll && parts.note ? `. ${parts.note}` : "");
  clear.hidden = !isFiltered;
  form.classList.toggle("is-filtered", isFiltered);
  for (const button of views) button.ariaPressed = button.value === view;
}

function readAddress() {
  const query = new URLSearchParams(location.search);
  controls.view.value = "columns";
  for (const name of NAMES) {
    const control = controls[name];
    const value = query.get(name) ?? "";
    if (name !== "view" || views.some((button) => button.value === value)) control.value = value;
    if (control.selectedIndex < 0) control.value = "";
  }
  show();
}

let later;
function writeAddress() {
  clearTimeout(later);
  const query = new URLSearchParams(location.search);
  for (const name of NAMES) {
    const value = controls[name].value.trim();
    if (value && value !== "columns") query.set(name, value);
    else query.delete(name);
  }
  const { pathname, hash } = location;
  history.replaceState(null, "", pathname + (query.size ? `?${query}` : "") + hash);
}

for (const button of views) {
  button.onclick = () => {
    controls.view.value = button.value;
    show();
    writeAddress();
  };
}
form.onsubmit = () => false;
form.onchange = writeAddress;
form.oninput = () => {
  show();
  // Browsers allow only so many changes of the address.
  clearTimeout(later);
  later = setTimeout(writeAddress, 250);
};
clear.onclick = () => {
  for (const name of NAMES.slice(0, 4)) controls[name].value = "";
  show();
  writeAddress();
  controls.q.focus();
};
const filters = find(".filters", form);
filters.onclick = () => (filters.ariaExpanded = filters.ariaExpanded !== "true");

// The address for feedback; where nothing may be copied, it is selected.
const copy = find(".ask .copy");
if (copy) {
  copy.hidden = false;
  copy.onclick = async () => {
    try {
      await navigator.clipboard.writeText(copy.dataset.copy);
      copy.nextSibling.textContent = "Copied.";
    } catch {
      getSelection().selectAllChildren(find(".pick"));
    }
  };
}

gather();
// One entry needs no search.
if (cards.length > 1 || !parts.isWhole) {
  form.hidden = false;
  document.addEventListener("parts", () => {
    if (parts.isWhole) gather();
    show();
  });
  addEventListener("popstate", readAddress);
  readAddress();
} else form.remove();

// What is new since the last visit. The reader's browser keeps its day, and nobody else learns it.
{
  const key = new URL(".", location).href;
  const today = document.querySelector("footer time").dateTime;
  let visit = {};
  try {
    visit = JSON.parse(localStorage[key] ?? "{}");
    if (visit.last !== today) visit = { last: today, before: visit.last };
    localStorage[key] = JSON.stringify(visit);
  } catch {
    // Nothing is kept: every visit is the first.
  }
  globalThis.lastVisit = visit.before;
  for (const mark of document.querySelectorAll(".card [data-on]"))
    mark.hidden = mark.dataset.on <= visit.before;
}
