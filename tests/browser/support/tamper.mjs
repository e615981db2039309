// Spoils a copy of a built site, for self-tests of checks that need a whole site to work on.
import { readFileSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { plant } from "./plant.mjs";

/**
 * A copy of `site` in which, in every file whose name fits `files`, each pair of `changes` has its
 * first text replaced by its second. A text that is nowhere found is an error, so that a fault
 * cannot quietly stop being planted.
 */
export function tampered(site, files, changes) {
  const names = readdirSync(site.folder, { recursive: true }).filter((name) =>
    statSync(join(site.folder, name)).isFile(),
  );
  const missing = new Set(changes.map(([from]) => from));
  const copy = {};
  for (const name of names) {
    copy[name] = readFileSync(join(site.folder, name));
    if (!files.test(name)) continue;
    let text = copy[name].toString("utf8");
    for (const [from, to] of changes) {
      if (!text.includes(from)) continue;
      missing.delete(from);
      text = text.replaceAll(from, to);
    }
    copy[name] = text;
  }
  if (missing.size > 0) throw new Error(`nothing to spoil: ${[...missing].join(", ")}`);
  return { ...plant(copy), audience: site.audience, baseUrl: site.baseUrl };
}
