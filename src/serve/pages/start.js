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
  const WITHHELD = {
    "by visibility": "Not in this site: its visibility keeps it out",
    undiscovered: "Not in this site: its discovery is not finished",
    confidential: "Not in this site: it is confidential",
  };
  /**
   * The page that a pane was sent to, so that its arrival moves nobody else. At first, that is where
   * the frames begin: a slow one must not take back what was chosen in a quick one meanwhile.
   */
  const sent = Object.fromEntries(AUDIENCES.map((audience) => [audience, COMMON[0]]));
  /** The file of every page so far: a new title gives a new address, and the panes follow it. */
  const files = new Map();
  let rows = [];

  let loaded = load();
  for (const audience of AUDIENCES) {
    panes[audience].frame.addEventListener("load", () => {
      listen(panes[audience].frame.contentWindow);
      follow(audience);
    });
    // What was there before this script ran.
    if (pathOf(audience)) follow(audience);
    if (panes[audience].frame.contentDocument?.readyState === "complete") {
      listen(panes[audience].frame.contentWindow);
    }
  }

  // Also at the first sign of the server: a build may have ended between the rows and that.
  document.addEventListener("roadcast", () => {
    loaded = load();
    for (const audience of AUDIENCES) followMove(audience);
  });

  // Three sites side by side need a wide screen; on others there is one, and a key for each.
  const narrow = matchMedia("(max-width: 112.49rem)");
  for (const button of document.querySelectorAll(".switch button")) {
    button.addEventListener("click", () => choose(button.value));
  }
  const wanted = new URLSearchParams(location.search).get("show")?.split(",");
  const first = narrow.matches ? ["client"] : AUDIENCES;
  for (const audience of AUDIENCES) show(audience, (wanted ?? first).includes(audience));
  listen(window);

  /** Shows a site alone where there is no room for more, else shows or hides it. */
  function choose(audience) {
    if (!narrow.matches) return show(audience, panes[audience].section.hidden);
    for (const other of AUDIENCES) show(other, other === audience);
  }

  /** The keys 1, 2 and 3 choose a site, wherever the focus is, but where somebody types. */
  function listen(frame) {
    frame.addEventListener("keydown", ({ key, target, ctrlKey, metaKey, altKey }) => {
      const isTyping = target.closest?.("input, select, textarea");
      const audience = AUDIENCES[Number(key) - 1];
      if (audience && !isTyping && !ctrlKey && !metaKey && !altKey) choose(audience);
    });
  }

  async function load() {
    try {
      rows = await (await fetch("/~roadcast/pages.json", { cache: "no-store" })).json();
    } catch {
      // The server has ended; the sites that are open stay.
    }
    for (const row of rows) {
      for (const audience of AUDIENCES) {
        if (row[audience].path) files.set(`${audience}/${row[audience].path}`, row.file);
      }
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

  function rowOf(audience, path) {
    const name = decodeURIComponent(path);
    return (
      rows.find((row) => row[audience].path === name) ??
      rows.find((row) => row.file === files.get(`${audience}/${name}`))
    );
  }

  /** Sends a pane on whose page has another address by now, or none. */
  async function followMove(audience) {
    await loaded;
    const path = pathOf(audience);
    const row = path && rowOf(audience, path);
    if (row && row[audience].path !== decodeURIComponent(path)) send(audience, row[audience]);
  }

  /** Sends the other panes to what a pane shows now. */
  async function follow(audience) {
    const path = pathOf(audience);
    if (!path) return;
    const { link, section, note } = panes[audience];
    link.href = `/${audience}/${path}`;
    followMove(audience);
    if (sent[audience] === path) return;
    sent[audience] = path;
    await loaded;
    note.textContent = "";
    section.classList.remove("is-behind");
    const row = rowOf(audience, path);
    file.textContent = row?.file ?? "";
    for (const other of AUDIENCES.filter((name) => name !== audience)) {
      send(other, row ? row[other] : { path: COMMON.includes(path) ? path : undefined });
    }
  }

  function send(audience, { path, withheld }) {
    const { frame, note, section } = panes[audience];
    note.textContent = withheld ? (WITHHELD[withheld] ?? `Not in this site: ${withheld}`) : "";
    section.classList.toggle("is-behind", Boolean(withheld));
    if (!path || pathOf(audience) === path) return;
    sent[audience] = path;
    frame.contentWindow.location.replace(`/${audience}/${path}`);
  }
})();
