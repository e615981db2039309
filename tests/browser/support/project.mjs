// Builds a throw-away project, for checks that the sample cannot serve.
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

const HERE = fileURLToPath(new URL("..", import.meta.url));
const BINARY = resolve(HERE, process.env.ROADCAST ?? "../../target/debug/roadcast");

/** Builds a project of `files` (path to text or bytes); returns its sites by audience. */
export function buildProject(files) {
  const project = mkdtempSync(join(tmpdir(), "roadcast-project-"));
  process.on("exit", () => rmSync(project, { recursive: true, force: true }));
  mkdirSync(join(project, "content"));
  for (const [path, contents] of Object.entries(files)) {
    mkdirSync(dirname(join(project, path)), { recursive: true });
    writeFileSync(join(project, path), contents);
  }
  execFileSync(BINARY, ["build", "-C", project, "--as-of", "2026-11-22", "--quiet"]);
  return Object.fromEntries(["client", "sales", "engineering"].map((name) => [name, site(name)]));

  function site(audience) {
    const folder = join(project, "dist", audience);
    const all = readdirSync(folder, { recursive: true }).filter((path) => path.endsWith(".html"));
    return { audience, folder, root: `${pathToFileURL(folder)}/`, pages: all.sort() };
  }
}
