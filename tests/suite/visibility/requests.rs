//! What sales reads of requests: a board, a page for each account, and the sections of the index.

use crate::support::{Project, differing};

fn asked(account: &str, more: &str) -> String {
    format!("requests:\n  - {{ account: \"{account}\"{more} }}")
}

/// What stands between two texts, for each time that the first is found.
fn between<'a>(text: &'a str, before: &str, after: &str) -> Vec<&'a str> {
    let parts = text.split(before).skip(1);
    parts.filter_map(|part| part.split(after).next()).collect()
}

#[test]
fn an_account_has_one_page_however_it_is_capitalized() {
    let accounts = ["Acme GmbH", "ACME  gmbh", "Acme, GmbH", "アクメ", "!!!"];
    let mut project = Project::new();
    for (index, account) in accounts.iter().enumerate() {
        let front = format!("title: E{index}\nstage: planned\nvisibility: sales\n");
        project = project.entry(&format!("e{index}"), &(front + &asked(account, "")), "");
    }
    project.build(&[]).succeeds();
    let site = project.site("sales");
    let pages: Vec<&str> = site.keys().filter_map(|path| path.strip_prefix("accounts/")).collect();
    assert_eq!(pages.len(), 4, "{pages:?}");
    assert!(pages.contains(&"acme-gmbh.html"), "{pages:?}");
    let board = project.page("sales", "requests.html");
    let links = between(&board, "href=\"accounts/", "\"");
    assert_eq!(links.len(), 5);
    assert!(links.iter().all(|link| pages.contains(link)), "{links:?} {pages:?}");
    let list = project.page("sales", "accounts.html");
    assert_eq!(between(&list, "<tr id=\"account-", "\"").len(), 4);
    assert_eq!(between(&list, "href=\"accounts/", "\"").len(), 4);
}

#[test]
fn the_page_of_an_account_stays_where_it_is_whoever_else_asks() {
    let entry = |account: &str, at: usize| {
        format!("title: E{at}\nstage: planned\nvisibility: sales\n{}", asked(account, ""))
    };
    let names = ["Globex, GmbH", "Globex GmbH", "globex & gmbh", "Glöbex GmbH"];
    let alone = Project::new().entry("e0", &entry(names[0], 0), "");
    let mut among = Project::new();
    for (at, name) in names.iter().enumerate() {
        among = among.entry(&format!("e{at}"), &entry(name, at), "");
    }
    alone.build(&[]).succeeds();
    among.build(&[]).succeeds();
    let site = among.site("sales");
    let is_page = |path: &&String| path.starts_with("accounts/");
    assert_eq!(site.keys().filter(is_page).count(), names.len());
    let own = alone.site("sales");
    let path = own.keys().find(is_page).expect("who asked has a page");
    assert_eq!(site.get(path), own.get(path), "{path}");
}

#[test]
fn a_total_is_shown_only_where_it_can_be_known() {
    let front = "title: A\nstage: planned\nvisibility: sales\nrequests:
  - { account: Plain, value: 120000 EUR }
  - { account: Plain, value: \"30,000 EUR\" }
  - { account: Mixed, value: 1000 EUR }
  - { account: Mixed, value: 1000 USD }
  - { account: Vague, value: 1000 EUR }
  - { account: Vague, value: a lot }";
    let project = Project::new().entry("a", front, "");
    project.build(&[]).succeeds();
    let list = project.page("sales", "accounts.html");
    assert!(list.contains("<td>150,000 EUR</td>"), "{list}");
    assert_eq!(list.matches(" EUR</td>").count(), 1);
    let plain = project.page("sales", "accounts/plain.html");
    assert!(plain.contains("<li>150,000 EUR in all</li>"), "{plain}");
    for account in ["mixed", "vague"] {
        let page = project.page("sales", &format!("accounts/{account}.html"));
        assert!(!page.contains(" in all</li>"), "{account}");
    }
    assert!(project.page("sales", "accounts/vague.html").contains("Worth a lot."));
}

#[test]
fn requests_of_hidden_entries_leave_no_trace_on_the_board() {
    let shown = "title: A\nstage: planned\nvisibility: sales\nrequests: [{ account: Initech }]";
    let hidden = format!("title: B\nstage: planned\n{}", asked("Globex", ", blocker: true"));
    let with = Project::new().entry("a", shown, "").entry("b", &hidden, "");
    let without = Project::new().entry("a", shown, "");
    with.build(&[]).succeeds();
    without.build(&[]).succeeds();
    assert_eq!(differing(&with.site("sales"), &without.site("sales")), [""; 0]);
    for audience in ["client", "engineering"] {
        let site = with.site(audience);
        assert!(!site.keys().any(|path| path.starts_with("accounts")), "{audience}");
    }
}

#[test]
fn a_project_without_requests_has_a_board_that_says_so() {
    let project = Project::new();
    project.build(&[]).succeeds();
    assert!(project.page("sales", "requests.html").contains("No requests yet."));
    assert!(project.page("sales", "accounts.html").contains("No account has asked"));
}

#[test]
fn problems_that_somebody_asked_about_stand_apart_from_the_others() {
    let front = |more: &str| format!("title: Lookout\nstage: discovery\nvisibility: sales\n{more}");
    let tom = asked("Tom's", "");
    for (more, section) in [
        (tom.as_str(), "discovery"),
        ("origin: sales", "discovery"),
        ("origin: customer", "discovery"),
        ("origin: product", "future"),
        ("tags: [x]", "future"),
    ] {
        let project = Project::new().entry("a", &front(more), "");
        project.build(&[]).succeeds();
        let page = project.page("sales", "index.html");
        let start = page.find(&format!("<section class=\"band section-{section}\""));
        let part = &page[start.expect("the section is there")..];
        let part = part.split("</section>").next().expect("it ends");
        assert!(part.contains("Lookout"), "{more}");
        assert!(part.contains("Problem, not a solution"), "{more}");
    }
}

#[test]
fn what_shipped_earlier_is_listed_by_title_so_that_a_search_finds_it() {
    let mut project = Project::new();
    for index in 1..=14 {
        let front = format!(
            "title: Step {index:02}\nstage: shipped\nshipped_on: 2026-01-{index:02}\nvisibility: sales"
        );
        project = project.entry(&format!("e{index}"), &front, "");
    }
    project.build(&[]).succeeds();
    let page = project.page("sales", "index.html");
    let (cards, earlier) = page.split_once("<div class=\"earlier\">").expect("more than fit");
    for index in 1..=14 {
        let title = format!("Step {index:02}");
        assert_eq!(cards.contains(&title), index > 2, "{title}");
        assert_eq!(earlier.contains(&title), index <= 2, "{title}");
    }
}
