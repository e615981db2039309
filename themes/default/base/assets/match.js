// What people search for is found however it is spelled: without case, accents, hyphens and spaces,
// from the beginning of a word, by the initials of a title, and with one slip in longer words. It is
// loaded by the first search; the table of engineering, which can be filtered at once, brings it.
globalThis.matcher = (() => {
  const OTHERS = { ß: "ss", æ: "ae", œ: "oe", ø: "o", đ: "d", ł: "l", ı: "i" };
  const WORD = /[\p{L}\p{M}\p{N}]+/gu;
  // In these scripts nothing stands between words.
  const UNPARTED = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]/u;

  const fold = (word) =>
    word
      .normalize("NFKD")
      .replace(/\p{M}/gu, "")
      .toLowerCase()
      .replace(/[ßæœøđłı]/g, (letter) => OTHERS[letter]);
  const words = (text) => (text.match(WORD) ?? []).map(fold);

  /** Whether one letter more, less, other or out of turn makes a term of the beginning of a word. */
  function isSlip(term, word) {
    let at = 0;
    while (at < term.length && term[at] === word[at]) at += 1;
    // Nobody mistypes the first letter, and other words differ in it.
    if (at === 0) return false;
    const goesOn = (from, to) => word.startsWith(term.slice(from), to);
    return (
      goesOn(at + 1, at + 1) ||
      goesOn(at + 1, at) ||
      goesOn(at, at + 1) ||
      (term[at] === word[at + 1] && term[at + 1] === word[at] && goesOn(at + 2, at + 2))
    );
  }

  /** How many words, from this one on, are what the term says; 0 if they are not. */
  function reach(term, list, at, isTitle) {
    let joined = "";
    for (let end = at; end < list.length && end < at + 6; end += 1) {
      joined += list[end];
      if (joined.startsWith(term)) return end - at + 1;
      if (joined.length >= term.length || !term.startsWith(joined)) break;
    }
    if (UNPARTED.test(term) && list[at].includes(term)) return 1;
    const initials = isTitle && term.length > 2 && list.slice(at, at + term.length);
    return initials && initials.map(([letter]) => letter).join("") === term ? term.length : 0;
  }

  const SLIPS_FROM = 5;
  const slips = (term, word) =>
    term.length >= SLIPS_FROM && word.length >= SLIPS_FROM - 1 && isSlip(term, word);

  /** Which text of an item, the first of them its title, has a term; -1 if none does. */
  const place = (term, texts) =>
    texts.findIndex((list, text) => list.some((_, at) => reach(term, list, at, text === 0)));
  const placeOfSlip = (term, texts) =>
    texts.findIndex((list) => list.some((word) => slips(term, word)));

  // What no list shows stands in the index of the site.
  const INDEX = new URL("../search.js", document.currentScript.src);
  let index = "none";
  let read = new WeakMap();

  /** Has the page search anew when what it waits for has come. */
  function again() {
    const box = document.querySelector("input[type=search]");
    box?.dispatchEvent(new Event("input", { bubbles: true }));
  }

  /** Asks for the index, once; whether it is on its way. */
  function isAwaited() {
    const arrive = (state) => () => {
      index = state;
      read = new WeakMap();
      again();
    };
    if (index === "none") {
      index = "coming";
      const script = { src: INDEX, onload: arrive("here"), onerror: arrive("failed") };
      document.head.append(Object.assign(document.createElement("script"), script));
    }
    return index === "coming";
  }

  /** What an element is found by: its title, the words for it, its summary, and all else. `fields`
   *  is how much the index says of each entry in it: its words, its texts, who asked for it. */
  function textsOf(element, fields) {
    const known = globalThis.searchWords ?? {};
    const links = all("a[href]", element).map((link) => known[link.getAttribute("href")] ?? []);
    const head = element.querySelector("h2, h3, th");
    const title = head?.querySelector("a") ?? head ?? element.querySelector("a");
    const texts = links.flatMap((found) => found.slice(1, fields));
    return [
      textOf(title),
      links.map(([words = ""]) => words).join(" "),
      textOf(element.querySelector(".card-summary, h3 + p:not([class])")),
      [textOf(element), ...texts].join(" "),
    ];
  }

  const all = (selector, root) => [...root.querySelectorAll(selector)];
  /** The texts in an element. Its parts stand apart for readers and not in the document. */
  function textOf(element) {
    const texts = document.createTreeWalker(element ?? new Text(), NodeFilter.SHOW_TEXT);
    const found = [];
    while (texts.nextNode()) found.push(texts.currentNode.data);
    return found.join(" ");
  }

  function wordsOf(element, fields) {
    if (!read.has(element)) read.set(element, textsOf(element, fields).map(words));
    return read.get(element);
  }

  /** What was typed, to ask elements for it. All are needed: what one of them has is no slip. */
  function query(text, elements, fields = 3) {
    const terms = words(text);
    const items = terms.length ? elements.map((element) => wordsOf(element, fields)) : [];
    const isThere = (term) => items.some((texts) => place(term, texts) >= 0);
    const missed = new Set(terms.filter((term) => !isThere(term)));
    const sum = (terms, texts) => {
      const places = terms.map((term) => (missed.has(term) ? placeOfSlip : place)(term, texts));
      return places.includes(-1) ? 0 : places.reduce((sum, place) => sum + 4 - place, 0);
    };
    const rank = (texts) => sum(terms, texts) || (terms.length > 1 ? sum([terms.join("")], texts) : 0);
    return {
      isEmpty: terms.length === 0,
      /** How well an element fits; 0 if it does not. "e invoice" also finds "einvoice". */
      rank: (element) => rank(wordsOf(element, fields)),
      /** Marks the words that were found in these elements, and no others. */
      mark: (elements) => mark(terms, missed, elements),
    };
  }

  function mark(terms, missed, elements) {
    if (!globalThis.CSS?.highlights) return;
    CSS.highlights.delete("found");
    const ranges = terms.flatMap((term) => {
      const exact = (list, at, isTitle) => reach(term, list, at, isTitle);
      const slip = (list, at) => Number(slips(term, list[at]));
      const length = missed.has(term) ? slip : exact;
      return elements.flatMap((element) => rangesIn(element, length));
    });
    if (ranges.length) CSS.highlights.set("found", new Highlight(...ranges));
  }

  function rangesIn(element, length) {
    const ranges = [];
    const texts = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
    while (texts.nextNode()) {
      const node = texts.currentNode;
      const tokens = [...node.data.matchAll(WORD)];
      const list = tokens.map(([word]) => fold(word));
      const isTitle = Boolean(node.parentElement.closest("h2, h3, th"));
      for (const at of list.keys()) {
        const count = length(list, at, isTitle);
        if (!count) continue;
        const last = tokens[at + count - 1];
        const range = new Range();
        range.setStart(node, tokens[at].index);
        range.setEnd(node, last.index + last[0].length);
        ranges.push(range);
      }
    }
    return ranges;
  }

  /** Says that nothing was found and what to do: begin anew, or ask for it. */
  function nothing(sought, clear, otherwise) {
    const what = sought ? `“${sought}”` : "what you chose";
    const ask = document.querySelector(".ask .button")?.cloneNode();
    ask?.removeAttribute("class");
    ask?.append("tell us that you need it");
    const end = otherwise ?? ask;
    const again = Object.assign(document.createElement("button"), {
      type: "button",
      className: "clear",
      textContent: "Clear the search",
      onclick: () => clear.click(),
    });
    return [`Nothing matches ${what}. `, again, ...(end ? [", or ", end, "."] : ["."])];
  }

  queueMicrotask(again);
  return { query, nothing, isAwaited, isCut: () => index === "failed" };
})();
