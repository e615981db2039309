// Runs `roadcast serve` on a throw-away project while a check looks at it.
import { execFileSync, spawn } from "node:child_process";
import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { BINARY, makeProject } from "./project.mjs";

/**
 * Calls `use(preview)` while a project of `files` is served. A preview has its `address`, `write` and
 * `remove` for its files, `run` for another command on them, and `said()`, what the terminal has
 * shown so far.
 */
export async function previewed(files, use) {
  const project = makeProject(files);
  const options = ["--no-redact", "serve", "-C", project, "--port", "0", "--as-of", "2026-11-22"];
  const server = spawn(BINARY, options, { stdio: ["ignore", "pipe", "pipe"] });
  let said = "";
  server.stderr.setEncoding("utf8").on("data", (text) => (said += text));
  try {
    return await use({
      address: await firstLine(server),
      write: (path, text) => writeFileSync(join(project, path), text),
      remove: (path) => rmSync(join(project, path)),
      run: (...command) => execFileSync(BINARY, [...command, "-C", project], { stdio: "pipe" }),
      said: () => said,
    });
  } finally {
    server.kill();
  }
}

function firstLine(server) {
  return new Promise((resolve, reject) => {
    createInterface({ input: server.stdout }).once("line", resolve);
    server.once("error", reject);
    server.once("exit", (code) => reject(new Error(`the preview ended with exit code ${code}`)));
  });
}
