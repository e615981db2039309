// Shares: the link opens the page, and nothing else does; keys and ciphertext are what a second
// implementation makes of them; nothing is asked of anybody, and the key is sent to nobody.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { cpSync, readFileSync, readdirSync } from "node:fs";
import { createServer } from "node:http";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { MODES, axeFaults } from "../support/accessibility.mjs";
import { deriveKey } from "../support/blake3.mjs";
import { withPage } from "../support/browser.mjs";
import { sheetsOf, sheetsThatDraw } from "../support/pdf.mjs";
import { expectNone } from "../support/problems.mjs";
import { BINARY } from "../support/project.mjs";
import { temporaryFolder } from "../support/temporary.mjs";
import { test } from "../support/testing.mjs";

const REPOSITORY = fileURLToPath(new URL("../../..", import.meta.url));
const AS_OF = "2026-11-22";
const SECRET = "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f";
const SHARES = ["fennimore-2026-11", "lumen-loom-2026-11"];

const project = temporaryFolder("shares");
for (const part of ["roadcast.yaml", "content", "shares"]) {
  cpSync(join(REPOSITORY, part), join(project, part), { recursive: true });
}
run("build", "--quiet");
const folder = join(project, "dist", "shares");
const links = SHARES.flatMap((share) =>
  run("share", "link", share)
    .trim()
    .split("\n")
    .map((line) => {
      const [recipient, link] = line.split("\t");
      const { pathname, hash } = new URL(link);
      return { share, recipient, path: pathname.slice(1), key: hash.slice(1) };
    }),
);

function run(...arguments_) {
  const environment = { ...process.env, ROADCAST_SHARE_SECRET: SECRET };
  const place = ["-C", project, "--as-of", AS_OF];
  return execFileSync(BINARY, [...arguments_, ...place], { env: environment, encoding: "utf8" });
}

test("every link has a file, and every file but two a link", () => {
  const files = readdirSync(folder).sort();
  const expected = [...links.map(({ path }) => path), "index.html", "robots.txt"].sort();
  assert.deepEqual(files, expected);
});

test("paths and keys are what the specification of BLAKE3 makes of the secret", () => {
  for (const { share, recipient, path, key } of links) {
    const derived = (what) => deriveKey(`roadcast 2026-11-27 share ${what} v1`, whose(share, recipient));
    assert.equal(path, `${Buffer.from(derived("path")).toString("hex").slice(0, 32)}.html`);
    assert.equal(key, Buffer.from(derived("key")).toString("base64url"));
  }
  // A known answer of the specification's own test vectors: input 0, 1, 2 of three bytes.
  const vector = deriveKey("BLAKE3 2019-12-27 16:29:52 test vectors context", Uint8Array.of(0, 1, 2));
  const expected = "440aba35cb006b61fc17c0529255de438efc06a8c9ebf3f2ddac3b5a86705797";
  assert.equal(Buffer.from(vector).toString("hex"), expected);
});

/** The secret, and whose link it is: each part with its length, then the generation. */
function whose(share, recipient) {
  const length = (bytes) => {
    const view = new DataView(new ArrayBuffer(8));
    view.setBigUint64(0, BigInt(bytes.length), true);
    return new Uint8Array(view.buffer);
  };
  const parts = [share, recipient].map((text) => new TextEncoder().encode(text));
  const all = parts.flatMap((bytes) => [length(bytes), bytes]);
  return new Uint8Array(Buffer.concat([Buffer.from(SECRET, "hex"), ...all, Uint8Array.of(1, 0, 0, 0)]));
}

test("the ciphertext is what WebCrypto makes of the page, its key and its nonce", async () => {
  for (const { path, key, recipient } of links) {
    const html = readFileSync(join(folder, path), "utf8");
    const sealed = Buffer.from(html.match(/id="sealed">([^<]*)</)[1], "base64");
    const raw = Buffer.from(key, "base64url");
    const imported = await crypto.subtle.importKey("raw", raw, "AES-GCM", false, [
      "encrypt",
      "decrypt",
    ]);
    const cipher = { name: "AES-GCM", iv: sealed.subarray(0, 12) };
    const text = await crypto.subtle.decrypt(cipher, imported, sealed.subarray(12));
    const again = Buffer.from(await crypto.subtle.encrypt(cipher, imported, text));
    assert.ok(again.equals(sealed.subarray(12)));
    assert.ok(JSON.parse(Buffer.from(text).toString()).body.includes(recipient));
  }
});

test("a link opens the page, asks nothing of anybody, and keeps its key to itself", () =>
  served(async (root, asked) => {
    for (const link of links) {
      await withPage({}, async (page) => {
        const problems = watched(page, root);
        await open(page, root, link);
        assert.match(await page.textContent("main"), new RegExp(link.recipient));
        assert.equal(await page.evaluate(() => document.querySelectorAll("script").length), 0);
        // A step within the page leaves the key where it is.
        const step = page.locator('main a[href^="#"]').first();
        await step.click();
        assert.equal(new URL(page.url()).hash, `#${link.key}`);
        expectNone(problems);
      });
    }
    assert.deepEqual([...new Set(asked)].sort(), links.map(({ path }) => `/${path}`).sort());
    for (const { key } of links) assert.ok(!asked.some((url) => url.includes(key)));
  }));

test("without its key, or with another one, a page says what to do", () =>
  served(async (root) => {
    const [one, other] = links;
    for (const [hash, title] of [
      ["", "This link is not complete"],
      [`#${one.key.slice(0, 20)}`, "This link is not complete"],
      [`#${other.key}`, "This link does not open the page"],
      [`#${"A".repeat(43)}`, "This link does not open the page"],
    ]) {
      await withPage({}, async (page) => {
        await page.goto(`${root}${one.path}${hash}`);
        await page.getByRole("heading", { name: title }).waitFor();
        assert.match(await page.textContent("main"), /Ask the person who sent it/);
        expectNone(await axeFaults(page, MODES));
      });
    }
    await withPage({ javaScriptEnabled: false }, async (page) => {
      await page.goto(`${root}${one.path}#${one.key}`);
      assert.match(await page.textContent("main"), /Allow JavaScript here/);
    });
  }));

test("a file that was changed does not open", () =>
  served(
    async (root) => {
      await withPage({}, async (page) => {
        await page.goto(`${root}${links[0].path}#${links[0].key}`);
        await page.getByRole("heading", { name: "This link does not open the page" }).waitFor();
      });
    },
    // One letter in the middle of the ciphertext.
    (html) => html.replace(/id="sealed">(.{5000})(.)/, (_, before, letter) => {
      return `id="sealed">${before}${letter === "A" ? "B" : "A"}`;
    }),
  ));

test("axe finds nothing on an opened page, wide or narrow, light or dark", () =>
  served(async (root) => {
    await withPage({ reducedMotion: "reduce" }, async (page) => {
      for (const link of links) {
        await open(page, root, link);
        expectNone(await axeFaults(page, MODES));
        await page.goto("about:blank");
      }
    });
  }));

test("a dark page is dark, and its paper is not", () =>
  served(async (root) => {
    await withPage({ colorScheme: "dark" }, async (page) => {
      await open(page, root, links[0]);
      const ground = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
      assert.equal(await ground(), "rgb(14, 15, 18)");
      await page.emulateMedia({ media: "print", colorScheme: "dark" });
      assert.notEqual(await ground(), "rgb(14, 15, 18)");
    });
  }));

test("every sheet of paper says for whom it is and which copy", () =>
  served(async (root) => {
    await withPage({}, async (page) => {
      await open(page, root, links[1]);
      const stamp = await page.textContent(".stamp");
      assert.match(stamp, /^For Lumen & Loom Textiles, c\.marchetti\. As of 22 November 2026\./);
      assert.match(stamp, /Not a commitment\. Copy [0-9A-Z]{4}-[0-9A-Z]{4}$/);
      const pdf = await page.pdf({ format: "A4" });
      assert.ok(sheetsOf(pdf) > 1);
      // Nothing else has the color of the line above the stamp.
      assert.equal(sheetsThatDraw(pdf, [0x77, 0x77, 0x77]), sheetsOf(pdf));
    });
  }));

test("no part of a page is wider than the window", () =>
  served(async (root) => {
    await withPage({}, async (page) => {
      for (const width of [320, 390, 1440]) {
        await page.setViewportSize({ width, height: 900 });
        await open(page, root, links[0]);
        const over = await page.evaluate(
          () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
        );
        assert.ok(over <= 0, `${over} px too wide at ${width}`);
        await page.goto("about:blank");
      }
    });
  }));

async function open(page, root, { path, key }) {
  await page.goto(`${root}${path}#${key}`);
  await page.locator(".shared-entry").first().waitFor();
}

/** What goes wrong on a page from now on: noise, and requests to anywhere else. */
function watched(page, root) {
  const problems = [];
  page.on("console", (message) => problems.push(`console: ${message.text()}`));
  page.on("pageerror", (error) => problems.push(`error: ${error.message}`));
  page.on("request", (request) => {
    const url = request.url();
    if (!url.startsWith(root) && !url.startsWith("data:")) problems.push(`request: ${url}`);
  });
  return problems;
}

/** Calls `use(root, asked)` while the folder is served; `asked` gets each path that is asked for. */
async function served(use, change = (html) => html) {
  const asked = [];
  const server = createServer((request, response) => {
    if (request.url !== "/favicon.ico") asked.push(request.url);
    const names = readdirSync(folder);
    const name = request.url.slice(1);
    if (!names.includes(name)) return response.writeHead(404).end();
    response.writeHead(200, { "content-type": "text/html; charset=utf-8" });
    return response.end(change(readFileSync(join(folder, name), "utf8")));
  });
  await new Promise((ready) => server.listen(0, "127.0.0.1", ready));
  try {
    return await use(`http://127.0.0.1:${server.address().port}/`, asked);
  } finally {
    server.closeAllConnections();
    server.close();
  }
}
