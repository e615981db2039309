// Search, filters and views. What is chosen stands in the address, so that it can be sent.
const find = (selector, from = document) => from.querySelector(selector);
const form = find("#tools");
const controls = form.elements;
const parts = globalThis.longList ?? { isWhole: true };
const NAMES = ["q", "theme", "status", "for", "view"];

/** Words without case, accents and punctuation. */
const fold = (text) =>
  ` ${text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase().replace(/[^\p{L}\p{N}]+/gu, " ").trim()} `;

/** An element with attributes and children. */
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
const nothing = make("p", { class: "empty" }, "Nothing matches. Try fewer words, or clear all.");

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
      const [status, plan, link] = [".status", ".who", ".in"].map((part) => find(part, element));
      const words = fold(element.textContent);
      if (status.textContent !== group.name)
        status.after(make("span", { class: "place" }, group.name));
      return {
        element,
        group,
        words,
        isMore: element.hidden,
        theme: [stem(link), link?.textContent],
        status: [fold(status.textContent).trim().replaceAll(" ", "-"), status.textContent],
        for: [plan?.textContent ?? "", plan?.textContent],
      };
    }),
  );
  themes = [...document.querySelectorAll("#all-themes .card"), null].map((card) => {
    const link = card && find("a", card).cloneNode(true);
    link?.removeAttribute("class");
    const problem = (card && find(".card-summary", card)?.textContent) ?? "";
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
  const shown = cards.filter(
    (card) =>
      fold(q).trim().split(" ").every((word) => card.words.includes(word)) &&
      [card.theme[0], ""].includes(theme) &&
      [card.status[0], ""].includes(status) &&
      // "Enterprise" also finds "Business and Enterprise".
      (!plan || fold(card.for[0]).includes(fold(plan))),
  );
  for (const card of cards) {
    if (view !== placed) {
      const { list } = themes.find(({ name }) => name === card.theme[0]) ?? themes.at(-1);
      (isColumns ? card.group.list : view === "list" ? all : list).append(card.element);
    }
    card.element.hidden = !shown.includes(card) || (card.isMore && isColumns && !isFiltered);
  }
  placed = view;
  for (const part of [find(".board"), find("#off"), find(".jump")]) if (part) part.hidden = !isColumns;
  for (const { section, list, counts, whole, none } of groups) {
    const found = shown.filter(({ group }) => group.section === section).length;
    const here = isFiltered ? found : Number(whole ?? found);
    for (const count of counts) if (count) count.firstChild.data = here;
    if (list && !here) list.after(none);
    else none.remove();
    if (section.id) section.hidden ||= !here;
  }
  for (const { section, list } of themes) section.hidden = !find(".card:not([hidden])", list);
  find("#all-themes")?.toggleAttribute("hidden", view === "themes");
  list.hidden = view !== "list";
  byTheme.hidden = view !== "themes";
  nothing.hidden = isColumns || shown.length > 0;
  const total = parts.isWhole || needsAll ? cards.length : parts.total;
  say.textContent =
    `${isFiltered ? `${shown.length} of ` : ""}${total} ${total === 1 ? "entry" : "entries"}` +
    (needsAll && parts.note ? `. ${parts.note}` : "");
  find(".clear", form).hidden = !isFiltered;
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
find(".clear", form).onclick = () => {
  for (const name of NAMES.slice(0, 4)) controls[name].value = "";
  show();
  writeAddress();
  controls.q.focus();
};
// People must be able to switch off a shortcut of one plain key (WCAG 2.1.4).
const key = find(".key", form);
key.onclick = () => (key.ariaPressed = key.ariaPressed !== "true");
addEventListener("keydown", (event) => {
  const isTyping = event.target.closest?.("input, select, textarea");
  const isOurs = event.key === "/" && !event.ctrlKey && !event.metaKey && !event.altKey;
  if (!isOurs || isTyping || key.ariaPressed !== "true") return;
  event.preventDefault();
  controls.q.select();
});

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
