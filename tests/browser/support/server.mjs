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
export function served(sites, use) {
  return serve(sites, (_, response, body) => response.end(body), use);
}

/** In how many pieces a page arrives over a slow line. */
export const PIECES = 6;

/**
 * Like `served`, but over a line that waits. The second argument of `use` lets go of it:
 * `line.more(url)` of the next piece of a page, which is cut between lines, the first being sent at
 * once; and `line.scripts(url)` of the scripts of a page. Another query is another visit.
 */
export function servedInPieces(sites, use) {
  const pages = new Map();
  const pageAt = (url) => {
    const { pathname, search } = new URL(url, "http://localhost");
    const visit = pathname + search;
    if (!pages.has(visit)) pages.set(visit, { pieces: [], scripts: signal() });
    return pages.get(visit);
  };
  const send = async ({ url, headers }, response, body, type) => {
    const isPage = type.startsWith("text/html");
    if (type.startsWith("text/javascript")) await pageAt(headers.referer).scripts.given;
    for (const [index, piece] of (isPage ? cut(body) : [body]).entries()) {
      if (index > 0) await (pageAt(url).pieces[index] ??= signal()).given;
      response.write(piece);
    }
    response.end();
  };
  const line = {
    more: (url, piece) => (pageAt(url).pieces[piece] ??= signal()).give(),
    scripts: (url) => pageAt(url).scripts.give(),
  };
  return serve(sites, send, (rootOf) => use(rootOf, line));
}

function signal() {
  let give;
  const given = new Promise((done) => (give = done));
  return { give, given };
}

/** The pieces of a page; the last one is its last line, which can move nothing any more. */
function cut(body) {
  const last = body.lastIndexOf("\n", body.length - 2) + 1;
  const pieces = [];
  let start = 0;
  for (let at = 1; at < PIECES; at += 1) {
    const end = body.indexOf("\n", Math.max(start, Math.ceil((last * at) / (PIECES - 1)) - 1)) + 1;
    pieces.push(body.subarray(start, end));
    start = end;
  }
  return [...pieces, body.subarray(start)];
}

async function serve(sites, send, use) {
  const server = createServer((request, response) => answer(sites, request, response, send));
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

async function answer(sites, request, response, send) {
  const { pathname } = new URL(request.url, "http://localhost");
  const site = sites.find((candidate) => pathname.startsWith(prefixOf(candidate)));
  try {
    const inside = normalize(decodeURIComponent(pathname.slice(prefixOf(site).length)));
    const body = await readFile(join(site.folder, inside || "index.html"));
    const type = typeOf(inside || "index.html");
    response.writeHead(200, {
      "cache-control": "no-store",
      "content-type": type,
      "x-content-type-options": "nosniff",
    });
    await send(request, response, body, type);
  } catch {
    response.writeHead(404).end("not here");
  }
}
