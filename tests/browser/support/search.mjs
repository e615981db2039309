// The search of a list: its parts are loaded by the first search, so that a look must wait for them.

/** Waits until no list says that it still loads what it searches. */
export function searched(page) {
  return page.waitForFunction(() => {
    const all = [...document.querySelectorAll("main [role=status], main output")];
    return all.every(({ textContent }) => !textContent.startsWith("Loading"));
  });
}
