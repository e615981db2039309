// "Copy link" and "Copy address" on a client's entry page: the public address, and the one for
// feedback, in the clipboard, and said aloud.
import { withPage } from "../support/browser.mjs";
import { expectExactly, expectNone } from "../support/problems.mjs";
import { plant } from "../support/plant.mjs";
import { read, siteFor } from "../support/sites.mjs";
import { tampered } from "../support/tamper.mjs";
import { test } from "../support/testing.mjs";

const client = siteFor("client");
const path = client.pages.find((page) => page.startsWith("items/"));

test("an entry's link is copied, with and without leave to use the clipboard", async () => {
  expectNone(await copyFaults(client));
  expectNone(await copyFaults(client, refuseClipboard));
});

const ASKING = ["index.html", "shipped.html", client.pages.find((page) => page.startsWith("themes/"))];

test("the address for feedback is copied, or selected, wherever a page asks for it", async () => {
  expectNone(await feedbackFaults(client));
});

test("an address that is not copied is reported", async () => {
  const silent = tampered(client, /(copy|script)-.*\.js$/, [["writeText(", "toString("]]);
  expectExactly(await feedbackFaults(silent), [
    ...ASKING.map((path) => new RegExp(`${path}: copies `)),
    /index.html: refused, and selects/,
  ]);
  const idle = tampered(client, /script-.*\.js$/, [["selectAllChildren(", "toString("]]);
  expectExactly(await feedbackFaults(idle), [/index.html: refused, and selects/]);
});

test("a link that is not copied is reported", async () => {
  const html = read(client, path);
  const asset = html.match(/assets\/copy-[^"]*/)[0];
  const script = read(client, asset);
  const site = (text, page = html) => plant({ [path]: page, [asset]: text });
  expectExactly(await copyFaults(site(script.replace("writeText(text)", "writeText('')"))), [
    /copies: $/,
    /copies: $/,
  ]);
  expectExactly(await copyFaults(site(script.replace('"Copied."', '""'))), [/does not say so/, /does not say so/]);
  const bare = html.replace(/(class="copy") hidden/, "$1");
  expectExactly(await copyFaults(site(script, bare)), [/a button without a script/]);
});

/** Presses the button, then pastes into the page. */
async function copyFaults(site, initScript) {
  const asked = [
    ["Copy link", client.baseUrl + path],
    ["Copy address", "roadmap@northwind.example"],
  ];
  const faults = await withPage({ javaScriptEnabled: false }, async (page) => {
    await page.goto(site.root + path);
    return (await page.locator(".copy:visible").count()) ? ["a button without a script"] : [];
  });
  const permissions = initScript ? [] : ["clipboard-read", "clipboard-write"];
  for (const [name, expected] of asked) {
    await withPage({ initScript, permissions }, async (page) => {
      await page.goto(site.root + path);
      await page.getByRole("button", { name }).click();
      const said = page.getByRole("status").filter({ hasText: "Copied." });
      await said.waitFor({ timeout: 2000 }).catch(() => faults.push("does not say so"));
      await page.evaluate(() => document.body.append(document.createElement("textarea")));
      await page.locator("textarea").focus();
      await page.keyboard.press("Control+V");
      const copied = await page.locator("textarea").inputValue();
      if (copied !== expected) faults.push(`copies: ${copied}`);
    });
  }
  return faults;
}

/** Presses "Copy address" on each page that asks for feedback. */
async function feedbackFaults(site) {
  const address = "roadmap@northwind.example";
  const faults = [];
  const permissions = ["clipboard-read", "clipboard-write"];
  const press = (page) => page.getByRole("button", { name: "Copy address" }).click();
  for (const path of ASKING) {
    await withPage({ permissions }, async (page) => {
      await page.goto(site.root + path);
      await page.evaluate(() => navigator.clipboard.writeText("nothing"));
      await press(page);
      await page.getByText("Copied.").waitFor({ timeout: 2000 }).catch(() => {});
      const copied = await page.evaluate(() => navigator.clipboard.readText());
      if (copied !== address) faults.push(`${path}: copies ${copied}`);
    });
  }
  await withPage({ initScript: refuseClipboard }, async (page) => {
    await page.goto(`${site.root}index.html`);
    await press(page);
    const selected = await page.evaluate(() => String(getSelection()));
    if (selected !== address) faults.push(`index.html: refused, and selects ${selected}`);
  });
  return faults;
}

/** Runs in the page before its scripts. */
function refuseClipboard() {
  navigator.clipboard.writeText = () => Promise.reject(new Error("refused"));
}
