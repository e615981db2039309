//! What stops a build, what is only worth a warning, and how an author settles either.

use crate::support::{Outcome, Project};

pub const SHOWN: &str = "title: Public\nstage: planned\nvisibility: client";

/// A hidden entry with this front matter, and a shown one with this text.
pub fn project(hidden: &str, text: &str) -> Project {
    let front = if hidden.contains("title:") {
        hidden.into()
    } else {
        format!("title: Hidden thing\n{hidden}")
    };
    Project::new().entry("secret", &format!("stage: planned\n{front}"), "").entry(
        "a",
        SHOWN,
        &format!("::: client\n{text}\n:::"),
    )
}

/// The codes of what the client site's check says.
pub fn codes(project: &Project) -> Vec<String> {
    let outcome = project.check(&["--format", "json", "--audience", "client"]);
    let report: serde_json::Value = serde_json::from_str(&outcome.stdout).expect("it is JSON");
    let all = report["diagnostics"].as_array().expect("it is a list");
    all.iter().map(|one| one["code"].as_str().expect("it has a code").to_owned()).collect()
}

fn allow(term: &str, until: &str) -> String {
    format!(
        "  - {{ term: \"{term}\", reason: \"an ordinary word here\", owner: ana, until: {until} }}\n"
    )
}

fn allowing(project: Project, more: &str, terms: &[&str]) -> Project {
    let terms: String = terms.iter().map(|term| allow(term, "2027-01-01")).collect();
    project.settings(&format!("product: Acme\n{more}allow_terms:\n{terms}"))
}

#[test]
fn a_hidden_name_of_one_common_word_stops_a_build_only_where_it_looks_like_a_name() {
    for (hidden, text, expected) in [
        // A code name or an account stops the build in any case.
        ("codenames: [Apple]", "An apple a day.", &["leak"][..]),
        ("codenames: [Later]", "Some later time.", &["leak"]),
        ("requests: [{ account: Globex }]", "For globex people.", &["leak"]),
        ("requests: [{ account: Apple }]", "For Apple people.", &["leak"]),
        // A title or a person's name is a word of the language, unless it has its capital.
        ("title: Marketplace", "A marketplace is here.", &["common-name"]),
        ("title: Marketplace", "The Marketplace is here.", &["leak"]),
        ("title: API", "Our API is here.", &["common-name"]),
        ("title: IO", "The IO is new.", &["common-name"]),
        ("title: IO", "The io is new.", &[]),
        ("title: Go", "Written in Go.", &[]),
        ("codenames: [Go]", "Written in Go.", &["leak"]),
        ("owner: Will", "It will be there.", &["common-name"]),
        ("owner: Will", "Ask Will first.", &["leak"]),
        ("decision: { outcome: accepted, by: Grace }", "Ask Grace first.", &["leak"]),
        ("requests: [{ account: Tannenhof, by: May }]", "In May.", &["common-name"]),
        ("owner: \"@will\"", "It will be there.", &[]),
        ("owner: \"@will\"", "Ask @will first.", &["leak"]),
        // Words of the pages themselves say nothing, unless somebody has such a name.
        ("title: Search", "The new Search is here.", &[]),
        ("requests: [{ account: Apple }]", "Nothing.", &[]),
        ("title: Later", "Some later time.", &[]),
        ("title: Shipped", "It was Shipped.", &[]),
        // What only describes is not searched for.
        ("tags: [api, search, dark-mode]", "The API has a search and a dark-mode.", &[]),
        ("team: Integrations", "All Integrations.", &[]),
        ("extra: { color: red, note: later }", "A red one, later.", &[]),
        ("extra: { jira: INT-1234 }", "See INT-1234.", &["leak"]),
        ("extra: { links: [INT-1234, none] }", "See INT-1234.", &["leak"]),
    ] {
        assert_eq!(codes(&project(hidden, text)), expected, "{hidden}: {text}");
    }
}

#[test]
fn the_strictest_of_equal_names_counts() {
    let hidden = "title: Apple\nowner: Apple\nrequests: [{ account: Apple }]";
    assert_eq!(codes(&project(hidden, "An apple a day.")), ["leak"]);
}

#[test]
fn a_warning_says_where_both_stand_and_how_to_settle_it() {
    let outcome =
        project("title: Marketplace", "You can\nmarketplace now.").check(&["--audience", "client"]);
    let Outcome { code, stderr, .. } = outcome;
    let expected = "\
warning[common-name]: the title of `content/secret.md`, withheld from client readers, may be in their site
--> content/secret.md:3:8
::: content/a.md:8:1
 = help: found in plain text of `client/items/public.html`, line ";
    assert!(stderr.starts_with(expected) && code == 0, "{code} {stderr}");
    let advice = "one plain word may be chance, so the build goes on; if it is chance, add what stands at \
                  content/secret.md:3:8 to `allow_terms` in `roadcast.yaml`, with `reason`, `owner` and `until`; \
                  if it is not, take the words at content/a.md:8:1 out, and add the name of \
                  `content/secret.md` to `never_publish`";
    let unwrapped = stderr.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(unwrapped.contains(advice), "{stderr}");
    let settled = allowing(project("title: Marketplace", "A marketplace."), "", &["marketplace"]);
    assert_eq!(codes(&settled), [""; 0]);
}

#[test]
fn copied_words_are_allowed_as_the_message_points_at_them() {
    let sentence = "the *price* we agreed on\nlast week is [ninety](https://docs.example) million";
    let shown = "We say the price we agreed on last week is ninety million.";
    let build = || {
        Project::new()
            .entry(
                "secret",
                "title: Hidden thing\nstage: planned",
                &format!("Well,\n{sentence}, all of it."),
            )
            .entry("a", SHOWN, &format!("::: client\n{shown}\n:::"))
    };
    let outcome = build().check(&["--audience", "client"]);
    let place = "the words from content/secret.md:6:1 to 7:52";
    assert!(outcome.code == 1 && outcome.stderr.contains(place), "{}", outcome.stderr);
    assert!(
        outcome.stderr.contains("take the words at content/a.md:7:8 out"),
        "{}",
        outcome.stderr
    );
    let term = sentence.replace('\n', " ");
    assert_eq!(codes(&allowing(build(), "", &[&term])), [""; 0]);
}

#[test]
fn words_of_a_list_are_allowed_as_they_stand_there() {
    let list = "1. First somebody writes a plan,\n2. then somebody\n   reads the plan twice.";
    let project = Project::new()
        .entry("secret", "title: Hidden thing\nstage: planned", list)
        .entry("a", SHOWN, &format!("::: client\n{list}\n:::"));
    assert_eq!(codes(&project), ["leak"]);
    let term = &list[list.find("First").expect("it is there")..];
    assert_eq!(codes(&allowing(project, "", &[&term.replace('\n', "\\n")])), [""; 0]);
}

#[test]
fn an_allowed_term_never_excuses_what_must_never_be_published() {
    let text = "See the list price of Tannenhof.";
    let hidden = "requests: [{ account: Tannenhof }]";
    let never = "never_publish: [List-Price]\n";
    let term = ["the list price of Tannenhof"];
    assert_eq!(codes(&allowing(project(hidden, text), "", &term)), [""; 0]);
    assert_eq!(codes(&allowing(project(hidden, text), never, &term)), ["leak"]);
    assert_eq!(codes(&allowing(project(hidden, text), never, &["list-price"])), ["contradiction"]);
    assert_eq!(codes(&allowing(project(hidden, text), never, &["list price"])), ["leak", "leak"]);
}

#[test]
fn an_allowed_term_that_excuses_nothing_is_worth_a_warning() {
    let hidden = "requests: [{ account: Tannenhof }]";
    let used = allowing(project(hidden, "For Tannenhof."), "", &["Tannenhof"]);
    assert_eq!(used.check(&[]).succeeds().stderr.matches("warning").count(), 0);
    let idle = allowing(project(hidden, "For nobody."), "", &["Tannenhof"]);
    let outcome = idle.check(&[]).succeeds();
    let expected = "\
warning[idle-term]: this allowed term is not needed: nothing withheld was found within it
 --> roadcast.yaml:3:13
  |
3 |   - { term: \"Tannenhof\", reason: \"an ordinary word here\", owner: ana, until: 2027-01-01 }
  |             ^^^^^^^^^^^
  |
  = help: remove it, so that it cannot excuse a leak one day
";
    assert!(outcome.stderr.starts_with(expected), "{}", outcome.stderr);
    // Of one site alone nobody can tell.
    let outcome = idle.check(&["--audience", "client"]).succeeds();
    assert!(!outcome.stderr.contains("warning"), "{}", outcome.stderr);
}

#[test]
fn an_allowed_term_holds_on_its_last_day_and_not_after_it() {
    let build = |until: &str| {
        let terms = allow("Tannenhof", until);
        project("requests: [{ account: Tannenhof }]", "For Tannenhof.")
            .settings(&format!("product: Acme\nallow_terms:\n{terms}"))
    };
    assert_eq!(codes(&build("2026-11-22")), [""; 0]);
    assert_eq!(codes(&build("2026-11-21")), ["expired-term"]);
}

#[test]
fn hidden_addresses_and_sites_further_inside_are_found() {
    let hidden = |text: &str| {
        Project::new()
            .entry(
                "secret",
                "title: Hidden thing\nstage: planned",
                "See https://wiki.acme.example/plan, ask tom@acme.example.",
            )
            .entry("a", SHOWN, &format!("::: client\n{text}\n:::"))
    };
    assert_eq!(codes(&hidden("[here](https://wiki.acme.example/plan/b)")), ["leak"]);
    assert_eq!(codes(&hidden("Write to Tom@acme.example.")), ["leak"]);
    assert_eq!(codes(&hidden("[here](https://wiki.acme.example/other)")), [""; 0]);
    let bases = "product: Acme\neditions: { engineering: { base_url: \"https://eng.acme.example/\" }, \
                 client: { base_url: \"https://acme.example/\" } }\n";
    assert_eq!(codes(&hidden("See eng.acme.example.").settings(bases)), ["leak"]);
    let nested = bases.replace("//acme.example/", "//eng.acme.example/public/");
    assert_eq!(codes(&hidden("A plan.").settings(&nested)), [""; 0]);
    let shared = Project::new()
        .entry(
            "secret",
            "title: Hidden thing\nstage: planned",
            "See https://docs.acme.example/plan.",
        )
        .entry("b", &SHOWN.replace("Public", "B"), "::: client\n<https://docs.acme.example/x>\n:::")
        .entry("c", &SHOWN.replace("Public", "C"), "::: client\n<https://docs.acme.example/y>\n:::")
        .entry("a", SHOWN, "::: client\n<https://docs.acme.example/plan>\n:::");
    assert_eq!(codes(&shared), [""; 0]);
}

#[test]
fn a_few_words_that_the_same_entry_shows_are_no_leak_and_a_whole_sentence_is() {
    let eleven = "Orders arrive in the ledger a minute after they were placed.";
    let twelve = "Orders arrive in the ledger within a minute after they were placed.";
    let entry = |sentence: &str| {
        let body = format!("{sentence}\n\n::: client\n{sentence}\n:::");
        Project::new().entry("a", SHOWN, &body).check(&[])
    };
    entry(eleven).succeeds();
    let outcome = entry(twelve);
    assert!(outcome.stderr.contains("found 12 words in a row"), "{}", outcome.stderr);
    assert_eq!(outcome.code, 1);
}

#[test]
fn an_address_that_the_same_entry_shows_is_no_leak() {
    let text = "See https://wiki.acme.example/plan.";
    let body = format!("{text}\n\n::: client\n{text}\n:::");
    assert_eq!(codes(&Project::new().entry("a", SHOWN, &body)), [""; 0]);
}

#[test]
fn a_host_that_many_documents_link_to_excuses_no_address_of_another_host() {
    let shown = |title: &str, address: &str| {
        (SHOWN.replace("Public", title), format!("::: client\n<https://{address}>\n:::"))
    };
    let (b, c) = (shown("B", "docs.acme.example/x"), shown("C", "docs.acme.example/y"));
    let a = shown("A", "wiki.acme.example/plan");
    let project = Project::new()
        .entry("b", &b.0, &b.1)
        .entry("c", &c.0, &c.1)
        .entry("a", &a.0, &a.1)
        .entry("secret", "title: Hidden\nstage: planned", "See https://wiki.acme.example/plan.");
    assert_eq!(codes(&project), ["leak"]);
}

#[test]
fn an_account_that_sales_reads_of_elsewhere_is_no_leak_there() {
    let asked = "requests: [{ account: Tannenhof }]";
    let project = Project::new()
        .entry("secret", &format!("title: Hidden\nstage: planned\n{asked}"), "")
        .entry("a", &format!("title: A\nstage: planned\nvisibility: sales\n{asked}"), "");
    project.check(&["--audience", "sales"]).succeeds();
}

/// Sixty words that look like names, and the lines of what a check says of them that tell what
/// was found.
fn sixty(project: impl Fn(&[String]) -> Project) -> (i32, Vec<String>) {
    let names: Vec<_> =
        ('a'..='f').flat_map(|a| ('a'..='j').map(move |b| format!("Q{a}{b}"))).collect();
    let Outcome { code, stderr, .. } = project(&names).check(&["--audience", "client"]);
    let found = stderr.lines().filter(|line| line.contains("]: "));
    (code, found.map(str::to_owned).collect())
}

#[test]
fn after_fifty_leaks_the_others_are_counted() {
    let (code, found) = sixty(|names| {
        let hidden = format!("codenames: [{}]", names.join(", "));
        project(&hidden, &names.join(", "))
    });
    assert_eq!((code, found.len()), (1, 51));
    let one = "error[leak]: a code name of `content/secret.md`, withheld from client readers, is in their site";
    assert!(found[1..].iter().all(|line| line == one), "{found:?}");
    assert_eq!(
        found[0],
        "error[leak]: 10 more withheld strings are in the client site (120 places in all)"
    );
}

#[test]
fn after_fifty_doubtful_names_the_others_are_counted_and_the_build_goes_on() {
    let (code, found) = sixty(|names| {
        let mut project =
            Project::new().entry("a", SHOWN, &format!("::: client\n{}\n:::", names.join(", ")));
        for (number, name) in names.iter().enumerate() {
            let front = format!("title: {name}\nstage: planned");
            project = project.entry(&format!("e{number}"), &front, "");
        }
        project
    });
    assert_eq!((code, found.len()), (0, 51));
    assert_eq!(
        found[0],
        "warning[common-name]: 10 more withheld names may be in the client site (120 places in all)"
    );
}

#[test]
fn a_leak_in_many_places_names_the_first_five() {
    let mut project =
        Project::new().entry("secret", "title: H\nstage: planned\ncodenames: [Zephyrine]", "");
    for number in 0..9 {
        let front = SHOWN.replace("Public", &format!("Public {number}"));
        project =
            project.entry(&format!("e{number}"), &front, "::: client\nThe Zephyrine plan.\n:::");
    }
    let outcome = project.check(&["--audience", "client"]);
    assert_eq!(outcome.stderr.matches("error[leak]").count(), 1, "{}", outcome.stderr);
    assert_eq!(outcome.stderr.matches(" = help: found in").count(), 5, "{}", outcome.stderr);
    assert_eq!(outcome.stderr.matches(" = help: ").count(), 6, "{}", outcome.stderr);
}
