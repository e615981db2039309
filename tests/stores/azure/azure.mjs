// The client site of the sample goes to Azurite, which takes nothing that is not signed: once, again,
// and with something gone. STORES names the program, built with object stores.
import assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import { createHmac } from "node:crypto";
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";

const HERE = fileURLToPath(new URL(".", import.meta.url));
const REPOSITORY = join(HERE, "../../..");
const PROGRAM = process.env.STORES ?? join(HERE, "../target/release/roadcast-with-stores");
const ACCOUNT = "roadcast";
const KEY = Buffer.from("not-a-real-key-of-the-tests").toString("base64");
const CONTAINER = "roadmaps";
const VERSION = "2021-08-06";
// Milliseconds after which a server that does not answer never will.
const PATIENCE = 60_000;

const home = mkdtempSync(join(tmpdir(), "roadcast-azure-"));
const project = join(home, "project");
let server;
let endpoint;

before(async () => {
  for (const part of ["roadcast.yaml", "content", "shares", "themes"]) {
    cpSync(join(REPOSITORY, part), join(project, part), { recursive: true });
  }
  const port = await freePort();
  endpoint = `http://127.0.0.1:${port}/${ACCOUNT}`;
  const options = ["--blobHost", "127.0.0.1", "--blobPort", String(port), "--location", home];
  const quiet = ["--silent", "--disableTelemetry", "--skipApiVersionCheck"];
  server = spawn(process.execPath, [
    join(HERE, "node_modules/azurite/dist/src/blob/main.js"),
    ...options,
    ...quiet,
  ], { env: { ...process.env, AZURITE_ACCOUNTS: `${ACCOUNT}:${KEY}` }, stdio: "ignore" });
  await makeContainer();
});

after(() => {
  server?.kill("SIGKILL");
  rmSync(home, { recursive: true, force: true });
});

test("the site goes there, is read back and verified, and gets only what differs", async () => {
  const first = publish(KEY);
  assert.equal(first.status, 0, first.stderr);
  assert.match(first.stderr, /client to az:\/\/roadmaps\/roadmap: [0-9]+ files sent .*, 0 as it was/);
  assert.match(first.stderr, /read back: [0-9]+ files, all as built/);
  const again = publish(KEY);
  assert.equal(again.status, 0, again.stderr);
  assert.match(again.stderr, /: 0 files sent \(0 bytes\), [0-9]+ as it was, 0 deleted/);
  // Another color is another style sheet, and the old one goes.
  const settings = readFileSync(join(project, "roadcast.yaml"), "utf8");
  writeFileSync(join(project, "roadcast.yaml"), settings.replace("#17677d", "#7d1767"));
  const third = publish(KEY);
  assert.equal(third.status, 0, third.stderr);
  assert.match(third.stderr, / as it was, [1-9][0-9]* deleted/);
  const page = await fetch(`${endpoint}/${CONTAINER}/roadmap/index.html`);
  assert.notEqual(page.status, 200, "the container is not open to strangers");
});

test("the wrong key is refused and no message names one", () => {
  const wrong = Buffer.from("another-key").toString("base64");
  const outcome = publish(wrong);
  assert.equal(outcome.status, 2);
  assert.match(outcome.stderr, /look at the credentials in the environment/);
  for (const word of [KEY, wrong]) assert.ok(!outcome.stderr.includes(word));
});

function publish(key) {
  const to = ["--to", `az://${CONTAINER}/roadmap`];
  const day = ["--as-of", "2026-11-22", "--on", "2026-11-22"];
  return spawnSync(PROGRAM, ["publish", "client", "-C", project, ...to, ...day], {
    encoding: "utf8",
    env: {
      AZURE_STORAGE_ACCOUNT_NAME: ACCOUNT,
      AZURE_STORAGE_ACCOUNT_KEY: key,
      AZURE_STORAGE_ENDPOINT: endpoint,
      AZURE_ALLOW_HTTP: "true",
    },
  });
}

/** Asks until the server answers; programs that publish make no containers. */
async function makeContainer() {
  const deadline = Date.now() + PATIENCE;
  for (;;) {
    const date = new Date().toUTCString();
    const headers = `x-ms-date:${date}\nx-ms-version:${VERSION}`;
    const resource = `/${ACCOUNT}/${ACCOUNT}/${CONTAINER}\nrestype:container`;
    const words = ["PUT", ...Array(11).fill(""), headers, resource].join("\n");
    const signature = createHmac("sha256", Buffer.from(KEY, "base64")).update(words);
    const request = {
      method: "PUT",
      headers: {
        "x-ms-date": date,
        "x-ms-version": VERSION,
        authorization: `SharedKey ${ACCOUNT}:${signature.digest("base64")}`,
      },
    };
    try {
      const answer = await fetch(`${endpoint}/${CONTAINER}?restype=container`, request);
      assert.equal(answer.status, 201, await answer.text());
      return;
    } catch (error) {
      if (error.cause?.code !== "ECONNREFUSED" || Date.now() > deadline) throw error;
      await new Promise((done) => setTimeout(done, 50));
    }
  }
}

async function freePort() {
  const one = createServer();
  await new Promise((ready) => one.listen(0, "127.0.0.1", ready));
  const { port } = one.address();
  await new Promise((done) => one.close(done));
  return port;
}
