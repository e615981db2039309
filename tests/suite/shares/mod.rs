//! Shares: what one prospect reads beyond the client site, and what nobody else ever does.

mod commands;
mod files;
mod leaks;
mod mistakes;
mod pages;
mod programs;
mod sites;
mod verify;

use crate::support::{AS_OF, Files, Outcome, Project, read_all};

/// A secret that is known to everybody.
pub const SECRET: &str = "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f";

const SETTINGS: &str = "\
product: Northwind Flow
dates: { precision: quarter, slack: 1 quarter }
shares:
  approvers: [ana@northwind.example, bo@northwind.example]
  base_url: https://shared.northwind.example/
";

/// A hidden entry in which every field says something that no prospect may read.
const HIDDEN: &str = "\
title: Falcon bridge for the big ones
stage: planned
visibility: sales
summary: The bridge that our largest accounts have waited for since the spring of last year.
target: 2027-02
owner: imke.okafor@northwind.example
team: Puffin
codenames: [Quillfeather]
requests:
  - { account: Globex Holding, by: tom.ito@northwind.example, value: 120000 EUR }
  - { account: Acme GmbH, by: tom.ito@northwind.example, blocker: true, asked_on: 2026-05-02 }
sales:
  say: Tell them that we are choosing the first two partners and will be back in spring.
client: { title: Deeper SAP integration }";

/// The front matter of a share, and its words.
const SHARE: &str = "\
account: Acme GmbH
asked_by: tom.ito@northwind.example
reason: Their renewal hangs on this one and falls due in the middle of December.
until: 2027-01-31
entries: [sap]
recipients: [j.weber, m.roth]";
const WORDS: &str = "Orders and stock go both ways, as they happen. [Reports](../content/open.md) \
                     show the same.";

/// A project with one share that nobody has approved yet.
pub fn project() -> Project {
    project_in("encrypted")
}

/// The same, whose pages go out in this mode.
pub fn project_in(mode: &str) -> Project {
    Project::new()
        .settings(&format!("{SETTINGS}  mode: {mode}\n"))
        .entry("sap", HIDDEN, "Hidden notes.\n\n::: sales\nFor salespeople alone.\n:::")
        .entry(
            "open",
            "title: Reports that open fast\nstage: beta\nvisibility: client\nowner: imke.okafor@northwind.example",
            "::: client\nThey do.\n:::",
        )
        .theme("t", "title: Larger accounts\nvisibility: sales\nproblem: They ask for more.", "")
        .entry("idea", "title: Some idea\nstage: idea\nvisibility: sales\ntheme: t\nclient: { title: An idea }", "")
        .entry("inside", "title: Inside\nstage: planned\nclient: { title: Not for sales }", "")
        .entry("untitled", "title: Untitled\nstage: planned\nvisibility: sales", "")
        .entry(
            "secret",
            "title: Tamarind trial\nstage: beta\nvisibility: sales\nconfidential: true\nclient: { title: Electronic orders }",
            "",
        )
        .share("acme", SHARE, &block("sap", WORDS))
}

/// A block for an entry.
pub fn block(entry: &str, words: &str) -> String {
    format!("::: entry {entry}\n{words}\n:::")
}

/// The front matter of a share with other lines in the place of some.
pub fn front(changes: &[(&str, &str)]) -> String {
    let line = |line: &str| {
        let key = line.split(':').next().unwrap_or_default();
        let change = changes.iter().find(|(changed, _)| *changed == key);
        change.map_or_else(|| line.to_owned(), |(key, value)| format!("{key}: {value}"))
    };
    let known = |key: &str| SHARE.lines().any(|line| line.starts_with(&format!("{key}:")));
    let more = changes.iter().filter(|(key, _)| !known(key));
    let more = more.map(|(key, value)| format!("{key}: {value}"));
    SHARE.lines().map(line).chain(more).collect::<Vec<_>>().join("\n")
}

impl Project {
    /// Adds `shares/ID.md`.
    pub fn share(self, id: &str, front: &str, body: &str) -> Project {
        self.file(&format!("shares/{id}.md"), crate::support::document(front, body))
    }

    /// Approves a share.
    #[track_caller]
    pub fn approve(&self, id: &str, by: &str) -> Outcome {
        let by = format!("{by}@northwind.example");
        let day = ["--as-of", "2026-11-20"];
        self.run(&[&["share", "approve", id, "--by", &by, "--yes"], &day[..]].concat()).succeeds()
    }

    /// The same, with the project.
    pub fn approved(self) -> Project {
        self.approve("acme", "ana");
        self
    }

    /// Runs a command where the secret is known.
    pub fn run_with_secret(&self, arguments: &[&str]) -> Outcome {
        self.run_with(SECRET, arguments)
    }

    /// Runs a command with this text in the place of the secret.
    pub fn run_with(&self, secret: &str, arguments: &[&str]) -> Outcome {
        let day = ["--as-of", AS_OF];
        let day = if arguments.contains(&"--as-of") { &[][..] } else { &day };
        self.run_in(&[("ROADCAST_SHARE_SECRET", secret)], &[arguments, day].concat())
    }

    /// Builds where the secret is known, and returns the folder of shares.
    #[track_caller]
    pub fn build_shares(&self) -> Files {
        self.run_with_secret(&["build"]).succeeds();
        self.shares()
    }

    /// The folder of shares.
    pub fn shares(&self) -> Files {
        read_all(&self.path("dist/shares"))
    }

    /// The pages of recipients, as text, in order of path.
    pub fn pages(&self) -> Vec<String> {
        let is_page = |path: &String| !matches!(path.as_str(), "index.html" | "robots.txt");
        let files = self.shares().into_iter().filter(|(path, _)| is_page(path));
        files.map(|(_, bytes)| String::from_utf8(bytes).expect("pages are UTF-8")).collect()
    }

    /// The one page that names this recipient.
    #[track_caller]
    pub fn page_of(&self, recipient: &str) -> String {
        let mut pages = self.pages().into_iter().filter(|page| page.contains(recipient));
        let page = pages.next().expect("the recipient has a page");
        assert!(pages.next().is_none(), "two pages name {recipient}");
        page
    }
}
