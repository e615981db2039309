// Plants a small site with a known fault, for the self-tests that show that a check can fail.
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { temporaryFolder } from "./temporary.mjs";

/** A folder with `files` (path to text), described like a built site. */
export function plant(files) {
  const folder = temporaryFolder("planted");
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  const pages = Object.keys(files).filter((path) => path.endsWith(".html"));
  const baseUrl = "https://planted.example/";
  return { audience: "planted", folder, root: `${pathToFileURL(folder)}/`, baseUrl, pages };
}

/** A page that every check is content with, around `body`; `head` goes before the title. */
export function pageWith(body, head = "") {
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8">${head}<title>Planted</title>
<meta name="viewport" content="width=device-width, initial-scale=1"></head>
<body><main><h1>Planted</h1>${body}</main></body></html>
`;
}
