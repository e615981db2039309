// Debian's nginx in front of a folder, set up as docs/publishing.md says.
import { execFileSync, spawn } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { createServer, connect } from "node:net";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { temporaryFolder } from "./temporary.mjs";

const NGINX = "/usr/sbin/nginx";
const RECIPES = fileURLToPath(new URL("../../../docs/publishing.md", import.meta.url));
// Milliseconds after which a server that does not answer never will.
const PATIENCE = 30_000;

/** The block for nginx below a heading of the document. */
export function recipe(heading) {
  const text = readFileSync(RECIPES, "utf8");
  const below = text.slice(text.indexOf(`\n### ${heading}\n`) + 1);
  const block = below.match(/```nginx\n([^]*?)```/);
  if (!text.includes(`\n### ${heading}\n`) || !block) throw new Error(`no recipe: ${heading}`);
  return block[1];
}

/**
 * Calls `use({ root, origin })` while nginx serves the folder `root`, which is empty at first, by a
 * `block` that names /srv/www and listens on port 80.
 */
export async function hosted(block, use) {
  const home = temporaryFolder("nginx");
  const root = join(home, "www");
  mkdirSync(root);
  const port = await freePort();
  const server = block
    .replace("listen 80;", `listen 127.0.0.1:${port};`)
    .replaceAll("/srv/www", root);
  if (server === block || !server.includes(root)) throw new Error(`no such recipe:\n${block}`);
  const places = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"];
  const temporary = places.map((kind) => `${kind}_temp_path ${home}/${kind};`).join("\n");
  writeFileSync(
    join(home, "nginx.conf"),
    `user root;\npid ${home}/pid;\nerror_log ${home}/errors;\nevents {}\nhttp {\n` +
      `include /etc/nginx/mime.types;\naccess_log off;\n${temporary}\n${server}}\n`,
  );
  const settings = ["-p", home, "-c", join(home, "nginx.conf")];
  execFileSync(NGINX, [...settings, "-t", "-q"]);
  const foreground = ["-g", "daemon off; master_process off;"];
  const child = spawn(NGINX, [...settings, ...foreground], { stdio: "ignore" });
  const ended = new Promise((done) => child.on("exit", done));
  try {
    await answers(port);
    return await use({ root, origin: `http://127.0.0.1:${port}` });
  } finally {
    child.kill("SIGKILL");
    await ended;
  }
}

async function freePort() {
  const server = createServer();
  await new Promise((ready) => server.listen(0, "127.0.0.1", ready));
  const { port } = server.address();
  await new Promise((done) => server.close(done));
  return port;
}

async function answers(port) {
  const deadline = Date.now() + PATIENCE;
  const tried = () =>
    new Promise((done) => {
      const socket = connect(port, "127.0.0.1");
      socket.on("connect", () => (socket.destroy(), done(true)));
      socket.on("error", () => setTimeout(done, 10, false));
    });
  while (!(await tried())) {
    if (Date.now() > deadline) throw new Error("nginx does not answer");
  }
}
