//! What is no secret although it stands in hidden places: what the same site says by label, and
//! the phrases of a form that many documents fill in.

use crate::alarms::{SHOWN, codes};
use crate::support::Project;

const SETTINGS: &str = "product: Northwind Flow\ndates: { precision: quarter, slack: 1 quarter }\n";

/// A shown entry with a window, an availability, a theme and a status; and a hidden one.
fn labeled(hidden: &str) -> Project {
    let front = "title: Faster exports\nstage: beta\nvisibility: client\ntarget: 2026-12\ntheme: speed\n\
                 client: { availability: Business and Enterprise plans }";
    let text = "Northwind Flow: Faster exports, Less waiting, Q1 2027, Business and Enterprise plans, In beta.";
    Project::new()
        .settings(SETTINGS)
        .theme("speed", "title: Less waiting\nvisibility: client", "")
        .entry("a", front, &format!("::: client\n{text}\n:::"))
        .entry("secret", &format!("title: Hidden thing\nstage: planned\n{hidden}"), "")
}

#[test]
fn what_the_same_site_says_by_label_is_no_secret() {
    for hidden in [
        "extra: { fix_versions: Q1 2027 }",
        "extra: { fix_versions: [Q1 2027, none] }",
        "extra: { product: Northwind  flow }",
        "requests: [{ account: Northwind Flow }]",
        "extra: { epic: Faster exports }",
        "extra: { area: Less waiting }",
        "extra: { plan: Business and Enterprise plans }",
        "requests: [{ account: Less waiting GmbH }]",
    ] {
        assert_eq!(codes(&labeled(hidden)), [""; 0], "{hidden}");
    }
}

#[test]
fn code_names_and_what_is_never_published_stay_secret_whatever_a_site_says() {
    for name in ["Northwind Flow", "Faster exports", "Q1 2027"] {
        let hidden = format!("codenames: [{name}]");
        assert_eq!(codes(&labeled(&hidden)), ["leak"], "{name}");
        let settings = format!("{SETTINGS}never_publish: [{name}]\n");
        assert_eq!(codes(&labeled("owner: ana").settings(&settings)), ["leak"], "{name}");
    }
}

#[test]
fn what_a_site_says_only_in_part_or_inside_a_text_stays_secret() {
    for hidden in [
        "extra: { fix_versions: Q1 2027 and later }",
        "requests: [{ account: Northwind }]",
        "requests: [{ account: Enterprise }]",
        "extra: { version: Q2 2027 }",
    ] {
        let project = labeled(hidden).entry(
            "b",
            "title: B\nstage: planned\nvisibility: client",
            "::: client\nQ1 2027 and later, Northwind, Enterprise, Q2 2027.\n:::",
        );
        assert_eq!(codes(&project), ["leak"], "{hidden}");
    }
}

const PHRASE: &str = "This change needs no new privileges and keeps all interfaces stable";

/// Documents that show the phrase, documents that hide it, and a page on which it stands.
fn form(shown: usize, hidden: usize) -> Project {
    let mut project = Project::new();
    for number in 0..shown {
        let front = SHOWN.replace("Public", &format!("Public {number}"));
        let words = ["alpha", "beta", "gamma", "delta"][number % 4];
        project = project.entry(
            &format!("a{number}"),
            &front,
            &format!("::: client\nOf {words}. {PHRASE}. And {words}.\n:::"),
        );
    }
    for number in 0..hidden {
        let front = format!("title: Hidden {number}\nstage: planned");
        project = project.entry(&format!("b{number}"), &front, &format!("No {number}. {PHRASE}."));
    }
    project
}

#[test]
fn a_phrase_that_three_documents_show_is_public_and_one_that_two_show_is_not() {
    assert_eq!(codes(&form(2, 1)), ["leak"]);
    assert_eq!(codes(&form(3, 1)), [""; 0]);
}

#[test]
fn a_phrase_that_stands_in_ten_documents_is_public_and_one_in_nine_is_not() {
    assert!(codes(&form(1, 8)).contains(&"leak".to_owned()));
    assert_eq!(codes(&form(1, 9)), [""; 0]);
}

#[test]
fn a_document_that_repeats_itself_counts_once() {
    let again = [PHRASE; 12].join(".\n\n");
    let hidden = form(1, 1).entry("many", "title: Many\nstage: planned", &again);
    assert!(codes(&hidden).contains(&"leak".to_owned()));
    let blocks = [format!("::: sales\n{PHRASE}.\n:::").as_str(); 12].join("\n\n");
    let in_blocks = form(1, 1).entry("many", "title: Many\nstage: planned", &blocks);
    assert!(codes(&in_blocks).contains(&"leak".to_owned()));
    let front = SHOWN.replace("Public", "Many");
    let shown = form(1, 1).entry("many", &front, &format!("::: client\n{again}\n:::"));
    assert_eq!(codes(&shown), ["leak"]);
}

#[test]
fn words_beside_a_public_phrase_stay_secret() {
    let secret = "our largest customer threatens to leave before the renewal in spring";
    let project = form(3, 1)
        .entry("own", "title: Own\nstage: planned", &format!("{PHRASE}; {secret}."))
        .entry(
            "page",
            &SHOWN.replace("Public", "Page"),
            &format!("::: client\n{PHRASE}, {secret}.\n:::"),
        );
    assert_eq!(codes(&project), ["leak"]);
}

#[test]
fn names_are_never_public_by_number() {
    let mut project = Project::new();
    for number in 0..12 {
        let front = format!("title: Hidden {number}\nstage: planned\ncodenames: [Vexatron]");
        project = project.entry(&format!("b{number}"), &front, "Vexatron.");
    }
    for number in 0..4 {
        let front = SHOWN.replace("Public", &format!("Public {number}"));
        project = project.entry(&format!("a{number}"), &front, "::: client\nVexatron.\n:::");
    }
    assert!(codes(&project).contains(&"leak".to_owned()));
}

/// A hidden entry with this text, and a shown one with that.
fn beside(hidden: &str, shown: &str) -> Project {
    Project::new().entry("secret", "title: Hidden thing\nstage: planned", hidden).entry(
        "a",
        SHOWN,
        &format!("::: client\n{shown}\n:::"),
    )
}

#[test]
fn a_heading_of_hidden_text_is_found_where_another_document_shows_it() {
    let hidden = "## Rollout at Globex mills\n\nSoon.";
    assert_eq!(codes(&beside(hidden, "The rollout at Globex Mills.")), ["leak"]);
    let twice = beside(hidden, "Rollout at Globex mills.\n\nThe rollout at Globex mills.");
    assert_eq!(codes(&twice), ["leak"]);
}

#[test]
fn a_heading_whose_words_stand_in_three_documents_is_a_term() {
    let hidden = "## Mutating admission webhooks\n\nSoon.";
    let shown = "Of mutating admission webhooks.";
    let third = |visibility: &str, body: &str| {
        let front = format!("title: Third\nstage: planned\nvisibility: {visibility}");
        beside(hidden, shown).entry("third", &front, body)
    };
    let said = "All mutating admission-webhooks are slow.";
    assert_eq!(codes(&third("engineering", said)), [""; 0]);
    assert_eq!(codes(&third("client", &format!("::: client\n{said}\n:::"))), [""; 0]);
    assert_eq!(codes(&third("engineering", "Mutating webhooks.")), ["leak"]);
}

#[test]
fn a_heading_whose_words_its_own_document_shows_is_no_secret() {
    let body = "## Conflicts with other pods\n\n::: client\nNo conflicts with other pods.\n:::";
    assert_eq!(codes(&Project::new().entry("a", SHOWN, body)), [""; 0]);
}

#[test]
fn public_hosts_alone_and_reference_works_raise_no_alarm() {
    for (hidden, shown) in [
        ("See https://keda.sh/.", "With keda.sh."),
        ("See https://www.rfc-editor.org/rfc/rfc6455.", "<https://www.rfc-editor.org/rfc/rfc6455>"),
        ("Ask 192.0.2.7.", "Ping 192.0.2.7."),
        ("At default.svc.cluster.local.", "As default.svc.cluster.local."),
    ] {
        assert_eq!(codes(&beside(hidden, shown)), [""; 0], "{hidden}");
    }
}

#[test]
fn addresses_of_insiders_are_found_whatever_stands_beside_them() {
    for address in [
        "10.44.3.17:8080/admin",
        "10.44.3.17",
        "vault.corp.example:8443",
        "db.acme.internal",
        "https://falcon.acme.com",
        "https://acme.com:8443",
        "https://acme.atlassian.net/browse/SEC-12",
        "https://docs.google.com/document/d/1AbC",
        "vault.svc.cluster.local",
    ] {
        let hidden = format!("It runs at {address} today.");
        let shown = format!("Look at {} first.", address.replace("https://", ""));
        assert_eq!(codes(&beside(&hidden, &shown)), ["leak"], "{address}");
    }
}

#[test]
fn a_public_host_to_which_three_documents_lead_is_no_secret_but_its_pages_are() {
    let hidden = "See https://kind.sigs.acme.com/ and https://kind.sigs.acme.com/plan.";
    let third = |shown: &str| {
        beside(hidden, shown).entry(
            "third",
            "title: Third\nstage: planned",
            "By https://kind.sigs.acme.com.",
        )
    };
    assert_eq!(codes(&third("With https://kind.sigs.acme.com.")), [""; 0]);
    assert_eq!(codes(&third("With https://kind.sigs.acme.com/plan.")), ["leak"]);
}

#[test]
fn an_amount_that_sales_read_of_one_request_is_no_secret_of_another() {
    let check = |hidden: &str| {
        let request = |value: &str| format!("requests: [{{ account: Globex, value: '{value}' }}]");
        let shown =
            format!("title: Shown\nstage: planned\nvisibility: sales\n{}", request("€120,000"));
        let other = format!("title: Hidden\nstage: planned\n{}", request(hidden));
        let text = "::: sales\nNot 130,000 EUR.\n:::";
        Project::new().entry("a", &shown, text).entry("b", &other, "").check(&[]).code
    };
    assert_eq!(check("120000 EUR"), 0);
    assert_eq!(check("130000 EUR"), 1);
}

#[test]
fn the_month_over_a_list_of_what_shipped_is_no_secret_on_the_sales_site() {
    let project = Project::new()
        .entry(
            "s",
            "title: Bulk archive\nstage: shipped\nvisibility: sales\nshipped_on: 2026-08-12",
            "",
        )
        .entry("h", "title: Inner one\nstage: idea\nextra: { Fix versions: August 2026 }", "");
    let outcome = project.check(&[]);
    assert_eq!(outcome.code, 0, "{}", outcome.stderr);
}
