// A list that is too long for one page goes on on others. What searches or sorts it asks here for
// all of it. The event "parts" says that this has begun, that it has failed, or that all is here.
"use strict";
globalThis.longList = (() => {
  const nav = document.querySelector("[data-parts]");
  const LISTS = ".cards, .rows, .theme-list";
  const NOTES = {
    loading: "Loading the other pages…",
    failed: "On this page only: the other pages could not be loaded.",
  };
  let state = nav ? "part" : "whole";

  function become(next) {
    state = next;
    document.dispatchEvent(new Event("parts"));
  }

  async function load() {
    try {
      // A page that was opened from a folder may not read the one beside it.
      if (location.protocol === "file:") throw new Error();
      const [whole, ...others] = await Promise.all(nav.dataset.parts.split(" ").map(read));
      join(whole, others);
      document.querySelector("[data-whole]").replaceWith(whole);
    } catch {
      return become("failed");
    }
    for (const element of document.querySelectorAll(".paged")) element.remove();
    become("whole");
  }

  /** The part of a page that holds its lists. */
  async function read(name) {
    // All pages have to be of the same build, whatever the browser has kept.
    const answer = await fetch(name, { cache: "no-cache" });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const part = page.querySelector("[data-whole]");
    if (!answer.ok || !part) throw new Error(name);
    return part;
  }

  /** Puts the rows of further pages into the lists of the first, in the order of the pages. */
  function join(whole, others) {
    const nameOf = (block) => block.ariaLabel ?? block.getAttribute("aria-labelledby");
    const blocksOf = (part) => [...part.querySelectorAll("section, nav")];
    const known = new Map(blocksOf(whole).map((block) => [nameOf(block), block]));
    for (const part of others) {
      if (whole.localName === "tbody") whole.append(...part.rows);
      for (const block of blocksOf(part)) {
        const same = known.get(nameOf(block));
        if (!same) {
          known.set(nameOf(block), block);
          whole.append(block);
          continue;
        }
        for (const list of block.querySelectorAll(LISTS)) {
          const begun = [...same.querySelectorAll(LISTS)];
          const end = begun.find(({ className }) => className === list.className) ?? same;
          end.append(...list.children);
        }
      }
    }
  }

  return {
    /** How many rows there are on all pages, where this page does not have all. */
    total: Number(nav?.dataset.total),
    get isWhole() {
      return state === "whole";
    },
    get isLoading() {
      return state === "loading";
    },
    /** What to say of a search: that it waits, or that it saw only this page. */
    get note() {
      return NOTES[state] ?? "";
    },
    /** Asks for all rows; whether they are on their way. */
    need() {
      if (state === "part") {
        become("loading");
        load();
      }
      return state === "loading";
    },
  };
})();
