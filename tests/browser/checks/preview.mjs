// `roadcast serve` in the browser: every open tab follows the files, and shows their mistakes.
import { MODES, axeFaults } from "../support/accessibility.mjs";
import { withPage } from "../support/browser.mjs";
import { Ears, tellViolations } from "../support/ears.mjs";
import { previewed } from "../support/preview.mjs";
import { expectExactly, expectNone } from "../support/problems.mjs";
import { test } from "../support/testing.mjs";

// Far longer than a build and a reload take.
const PATIENCE = 5000;
// So long that the page must be scrolled, on a wide screen too.
const LONG = "Much is to be said about this.\n\n".repeat(150);
const LONG_PAGE = "client/items/long-story.html";
// One more than the connections that browsers open to a server, and the one before.
const TABS = 7;

const FILES = {
  "roadcast.yaml": "product: Preview\n",
  "content/long.md": entry("Long story", "First words."),
  "content/other.md": entry("Other story", "Other words."),
  "content/found.md": `---\ntitle: Still open\nstage: discovery\nvisibility: sales\n---\n`,
  "content/inner.md": `---\ntitle: Inner workings\nstage: planned\n---\n`,
};

for (const [title, check] of [
  ["an open page follows its file and stays where it was scrolled to", followFaults],
  ["a mistake is shown as in the terminal until it is mended", mistakeFaults],
  ["the sites side by side show the same entry, or say why they cannot", startFaults],
  ["a narrow screen shows one site, with a key for each of the others", narrowFaults],
  ["new, renamed and removed entries reach the open pages", renameFaults],
  ["more tabs than a browser has connections are followed", tabFaults],
  ["the preview's own pages can be used by keyboard and on a phone", handFaults],
  ["axe finds nothing on the preview's own pages", ownAxeFaults],
]) {
  test(title, async () => expectNone(await check([])));
}

test("what changes before the first sign of the server is not missed", async () => {
  const begin = "port.onmessage = ({ data }) => told(JSON.parse(data));";
  const late = [begin, `if (isStart) port.onmessage = () => { ${begin} }; else ${begin}`];
  expectNone(await renameFaults([late]));
});

test("a slow site does not take back what was chosen in another one", async () => {
  expectNone(await slowFaults());
});

test("a page that does not follow is reported", async () => {
  const lost = [["JSON.stringify([scrollX, scrollY])", `"[0, 0]"`]];
  const memory = ["restore();", `history.scrollRestoration = "manual"; restore();`];
  expectExactly(await followFaults([...lost, memory]), [/scrolled to 0 instead of \d+/]);
  expectExactly(await followFaults([["location.reload()", "void 0"]]), [/does not show: Second/]);
  const noise = `console.warn("hm"); fetch("https://elsewhere.example/").catch(() => {});`;
  const loud = await followFaults([["restore();", `restore(); if (seen === undefined) {${noise}}`]]);
  for (const kind of [/console warning: hm/, /policy violation: connect-src/]) {
    expectExactly(loud.filter((fault) => kind.test(fault)).slice(0, 1), [kind]);
  }
});

test("mistakes that are not shown as they should be are reported", async () => {
  const trimmed = [["drawn.textContent = text", "drawn.textContent = text.trim().slice(0, 40)"]];
  expectExactly(await mistakeFaults(trimmed), [/shows other words than the terminal: error/]);
  expectExactly(await mistakeFaults([["box?.remove()", "void 0"]]), [/stays when it is mended/]);
  expectExactly(await mistakeFaults([["(box.hidden = true)", "box"]]), [/cannot be hidden/]);
});

test("sites that do not keep the same entry in view are reported", async () => {
  const stay = [["frame.contentWindow.location.replace(", "void ("]];
  expectExactly(await startFaults(stay), [/client stays/, /sales stays/]);
  expectExactly(await startFaults([["note.textContent = withheld", `note.textContent = ""`]]), [
    /does not say why/,
  ]);
  expectExactly(await startFaults([["section.hidden = !isShown", "section.lang = ''"]]), [
    /client cannot be hidden/,
    /client does not stay hidden/,
  ]);
});

test("a narrow screen that keeps all sites is reported", async () => {
  const faults = await narrowFaults([["(max-width: 112.49rem)", "(max-width: 1rem)"]]);
  expectExactly(faults.slice(0, 1), [/at first: shows .*client.*sales.*engineering/]);
});

test("renamed and new entries that are missed are reported", async () => {
  expectExactly(await renameFaults([["location.reload()", "void 0"]]), [
    /new entry is not shown/,
    /old address does not say so/,
    /removed entry stays/,
  ]);
  expectExactly(await renameFaults([["files.set(", "files.delete("]]), [
    /start page does not show the new address/,
  ]);
});

test("tabs that wait for a connection are reported", async () => {
  const alone = [[`"SharedWorker" in window`, "false"]];
  const faults = await tabFaults(alone);
  expectExactly(faults.slice(0, 1), [/tab \d does not (load|show)/]);
});

test("own pages that are hard to use are reported", async () => {
  expectExactly(await handFaults([["visible { outline: 3px", "visible { outline: 0; --was: 3px"]]), [
    /no sign of focus on Client/,
    /no sign of focus on Hide/,
  ]);
  expectExactly(await handFaults([["flex-direction: column }", "min-width: 500px }"]]), [
    /start page is \d+ px too wide/,
  ]);
  const pale = await ownAxeFaults([["--ink: #16181d", "--ink: #ddd"], ["color: #f7eeee", "color: #333"]]);
  for (const page of ["start page", "changes", "overlay", "notice"]) {
    const fault = new RegExp(`^${page} .*color-contrast`);
    expectExactly(pale.filter((line) => fault.test(line)).slice(0, 1), [fault]);
  }
});

/** A page scrolled down, whose file is saved with other words. */
function followFaults(spoiled) {
  return opened(spoiled, LONG_PAGE, async ({ page, preview, faults }) => {
    const place = await page.evaluate(() => {
      scrollTo({ top: 700, behavior: "instant" });
      return scrollY;
    });
    preview.write("content/long.md", entry("Long story", "Second words."));
    if (!(await shows(page, "Second words."))) return faults.push("does not show: Second words.");
    await page.waitForLoadState();
    const now = await page.evaluate(
      () => new Promise((done) => requestAnimationFrame(() => setTimeout(() => done(scrollY)))),
    );
    if (now !== place) faults.push(`scrolled to ${now} instead of ${place}`);
  });
}

/** A mistake is made, hidden, made anew and mended. */
function mistakeFaults(spoiled) {
  return opened(spoiled, LONG_PAGE, async ({ page, preview, faults }) => {
    const overlay = page.getByRole("alert", { name: "Mistakes" });
    const mistaken = (stage) => FILES["content/other.md"].replace("planned", stage);
    const begun = preview.said().length;
    preview.write("content/other.md", mistaken("plannd"));
    if (!(await appears(overlay))) return faults.push("shows no mistake");
    const drawn = await overlay.locator("pre").innerText();
    if (!preview.said().slice(begun).includes(drawn) || !drawn.includes("other.md:3:8")) {
      faults.push(`shows other words than the terminal: ${drawn}`);
    } else if (!/^ {2}\| {8}\^{6} not a stage$/m.test(drawn)) {
      faults.push("does not point at the mistake");
    }
    if (!(await shows(page, "First words."))) faults.push("the last good page is gone");
    await overlay.getByRole("button", { name: "Hide" }).click();
    if (await overlay.isVisible()) faults.push("it cannot be hidden");
    preview.write("content/other.md", mistaken("shippd"));
    if (!(await appears(overlay.filter({ hasText: "err" })))) {
      faults.push("stays hidden with another mistake");
    }
    preview.write("content/other.md", FILES["content/other.md"]);
    const gone = overlay.waitFor({ state: "detached", timeout: PATIENCE });
    await gone.catch(() => faults.push("it stays when it is mended"));
  });
}

/** A link is followed in one site; sites are hidden and shown. */
function startFaults(spoiled) {
  return opened(spoiled, "", async ({ page, faults }) => {
    const pane = (name) => page.frameLocator(`[data-audience=${name}] iframe`);
    const heading = (name, title) => pane(name).getByRole("heading", { level: 1, name: title });
    const follow = async (title) => {
      await pane("engineering").getByRole("link", { name: title }).first().click();
      if (!(await appears(heading("engineering", title)))) faults.push("the link leads nowhere");
    };
    await follow("Long story");
    for (const name of ["client", "sales"]) {
      if (!(await appears(heading(name, "Long story")))) faults.push(`${name} stays`);
    }
    const file = page.getByText("content/long.md");
    if (!(await appears(file))) faults.push("the file is not named");
    await pane("engineering").getByRole("link", { name: "Board" }).first().click();
    if (!(await appears(heading("client", "Preview")))) faults.push("client stays with the entry");
    await follow("Still open");
    const why = page.getByText("Not in this site: its discovery is not finished");
    if (!(await appears(why))) faults.push("client does not say why it has no such entry");
    const button = page.getByRole("button", { name: "Client" });
    const client = page.getByTitle("The client site");
    await button.click();
    if (await client.isVisible()) faults.push("client cannot be hidden");
    await page.reload();
    if (await client.isVisible()) faults.push("client does not stay hidden");
    await button.click();
    if (!(await client.isVisible())) faults.push("client cannot be shown again");
  });
}

/** One site at a time, chosen by keys, also from within a site; not while somebody types. */
function narrowFaults(spoiled) {
  return opened(spoiled, "", async ({ page, preview, faults }) => {
    await page.setViewportSize({ width: 1440, height: 900 });
    await page.goto(preview.address);
    const shown = async (expected, when) => {
      const frames = await page.locator("iframe:visible").evaluateAll((all) => all.map((one) => one.title));
      if (frames.join() !== `The ${expected} site`) faults.push(`${when}: shows ${frames.join()}`);
    };
    await shown("client", "at first");
    if (faults.length) return;
    await page.keyboard.press("2");
    await shown("sales", "key 2");
    const sales = page.frameLocator("[data-audience=sales] iframe");
    await sales.getByRole("searchbox").first().fill("3");
    await sales.getByRole("searchbox").first().press("3");
    await shown("sales", "typing 3");
    await sales.getByRole("link", { name: "Shipped" }).or(sales.getByRole("link").first()).first().focus();
    await page.keyboard.press("3");
    await shown("engineering", "key 3 in a site");
    await page.getByRole("button", { name: "Client" }).click();
    await shown("client", "a button");
  });
}

/** A link is followed in one site while another one still loads, and arrives in between. */
function slowFaults() {
  return opened([], LONG_PAGE, async ({ page, preview, faults }) => {
    const gates = { client: gate(), sales: gate() };
    gates.client.open();
    await page.route(/[.]css$/, async (route) => {
      await gates[new URL(route.request().url()).pathname.split("/")[1]]?.opened;
      await route.continue().catch(() => {});
    });
    await page.goto(preview.address, { waitUntil: "domcontentloaded" });
    const client = page.frameLocator("[data-audience=client] iframe");
    await client.getByRole("link", { name: "Long story" }).first().click({ noWaitAfter: true });
    gates.client = gate();
    const heading = client.getByRole("heading", { level: 1, name: "Long story" });
    await heading.waitFor({ state: "attached", timeout: PATIENCE });
    gates.sales.open();
    // It may be about to get its address.
    const isSales = (frame) => frame.url().startsWith(`${preview.address}sales/`);
    const arrives = { predicate: isSales, timeout: PATIENCE };
    const sales =
      page.frames().find(isSales) ?? (await page.waitForEvent("framenavigated", arrives));
    await sales.waitForLoadState();
    gates.client.open();
    await page.waitForLoadState();
    if (!(await appears(heading))) faults.push("what was chosen is taken back");
  });
}

/** What waits until it is let through. */
function gate() {
  let open;
  const opened = new Promise((resolve) => (open = resolve));
  return { open, opened };
}

/** An entry comes, gets another title and goes. */
function renameFaults(spoiled) {
  return opened(spoiled, "client/", async ({ page, open, preview, faults }) => {
    preview.write("content/new.md", entry("Brand new", "New words."));
    const card = page.getByRole("link", { name: "Brand new" });
    if (!(await appears(card))) faults.push("the new entry is not shown");
    await page.goto(`${preview.address}client/items/brand-new.html`);
    const start = await open("");
    const frame = start.frameLocator("[data-audience=client] iframe");
    await frame.getByRole("link", { name: "Brand new" }).first().click();
    const sales = start.frameLocator("[data-audience=sales] iframe");
    await appears(sales.getByRole("heading", { level: 1, name: "Brand new" }));
    preview.write("content/new.md", entry("Other name", "New words."));
    const lost = page.getByRole("heading", { level: 1, name: "This page is not in this site" });
    if (!(await appears(lost))) faults.push("the old address does not say so");
    for (const pane of [frame, sales]) {
      if (await appears(pane.getByRole("heading", { level: 1, name: "Other name" }))) continue;
      return faults.push("the start page does not show the new address");
    }
    preview.remove("content/new.md");
    const gone = frame.getByRole("heading", { level: 1, name: "This page is not in this site" });
    if (!(await appears(gone))) faults.push("a removed entry stays");
  });
}

/** As many tabs as make a browser run out of connections, were each to hold one. */
function tabFaults(spoiled) {
  return opened(spoiled, LONG_PAGE, async ({ page, open, preview, faults }) => {
    const pages = [page];
    while (pages.length < TABS) pages.push(await open(LONG_PAGE).catch(() => null));
    const lost = pages.indexOf(null);
    if (lost > 0) return faults.push(`tab ${lost + 1} does not load`);
    preview.write("content/long.md", entry("Long story", "Second words."));
    for (const [position, tab] of pages.entries()) {
      if (!(await shows(tab, "Second words."))) {
        return faults.push(`tab ${position + 1} does not show the change`);
      }
    }
  });
}

/** The start page and the overlay without a mouse, and on a phone. */
function handFaults(spoiled) {
  return opened(spoiled, "", async ({ page, preview, faults }) => {
    const focused = async (name) => {
      const { text, outline } = await page.evaluate(() => {
        const { textContent: text } = document.activeElement;
        return { text, outline: getComputedStyle(document.activeElement).outlineStyle };
      });
      if (text !== name) faults.push(`Tab does not reach ${name} but ${text}`);
      if (outline === "none") faults.push(`no sign of focus on ${name}`);
    };
    await page.keyboard.press("Tab");
    await focused("Client");
    await page.keyboard.press("Space");
    const client = page.getByTitle("The client site");
    if (await client.isVisible()) faults.push("the keyboard hides nothing");
    await page.keyboard.press("Space");
    preview.write("content/other.md", "---\nstage: plannd\n---\n");
    const hide = page.getByRole("button", { name: "Hide" });
    if (!(await appears(hide))) return faults.push("shows no mistake");
    await page.setViewportSize({ width: 390, height: 844 });
    const excess = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    if (excess > 0) faults.push(`the start page is ${excess} px too wide`);
    const { x, width } = await hide.boundingBox();
    if (x < 0 || x + width > 390) faults.push("the overlay does not fit");
    await page.locator("#roadcast-mistakes pre").focus();
    await page.keyboard.press("Shift+Tab");
    await focused("Hide");
    await page.keyboard.press("Enter");
    if (await hide.isVisible()) faults.push("the keyboard cannot hide the overlay");
  });
}

/** The start page, what would change, the overlay on a page of a site, and a page that is gone. */
function ownAxeFaults(spoiled) {
  return opened(spoiled, "", async ({ page, open, preview, faults }) => {
    const ask = async (name, asked) => {
      for (const fault of await axeFaults(asked, MODES)) faults.push(`${name} ${fault}`);
    };
    await ask("start page", page);
    preview.run("publish", "--record", "--audience", "client", "--on", "2026-11-22");
    await page.goto(`${preview.address}~roadcast/changes`);
    preview.write("content/other.md", entry("Other story", "Quite other words."));
    if (!(await shows(page, "Quite other words."))) faults.push("changes are not shown");
    await ask("changes", page);
    await page.setViewportSize({ width: 390, height: 844 });
    const excess = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    if (excess > 0) faults.push(`the page of changes is ${excess} px too wide`);
    await page.goto(`${preview.address}client/items/gone.html`);
    await ask("notice", page);
    const site = await open(LONG_PAGE);
    preview.write("content/other.md", "---\nstage: plannd\n---\n");
    if (!(await appears(site.getByRole("alert", { name: "Mistakes" })))) faults.push("no overlay");
    await ask("overlay", site);
  });
}

/**
 * Calls `use` with a page of a fresh preview; returns the faults that it found and those heard.
 * `spoiled` are pairs of texts: in the preview's own parts, the first is replaced by the second.
 */
function opened(spoiled, path, use) {
  const viewport = { width: 1920, height: 1000 };
  const options = { initScript: tellViolations, reducedMotion: "reduce", viewport };
  return previewed(FILES, (preview) =>
    withPage(options, async (page) => {
      const faults = [];
      const context = page.context();
      await spoil(context, `${preview.address}~roadcast/*`, spoiled);
      const open = async (wanted, tab) => {
        const one = tab ?? (await context.newPage());
        const report = (noise) => isExpected(noise) || faults.push(noise);
        // It hears until the context is closed: a preview is never done.
        new Ears(one, preview.address, report);
        await one.goto(preview.address + wanted, { timeout: PATIENCE });
        return one;
      };
      await open(path, page);
      await use({ page, open, preview, faults });
      return faults;
    }),
  );
}

/** A page that is gone has no other answer. */
function isExpected(noise) {
  return /answer 404 to|status of 404/.test(noise);
}

async function spoil(context, parts, changes) {
  if (changes.length === 0) return;
  await context.route(parts, async (route) => {
    if (!/\.(js|css)$/.test(route.request().url())) return route.continue();
    try {
      const response = await route.fetch();
      let body = await response.text();
      for (const [from, to] of changes) body = body.replaceAll(from, to);
      await route.fulfill({ response, body });
    } catch {
      // The page may have gone meanwhile; in one that is still there, a failed request is heard.
      await route.abort().catch(() => {});
    }
  });
}

function entry(title, words) {
  return `---
title: ${title}
stage: planned
visibility: client
---
::: client
${words}

${LONG}
:::
`;
}

function appears(locator) {
  const wait = locator.first().waitFor({ timeout: PATIENCE });
  return wait.then(() => true).catch(() => false);
}

function shows(page, words) {
  return appears(page.getByText(words));
}
