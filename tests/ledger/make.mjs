// Makes the ledger of the sample anew: four publications of the client site, each of the sample as it
// may have been on that day. `node tests/ledger/make.mjs`, with the program in `target/debug` or
// named by ROADCAST.
//
// A ledger is history. When the sample changes, it stays as it is, and what differs since is what
// `roadcast diff` is there to say. Make it anew only when the form of what is kept changes.
import { execFileSync } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

const ROOT = resolve(import.meta.dirname, "../..");
const PROGRAM = process.env.ROADCAST ?? join(ROOT, "target/debug/roadcast");
const BY = "sigrun.haas@northwind.example";

/** Other words in a file. */
const other = (file, from, to) => ({ file, from, to });
/** Not for clients yet. */
const hidden = (file) => other(file, "\nvisibility: client\n", "\nvisibility: engineering\n");
/** Shipped later than that. */
const notYet = (file, day, stage, target) => [
  other(file, "\nstage: shipped\n", `\nstage: ${stage}\n`),
  other(file, `\nshipped_on: ${day}\n`, target ? `\ntarget: ${target}\n` : "\n"),
];

// What was otherwise up to and with a publication; newer ones first, so that each is listed once.
const UP_TO_4 = [
  other("operations/evt-timeline.md", "\nstage: beta\n", "\nstage: in-progress\n"),
  other(
    "setup/wiz-setup.md",
    "proposes how they fit together, and asks only about the odd cases.",
    "and proposes how they fit together.",
  ),
];
const UP_TO_3 = [
  ...notYet("operations/alert-routing.md", "2026-11-10", "beta", "2026-11"),
  ...notYet("security/ptest-fall26.md", "2026-11-13", "in-progress"),
  other("setup/wiz-setup.md", "\ntarget: 2027-02\n", "\ntarget: 2027-06\n"),
  other(
    "security/sso-scim.md",
    "so Entra ID and Okta need only a few clicks.",
    "so Entra ID and Okta need only a few clicks. Companies with more than fifty people get it first.",
  ),
  hidden("stock/batch-expiry.md"),
];
const UP_TO_2 = [
  ...notYet("security/sso-oidc.md", "2026-10-13", "beta", "2026-10"),
  hidden("setup/wiz-setup.md"),
  other("parcels/rma-flow.md", "\ntarget: 2027-Q1\n", "\ntarget: 2026-Q4\n"),
  other("parcels/split-ship.md", "\nstage: paused\n", "\nstage: planned\n"),
];
const UP_TO_1 = [
  ...notYet("shops/hl-storefront.md", "2026-09-22", "beta", "2026-09"),
  other("shops/mkt-hub.md", "\nstage: in-progress\n", "\nstage: planned\n"),
  other("stock/resv-ledger.md", "\nstage: in-progress\n", "\nstage: planned\n"),
  other("money/payout-match.md", "99 of 100 lines", "nine of ten lines"),
  other("stock/kit-explode.md", "  title: Bundles and sets\n", "  title: Gift boxes and sets\n"),
  hidden("operations/ios-android.md"),
];
const PUBLICATIONS = [
  ["2026-08-31", [...UP_TO_4, ...UP_TO_3, ...UP_TO_2, ...UP_TO_1]],
  ["2026-09-28", [...UP_TO_4, ...UP_TO_3, ...UP_TO_2]],
  ["2026-10-26", [...UP_TO_4, ...UP_TO_3]],
  ["2026-11-16", UP_TO_4],
];

const project = mkdtempSync(join(tmpdir(), "roadcast-ledger-"));
try {
  for (const [day, edits] of PUBLICATIONS) {
    rmSync(join(project, "content"), { recursive: true, force: true });
    cpSync(join(ROOT, "content"), join(project, "content"), { recursive: true });
    cpSync(join(ROOT, "roadcast.yaml"), join(project, "roadcast.yaml"));
    for (const { file, from, to } of edits) edit(join(project, "content", file), from, to);
    const publish = ["publish", "--record", "--audience", "client", "--on", day, "--by", BY];
    execFileSync(PROGRAM, [...publish, "-C", project], { stdio: "inherit" });
  }
  rmSync(join(ROOT, "ledger"), { recursive: true, force: true });
  cpSync(join(project, "ledger"), join(ROOT, "ledger"), { recursive: true });
} finally {
  rmSync(project, { recursive: true, force: true });
}

function edit(path, from, to) {
  const before = readFileSync(path, "utf8");
  // Lines that were wrapped may have their breaks elsewhere.
  const words = from.replace(/[.*+?^${}()|[\]\\]/g, "\\$&").replaceAll(" ", "\\s");
  const found = before.match(new RegExp(words, "g"))?.length ?? 0;
  if (found !== 1) throw new Error(`${path}: found ${found} times: ${from}`);
  writeFileSync(path, before.replace(new RegExp(words), () => to));
}
