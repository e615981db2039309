// Runs every check in one process, so that all of them share one build, one server and one browser.
import { readdirSync } from "node:fs";

const checks = new URL("checks/", import.meta.url);
for (const file of readdirSync(checks).sort()) await import(new URL(file, checks));
