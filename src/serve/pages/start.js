// The sites side by side: the same entry stays in view in all of them.
"use strict";
(() => {
  const AUDIENCES = ["client", "sales", "engineering"];
  // Pages that every site has under one name.
  const COMMON = ["index.html", "shipped.html", "embed.html"];
  const panes = Object.fromEntries(
    AUDIENCES.map((audience) => {
      const section = document.querySelector(`[data-audience=${audience}]`);
      const find = (selector) => section.querySelector(selector);
      return [audience, { section, frame: find("iframe"), note: find(".note"), link: find("a") }];
    }),
  );
  const file = document.querySelector(".file");
  /** The page that a pane was sent to, so that its arrival moves nobody else. */
  const sent = {};
  let rows = [];
  let number;

  const loaded = load();
  for (const audience of AUDIENCES) {
    panes[audience].frame.addEventListener("load", () => follow(audience));
    // What was there before this script ran.
    if (pathOf(audience)) follow(audience);
  }

  document.addEventListener("roadcast", ({ detail }) => {
    if (number !== undefined && number !== detail.number) load();
    number = detail.number;
  });

  for (const button of document.querySelectorAll(".switch button")) {
    button.addEventListener("click", () => show(button.value, panes[button.value].section.hidden));
  }
  const wanted = new URLSearchParams(location.search).get("show")?.split(",") ?? AUDIENCES;
  for (const audience of AUDIENCES) show(audience, wanted.includes(audience));

  async function load() {
    try {
      rows = await (await fetch("/~roadcast/pages.json", { cache: "no-store" })).json();
    } catch {
      // The server has ended; the sites that are open stay.
    }
  }

  function show(audience, isShown) {
    panes[audience].section.hidden = !isShown;
    const button = document.querySelector(`.switch [value=${audience}]`);
    button.setAttribute("aria-pressed", String(isShown));
    const shown = AUDIENCES.filter((name) => !panes[name].section.hidden);
    const query = shown.length === AUDIENCES.length ? "" : `?show=${shown.join(",")}`;
    history.replaceState(null, "", `/${query}`);
  }

  /** The path of the page in a pane, relative to its site. */
  function pathOf(audience) {
    try {
      const { pathname } = panes[audience].frame.contentWindow.location;
      const root = `/${audience}/`;
      return pathname.startsWith(root) ? pathname.slice(root.length) || "index.html" : undefined;
    } catch {
      return undefined;
    }
  }

  /** Sends the other panes to what a pane shows now. */
  async function follow(audience) {
    const path = pathOf(audience);
    if (!path) return;
    const { link, section, note } = panes[audience];
    link.href = `/${audience}/${path}`;
    if (sent[audience] === path) return;
    sent[audience] = path;
    await loaded;
    note.textContent = "";
    section.classList.remove("is-behind");
    const row = rows.find((row) => row[audience]?.path === decodeURIComponent(path));
    file.textContent = row?.file ?? "";
    for (const other of AUDIENCES.filter((name) => name !== audience)) {
      send(other, row ? row[other] : { path: COMMON.includes(path) ? path : undefined });
    }
  }

  function send(audience, { path, withheld }) {
    const { frame, note, section } = panes[audience];
    note.textContent = withheld ? `Not in this site: ${withheld}` : "";
    section.classList.toggle("is-behind", Boolean(withheld));
    if (!path || pathOf(audience) === path) return;
    sent[audience] = path;
    frame.contentWindow.location.replace(`/${audience}/${path}`);
  }
})();
