// What is looked at on paper, by several checks.

/** A4 less its margins, in CSS pixels, upright and lying. */
export const SHEETS = { upright: { width: 688, height: 950 }, lying: { width: 1016, height: 640 } };

/** Runs in the page: words of up to 12 letters that go over two lines. */
export function brokenWords() {
  const broken = [];
  const range = document.createRange();
  for (const box of document.querySelectorAll("th, td, .legend li, h1, h2, h3, p, dt, dd")) {
    const walker = document.createTreeWalker(box, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const node = walker.currentNode;
      for (const { index, 0: word } of node.data.matchAll(/(?<![\p{L}\p{N}_@])\p{L}{2,}(?![\p{L}\p{N}_@])/gu)) {
        if (word.length > 12) continue;
        range.setStart(node, index);
        range.setEnd(node, index + word.length);
        const lines = new Set([...range.getClientRects()].map(({ top }) => Math.round(top)));
        if (lines.size > 1) broken.push(word);
      }
    }
  }
  return broken;
}
