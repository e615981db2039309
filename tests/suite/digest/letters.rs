//! What stands in each letter.

use super::{EXPORTS, digest, project, record, write};
use crate::support::{AS_OF, Project};

#[test]
fn customers_read_what_is_new_in_the_words_of_their_site() {
    let project = project();
    let letter = digest(&project, &["--audience", "client"]).succeeds();
    let expected = "# What is new: Acme\n\n\
        From 5 October 2026 to 22 November 2026.\n\n\
        ## Moved\n\n\
        - **[Faster exports](<https://roadmap.acme.example/items/faster-exports.html>)**\n  \
        - 22 November 2026: Moved to Now. Work began\n  \
        - **Today:** Now, In progress, Q2 2027\n  \
        - Exports take a minute at most.\n\n\
        The whole roadmap: [https://roadmap.acme.example/](<https://roadmap.acme.example/>)\n\n\
        Tell us what you think: [roadmap@acme.example](<mailto:roadmap@acme.example>)\n\n";
    assert!(letter.stdout.starts_with(expected), "{}", letter.stdout);
    assert!(letter.stdout.contains("It is not a promise"), "{}", letter.stdout);
    assert_eq!(letter.stderr, "");
}

#[test]
fn a_salesperson_reads_about_their_own_accounts_and_what_may_be_said() {
    let project = project();
    let letter = digest(&project, &["--audience", "sales", "--by", "TOM@northwind.example"]);
    let letter = letter.succeeds().stdout;
    for words in [
        "For tom@northwind.example, about what was asked through you.",
        "For sales alone: do not forward this.",
        "## Globex Holding\n\n- **[Faster exports](<https://sales.acme.example/items/faster-exports.html>)**\n",
        "  - 22 November 2026: Moved to Now. Work began\n  - **Answer:** Coming: being built\n",
        "  - **Expected:** Q2 2027\n  - **Note:** a sale hangs on it\n",
        "  - **Talk about it:** Can be shared\n  - **Say:** It comes in spring.\n",
        "  - **For you:** Ask how large they are.\n  - **Do not say:** Not in winter.\n",
        "  - **Until then:** Run them at night.\n",
        "  - **Decision:** Accepted on 14 September 2026: Two asked for it.\n",
        "https://roadmap.acme.example/items/faster-exports.html\n",
    ] {
        assert!(letter.contains(words), "{words}\n{letter}");
    }
    assert!(!letter.contains("Initech"), "{letter}");
    // Nothing that slipped, as on the site.
    assert!(!letter.contains("Quiet Lagoon"), "{letter}");
}

#[test]
fn about_one_account_everything_is_told_whoever_passed_it_on() {
    let project = project();
    write(
        &project,
        "exports",
        EXPORTS,
        &[("stage: planned", "stage: beta"), ("Initech AG", "GLOBEX  holding")],
    );
    let letter = digest(&project, &["--audience", "sales", "--account", "globex holding"]);
    let letter = letter.succeeds().stdout;
    assert!(letter.starts_with("# What moved for Globex Holding: Acme\n"), "{letter}");
    assert_eq!(letter.matches("Faster exports").count(), 1, "{letter}");
    let both =
        ["--audience", "sales", "--account", "Globex Holding", "--by", "eva@northwind.example"];
    let letter = digest(&project, &both).succeeds().stdout;
    assert!(letter.contains("For eva@northwind.example"), "{letter}");
    assert!(!letter.contains("a sale hangs on it"), "{letter}");
}

#[test]
fn managers_read_what_slipped_and_why() {
    let project = project();
    let letter = digest(&project, &["--audience", "engineering"]).succeeds().stdout;
    let slipped = letter.find("## Slipped\n").expect("something slipped");
    let moved = letter.find("## Moved\n").expect("something moved");
    let of = |title: &str| letter.find(title).unwrap_or_else(|| panic!("{title}\n{letter}"));
    assert!(slipped < of("Quiet Lagoon") && of("Quiet Lagoon") < moved, "{letter}");
    assert!(moved < of("Faster exports"), "{letter}");
    for words in [
        "  - 22 November 2026: Expected later: Q1 2028\n",
        "  - **Why:** Deferred: The pipes were wet.\n",
        "  - **Target:** 2027-12\n",
        "  - **Owner:** ana@northwind.example\n",
    ] {
        assert!(letter.contains(words), "{words}\n{letter}");
    }
}

#[test]
fn slips_are_told_outside_engineering_only_if_the_settings_say_so() {
    let project = project();
    let told = |project: &Project| {
        let letter = digest(project, &["--audience", "sales", "--by", "tom@northwind.example"]);
        letter.succeeds().stdout.contains("Expected later: Q1 2028")
    };
    assert!(!told(&project));
    let settings = std::fs::read_to_string(project.path("roadcast.yaml")).expect("it is there");
    project.write("roadcast.yaml", format!("{settings}changes: {{ show_slips: true }}\n"));
    assert!(told(&project));
}

#[test]
fn a_day_and_the_publication_of_that_day_tell_the_same() {
    let project = project();
    write(&project, "exports", EXPORTS, &[("stage: planned", "stage: in-progress")]);
    record(&project, "client", "2026-11-02");
    write(&project, "exports", EXPORTS, &[("stage: planned", "stage: beta")]);
    let since = |since: &str| {
        let arguments = ["digest", "--audience", "client", "--as-of", AS_OF, "--since", since];
        project.run(&arguments).succeeds().stdout
    };
    assert_eq!(since("4"), since("2026-11-02"));
    assert!(since("4").contains("First customers try it"), "{}", since("4"));
    assert!(!since("4").contains("Work began"), "{}", since("4"));
    let all = since("1");
    assert!(all.contains("2 November 2026: Moved to Now. Work began"), "{all}");
    // What was there at first is no news, and no day before that is told.
    assert_eq!(since("2020-01-01"), all);
}

#[test]
fn a_letter_that_was_asked_for_says_that_nothing_has_moved() {
    let project = project();
    write(&project, "exports", EXPORTS, &[]);
    let letter = digest(&project, &["--audience", "client"]).succeeds().stdout;
    assert!(letter.contains("\nNothing has moved.\n"), "{letter}");
    let letter = digest(&project, &["--audience", "sales", "--by", "eva@northwind.example"]);
    assert!(letter.succeeds().stdout.contains("\nNothing has moved.\n"));
}
