// A tiny web server that puts each site under a deep sub-path, as a host that is not ours might.
import { createServer } from "node:http";
import { readFile } from "node:fs/promises";
import { extname, join, normalize } from "node:path";

const TYPES = {
  ".html": "text/html; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".json": "application/json",
  ".xml": "application/xml",
  ".svg": "image/svg+xml",
  ".png": "image/png",
  ".jpg": "image/jpeg",
  ".gif": "image/gif",
  ".webp": "image/webp",
  ".txt": "text/plain; charset=utf-8",
  ".woff2": "font/woff2",
};

/** Calls `use(rootOf)` while the sites are served; `rootOf(site)` is the URL of that site. */
export async function served(sites, use) {
  const server = createServer((request, response) => answer(sites, request, response));
  await new Promise((ready) => server.listen(0, "127.0.0.1", ready));
  const origin = `http://127.0.0.1:${server.address().port}`;
  try {
    return await use((site) => origin + prefixOf(site));
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

/** The content type of a file, by its name. */
export function typeOf(path) {
  return TYPES[extname(path)] ?? "application/octet-stream";
}

function prefixOf(site) {
  return `/deep/sub/${site.audience}/`;
}

async function answer(sites, request, response) {
  const { pathname } = new URL(request.url, "http://localhost");
  const site = sites.find((candidate) => pathname.startsWith(prefixOf(candidate)));
  try {
    const inside = normalize(decodeURIComponent(pathname.slice(prefixOf(site).length)));
    const body = await readFile(join(site.folder, inside || "index.html"));
    response.writeHead(200, {
      "content-type": typeOf(inside),
      "x-content-type-options": "nosniff",
    });
    response.end(body);
  } catch {
    response.writeHead(404).end("not here");
  }
}
