// Temporary folders, all removed when the run ends.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const folders = [];
process.on("exit", () => folders.forEach((one) => rmSync(one, { recursive: true, force: true })));

/** A new folder whose name begins with `roadcast-` and `purpose`. */
export function temporaryFolder(purpose) {
  const folder = mkdtempSync(join(tmpdir(), `roadcast-${purpose}-`));
  folders.push(folder);
  return folder;
}
