//! `roadcast new`: files that are valid whatever the title, and in nobody's way.

use crate::support::{AS_OF, Outcome, Project, read_all};

const STAGES: [&str; 8] =
    ["idea", "discovery", "planned", "in-progress", "beta", "shipped", "paused", "declined"];

fn new(project: &Project, arguments: &[&str]) -> Outcome {
    project.run(&[&["new", "--as-of", AS_OF], arguments].concat())
}

fn text(project: &Project, path: &str) -> String {
    std::fs::read_to_string(project.path(path)).expect("the file was made")
}

#[test]
fn a_new_entry_holds_what_is_required_and_suggests_the_rest() {
    let project = Project::new();
    let made = new(&project, &["Faster exports"]).succeeds();
    assert_eq!(made.stdout, "content/faster-exports.md\n");
    assert_eq!(
        made.stderr,
        "only engineering sees it; write below the second `---`\nthen: roadcast check\n"
    );
    assert_eq!(
        text(&project, "content/faster-exports.md"),
        "---
title: Faster exports
stage: idea               # idea | discovery | planned | in-progress | beta | shipped | paused | declined
visibility: engineering   # engineering | sales | client
reviewed_on: 2026-11-22   # when somebody last made sure that this is right
# Remove the `# ` of a line to fill it in. Everything here may be left out.
# summary: What changes, and for whom.
# owner: kim@yourcompany.example # whom to ask
# origin: product         # sales | product | customer | compliance | tech-debt
# requests:               # who asked for it, and what hangs on it
#   - account: Name of the account
#     value: 40000 EUR
#     asked_on: 2026-11-22
# Text below the next line is for engineering alone, unless it is in a block.
---
"
    );
}

#[test]
fn an_entry_for_clients_has_a_block_to_fill_in_and_the_theme_that_was_asked_for() {
    let project = Project::new().theme("reporting", "title: Reports", "");
    let options =
        ["Faster exports", "--stage", "planned", "--visibility", "client", "--theme", "reporting"];
    let made = new(&project, &options).succeeds();
    assert_eq!(
        made.stderr,
        "write what customers may read between `::: client` and `:::`\n\
         of a `target`, customers see nothing: `dates` in `roadcast.yaml` gives them no dates\n\
         then: roadcast check\n"
    );
    assert_eq!(
        text(&project, "content/faster-exports.md"),
        "---
title: Faster exports
stage: planned            # idea | discovery | planned | in-progress | beta | shipped | paused | declined
visibility: client        # engineering | sales | client
theme: reporting
reviewed_on: 2026-11-22   # when somebody last made sure that this is right
# Remove the `# ` of a line to fill it in. Everything here may be left out.
# summary: What changes, and for whom.
# owner: kim@yourcompany.example # whom to ask
# target: 2027-Q1         # or 2027-02, or 2027-02-22; customers see only the padded window
# confidence: likely      # committed | likely | exploratory
# effort: 4               # person-weeks
# sales:                  # never shown to customers
#   say: What salespeople may say about it.
#   note: What to bear in mind, not to be passed on.
#   dont_say: What they must not promise.
# client:                 # where customers should read something else
#   title: The title for customers
#   summary: The summary for customers.
#   availability: All plans
# Text below the next line is for engineering alone, unless it is in a block.
---

::: client

:::
"
    );
    project.check(&[]).succeeds();
}

#[test]
fn who_gives_customers_dates_is_told_that_they_see_only_the_padded_window() {
    let project = Project::new().settings("product: Acme\ndates: { precision: quarter }\n");
    let says = |stage: &str, visibility: &str, title: &str| {
        let made = new(&project, &[title, "--stage", stage, "--visibility", visibility]);
        made.succeeds().stderr.contains("customers see only the padded window")
    };
    assert!(says("planned", "client", "One"));
    assert!(!says("shipped", "client", "Two"));
    assert!(!says("planned", "sales", "Three"));
}

#[test]
fn every_stage_and_audience_makes_a_valid_entry_with_and_without_its_suggestions() {
    let mut made = 0;
    for stage in STAGES {
        for visibility in ["engineering", "sales", "client"] {
            let project = Project::new().theme("reporting", "title: Reports", "");
            let options = ["Entry", "--stage", stage, "--visibility", visibility];
            let outcome = new(&project, &options);
            if visibility == "client" && ["idea", "discovery"].contains(&stage) {
                assert_eq!(outcome.code, 2, "{}", outcome.stderr);
                continue;
            }
            outcome.succeeds();
            project.check(&[]).succeeds();
            let text = text(&project, "content/entry.md");
            project.write("content/entry.md", filled_in(&text));
            project.check(&[]).succeeds();
            made += 1;
        }
    }
    assert_eq!(made, 22);
}

/// The text with every suggestion taken.
fn filled_in(text: &str) -> String {
    let is_prose = |line: &&str| line.starts_with("# Remove") || line.starts_with("# Text");
    let lines = text.lines().filter(|line| !is_prose(line));
    let lines = lines.map(|line| line.strip_prefix("# ").unwrap_or(line));
    lines.map(|line| format!("{line}\n")).collect()
}

#[test]
fn any_title_comes_out_as_it_was_written() {
    let project = Project::new();
    let titles = [
        "Colon: a title",
        "It's \"quoted\" # not a comment",
        "- leading hyphen",
        "--stage",
        "@at `tick` %percent",
        "{ braces } [brackets], commas",
        "& anchor * alias ! tag | pipe > fold",
        "true",
        "No",
        "1999",
        "1e3",
        "~",
        "null",
        "Back\\slash \\n",
        "Größe für 日本語",
        "🚀 Launch 👩‍💻",
        "🚀",
        "تقارير مجدولة",
        "\u{202e}backwards\u{202c}",
        "a\u{2028}line",
        "a\u{85}line",
        "::: client",
        "--- three",
        "<b>bold</b> &amp; [link](x.md)",
        "../../etc/passwd",
        "CON",
        "?",
    ];
    let mut fine = 0;
    for title in titles {
        let outcome = new(&project, &["--", title]);
        // U+0085 is a control character, which no page may hold.
        if title.contains('\u{85}') {
            outcome.fails_with(
                2,
                "error: the title must be one line, without tabs or control characters",
            );
            continue;
        }
        let path = outcome.succeeds().stdout;
        assert!(path.starts_with("content/") && path.matches('/').count() == 1, "{path}");
        assert!(path.is_ascii(), "{path}");
        fine += 1;
    }
    assert_eq!(read_all(&project.path("content")).len(), fine);
    project.build(&[]).succeeds();
    let json: serde_json::Value =
        serde_json::from_str(&project.page("engineering", "roadmap.json")).expect("it is JSON");
    let entries = json["entries"].as_array().expect("it lists entries");
    let shown: Vec<_> = entries.iter().filter_map(|entry| entry["title"].as_str()).collect();
    for title in titles.iter().filter(|title| !title.contains('\u{85}')) {
        assert!(shown.contains(title), "{title:?} is not in {shown:?}");
    }
}

#[test]
fn a_title_that_is_taken_is_refused_with_the_file_that_has_it() {
    let project = Project::new().entry("deep/faster-exports", "title: A\nstage: idea", "").entry(
        "other",
        "title: Second one\nstage: planned\nclient: { title: For clients }",
        "",
    );
    let before = read_all(&project.path("content"));
    for (title, path) in [
        ("Faster exports", "content/deep/faster-exports.md"),
        ("FASTER  exports!", "content/deep/faster-exports.md"),
        ("Second one", "content/other.md"),
        ("for clients", "content/other.md"),
        ("Other", "content/other.md"),
    ] {
        new(&project, &[title]).fails_with(
            1,
            &format!(
                "
                error[taken]: there is an entry of this name already: `{path}`
                 |
                 = help: edit that file, or choose another title

                1 error; nothing was written
                "
            ),
        );
    }
    assert_eq!(read_all(&project.path("content")), before);
}

#[test]
fn an_undiscovered_entry_for_clients_is_refused() {
    for arguments in [
        ["Idea", "--visibility", "client"].as_slice(),
        &["Idea", "--visibility", "client", "--stage", "idea"],
    ] {
        let project = Project::new();
        new(&project, arguments).fails_with(
            2,
            "
            error: customers never see an entry in `idea`, so it cannot be `client`; give `--stage planned` or a later one, or `--visibility sales`
            ",
        );
        assert!(read_all(&project.path("content")).is_empty());
    }
}

#[test]
fn an_unknown_theme_is_refused_with_those_there_are() {
    let project = Project::new();
    new(&project, &["A", "--theme", "reports"]).fails_with(
        2,
        "
        error: there is no theme `reports`; there are none yet: `roadcast new theme \"Title\"` makes one
        ",
    );
    let project = project.theme("reporting", "title: A", "").theme("setup", "title: B", "");
    new(&project, &["A", "--theme", "reportin"]).fails_with(
        2,
        "
        error: there is no theme `reportin`: did you mean `reporting`? (themes: `reporting`, `setup`)
        ",
    );
}

#[test]
fn unknown_words_and_titles_that_are_none_are_refused() {
    let project = Project::new();
    let outcome = new(&project, &["A", "--stage", "planed"]);
    assert_eq!(outcome.code, 2);
    assert!(
        outcome.stderr.contains("tip: a similar value exists: 'planned'"),
        "{}",
        outcome.stderr
    );
    new(&project, &["  "]).fails_with(2, "error: the title is empty");
    new(&project, &["two\nlines"])
        .fails_with(2, "error: the title must be one line, without tabs or control characters");
    assert_eq!(new(&project, &[]).code, 2);
    project.run(&["new", "A", "-C", "nowhere"]).fails_with(
        2,
        "
        error: there is no `nowhere/roadcast.yaml`; run the command in a Roadcast project, or name one with `-C DIR`
        ",
    );
    assert!(read_all(&project.path("content")).is_empty());
}

#[test]
fn a_new_theme_can_be_used_at_once() {
    let project = Project::new();
    let made = project.run(&["new", "theme", "Answers: without exports", "--visibility", "client"]);
    let made = made.succeeds();
    assert_eq!(made.stdout, "content/themes/answers-without-exports.md\n");
    assert_eq!(
        made.stderr,
        "entries of this theme say `theme: answers-without-exports`; for a new one:\n  \
         roadcast new \"Title\" --theme answers-without-exports\n"
    );
    assert_eq!(
        text(&project, "content/themes/answers-without-exports.md"),
        "---
title: \"Answers: without exports\"
visibility: client        # engineering | sales | client
# problem: What is difficult today, and for whom.
---
"
    );
    new(&project, &["Title", "--theme", "answers-without-exports"]).succeeds();
    project.check(&[]).succeeds();
    project.run(&["new", "theme", "Answers without exports"]).fails_with(
        1,
        "
        error[taken]: there is a theme of this name already: `content/themes/answers-without-exports.md`
         |
         = help: edit that file, or choose another title

        1 error; nothing was written
        ",
    );
}

#[test]
fn new_files_go_where_the_settings_look_for_them() {
    for (content, entry, theme) in [
        ("[\"content/**/*.md\"]", "content/a.md", "content/themes/a.md"),
        ("[\"plan/**/*.md\"]", "plan/a.md", "plan/themes/a.md"),
        ("[\"./plan/**/*.md\"]", "plan/a.md", "plan/themes/a.md"),
        ("[\"**/*.md\"]", "a.md", "themes/a.md"),
        ("[\"areas/themes/*.md\", \"items/*.md\"]", "items/a.md", "areas/themes/a.md"),
        ("[\"one/*.md\", \"two/**/*.md\"]", "one/a.md", "two/themes/a.md"),
    ] {
        let project = Project::new().settings(&format!("product: Acme\ncontent: {content}\n"));
        let made = new(&project, &["A"]).succeeds();
        assert_eq!(made.stdout, format!("{entry}\n"), "{content}");
        let made = project.run(&["new", "theme", "A"]).succeeds();
        assert_eq!(made.stdout, format!("{theme}\n"), "{content}");
    }
    let project = Project::new().settings("product: Acme\ncontent: [\"content/*/*.md\"]\n");
    new(&project, &["A"]).fails_with(
        2,
        "
        error: no pattern under `content` in `roadcast.yaml` would find an entry in a folder of its own; add one, such as `content/**/*.md`
        ",
    );
}

#[test]
fn a_project_elsewhere_is_named_in_the_path_and_the_advice() {
    let project = Project::new().file("road map/roadcast.yaml", "product: Acme\n");
    let made = new(&project, &["A", "-C", "road map"]).succeeds();
    assert_eq!(made.stdout, "road map/content/a.md\n");
    assert!(made.stderr.ends_with("then: roadcast check -C 'road map'\n"), "{}", made.stderr);
}

#[test]
fn a_new_entry_does_not_follow_a_symbolic_link() {
    let project = Project::new().file("elsewhere/keep", "");
    std::fs::remove_dir(project.path("content")).expect("it is empty");
    std::os::unix::fs::symlink(project.path("elsewhere"), project.path("content"))
        .expect("links can be made");
    new(&project, &["A"]).fails_with(
        2,
        "
        error: `content` must be a folder, not a file or a symbolic link; nothing was written
        ",
    );
    assert_eq!(read_all(&project.path("elsewhere")).len(), 1);
}

#[test]
fn what_check_would_refuse_is_not_made() {
    let long = "word ".repeat(20_000);
    let bidi = "a\u{fdd0}b";
    for kind in [&[] as &[&str], &["theme"]] {
        for title in [long.as_str(), bidi] {
            let project = Project::new();
            let outcome = project.run(&[&["new"], kind, &[title]].concat());
            assert_ne!(outcome.code, 0, "{kind:?}: {}", outcome.stdout);
            assert!(outcome.stderr.len() < 1_000, "{}", outcome.stderr.len());
            assert!(read_all(&project.path("content")).is_empty());
        }
    }
}

#[test]
fn a_title_that_customers_read_elsewhere_is_refused_as_the_leak_that_it_would_be() {
    let shown = "title: Plans\nstage: planned\nvisibility: client";
    let text = "::: client\nWe move to Zephyrine Harbor Lights.\n:::";
    let project = Project::new().entry("plans", shown, text);
    let outcome = new(&project, &["Zephyrine Harbor Lights"]);
    assert_eq!(outcome.code, 1, "{}", outcome.stderr);
    assert!(outcome.stderr.contains("error[leak]"), "{}", outcome.stderr);
    assert!(!project.path("content/zephyrine-harbor-lights.md").exists());
    project.check(&[]).succeeds();
    let options = ["Zephyrine Harbor Lights", "--stage", "planned", "--visibility", "client"];
    new(&project, &options).succeeds();
    project.check(&[]).succeeds();
}

#[test]
fn mistakes_of_other_files_are_in_nobodys_way() {
    let project = Project::new().entry("broken", "title: Broken\nstage: plannd", "");
    new(&project, &["Faster exports"]).succeeds();
    assert!(project.path("content/faster-exports.md").exists());
}
