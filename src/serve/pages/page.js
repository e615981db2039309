// Follows the builds of a preview in one open page: loads the page again when it has changed, and
// shows the mistakes of a build that failed. Only the preview server adds this to pages.
"use strict";
(() => {
  const { tag, start } = document.currentScript.dataset;
  const isStart = start !== undefined;
  // The page with the sites side by side shows mistakes once, for all of them.
  const isInside = window.parent !== window;
  const place = `roadcast ${location.pathname}`;
  let seen;

  restore();
  if (isInside) document.addEventListener("click", leaveFrame, { capture: true });
  listen((state) => {
    if (!isInside) showMistakes(state.mistakes);
    if (isStart) document.dispatchEvent(new CustomEvent("roadcast", { detail: state }));
    else update(state);
  });

  /** One connection for all open pages, because browsers allow only six to a server. */
  function listen(told) {
    if ("SharedWorker" in window) {
      const { port } = new SharedWorker("/~roadcast/worker.js");
      port.onmessage = ({ data }) => told(JSON.parse(data));
      return;
    }
    new EventSource("/~roadcast/events").onmessage = ({ data }) => told(JSON.parse(data));
  }

  async function update({ number }) {
    if (number === seen) return;
    seen = number;
    try {
      const answer = await fetch(location.pathname, { method: "HEAD", cache: "no-store" });
      const now = answer.headers.get("ETag")?.replaceAll('"', "") ?? String(answer.status);
      if (number === seen && now !== tag) reload();
    } catch {
      // The server has ended; the next one will tell.
    }
  }

  /** What is elsewhere may not be shown in a frame. */
  function leaveFrame({ target }) {
    const link = target.closest?.("a[href]");
    if (/^http/.test(link?.protocol) && link.origin !== location.origin) link.target = "_blank";
  }

  function reload() {
    try {
      sessionStorage.setItem(place, JSON.stringify([scrollX, scrollY]));
    } catch {
      // Then the browser's own memory must do.
    }
    location.reload();
  }

  function restore() {
    try {
      const kept = sessionStorage.getItem(place);
      if (!kept) return;
      sessionStorage.removeItem(place);
      const [left, top] = JSON.parse(kept);
      const back = () => scrollTo({ left, top, behavior: "instant" });
      back();
      addEventListener("load", back);
    } catch {
      // Then the browser's own memory must do.
    }
  }

  function showMistakes(text) {
    let box = document.getElementById("roadcast-mistakes");
    if (!text) {
      box?.remove();
      return;
    }
    if (!box) {
      box = document.createElement("section");
      box.id = "roadcast-mistakes";
      box.setAttribute("role", "alert");
      box.setAttribute("aria-label", "Mistakes");
      const head = document.createElement("div");
      const words = document.createElement("strong");
      words.textContent = "The last good sites stay up until this is mended";
      const hide = document.createElement("button");
      hide.type = "button";
      hide.textContent = "Hide";
      hide.addEventListener("click", () => (box.hidden = true));
      head.append(words, hide);
      const drawn = document.createElement("pre");
      drawn.tabIndex = 0;
      box.append(head, drawn);
      document.body.append(box);
    }
    const drawn = box.querySelector("pre");
    if (drawn.textContent !== text) {
      drawn.textContent = text;
      box.hidden = false;
    }
  }
})();
