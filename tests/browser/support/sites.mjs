// Builds the repository's sample once into a temporary folder and knows the pages of its sites.
import { execFileSync } from "node:child_process";
import { cpSync, readFileSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { BINARY } from "./project.mjs";
import { temporaryFolder } from "./temporary.mjs";

const REPOSITORY = fileURLToPath(new URL("../../../", import.meta.url));
// Pinned, because windows, "shipped lately" and the date in the header depend on the day.
const AS_OF = "2026-11-22";

export const AUDIENCES = ["client", "sales", "engineering"];

/** The built sites: `{ audience, folder, root, baseUrl, pages }`, `root` being a file: URL. */
export const sites = build();

/** The one site built for `audience`. */
export function siteFor(audience) {
  return sites.find((site) => site.audience === audience);
}

/** Every page of every site as `{ site, path }`, paths with forward slashes. */
export function everyPage() {
  return sites.flatMap((site) => site.pages.map((path) => ({ site, path })));
}

/** The text of one file of a site. */
export function read(site, path) {
  return readFileSync(join(site.folder, path), "utf8");
}

/**
 * One page of each kind: every page at the top level, and from each folder as few pages as together
 * hold every tag and class found in that folder, so a table, code or a picture cannot be missed.
 */
export function pageKinds(site) {
  return kinds(site, (paths) => cover(site, paths));
}

/** Like pageKinds, but from each folder only the page with most to show. */
export function richestPages(site) {
  return kinds(site, (paths) => cover(site, paths).slice(0, 1));
}

function kinds(site, choose) {
  const folders = [...new Set(site.pages.map(folderOf))];
  return folders.flatMap((folder) => {
    const paths = site.pages.filter((path) => folderOf(path) === folder);
    return (folder === "" ? paths : choose(paths)).map((path) => ({ site, path }));
  });
}

function folderOf(path) {
  return path.slice(0, Math.max(0, path.lastIndexOf("/")));
}

/** Greedy set cover: always take the page that shows most of what is still missing. */
function cover(site, paths) {
  const features = new Map(paths.map((path) => [path, featuresOf(read(site, path))]));
  const missing = new Set([...features.values()].flatMap((set) => [...set]));
  const chosen = [];
  while (missing.size > 0) {
    const gain = (path) => [...features.get(path)].filter((name) => missing.has(name)).length;
    const best = paths.reduce((a, b) => (gain(b) > gain(a) ? b : a));
    for (const name of features.get(best)) missing.delete(name);
    chosen.push(best);
  }
  return chosen;
}

/** The tags and classes of a page, without the languages of its code, which all look the same. */
function featuresOf(html) {
  const features = new Set();
  for (const [, tag, attributes] of html.matchAll(/<([a-z][a-z0-9]*)\b([^>]*)>/g)) {
    features.add(tag);
    const classes = attributes.match(/\bclass="([^"]*)"/)?.[1] ?? "";
    for (const name of classes.split(/\s+/)) {
      if (name && !name.startsWith("language-")) features.add(`.${name}`);
    }
  }
  return features;
}

function build() {
  // Built from a copy, so that a test run never touches the dist/ that a developer is looking at.
  const project = temporaryFolder("browser");
  for (const part of ["roadcast.yaml", "content", "ledger", "shares", "themes"]) {
    cpSync(join(REPOSITORY, part), join(project, part), { recursive: true });
  }
  execFileSync(BINARY, ["build", "-C", project, "--as-of", AS_OF, "--quiet"], { stdio: "inherit" });
  return AUDIENCES.map((audience) => describeSite(audience, join(project, "dist", audience)));
}

function describeSite(audience, folder) {
  const pages = readdirSync(folder, { recursive: true })
    .map((path) => path.replaceAll("\\", "/"))
    .filter((path) => path.endsWith(".html"))
    .sort();
  const index = readFileSync(join(folder, "index.html"), "utf8");
  const baseUrl = index.match(/<link rel="canonical" href="([^"]*)">/)[1];
  return { audience, folder, root: `${pathToFileURL(folder)}/`, baseUrl, pages };
}
