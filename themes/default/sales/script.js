// Copy buttons, search and filters, and sorting for the sales site. Without it every page is whole;
// what needs it is hidden in the page until it runs.
"use strict";
(() => {
  // Where a list is on one page, nothing has to be loaded.
  const parts = globalThis.longList ?? { isWhole: true, note: "", need: () => false };
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];

  // Copying

  const live = document.createElement("p");
  live.className = "toast";
  live.setAttribute("role", "status");
  document.body.append(live);
  let forget;

  function announce(text) {
    clearTimeout(forget);
    live.textContent = "";
    // A region is read out when its text changes, so that of the last time has to go first.
    requestAnimationFrame(() => (live.textContent = text));
    forget = setTimeout(() => (live.textContent = ""), 4000);
  }

  async function copy(text) {
    try {
      await navigator.clipboard.writeText(text);
      return true;
    } catch {
      return copySelection(text);
    }
  }

  /** For pages that may not use the clipboard directly, such as some opened by a double click. */
  function copySelection(text) {
    const focused = document.activeElement;
    const area = document.createElement("textarea");
    area.className = "sr";
    area.readOnly = true;
    area.value = text;
    document.body.append(area);
    area.select();
    let copied = false;
    try {
      copied = document.execCommand("copy");
    } catch {
      // The caller says that it did not work.
    }
    area.remove();
    focused?.focus({ preventScroll: true });
    return copied;
  }

  function prepareCopy(button) {
    const word = button.querySelector(".copy-word");
    const idle = word.textContent;
    const source = button.closest(".copyable")?.querySelector(".copy-text");
    let timer;
    button.hidden = false;
    button.addEventListener("click", async () => {
      const text = button.dataset.copy ?? source.textContent.trim();
      if (await copy(text)) {
        clearTimeout(timer);
        word.textContent = "Copied";
        button.classList.add("is-copied");
        timer = setTimeout(() => {
          word.textContent = idle;
          button.classList.remove("is-copied");
        }, 2000);
        announce(`Copied: ${text}`);
      } else {
        if (source) getSelection().selectAllChildren(source);
        announce("Copying is not allowed here. Select the text and copy it by hand.");
      }
    });
  }

  // Searching, filtering, sorting: the choice lives in the address

  function prepareFinder(finder) {
    let items, groups, asides;
    let loading;
    const fields = all("input, select", finder);
    const found = finder.querySelector(".found-count");
    const clear = finder.querySelector(".clear");
    // On phones the filters are folded.
    const filters = finder.querySelector(".filters");
    filters?.addEventListener("click", () => {
      filters.ariaExpanded = filters.ariaExpanded !== "true";
    });
    const table = document.querySelector("[data-sortable]");
    const sort = table && prepareSort(table, finder.querySelector("[name=sort]"), changed);

    function gather() {
      items = all("[data-item]").map((element) => ({
        element,
        data: element.dataset,
        theme: element.dataset.theme?.split("/").pop().replace(/\.html$/, "") ?? "",
      }));
      groups = all("[data-group]").map((element) => {
        const count = element.querySelector(".count");
        const jump = document.querySelector(`.jump a[href="#${element.querySelector("h2").id}"]`);
        return {
          element,
          count,
          whole: count.innerHTML,
          jump: jump?.querySelector(".count"),
          items: items.filter((item) => element.contains(item.element)),
          place: placeOf(element),
        };
      });
      // What is no entry goes while a search is on, with the link that leads to it.
      asides = all('[data-aside], .more, .jump [href="#themes"]');
    }

    /** Loads what searches; whether it is on its way. */
    function isSearchAwaited() {
      const { match: src } = finder.dataset;
      loading ??= document.head.appendChild(Object.assign(document.createElement("script"), { src }));
      return globalThis.matcher?.isAwaited() ?? true;
    }

    function choice() {
      const chosen = {};
      for (const { type, checked, name, value } of fields) {
        if ((type === "checkbox" && !checked) || !value.trim()) continue;
        chosen[name] = name in chosen ? `${chosen[name]} ${value}` : value.trim();
      }
      return chosen;
    }

    function choose(chosen) {
      for (const field of fields) {
        const value = chosen[field.name] ?? "";
        if (field.type === "checkbox") field.checked = value.split(" ").includes(field.value);
        else field.value = value;
        // An address that names what is not there chooses nothing rather than hiding all.
        if (field.localName === "select" && field.selectedIndex < 0) field.value = "";
      }
    }

    function show(chosen) {
      const { q = "" } = chosen;
      const isFiltered = Boolean(q || chosen.say || chosen.theme || chosen.blocker);
      const isIndexAwaited = Boolean(q) && isSearchAwaited();
      const arePartsAwaited = (isFiltered || chosen.sort) && parts.need();
      if (isIndexAwaited || arePartsAwaited) {
        found.textContent = arePartsAwaited ? parts.note : "Loading what is searched…";
        return;
      }
      sort?.by(chosen.sort ?? "");
      // An account is found by its own requests, a card by the names of all who asked.
      const fields = finder.dataset.one === "entry" ? 3 : 2;
      const elements = items.map(({ element }) => element);
      const sought = globalThis.matcher?.query(q, elements, fields);
      let count = 0;
      for (const item of items) {
        item.rank = q ? sought.rank(item.element) : 1;
        const fits =
          item.rank > 0 &&
          (!chosen.say || chosen.say.split(" ").includes(item.data.say)) &&
          (!chosen.theme || item.theme === chosen.theme) &&
          (!chosen.blocker || item.data.blocker === chosen.blocker);
        item.element.hidden = !fits;
        if (fits) count += 1;
      }
      if (!chosen.sort) order(Boolean(q));
      sought?.mark(items.filter(({ element }) => !element.hidden).map(({ element }) => element));
      for (const group of groups) {
        const shown = group.items.filter((item) => !item.element.hidden).length;
        group.element.hidden = isFiltered && shown === 0;
        if (isFiltered) group.count.textContent = `${shown} of ${group.items.length}`;
        else group.count.innerHTML = group.whole;
        if (group.jump) {
          if (isFiltered || parts.isWhole) group.jump.textContent = shown;
          group.jump.closest("li").hidden = group.element.hidden;
        }
      }
      for (const aside of asides) (aside.closest("li") ?? aside).hidden = isFiltered;
      const missed = "Only what is shown here was searched: the rest could not be loaded.";
      const isCut = q && globalThis.matcher?.isCut();
      const note = isCut ? missed : isFiltered || chosen.sort ? parts.note : "";
      const size = isFiltered || note || parts.isWhole ? items.length : parts.total;
      const total = `${size} ${size === 1 ? finder.dataset.one : finder.dataset.many}`;
      const counted = isFiltered ? `${count || "None"} of ${total}` : total;
      found.textContent = note ? `${counted}. ${note}` : counted;
      clear.hidden = !isFiltered;
      sayNothing(isFiltered && count === 0, q);
    }

    /** A mark before a section, to find the way back. */
    function placeOf(element) {
      const place = document.createComment("");
      element.before(place);
      return place;
    }

    let isOrdered = false;
    /** What fits best comes first, and so does its section; without a search all stand as they did. */
    function order(isSearch) {
      if (!isSearch && !isOrdered) return;
      isOrdered = isSearch;
      const listed = items.filter(({ element }) => element.parentElement.matches("ul"));
      if (isSearch) listed.sort((one, other) => other.rank - one.rank);
      for (const { element } of listed) element.parentElement.append(element);
      if (!isSearch) return groups.forEach(({ element, place }) => place.after(element));
      const best = ({ items }) => Math.max(...items.map(({ rank }) => rank));
      const [{ place } = {}] = groups;
      for (const { element } of [...groups].sort((one, other) => best(one) - best(other)))
        place.after(element);
    }

    const nothing = document.createElement("p");
    nothing.className = "empty nothing";
    /** Says that nothing was found, and what to do. */
    function sayNothing(isSaid, q) {
      nothing.remove();
      const jump = document.querySelector(".jump");
      if (jump) jump.hidden = isSaid;
      if (!isSaid || isSearchAwaited()) return;
      const otherwise = "tell the product team that a customer needs it";
      nothing.replaceChildren(...globalThis.matcher.nothing(q, clear, otherwise));
      finder.after(nothing);
    }

    function changed() {
      const chosen = choice();
      show(chosen);
      const query = new URLSearchParams(chosen).toString();
      try {
        history.replaceState(null, "", `${location.pathname}${query && `?${query}`}${location.hash}`);
      } catch {
        // Some browsers let no file change its address; the page works all the same.
      }
    }

    finder.addEventListener("input", changed);
    clear.addEventListener("click", () => {
      const { sort: order } = choice();
      choose({ sort: order });
      changed();
      fields[0].focus();
    });
    addEventListener("popstate", restore);
    // A link to one account must show it, whatever the filter.
    addEventListener("hashchange", reveal);

    let isSought = false;
    function reveal() {
      const target = document.getElementById(location.hash.slice(1));
      if (target?.closest("[hidden]")) clear.click();
      else if (!target && location.hash) isSought = parts.need();
    }

    document.addEventListener("parts", () => {
      if (parts.isWhole) {
        gather();
        all("button.copy[hidden]").forEach(prepareCopy);
        sort?.reset();
      }
      show(choice());
      if (isSought) document.getElementById(location.hash.slice(1))?.scrollIntoView();
      isSought = false;
    });

    function restore() {
      choose(Object.fromEntries(new URLSearchParams(location.search)));
      show(choice());
    }
    gather();
    if (items.length < 2 && parts.isWhole) finder.remove();
    else finder.hidden = false;
    restore();
    reveal();
  }

  function prepareSort(table, select, changed) {
    let body, original;
    let current = "";
    const reset = () => {
      body = table.tBodies[0];
      original = [...body.rows];
      current = "";
    };
    reset();
    const heads = all("th:has(> .sorter)", table);
    for (const head of heads) {
      // The button takes the room of what it replaces, arrow included, so that nothing moves.
      const label = head.querySelector(".sorter");
      const button = document.createElement("button");
      button.type = "button";
      button.className = "sorter";
      button.append(...label.childNodes);
      label.replaceWith(button);
      button.addEventListener("click", () => {
        const key = head.dataset.key;
        const order = [key, `${key}-down`];
        // What is large or late is what people look for first.
        if (["value", "asked"].includes(key)) order.reverse();
        const next = order[order.indexOf(select.value) + 1] ?? "";
        if (next && ![...select.options].some(({ value }) => value === next)) {
          select.add(new Option(`${button.textContent}, the other way round`, next));
        }
        select.value = next;
        changed();
      });
    }

    function by(order) {
      if (order === current) return;
      current = order;
      const [key, down] = order.split("-");
      const rows = [...original];
      if (key) rows.sort((a, b) => compare(a.dataset[key] ?? "", b.dataset[key] ?? "", down));
      body.append(...rows);
      for (const head of heads) {
        if (head.dataset.key !== key) head.removeAttribute("aria-sort");
        else head.setAttribute("aria-sort", down ? "descending" : "ascending");
      }
    }
    return { by, reset };
  }

  /** What has no value comes last, whichever way round. */
  function compare(a, b, down) {
    if (!a || !b) return Number(!a) - Number(!b);
    return (a < b ? -1 : a > b ? 1 : 0) * (down ? -1 : 1);
  }

  all("button.copy").forEach(prepareCopy);
  all(".finder").forEach(prepareFinder);
})();

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
