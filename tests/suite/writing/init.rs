//! `roadcast init`: a project that works at once, and nothing of anybody else's touched.

use std::os::unix::fs::symlink;

use crate::support::{AS_OF, Project, read_all};

const FILES: [&str; 9] = [
    "roadcast.yaml",
    "content/approvals.md",
    "content/import-from-spreadsheets.md",
    "content/new-price-list.md",
    "content/scheduled-reports.md",
    "content/themes/getting-started.md",
    "content/themes/reporting.md",
    ".github/workflows/roadmap.yml",
    ".gitignore",
];

fn paths(folder: &str) -> String {
    FILES.map(|path| format!("{folder}/{path}\n")).concat()
}

#[test]
fn a_new_project_is_checked_and_built_without_a_word_of_complaint() {
    let project = Project::new();
    let made = project.run(&["init", "map", "--as-of", AS_OF]).succeeds();
    assert_eq!(made.stdout, paths("map"));
    assert_eq!(
        made.stderr,
        "9 files were made; next:\n  roadcast check -C map\n  roadcast build -C map\n"
    );
    for command in ["check", "build"] {
        let outcome = project.run(&[command, "-C", "map", "--as-of", AS_OF]).succeeds();
        assert!(outcome.stderr.starts_with("engineering      4 entries"), "{}", outcome.stderr);
    }
    let clients = std::fs::read_to_string(project.path("map/dist/client/index.html"))
        .expect("the client site was built");
    for shown in ["Reports that come to you", "Import from spreadsheets"] {
        assert!(clients.contains(shown), "{shown}");
    }
    for hidden in ["Approvals", "price list", "Amber Heron", "Larkfield"] {
        assert!(!clients.contains(hidden), "{hidden}");
    }
}

#[test]
fn a_new_project_is_fine_on_any_day_it_is_made() {
    for day in ["2024-02-29", "2026-01-01", "2026-06-30", "2026-12-31", "2027-08-31"] {
        let project = Project::new();
        project.run(&["init", "map", "--as-of", day]).succeeds();
        let outcome = project.run(&["check", "-C", "map", "--as-of", day]).succeeds();
        assert!(!outcome.stderr.contains("warning"), "{day}: {}", outcome.stderr);
    }
}

#[test]
fn the_day_it_is_made_is_today_unless_another_is_named() {
    let project = Project::new();
    project.run(&["init", "map"]).succeeds();
    let outcome = project.run(&["check", "-C", "map"]).succeeds();
    assert!(!outcome.stderr.contains("warning"), "{}", outcome.stderr);
}

#[test]
fn no_file_is_overwritten_and_all_that_are_in_the_way_are_named() {
    let project = Project::new().file("map/roadcast.yaml", "mine").file("map/.gitignore", "mine");
    let before = read_all(&project.path("map"));
    project.run(&["init", "map"]).fails_with(
        2,
        "
            error: `map/roadcast.yaml`, `map/.gitignore` are there already; nothing was written
            ",
    );
    assert_eq!(read_all(&project.path("map")), before);
}

#[test]
fn a_second_init_changes_nothing() {
    let project = Project::new();
    project.run(&["init", "map", "--as-of", AS_OF]).succeeds();
    let before = project.state("map");
    let outcome = project.run(&["init", "map", "--as-of", AS_OF]);
    assert_eq!((outcome.code, outcome.stdout.as_str()), (2, ""));
    assert_eq!(project.state("map"), before);
}

#[test]
fn entries_of_others_do_not_become_part_of_the_project() {
    let project = Project::new().file("map/content/notes.md", "my notes");
    project.run(&["init", "map"]).fails_with(
        2,
        "
            error: `map/content` is not empty; nothing was written; name another folder, such as `roadcast init roadmap`
            ",
    );
    assert_eq!(read_all(&project.path("map")).len(), 1);
}

#[test]
fn a_symbolic_link_is_not_followed() {
    for link in [".github", "content", "roadcast.yaml", ".gitignore"] {
        let project = Project::new().file("elsewhere/keep", "");
        std::fs::create_dir(project.path("map")).expect("the project is writable");
        let target = if link.contains("github") || link == "content" { "elsewhere" } else { "no" };
        symlink(project.path(target), project.path(&format!("map/{link}")))
            .expect("links can be made");
        let outcome = project.run(&["init", "map"]);
        assert_eq!((outcome.code, outcome.stdout.as_str()), (2, ""), "{link}");
        assert!(outcome.stderr.starts_with(&format!("error: `map/{link}` ")), "{}", outcome.stderr);
        assert_eq!(read_all(&project.path("elsewhere")).len(), 1, "{link}");
        assert!(!project.path("no").exists(), "{link}");
        let found = std::fs::read_dir(project.path("map")).expect("the folder is there");
        assert_eq!(found.count(), 1, "{link}");
    }
}

#[test]
fn a_file_in_the_place_of_the_folder_is_named() {
    let project = Project::new().file("map", "mine");
    let outcome = project.run(&["init", "map"]);
    assert_eq!(outcome.code, 2);
    assert!(outcome.stderr.contains("`map"), "{}", outcome.stderr);
    assert_eq!(std::fs::read(project.path("map")).expect("it is still there"), b"mine");
}

#[test]
fn the_workflow_checks_all_sites_and_keeps_the_client_site_alone() {
    let project = Project::new();
    project.run(&["init", "map", "--as-of", AS_OF]).succeeds();
    let workflow = std::fs::read_to_string(project.path("map/.github/workflows/roadmap.yml"))
        .expect("it was made");
    let version = env!("CARGO_PKG_VERSION");
    assert!(workflow.contains(&format!("cargo install --locked roadcast --version {version}\n")));
    let steps = [
        "run: roadcast check --format github\n",
        "run: roadcast build --redact\n",
        "path: dist/client\n",
    ];
    for step in steps {
        assert!(workflow.contains(step), "{step}");
    }
    assert!(!workflow.contains('%'), "every blank is filled in");
}

#[test]
fn the_workflow_comments_what_changes_for_clients_in_pull_requests() {
    let project = Project::new();
    std::fs::remove_file(project.path("roadcast.yaml")).expect("it has settings");
    std::fs::remove_dir(project.path("content")).expect("it is empty");
    project.run(&["init", "--as-of", AS_OF]).succeeds();
    let workflow = std::fs::read_to_string(project.path(".github/workflows/roadmap.yml"))
        .expect("it was made");
    assert!(workflow.contains("roadcast diff \"$BASE...HEAD\" --format markdown > changes.md\n"));
    // Nothing of a stranger's request is run with a token that may write.
    assert!(!workflow.contains("pull_request_target"));
    project.commit("one");
    project.git(&["update-ref", "refs/remotes/origin/main", "HEAD"]);
    let path = "content/scheduled-reports.md";
    let text = std::fs::read_to_string(project.path(path)).expect("it was made");
    project.write(path, text.replace("stage: in-progress", "stage: beta"));
    project.commit("two");
    let range = "origin/main...HEAD";
    let comment = project.run(&["diff", range, "--format", "markdown", "--as-of", AS_OF]);
    let comment = comment.succeeds().stdout;
    let mark = comment.lines().next().expect("it has a first line");
    assert!(workflow.contains(&format!("startswith(\"{mark}\")")), "{mark}");
    assert!(
        comment.contains("moved status: <del>In progress</del> → <ins>Early access</ins>"),
        "{comment}"
    );
}
