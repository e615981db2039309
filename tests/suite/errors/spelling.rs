//! Names of files: accents kept in two ways, backslashes, endings that are not read, and files
//! that are left out.

use serde_json::Value;

use crate::support::{Project, document, png};

const FRONT: &str = "title: A\nstage: planned\nvisibility: client\nsummary: B.";

/// `é` as macOS keeps it in names of files.
const E_ACUTE: &str = "e\u{301}";

fn mistakes(project: &Project) -> Vec<(String, String, String)> {
    let outcome = project.check(&["--format", "json"]);
    let report: Value = serde_json::from_str(&outcome.stdout).expect("it is JSON");
    let word = |found: &Value| found.as_str().unwrap_or_default().to_owned();
    let listed = report["diagnostics"].as_array().expect("it is a list").iter();
    let errors = listed.filter(|found| found["severity"] == "error");
    errors
        .map(|found| {
            let hints = found["hints"].as_array().expect("it is a list");
            let hints: Vec<String> = hints.iter().map(word).collect();
            (word(&found["code"]), word(&found["message"]), hints.join("; "))
        })
        .collect()
}

#[test]
fn a_name_with_accents_is_the_same_however_it_is_kept() {
    for (on_disk, typed) in [(E_ACUTE, "é"), ("é", E_ACUTE)] {
        let body = format!(
            "::: client\n[plan](caf{typed}-plan.md#caf{typed})\n\n![x](bilder-{typed}/caf{typed}.png)\n:::"
        );
        let front = format!("{FRONT}\ndepends_on: [caf{typed}-plan]\ntheme: th{typed}");
        let plan = "::: client\n## Café\n\nText.\n:::";
        let settings = format!("product: Acme\nlogo: content/bilder-{typed}/caf{typed}.png\n");
        let project = Project::new()
            .settings(&settings)
            .entry("a", &front, &body)
            .entry(&format!("caf{on_disk}-plan"), &FRONT.replace("A\n", "Plan\n"), plan)
            .theme(&format!("th{on_disk}"), "title: T\nvisibility: client", "")
            .file(&format!("content/bilder-{on_disk}/caf{on_disk}.png"), png([1, 2, 3]));
        project.build(&[]).succeeds();
        let page = project.page("client", "items/a.html");
        assert!(page.contains("../items/plan.html#café"), "{page}");
        assert!(page.contains("../themes/t.html"), "{page}");
        let explained = project.run(&["explain", &format!("caf{typed}-plan")]).succeeds();
        assert!(explained.stdout.starts_with("Plan\n"), "{}", explained.stdout);
    }
}

#[test]
fn a_pattern_finds_a_folder_however_its_name_is_kept() {
    let settings = "product: Acme\ncontent: [\"caf\u{e9}/**/*.md\"]\n";
    let path = format!("caf{E_ACUTE}/a.md");
    let project = Project::new().settings(settings).file(&path, document(FRONT, ""));
    project.build(&[]).succeeds();
    assert!(project.page("client", "items/a.html").contains("B."));
}

#[test]
fn two_files_of_one_name_are_refused() {
    let project = Project::new().entry("caf\u{e9}", FRONT, "").entry(
        &format!("caf{E_ACUTE}"),
        &FRONT.replace("A\n", "C\n"),
        "",
    );
    let found = mistakes(&project);
    assert!(found.len() == 1 && found[0].0 == "bad-name", "{found:?}");
}

#[test]
fn a_backslash_in_a_path_is_refused_in_the_form_that_works() {
    for (text, mended) in [
        ("![x](images\\shot.png)", "images/shot.png"),
        ("![x](..\\images\\shot.png)", "../images/shot.png"),
        ("[x](plans\\q1.md)", "plans/q1.md"),
        ("[x](plans%5Cq1.md)", "plans/q1.md"),
        ("<img src=\"images\\shot.png\" alt=\"\">", "images/shot.png"),
    ] {
        let project = Project::new().entry("a", FRONT, &format!("::: client\n{text}\n:::"));
        let found = mistakes(&project);
        assert_eq!(found.len(), 1, "{text}: {found:?}");
        let hint = format!("write `/` between folders and files: `{mended}`");
        assert_eq!(found[0].2, hint, "{text}");
    }
    for (yaml, mended) in [
        ("logo: content\\logo.png", "content/logo.png"),
        ("content: ['content\\**\\*.md']", "content/**/*.md"),
    ] {
        let found = mistakes(&Project::new().settings(&format!("product: Acme\n{yaml}\n")));
        let hint = format!("write `/` between folders and files: `{mended}`");
        assert!(found.len() == 1 && found[0].2 == hint, "{yaml}: {found:?}");
    }
}

#[test]
fn a_file_of_markdown_that_is_not_read_is_not_passed_over_in_silence() {
    for name in ["y.MD", "y.Md", "y.markdown", "y.mdx", "sub/y.mkd", "themes/y.mdown"] {
        let project = Project::new().file(&format!("content/{name}"), document(FRONT, ""));
        let found = mistakes(&project);
        let renamed = format!("content/{}.md", name.rsplit_once('.').expect("it has an ending").0);
        assert_eq!(found.len(), 1, "{name}: {found:?}");
        assert_eq!(found[0].0, "passed-over", "{name}");
        assert!(found[0].1.contains(&format!("`content/{name}`")), "{found:?}");
        assert!(found[0].2.starts_with(&format!("rename it to `{renamed}`")), "{found:?}");
        let exclusion =
            format!("product: Acme\ncontent: [\"content/**/*.md\", \"!content/{name}\"]\n");
        assert_eq!(mistakes(&project.settings(&exclusion)), []);
    }
    // Not below a folder that is read, or of another kind.
    let project = Project::new().file("notes/y.MD", "x").file("content/y.txt", "x");
    assert_eq!(mistakes(&project), []);
    let flat = Project::new().settings("product: Acme\ncontent: [\"content/*.md\"]\n");
    assert_eq!(mistakes(&flat.file("content/old/y.MD", "x")), []);
}

#[test]
fn a_readme_among_the_entries_is_refused_with_the_line_that_leaves_it_out() {
    let project = Project::new().file("content/README.md", "# Entries\n\nWrite them here.\n");
    project.check(&[]).fails_with(
        1,
        r#"
            error[no-front-matter]: this file does not begin with front matter
             --> content/README.md:1:1
              |
            1 | # Entries
              | ^^^^^^^^^
              |
              = help: begin with a line `---`, then `title:` and `stage:`, then another line `---`
              = help: if it is no entry, leave it out: `content: ["content/**/*.md", "!content/README.md"]`

            1 error; nothing was written
            "#,
    );
    let settings = "product: Acme\ncontent: [\"content/**/*.md\", \"!content/README.md\"]\n";
    project.settings(settings).check(&[]).succeeds();
}

#[test]
fn patterns_leave_files_and_whole_folders_out() {
    for content in [
        "[\"content/**/*.md\", \"!content/drafts/**\"]",
        "[\"!content/drafts/**\", \"content/**/*.md\"]",
        "[\"!content/drafts/*.md\"]",
        "[\"!./content/**/b.md\"]",
    ] {
        let project = Project::new()
            .settings(&format!("product: Acme\ncontent: {content}\n"))
            .entry("a", FRONT, "")
            .entry("drafts/b", &FRONT.replace("A\n", "Draft\n"), "");
        project.build(&[]).succeeds();
        let site = project.site("engineering");
        assert!(site.contains_key("items/a.html"), "{content}");
        assert!(!site.contains_key("items/draft.html"), "{content}");
    }
    let link = "::: client\n[b](drafts/b.md)\n:::";
    let settings = "product: Acme\ncontent: [\"!content/drafts/**\"]\n";
    let project = Project::new().settings(settings).entry("a", FRONT, link);
    assert_eq!(mistakes(&project.entry("drafts/b", FRONT, ""))[0].0, "broken-link");
}

#[test]
fn a_pattern_that_leaves_no_file_out_is_reported() {
    let settings = "product: Acme\ncontent: [\"content/**/*.md\", \"!content/draft/**\"]\n";
    let project = Project::new().settings(settings).entry("a", FRONT, "");
    let outcome = project.entry("drafts/b", &FRONT.replace("A\n", "B\n"), "").check(&[]).succeeds();
    let said = "warning[bad-glob]: `!content/draft/**` leaves no file out\n --> roadcast.yaml:2:30";
    assert!(outcome.stderr.contains(said), "{}", outcome.stderr);
}
