// The copy buttons of the sales site: what they say they copy is what the clipboard then holds.
import { existsSync } from "node:fs";
import { join } from "node:path";
import { withPage } from "../support/browser.mjs";
import { expectExactly, expectNone } from "../support/problems.mjs";
import { served } from "../support/server.mjs";
import { read, siteFor } from "../support/sites.mjs";
import { tampered } from "../support/tamper.mjs";
import { test } from "../support/testing.mjs";

const sales = siteFor("sales");
const client = siteFor("client");
const SCRIPT = /script-.*\.js$/;
// Buttons tried on one page; those of a long page are all alike.
const ENOUGH = 6;

test("every kind of copy button fills the clipboard, and says so", async () => {
  expectNone(await copyFaults(sales));
});

test("copying works where a page may not use the clipboard directly", async () => {
  expectNone(await copyFaults(sales, refuseClipboard));
});

test("where nothing may be copied, the reader is told", async () => {
  expectNone(await refusalFaults(sales));
});

test("no control that needs a script shows itself without one", async () => {
  expectNone(await deadControls(sales));
});

test("broken copy buttons are reported", async () => {
  const spoilt = (files, from, to) => tampered(sales, files, [[from, to]]);
  const other = spoilt(SCRIPT, "writeText(text)", "writeText(`x${text}`)");
  expectExactly(firstButton(await copyFaults(other)), [/button 1 copied "x/]);
  const silent = spoilt(SCRIPT, "announce(`Copied", "void (`Copied");
  expectExactly(firstButton(await copyFaults(silent)), [/button 1 is not announced/]);
  const wrong = spoilt(/index\.html$/, `data-copy="${client.baseUrl}`, `data-copy="x:`);
  expectExactly(firstButton(await copyFaults(wrong)), [
    /button 1 is no client link: x:/,
    /button 1 differs from its link: x:/,
  ]);
  const mute = spoilt(SCRIPT, "Copying is not allowed here.", "");
  expectExactly(await refusalFaults(mute), [/does not say that copying failed/]);
  const bare = spoilt(/index\.html$/, 'type="button" hidden', 'type="button"');
  expectExactly(await deadControls(bare), [/index.html: shows a dead button/]);
});

function firstButton(faults) {
  return faults.filter((fault) => fault.startsWith("index.html: button 1 "));
}

/** The start page, an account, and an entry with all three parts of a talk track. */
function pagesWithButtons(site) {
  const full = site.pages.find(
    (path) =>
      path.startsWith("items/") &&
      ["talk-say", "talk-mute", "talk-tool"].every((part) => read(site, path).includes(part)),
  );
  const account = site.pages.find(
    (path) => path.startsWith("accounts/") && read(site, path).includes("<strong>Say:"),
  );
  return ["index.html", account, full];
}

function onServed(site, options, use) {
  const permissions = ["clipboard-read", "clipboard-write"];
  return served([site], (rootOf) =>
    withPage({ permissions, ...options }, async (page) => {
      const faults = [];
      for (const path of pagesWithButtons(site)) {
        await page.goto(rootOf(site) + path);
        faults.push(...(await use(page, path)).map((fault) => `${path}: ${fault}`));
      }
      return faults;
    }),
  );
}

function copyFaults(site, initScript) {
  return onServed(site, { initScript }, async (page) => {
    const faults = [];
    const buttons = await page.locator("button.copy:visible").all();
    if (buttons.length === 0) faults.push("has no copy button");
    for (const [position, button] of buttons.slice(0, ENOUGH).entries()) {
      const name = `button ${position + 1}`;
      const { text, link } = await button.evaluate(whatItPromises);
      await button.focus();
      await page.keyboard.press("Enter");
      const copied = await page.evaluate(settledClipboard);
      if (copied !== text) faults.push(`${name} copied "${copied}", not "${text}"`);
      if (link) faults.push(...linkFaults(text, link).map((fault) => `${name} ${fault}`));
      const { status, word, focused } = await button.evaluate(afterwards);
      if (!status.includes(text)) faults.push(`${name} is not announced`);
      if (!word.startsWith("Copied")) faults.push(`${name} still says: ${word}`);
      if (!focused) faults.push(`${name} loses the focus`);
    }
    return faults;
  });
}

function linkFaults(text, link) {
  const faults = [];
  const path = text.startsWith(client.baseUrl) && text.slice(client.baseUrl.length);
  if (path === false || !existsSync(join(client.folder, path || "index.html"))) {
    faults.push(`is no client link: ${text}`);
  }
  if (text !== link) faults.push(`differs from its link: ${text}`);
  return faults;
}

function refusalFaults(site) {
  return onServed(site, { initScript: refuseAll }, async (page, path) => {
    if (path !== "index.html") return [];
    await page.locator("button.copy:visible").first().click();
    const said = await page.evaluate(afterwardsSaid);
    return said.includes("not allowed") ? [] : ["does not say that copying failed"];
  });
}

function deadControls(site) {
  return onServed(site, { javaScriptEnabled: false }, async (page) => {
    const shown = page.locator("button:visible, input:visible, select:visible");
    return (await shown.all()).length > 0 ? ["shows a dead button or field"] : [];
  });
}

// What follows runs in the page.

function refuseClipboard() {
  Clipboard.prototype.writeText = () => Promise.reject(new Error("refused"));
}

function refuseAll() {
  Clipboard.prototype.writeText = () => Promise.reject(new Error("refused"));
  Document.prototype.execCommand = () => false;
}

function whatItPromises(button) {
  const link = button.parentElement.querySelector("a[href^=http]")?.href;
  const text = button.closest(".copyable")?.querySelector(".copy-text")?.textContent.trim();
  return { text: button.dataset.copy ?? text, link: text ? undefined : link };
}

async function settledClipboard() {
  await new Promise((done) => requestAnimationFrame(() => setTimeout(done, 20)));
  return navigator.clipboard.readText();
}

function afterwards(button) {
  return {
    status: document.querySelector(".toast").textContent,
    word: button.textContent.trim(),
    focused: document.activeElement === button,
  };
}

async function afterwardsSaid() {
  await new Promise((done) => requestAnimationFrame(() => setTimeout(done, 20)));
  return document.querySelector(".toast").textContent;
}
