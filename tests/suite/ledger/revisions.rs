//! Repositories of strangers: odd names of revisions and files, programs that a repository would
//! have run, and revisions that cannot be compared.

use std::fs;

use super::{SHOWN, diff, project, reworded};
use crate::support::{Project, document};

#[test]
fn what_is_no_name_of_a_revision_is_refused_and_does_nothing() {
    let project = project();
    project.commit("one");
    let long = "a".repeat(600);
    for revision in [
        "-x",
        "--upload-pack=touch pwned",
        "--output=pwned",
        "-",
        "main main",
        "main\n--output=pwned",
        "$(touch pwned)",
        ";touch pwned",
        "main^{/",
        "unknown",
        "@{-1}",
        "main:content",
        "\u{1b}[31mred",
        long.as_str(),
    ] {
        for argument in
            [revision.to_owned(), format!("{revision}..main"), format!("main..{revision}")]
        {
            let outcome = diff(&project, &["--", &argument]);
            assert_eq!((outcome.code, outcome.stdout.as_str()), (2, ""), "{argument:?}");
            assert!(outcome.stderr.starts_with("error: "), "{argument:?}: {}", outcome.stderr);
            assert!(!outcome.stderr.contains('\u{1b}'), "{argument:?}");
        }
    }
    assert!(!project.path("pwned").exists());
}

#[test]
fn no_hook_filter_or_monitor_of_a_repository_is_run() {
    let project = project();
    project
        .write(".gitattributes", "*.md filter=evil diff=evil export-subst\n*.yaml filter=evil\n");
    project.commit("one");
    let trap = project.path("pwned").display().to_string();
    let touch = format!("touch {trap}");
    for key in [
        "filter.evil.smudge",
        "filter.evil.clean",
        "filter.evil.process",
        "diff.evil.textconv",
        "diff.external",
        "core.fsmonitor",
        "core.pager",
        "core.sshCommand",
        "alias.cat-file",
    ] {
        let value = if key.starts_with("alias") { format!("!{touch}") } else { touch.clone() };
        project.git(&["config", key, &value]);
    }
    project.write("hooks/post-checkout", format!("#!/bin/sh\n{touch}\n"));
    project.git(&["config", "core.hooksPath", "hooks"]);
    reworded(&project, "Large exports run at noon.");
    diff(&project, &["HEAD"]).succeeds();
    super::record(&project, "2026-11-22", &[]).succeeds();
    assert!(!project.path("pwned").exists());
}

#[test]
fn where_there_is_no_git_two_folders_are_offered() {
    let project = project();
    project.commit("one");
    let empty = project.path("content").display().to_string();
    let outcome = project.run_with_path(&empty, &["diff", "main"]);
    assert_eq!(outcome.code, 2);
    let words = "there is no program `git` on the path; two folders can be compared without git";
    assert!(outcome.stderr.contains(words), "{}", outcome.stderr);
    let alone = super::project();
    let outcome = diff(&alone, &["main"]);
    assert_eq!(outcome.code, 2);
    assert!(outcome.stderr.contains("is in no repository that git can read"), "{}", outcome.stderr);
}

#[test]
fn a_revision_before_the_roadmap_began_has_nothing_to_compare_with() {
    let project = Project::new();
    fs::rename(project.path("roadcast.yaml"), project.path("kept")).expect("it has settings");
    project.commit("one");
    fs::rename(project.path("kept"), project.path("roadcast.yaml")).expect("it was moved");
    let outcome = diff(&project, &["main"]);
    assert_eq!(outcome.code, 2);
    assert!(outcome.stderr.contains("has no `roadcast.yaml`"), "{}", outcome.stderr);
}

#[test]
fn entries_in_a_submodule_are_not_taken_for_missing_ones() {
    let project = project();
    project.commit("one");
    let hash = project.git(&["rev-parse", "HEAD"]);
    let with = |path: &str| {
        let entry = format!("160000,{hash},{path}");
        project.git(&["update-index", "--add", "--cacheinfo", &entry]);
        project.git(&["commit", "-q", "-m", "more"]);
    };
    with("vendor/other");
    diff(&project, &["HEAD"]).succeeds();
    with("content/more");
    let outcome = diff(&project, &["HEAD"]);
    assert_eq!(outcome.code, 2);
    assert!(outcome.stderr.contains("`content/more` is a submodule"), "{}", outcome.stderr);
}

#[test]
fn a_link_in_a_revision_is_refused_as_in_a_folder() {
    let project = project();
    std::os::unix::fs::symlink("/etc/passwd", project.path("content/b.md")).expect("it is free");
    project.commit("one");
    fs::remove_file(project.path("content/b.md")).expect("it was just made");
    let outcome = diff(&project, &["main"]);
    assert_eq!(outcome.code, 1);
    assert!(outcome.stderr.contains("error[symlink]: `content/b.md`"), "{}", outcome.stderr);
    assert!(!outcome.stderr.contains("root:"), "{}", outcome.stderr);
}

/// A tree with one odd name, which git itself would not make.
fn tree_with(project: &Project, name: &str) -> String {
    let blob = project.git(&["hash-object", "-w", "content/exp.md"]);
    let bytes: Vec<u8> = (0..blob.len())
        .step_by(2)
        .map(|at| u8::from_str_radix(&blob[at..at + 2], 16).expect("it is a hash"))
        .collect();
    let tree = [format!("100644 {name}\0").as_bytes(), &bytes].concat();
    project.write("tree", tree);
    let literally = ["hash-object", "-t", "tree", "-w", "--literally", "tree"];
    let content = project.git(&literally);
    let settings = project.git(&["hash-object", "-w", "roadcast.yaml"]);
    let list = format!("40000 tree {content}\tcontent\n100644 blob {settings}\troadcast.yaml\n");
    project.write("list", list.replace("40000", "040000"));
    let index = project.path("list").display().to_string();
    let script = format!("git mktree < '{index}'");
    let output = std::process::Command::new("sh")
        .args(["-c", &script])
        .current_dir(project.path(""))
        .output()
        .expect("there is a shell");
    let tree = String::from_utf8_lossy(&output.stdout).trim().to_owned();
    project.git(&["commit-tree", "-m", "odd", &tree])
}

#[test]
fn a_file_whose_name_leads_elsewhere_is_refused_before_it_is_written() {
    let project = project();
    project.commit("one");
    for name in ["../../pwned.md", "..", "a\\b.md", "a\nb.md", ".git/pwned.md", "a\u{7}.md"] {
        let commit = tree_with(&project, name);
        let outcome = diff(&project, &[&commit]);
        assert_ne!(outcome.code, 0, "{name:?}: {}", outcome.stdout);
        assert!(!outcome.stderr.contains('\u{7}'), "{name:?}: {}", outcome.stderr);
    }
    let inside = tree_with(&project, "plain.md");
    diff(&project, &[&inside]).succeeds();
    assert!(!std::env::temp_dir().join("pwned.md").exists());
}

#[test]
fn a_file_that_is_too_large_in_a_revision_is_a_mistake_of_that_revision() {
    let project = project();
    project.write("content/big.md", document(SHOWN, &"word ".repeat(200_000)));
    project.write("notes/huge.bin", vec![0; 3 << 20]);
    project.commit("one");
    fs::remove_file(project.path("content/big.md")).expect("it was just made");
    let outcome = diff(&project, &["main"]);
    assert_eq!(outcome.code, 1);
    assert!(outcome.stderr.contains("error[too-large]: `content/big.md`"), "{}", outcome.stderr);
}

#[test]
fn a_revision_is_built_with_its_own_pictures_and_settings() {
    let project = project();
    let shows = "::: client\n![Steps](pictures/a.png)\n:::";
    project.write("content/exp.md", document(SHOWN, shows));
    project.write("content/pictures/a.png", crate::support::png([1, 2, 3]));
    project.commit("one");
    project.write("content/pictures/a.png", crate::support::png([3, 2, 1]));
    project.write("roadcast.yaml", "product: Acme\ntagline: Now with words.\n");
    let said = diff(&project, &["main"]).succeeds().stdout;
    assert!(said.contains("[picture: Steps, "), "{said}");
    assert!(said.contains("tagline: {+Now with words.+}"), "{said}");
}

#[test]
fn nothing_is_left_of_a_revision_that_was_built() {
    let project = project();
    project.commit("one");
    let before = project.git(&["status", "--porcelain"]);
    diff(&project, &["main"]).succeeds();
    assert_eq!(project.git(&["status", "--porcelain"]), before);
    assert!(!project.path("dist").exists());
}
