//! The forms of letters: whole in each, the same every time, and never markup by chance.

use std::os::unix::fs::PermissionsExt as _;

use mail_parser::MessageParser;
use pulldown_cmark::{Event, Parser, TagEnd};

use super::{EXPORTS, digest, project, write};
use crate::support::read_all;

/// Words that mean something in each of the forms.
const NASTY: &str = "1. *a* _b_ [c](d) <!channel> <b>e</b> & `f` | ~g~ # h \\ $i$ ➔ ü";

#[test]
fn words_are_words_and_no_markup_in_every_form() {
    let project = project();
    let summary = format!("summary: '{NASTY}'");
    let edits = [
        ("stage: planned", "stage: beta"),
        ("summary: Exports take a minute at most.", summary.as_str()),
        ("title: Faster exports", "title: 'Faster | <exports> & *more*'"),
    ];
    write(&project, "exports", EXPORTS, &edits);
    let letter = |format: &str| {
        digest(&project, &["--audience", "client", "--format", format]).succeeds().stdout
    };
    let markdown = letter("markdown");
    let mut lines = vec![String::new()];
    for event in Parser::new(&markdown) {
        match event {
            Event::Text(text) => lines.last_mut().expect("there is one").push_str(&text),
            Event::End(TagEnd::Item | TagEnd::Paragraph) | Event::Start(_) => {
                lines.push(String::new());
            }
            Event::Html(html) | Event::InlineHtml(html) => panic!("{html}\n{markdown}"),
            Event::Code(code) => panic!("{code}\n{markdown}"),
            _ => {}
        }
    }
    assert!(lines.iter().any(|line| line == NASTY), "{lines:#?}");
    assert!(lines.iter().any(|line| line == "Faster | <exports> & *more*"), "{lines:#?}");
    let html = letter("html");
    assert!(html.contains("&lt;!channel&gt; &lt;b&gt;e&lt;/b&gt; &amp; `f`"), "{html}");
    let slack: serde_json::Value = serde_json::from_str(&letter("slack")).expect("it is JSON");
    let text = slack["text"].as_str().expect("it is a text");
    assert!(text.contains("&lt;!channel&gt;") && !text.contains("<!channel>"), "{text}");
    assert!(text.contains("html|Faster ¦ &lt;exports&gt; &amp; *more*>"), "{text}");
}

#[test]
fn a_letter_for_the_mail_is_read_by_others_and_has_no_byte_of_chance() {
    let project = project();
    let asked = ["--audience", "sales", "--by", "tom@northwind.example", "--format", "eml"];
    let letter = digest(&project, &asked).succeeds().stdout;
    assert_eq!(letter, digest(&project, &asked).succeeds().stdout);
    let message = MessageParser::default().parse(letter.as_bytes()).expect("it is a message");
    assert_eq!(message.subject(), Some("What moved for your accounts: Acme"));
    let date = message.date().expect("it has a date").to_rfc3339();
    assert_eq!(date, "2026-11-22T00:00:00Z");
    let address = |list: Option<&mail_parser::Address<'_>>| {
        list.and_then(|list| list.first()?.address.as_deref().map(str::to_owned))
    };
    assert_eq!(address(message.to()).as_deref(), Some("tom@northwind.example"));
    assert_eq!(address(message.from()).as_deref(), Some("roadmap@acme.example"));
    let id = message.message_id().expect("it has a name");
    assert!(id.ends_with("@sales.acme.example") && id.len() == 32 + 19, "{id}");
    let text = message.body_text(0).expect("it has a text");
    assert!(text.contains("Faster exports") && text.contains("It comes in spring."), "{text}");
    let html = message.body_html(0).expect("it has a page");
    assert!(html.contains("<b>Say:</b> It comes in spring."), "{html}");
    // Another word is another letter.
    write(&project, "exports", EXPORTS, &[("stage: planned", "stage: beta")]);
    let other = digest(&project, &asked).succeeds().stdout;
    let other = MessageParser::default().parse(other.as_bytes()).expect("it is a message");
    assert_ne!(other.message_id(), Some(id));
}

#[test]
fn each_recipient_gets_a_file_of_their_own_that_only_its_owner_can_read() {
    let project = project();
    let asked = ["--audience", "sales", "--format", "eml", "--out", "letters/november"];
    let outcome = digest(&project, &asked).succeeds();
    let files = read_all(&project.path("letters"));
    let paths: Vec<&str> = files.keys().map(String::as_str).collect();
    let [eva, tom] = paths[..] else { panic!("{paths:?}") };
    assert!(eva.starts_with("november/digest-2026-11-22-sales-eva-northwind-example_"), "{eva}");
    assert!(tom.starts_with("november/digest-2026-11-22-sales-tom-northwind-example_"), "{tom}");
    assert_eq!(outcome.stdout, format!("letters/{eva}\nletters/{tom}\n"));
    for (path, bytes) in &files {
        let mode = std::fs::metadata(project.path(&format!("letters/{path}")));
        assert_eq!(mode.expect("it is there").permissions().mode() & 0o777, 0o600, "{path}");
        let (own, other) = if path == tom { ("tom@", "eva@") } else { ("eva@", "tom@") };
        let text = String::from_utf8_lossy(bytes);
        assert!(text.contains(own) && !text.contains(other), "{path}\n{text}");
    }
    // Written again, they are the same, and what lies beside them stays.
    project.write("letters/november/own.txt", "mine");
    digest(&project, &asked).succeeds();
    let again = read_all(&project.path("letters"));
    assert_eq!(again.len(), 3);
    assert!(files.iter().all(|(path, bytes)| again.get(path) == Some(bytes)));
}

#[test]
fn who_did_not_ask_gets_no_letter_that_says_nothing() {
    let project = project();
    let edits = [("by: eva@northwind.example", "by: tom@northwind.example")];
    write(&project, "exports", EXPORTS, &[edits[0], ("stage: planned", "stage: beta")]);
    let still = "title: Still waters\nstage: planned\nvisibility: sales\n\
         requests:\n  - { account: Hooli, by: eva@northwind.example }";
    write(&project, "still", still, &[]);
    record_all(&project);
    let outcome = digest(&project, &["--audience", "sales", "--since", "2026-10-05"]);
    assert_eq!(outcome.code, 2, "an option that is given twice is a mistake");
    write(
        &project,
        "exports",
        EXPORTS,
        &[edits[0], ("stage: planned", "stage: shipped\nshipped_on: 2026-11-20")],
    );
    let since = ["digest", "--as-of", "2026-11-22", "--since", "2026-11-01", "--audience", "sales"];
    let outcome = project.run(&since).succeeds();
    assert!(outcome.stdout.contains("For tom@northwind.example"), "{}", outcome.stdout);
    assert_eq!(outcome.stderr, "nothing moved for 1 recipient\n");
}

fn record_all(project: &crate::support::Project) {
    super::record(project, "sales", "2026-11-01");
}
