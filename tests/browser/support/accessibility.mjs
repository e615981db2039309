// Asks axe-core about an open page.
import axe from "axe-core";

/** Wide and narrow, light and dark. */
export const MODES = [1440, 390].flatMap((width) =>
  ["light", "dark"].map((colorScheme) => ({ width, colorScheme })),
);

/** One line for each element of the page that breaks a rule, in each of the modes. */
export async function axeFaults(page, modes) {
  // Injected by the debugger: a script element would be stopped by the page's own policy.
  await page.evaluate(axe.source);
  const faults = [];
  for (const { width, colorScheme } of modes) {
    await page.setViewportSize({ width, height: 900 });
    await page.emulateMedia({ colorScheme });
    for (const line of await page.evaluate(runAxe)) {
      faults.push(`at ${width} ${colorScheme}: ${line}`);
    }
  }
  return faults;
}

/** Runs in the page. */
async function runAxe() {
  // preload would fetch the styles once more; target-size is WCAG 2.2 AA but off unless asked for.
  const { violations } = await globalThis.axe.run(document, {
    preload: false,
    iframes: false,
    resultTypes: ["violations"],
    rules: { "target-size": { enabled: true } },
  });
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(
      (node) => `${id}: ${node.target.join(" ")}: ${node.failureSummary.split("\n").at(-1).trim()}`,
    ),
  );
}
