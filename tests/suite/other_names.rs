//! People, companies, numbers and things, found as people write them and not only as they stand
//! where they are withheld.

use crate::alarms::{SHOWN, codes, project};
use crate::support::Project;

#[track_caller]
fn says(hidden: &str, text: &str, expected: &[&str]) {
    assert_eq!(codes(&project(hidden, text)), expected, "{hidden}: {text}");
}

#[test]
fn a_customer_with_a_legal_form_is_found_by_its_name_alone() {
    for (account, text) in [
        ("Wintermute GmbH", "We build it with Wintermute."),
        ("Wintermute GmbH & Co. KG", "For Wintermute first."),
        ("Wintermute UG (haftungsbeschränkt)", "For Wintermute first."),
        ("Wintermute e.V.", "For Wintermute first."),
        ("\"Wintermute, Inc.\"", "Wintermute's wish."),
        ("Wintermute S.A.", "WINTERMUTE asked."),
        ("Blue Ridge Foods Ltd.", "blue ridge foods asked."),
        ("株式会社ウィンターミュート", "ウィンターミュート様のために。"),
        ("Müller & Söhne AG", "Mueller und Soehne asked."),
        ("Wintermute GmbH", "See wintermute gmbh."),
    ] {
        says(&format!("requests: [{{ account: {account} }}]"), text, &["leak"]);
    }
}

#[test]
fn what_is_left_of_a_customer_may_be_a_plain_word() {
    let hidden = "requests: [{ account: Target Inc. }]";
    says(hidden, "Our target is near.", &["common-name"]);
    says(hidden, "We are on Target.", &["leak"]);
    says(hidden, "Our target inc. is near.", &["leak"]);
    says("requests: [{ account: Target }]", "Our target is near.", &["leak"]);
}

#[test]
fn people_are_found_however_they_are_written() {
    for hidden in [
        "owner: priya.raman@northwind.example",
        "owner: \"Priya Raman\"",
        "owner: \"Raman, Priya\"",
        "owner: \"Priya Raman <p.raman@northwind.example>\"",
        "requests: [{ account: Tannenhof, by: priya.raman@northwind.example }]",
        "decision: { outcome: accepted, by: priya_raman@northwind.example }",
    ] {
        for text in ["Ask Priya Raman.", "Ask priya.raman.", "Raman, Priya", "by @priya_raman"] {
            says(hidden, text, &["leak"]);
        }
        says(hidden, "Ask Priya, or somebody like Raman.", &[]);
    }
    says("owner: Platform Team", "Ask your team. Platform news follow.", &["common-name"]);
    says("owner: praman@northwind.example", "Ask Priya Raman.", &[]);
}

#[test]
fn a_person_found_by_an_address_is_told_once() {
    let hidden = "owner: priya.raman@northwind.example";
    says(hidden, "Write to priya.raman@northwind.example.", &["leak"]);
}

#[test]
fn plurals_of_code_names_and_of_what_is_never_published_are_found() {
    for (name, text) in [
        ("Falcon", "All Falcons fly."),
        ("Falcon", "The falcon's wings."),
        ("Falcon", "Des Falcons Start."),
        ("Project Delivery", "our project deliveries"),
    ] {
        says(&format!("codenames: [{name}]"), text, &["leak"]);
        let never = project("owner: ana", text)
            .settings(&format!("product: Acme\nnever_publish: [\"{name}\"]\n"));
        assert_eq!(codes(&never), ["leak"], "{name}: {text}");
    }
    let never = "product: Acme\nnever_publish: [cost to serve]\n";
    assert_eq!(codes(&project("owner: ana", "Low costs to serve.").settings(never)), ["leak"]);
    says("codenames: [Falcon]", "A falconry.", &[]);
    says("title: Falcon", "All falcons fly.", &[]);
}

#[test]
fn numbers_of_six_digits_are_found_in_any_groups() {
    for (value, text) in [
        ("00452197", "No. 00452197"),
        ("00452197", "No. 0045 2197"),
        ("00452197", "No. 452-197"),
        ("+49 30 1234567", "call +49301234567"),
        ("+49 30 1234567", "call (030) 1234567"),
        ("+49 30 1234567", "call 0049 30 123 45 67"),
        ("030 1234567", "call +49 30 1234567"),
        ("C-00452197", "contract C 0045 2197"),
    ] {
        for hidden in [
            format!("extra: {{ contract: \"{value}\" }}"),
            format!("extra: {{ contracts: [\"{value}\", none] }}"),
            format!("requests: [{{ account: Tannenhof, value: \"{value}\" }}]"),
            format!("codenames: [\"{value}\"]"),
        ] {
            says(&hidden, text, &["leak"]);
        }
    }
    for value in ["45219", "2026-11-15", "15.11.2026", "2026-11-15 10:00"] {
        says(&format!("extra: {{ number: \"{value}\" }}"), &format!("See {value}."), &[]);
    }
}

#[test]
fn an_amount_is_found_on_either_side_of_its_currency() {
    let hidden = "requests: [{ account: Tannenhof, value: 120000 EUR }]";
    for text in ["€120,000", "120.000 €", "EUR 120 000", "120k EUR", "€120k", "120 T€"] {
        says(hidden, text, &["leak"]);
        says("requests: [{ account: Tannenhof, value: '€120,000' }]", text, &["leak"]);
    }
    for text in ["120,000 users", "$120,000", "120k users", "€121,000"] {
        says(hidden, text, &[]);
    }
}

#[test]
fn hosts_and_addresses_without_a_path_are_found() {
    for (address, text) in [
        ("10.44.3.17:8080/admin", "at 10.44.3.17:8080/admin"),
        ("10.44.3.17", "at http://10.44.3.17/"),
        ("https://build.acme.example", "at build.acme.example"),
        ("db.acme.internal:5432", "at db.acme.internal:5432"),
    ] {
        says(&format!("extra: {{ host: \"{address}\" }}"), text, &["leak"]);
        let hidden = Project::new()
            .entry(
                "secret",
                "title: Hidden thing\nstage: planned",
                &format!("It runs at {address}."),
            )
            .entry("a", SHOWN, &format!("::: client\n{text}\n:::"));
        assert_eq!(codes(&hidden), ["leak"], "{address}");
    }
}

#[test]
fn a_heading_in_hidden_text_is_found_as_a_title_is() {
    let hidden = |body: &str, text: &str| {
        Project::new().entry("secret", "title: Hidden thing\nstage: planned", body).entry(
            "a",
            SHOWN,
            &format!("::: client\n{text}\n:::"),
        )
    };
    let body = "Well.\n\n## Rollout at the Norrland mills\n\nText.";
    assert_eq!(codes(&hidden(body, "The rollout at the Norrland mills.")), ["leak"]);
    assert_eq!(codes(&hidden("## Norrland rollout\n\nText.", "The Norrland rollout.")), [""; 0]);
    // Of a form that several documents fill in, it says nothing.
    let form = hidden(body, "The rollout at the Norrland mills.");
    let form = form.entry(
        "other",
        "title: Another\nstage: planned",
        "## Rollout at the Norrland mills\n\nMore.",
    );
    assert_eq!(codes(&form), [""; 0]);
}

#[test]
fn a_name_without_letters_is_a_reminder_that_nothing_can_search_for_it() {
    for hidden in ["codenames: [\"🦅\"]", "requests: [{ account: \"***\" }]"] {
        says(hidden, "Nothing.", &["unsearchable-name"]);
    }
    let settings = "product: Acme\nnever_publish: [\"🦅\"]\n";
    assert_eq!(codes(&project("owner: ana", "Nothing.").settings(settings)), ["unsearchable-name"]);
}

#[test]
fn a_sentence_split_over_two_texts_of_a_page_is_found() {
    let secret = "We will replace the old broker with one of our own next summer.";
    let shown = |summary: &str, block: &str| {
        Project::new().entry("secret", "title: Hidden thing\nstage: planned", secret).entry(
            "a",
            &format!("{SHOWN}\nsummary: {summary}"),
            &format!("::: client\n{block}\n:::"),
        )
    };
    let split = shown("We will replace the old broker", "With one of our own, next summer.");
    assert_eq!(codes(&split), ["leak"]);
    let stderr = split.check(&["--audience", "client"]).stderr;
    assert!(stderr.contains("found 13 words in a row that begin in one text"), "{stderr}");
    assert_eq!(codes(&shown("We will replace the old broker", "With a better one.")), [""; 0]);
}

#[test]
fn other_names_are_allowed_with_the_name_that_they_are_of() {
    for (hidden, text, term) in [
        ("requests: [{ account: Wintermute GmbH }]", "For Wintermute.", "Wintermute GmbH"),
        ("owner: priya.raman@northwind.example", "Priya Raman", "priya.raman@northwind.example"),
        ("codenames: [Falcon]", "Two Falcons.", "Falcon"),
        ("requests: [{ account: B, value: 120000 EUR }]", "€120k", "120000 EUR"),
    ] {
        let allow = format!(
            "product: Acme\nallow_terms:\n  - {{ term: \"{term}\", reason: known, owner: ana, until: 2027-01-01 }}\n"
        );
        assert_eq!(codes(&project(hidden, text).settings(&allow)), [""; 0], "{hidden}");
    }
}

#[test]
fn each_of_several_people_in_one_value_is_found() {
    let hidden = "owner: \"Nadia Okonkwo, Tom Brightley\"";
    for text in ["Ask Tom Brightley.", "Ask Nadia Okonkwo.", "Brightley, Tom"] {
        says(hidden, text, &["leak"]);
    }
    says("owner: \"Search & Discovery Team\"", "Our discovery team will tell you.", &[]);
}

#[test]
fn an_amount_in_millions_is_found_however_it_is_written() {
    for value in ["1200000 EUR", "€1.2M", "\"1,2 Mio. EUR\"", "\"1.2 million EUR p.a.\""] {
        let hidden = format!("requests: [{{ account: Tannenhof, value: {value} }}]");
        for text in [
            "It is 1200000 EUR.",
            "It is €1,200,000.",
            "It is €1.2M for us.",
            "It is € 1.2m.",
            "It is 1,2 Mio. EUR.",
            "It is 1.2 million euros.",
            "It is €1.2 million.",
            "It is 1200k EUR.",
        ] {
            says(&hidden, text, &["leak"]);
        }
        says(&hidden, "It takes 1.2 ms, or 1.2 m in 1.2 minutes; 12 million euros.", &[]);
    }
    let yen = "requests: [{ account: Tannenhof, value: 850万円 }]";
    says(yen, "合計850万円です。", &["leak"]);
    says(yen, "It is ¥8,500,000.", &["leak"]);
}

#[test]
fn hosts_are_found_without_their_port_and_below_a_domain() {
    for (hidden, text) in [
        ("10.44.3.17:8080/admin", "10.44.3.17"),
        ("db.acme.internal:5432", "db.acme.internal"),
        ("deploy@bastion.acme.internal", "bastion.acme.internal"),
        ("postgres://u:p@db.acme.com:5432/x", "db.acme.com:5432"),
        ("jira.acme.com/browse", "jira.acme.com/browse"),
        ("grafana.int.acme.com", "grafana.int.acme.com"),
        ("http://wiki/page", "http://wiki/page"),
        ("s3://acme-bucket/x", "s3://acme-bucket/x"),
        ("fd00:1::2f", "fd00:1::2f"),
    ] {
        let project = project("owner: ana", &format!("See {text} now."));
        let project = project.entry(
            "inner",
            "title: Inner one\nstage: planned",
            &format!("We run {hidden} today."),
        );
        assert_eq!(codes(&project), ["leak"], "{hidden}: {text}");
    }
}

#[test]
fn an_address_without_its_scheme_is_found_if_hidden_text_has_its_host_elsewhere() {
    let shows = |text: &str, hidden: &str| {
        let project = project("owner: ana", &format!("See {text} now."));
        project.entry("inner", "title: Inner one\nstage: planned", hidden)
    };
    let known = "Ask https://wiki.acme.io/start or ana.holt@acme.io, see";
    for address in ["wiki.acme.io/plan", "acme.io/plan-2027", "wiki.acme.io"] {
        let found = shows(address, &format!("{known} {address} too."));
        assert_eq!(codes(&found), ["leak"], "{address}");
        let unknown = shows(address, &format!("See {address} too."));
        assert_eq!(codes(&unknown), [""; 0], "{address}");
    }
    // A host that three documents name without `://` is one that everybody knows.
    let mut public = shows("wiki.acme.io/plan", &format!("{known} wiki.acme.io/plan too."));
    for name in ["b", "c"] {
        let front = SHOWN.replace("Public", &format!("Public {name}"));
        public = public.entry(name, &front, "::: client\nSee wiki.acme.io/other.\n:::");
    }
    assert_eq!(codes(&public), [""; 0]);
    // A domain by itself says no more than the name of its owner.
    assert_eq!(codes(&shows("acme.io", &format!("{known} acme.io too."))), [""; 0]);
    assert_eq!(codes(&shows("notes.txt", &format!("{known} notes.txt too."))), [""; 0]);
}

#[test]
fn short_keys_and_odd_numbers_of_free_fields_are_found() {
    for value in ["NW-12", "0x1F", "01234", "1_000"] {
        says(&format!("extra: {{ ref: {value} }}"), &format!("It is {value} for us."), &["leak"]);
    }
    says("extra: { ref: 1.10 }", "It is 1.10 for us.", &[]);
}

#[test]
fn a_nickname_a_first_name_and_another_plural_are_not_found() {
    for (hidden, text) in [
        ("requests: [{ account: Wintermute GmbH }]", "Winty asked for it."),
        ("owner: Priya Raman", "Ask Priya, or praman."),
        ("codenames: [Mouse]", "The mice are here."),
        (
            "requests: [{ account: Acme, value: 120000 EUR }]",
            "A hundred and twenty thousand euros.",
        ),
    ] {
        says(hidden, text, &[]);
    }
}

#[test]
fn the_name_of_a_picture_in_hidden_text_is_found() {
    let picture = crate::support::png([1, 2, 3]);
    let text = |name: &str| {
        project("owner: ana", &format!("See {name} now."))
            .file("content/zorvex-plan.png", picture.clone())
            .entry("inner", "title: Inner one\nstage: planned", "![A plan](zorvex-plan.png)")
    };
    assert_eq!(codes(&text("zorvex-plan.png")), ["leak"]);
    assert_eq!(codes(&text("other-plan.png")), [""; 0]);
}

#[test]
fn eight_words_of_every_hidden_text_are_a_copy() {
    let text = "the northern team moves all its orders to another broker before the spring";
    let eight = "team moves all its orders to another broker";
    let seven = "team moves all its orders to another";
    let fields = [
        "summary: TEXT",
        "decision: { outcome: accepted, reason: TEXT }",
        "decision: { outcome: accepted, revisit_when: TEXT }",
        "sales: { say: TEXT }",
        "sales: { note: TEXT }",
        "sales: { dont_say: TEXT }",
        "sales: { workaround: TEXT }",
    ];
    for field in fields {
        let field = field.replace("TEXT", text);
        says(&field, &format!("Soon {eight}."), &["leak"]);
        says(&field, &format!("Soon {seven}."), &[]);
    }
    for body in [text.to_owned(), format!("::: sales\n{text}\n:::"), format!("# {text}")] {
        for (words, expected) in [(eight, &["leak"][..]), (seven, &[])] {
            let hidden = "title: Inner one\nstage: planned\nvisibility: sales";
            let project = project("owner: ana", &format!("Soon {words}."));
            assert_eq!(codes(&project.entry("inner", hidden, &body)), expected, "{body}: {words}");
        }
    }
}
