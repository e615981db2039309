// Search, filters and views of the roadmap. What is chosen stands in the address, so it can be sent.
const form = document.getElementById("tools");
const board = document.querySelector(".board");
const off = document.getElementById("off");
const controls = form.elements;
const FILTERS = ["q", "theme", "status", "for"];

/** Words as they are compared: without case, accents and punctuation. */
const fold = (text) =>
  ` ${text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase().replace(/[^\p{L}\p{N}]+/gu, " ").trim()} `;

/** An element with classes and children. */
const make = (tag, className, ...children) => {
  const element = Object.assign(document.createElement(tag), { className });
  element.append(...children);
  return element;
};

const groups = [...document.querySelectorAll(".column, #off")].map((section) => ({
  section,
  title: section.querySelector("h2").firstChild.data.trim(),
  list: section.querySelector(".cards"),
  count: section.querySelector(".count"),
  jump: document.querySelector(`.jump [href="#${section.getAttribute("aria-labelledby")}"] .count`),
  none: make("p", "empty", "Nothing here matches. Other columns may have something."),
}));

const cards = groups.flatMap((group) =>
  [...(group.list?.children ?? [])].map((element) => {
    const text = (selector) => element.querySelector(selector)?.textContent ?? "";
    const link = element.querySelector(".in");
    const card = {
      element,
      group,
      isMore: element.hidden,
      words: fold(element.textContent),
      theme: link?.getAttribute("href").replace(/^.*\/|\.html$/g, "") ?? "",
      themeTitle: text(".in"),
      status: fold(text(".status")).trim().replaceAll(" ", "-"),
      statusTitle: text(".status"),
      for: text(".who").replace(text(".who .sr"), ""),
    };
    element.querySelector(".card-top").append(make("span", "card-place", group.title));
    return card;
  }),
);

// The two other views: one list of all, and one section for each theme, with what its card says.
const all = make("ul", "cards rows-of-cards");
const list = make("section", "", make("h2", "sr", "All entries"), all);
const themes = [...document.querySelectorAll("#all-themes .card"), null].map((card) => {
  const link = card?.querySelector("a").cloneNode(true);
  const head = make("div", "band-head", make("h2", "", link ?? "Everything else"));
  const problem = card?.querySelector(".card-summary");
  if (link) link.className = "";
  if (problem) head.append(make("p", "", problem.textContent));
  const cards = make("ul", "cards");
  const section = make("section", "band", head, cards);
  return { section, cards, theme: link?.getAttribute("href").replace(/^.*\/|\.html$/g, "") ?? "" };
});
const byTheme = make("div", "by-theme", ...themes.map(({ section }) => section));
const nothing = make("p", "empty", "Nothing matches. Try fewer words, or clear the filters.");
for (const ul of [all, ...themes.map(({ cards }) => cards)]) ul.setAttribute("role", "list");
board.after(list, byTheme, nothing);

for (const name of FILTERS.slice(1)) {
  const titles = new Map(cards.map((card) => [card[name], card[`${name}Title`] ?? card[name]]));
  titles.delete("");
  const options = [...titles].map(([value, title]) => new Option(title, value));
  if (name !== "status") options.sort((a, b) => a.text.localeCompare(b.text));
  controls[name].append(...options);
  controls[name].hidden = options.length < 2;
}

const isChosen = (card, wanted) =>
  wanted.q.every((word) => card.words.includes(word)) &&
  (!wanted.theme || card.theme === wanted.theme) &&
  (!wanted.status || card.status === wanted.status) &&
  // "Enterprise" also finds "Business and Enterprise".
  (!wanted.for || fold(card.for).includes(fold(wanted.for)));

/** Shows what the controls say. */
function show() {
  const view = controls.view.value;
  const wanted = Object.fromEntries(FILTERS.map((name) => [name, controls[name].value]));
  const isFiltered = FILTERS.some((name) => wanted[name].trim());
  wanted.q = fold(wanted.q).trim().split(" ");
  const shown = cards.filter((card) => isChosen(card, wanted));
  for (const card of cards) {
    const isHidden = card.isMore && !isFiltered && view === "columns";
    card.element.hidden = isHidden || !shown.includes(card);
    const theme = themes.find(({ theme }) => theme === card.theme) ?? themes.at(-1);
    ({ columns: card.group.list, themes: theme.cards, list: all })[view].append(card.element);
  }
  for (const { section, list, count, jump, none } of groups) {
    const here = shown.filter(({ group }) => group.section === section).length;
    for (const place of [count, jump]) if (place) place.firstChild.data = here;
    if (list && here === 0) list.after(none);
    else none.remove();
  }
  for (const { section, cards } of themes) {
    section.hidden = !cards.querySelector(".card:not([hidden])");
  }
  const isColumns = view === "columns";
  board.hidden = !isColumns;
  if (off) off.hidden = !isColumns || !off.querySelector(".card:not([hidden])");
  document.querySelector(".jump").hidden = !isColumns;
  document.getElementById("all-themes")?.toggleAttribute("hidden", view === "themes");
  list.hidden = view !== "list";
  byTheme.hidden = view !== "themes";
  nothing.hidden = isColumns || shown.length > 0;
  const total = `${cards.length} ${cards.length === 1 ? "entry" : "entries"}`;
  const result = isFiltered ? `${shown.length} of ${total}` : total;
  form.querySelector("[role=status]").textContent = result;
  form.querySelector(".clear").hidden = !isFiltered;
  form.classList.toggle("is-filtered", isFiltered);
}

function readAddress() {
  const query = new URLSearchParams(location.search);
  controls.view.value = "columns";
  for (const name of [...FILTERS, "view"]) {
    if (query.has(name)) controls[name].value = query.get(name);
    else if (name !== "view") controls[name].value = "";
    if (controls[name].selectedIndex < 0) controls[name].value = "";
  }
  show();
}

let later;
function writeAddress() {
  clearTimeout(later);
  const query = new URLSearchParams(location.search);
  for (const name of [...FILTERS, "view"]) {
    const value = controls[name].value.trim();
    if (value && value !== "columns") query.set(name, value);
    else query.delete(name);
  }
  const text = query.toString();
  history.replaceState(null, "", location.pathname + (text && `?${text}`) + location.hash);
}

form.addEventListener("submit", (event) => event.preventDefault());
form.addEventListener("input", () => {
  show();
  // Browsers allow only so many changes of the address while somebody types.
  clearTimeout(later);
  later = setTimeout(writeAddress, 250);
});
form.addEventListener("change", writeAddress);
form.querySelector(".clear").addEventListener("click", () => {
  for (const name of FILTERS) controls[name].value = "";
  show();
  writeAddress();
  controls.q.focus();
});
addEventListener("popstate", readAddress);

// A key without a modifier must be one that people can switch off.
const key = form.querySelector(".key");
const remember = (value) => {
  try {
    if (value) localStorage.setItem("search-key", value);
    return localStorage.getItem("search-key");
  } catch {
    return value;
  }
};
key.ariaPressed = remember() ?? "true";
key.addEventListener("click", () => {
  key.ariaPressed = key.ariaPressed !== "true";
  remember(key.ariaPressed);
});
addEventListener("keydown", (event) => {
  const isTyping = event.target.closest?.("input, select, textarea, [contenteditable]");
  if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || isTyping) return;
  if (key.ariaPressed !== "true") return;
  event.preventDefault();
  controls.q.focus();
  controls.q.select();
});

form.hidden = false;
readAddress();
