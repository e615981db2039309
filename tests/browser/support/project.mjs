// Makes a throw-away project, for checks that the sample cannot serve.
import { execFileSync } from "node:child_process";
import { mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { temporaryFolder } from "./temporary.mjs";

const HERE = fileURLToPath(new URL("..", import.meta.url));

/** The program under test. Relative paths in ROADCAST count from the folder of package.json. */
export const BINARY = resolve(HERE, process.env.ROADCAST ?? "../../target/debug/roadcast");

/** Writes a project of `files` (path to text or bytes); returns its folder. */
export function makeProject(files) {
  const project = temporaryFolder("project");
  mkdirSync(join(project, "content"));
  for (const [path, contents] of Object.entries(files)) {
    mkdirSync(dirname(join(project, path)), { recursive: true });
    writeFileSync(join(project, path), contents);
  }
  return project;
}

/** Builds a project of `files`; returns its sites by audience. */
export function buildProject(files) {
  const project = makeProject(files);
  execFileSync(BINARY, ["build", "-C", project, "--as-of", "2026-11-22", "--quiet"]);
  return Object.fromEntries(["client", "sales", "engineering"].map((name) => [name, site(name)]));

  function site(audience) {
    const folder = join(project, "dist", audience);
    const all = readdirSync(folder, { recursive: true }).filter((path) => path.endsWith(".html"));
    return { audience, folder, root: `${pathToFileURL(folder)}/`, pages: all.sort() };
  }
}
