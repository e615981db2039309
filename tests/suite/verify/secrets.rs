//! What is withheld is found wherever it was put, and the report does not repeat it.

use std::ffi::OsStr;
use std::fs;
use std::os::unix::ffi::OsStrExt as _;
use std::os::unix::fs::symlink;

use super::{built, fine, verify};
use crate::support::Project;

#[test]
fn what_is_withheld_is_found_and_not_repeated() {
    let project = built();
    project.write("dist/client/robots.txt", "Sunset clause\n");
    project.write("dist/client/.notes/todo.txt", "Ask about\nF\u{200b}alcon&#119;ing\n");
    project.write("dist/client/items/falconwing.html", "");
    project.write("dist/sales/items/acquire-initrode.html", "x");
    verify(&project, &["dist"]).fails_with(
        1,
        &format!(
            "
            {}sales: 1 file is not as built for 2026-11-22 (the day it names)

            unexplained  items/…  a leak; 1 byte; like a page of `content/e.md`

            error[leak]: the title of `content/e.md`, withheld from sales readers, is in their site
            --> content/e.md:2:8
             = help: found in the name of a file of the sales site, made from `content/e.md`
             = help: publish this site again: what is built now lacks it

            client: 3 files are not as built for 2026-11-22 (the day it names)

            unexplained  .notes/todo.txt  a leak; 29 bytes
            unexplained  items/…          a leak; 0 bytes
            changed      robots.txt       a leak; differs from line 1 on; a page of every site

            error[leak]: a code name of `content/a.md`, withheld from client readers, is in their site
            --> content/a.md:5:13
             = help: found in escaped text of `client/.notes/todo.txt`, line 2, column 1
             = help: found in the name of a file of the client site
             = help: publish this site again: what is built now lacks it

            error[leak]: a term that must never be published is in the client site
            --> roadcast.yaml:2:17
             = help: found in plain text of `client/robots.txt`, line 1, column 1
             = help: publish this site again: what is built now lacks it

            ",
            fine(&project, "dist/engineering", "engineering").replace('\n', "\n            ")
        ),
    );
}

#[test]
fn a_folder_whose_name_is_secret_is_not_named() {
    let project = built();
    project.write("dist/client/docs/falconwing/plan/a.txt", "x");
    fs::create_dir(project.path("dist/client/Initrode, acquire initrode")).expect("it is new");
    let said = verify(&project, &["dist/client"]);
    assert_eq!(said.code, 1);
    let table: Vec<_> = said.stderr.lines().filter(|line| line.starts_with("unexpl")).collect();
    assert_eq!(
        table,
        ["unexplained  docs/…  a leak; 1 byte", "unexplained  …       a leak; an empty folder"]
    );
}

#[test]
fn a_name_that_is_spread_over_folders_is_not_printed_in_part() {
    let front = "title: Hidden plan\nstage: idea\ncodenames: [Zorvex Obsidian Heron]";
    let project = Project::new().entry("a", front, "");
    project.build(&[]).succeeds();
    for path in [
        "Zorvex/Obsidian/Heron.txt",
        "zorvex/OBSIDIAN/heron/more/plan.txt",
        "Zorvex Obsidian/Heron",
        "Zorvex/Obsidian-Heron.txt",
        "zorvex_obsidian/_heron.txt",
        "%5Aorvex/%4Fbsidian/%48eron.txt",
        "&#90;orvex/Obsidian/&#72;eron.txt",
        "Ｚｏｒｖｅｘ/Ｏｂｓｉｄｉａｎ/Ｈｅｒｏｎ.txt",
        "Zor\u{200b}vex/Obsi\u{ad}dian/Heron.txt",
        "\u{202e}Zorvex/Obsidian/Heron\u{1}.txt",
        "deep/down/Zorvex/Obsidian/Heron/x/Zorvex/Obsidian/Heron.txt",
    ] {
        project.write(&format!("dist/client/{path}"), "x");
        for format in ["human", "json"] {
            let outcome = project.run(&["verify", "dist/client", "--format", format]);
            assert_eq!(outcome.code, 1, "{path} is found");
            let said = format!("{}{}", outcome.stdout, outcome.stderr).to_lowercase();
            for word in ["zorvex", "obsidian", "heron", "orvex", "bsidian", "eron", "ｚｏ", "ｏｂ"]
            {
                assert!(!said.contains(word), "{word} of {path} is in\n{said}");
            }
        }
        let top = path.split('/').next().expect("a path has a first part");
        fs::remove_dir_all(project.path("dist/client").join(top)).expect("it was just made");
    }
}

#[test]
fn a_short_name_that_is_spread_over_folders_with_joining_words_is_not_printed_in_part() {
    let front = "title: Hidden plan\nstage: idea\ncodenames: [H&M, Q2]";
    let project = Project::new().entry("a", front, "");
    project.build(&[]).succeeds();
    for path in [
        "H/and/M.txt",
        "H and/M.txt",
        "H-and-M.txt",
        "docs/H_and/M.txt",
        "docs/H/&/M.txt",
        "docs/H/und/M/plan.txt",
    ] {
        project.write(&format!("dist/client/{path}"), "x");
        let outcome = project.run(&["verify", "dist/client", "--format", "json"]);
        assert_eq!(outcome.code, 1, "{path} is found");
        let shown = if path.starts_with("docs/") { "docs/" } else { "" };
        let expected = format!("\"{shown}…\"");
        assert!(outcome.stdout.contains(&expected), "{path}: {expected}\n{}", outcome.stdout);
        let top = path.split('/').next().expect("a path has a first part");
        let top = project.path("dist/client").join(top);
        fs::remove_dir_all(&top).or_else(|_| fs::remove_file(&top)).expect("it was just made");
    }
}

#[test]
fn the_folders_before_a_name_are_printed() {
    let front = "title: Hidden plan\nstage: idea\ncodenames: [Zorvex Obsidian Heron]";
    let project = Project::new().entry("a", front, "");
    project.build(&[]).succeeds();
    project.write("dist/client/docs/zorvex/plans/Zorvex/Obsidian/Heron.txt", "x");
    let said = project.run(&["verify", "dist/client"]).stderr;
    assert!(said.contains("\nunexplained  docs/zorvex/plans/…  a leak; 1 byte\n"), "{said}");
}

#[test]
fn pages_for_insiders_are_not_named_where_others_read() {
    let project = built();
    project.write("dist/sales/items/talk-of-summer.html", "x");
    project.write("dist/engineering/items/open-plan.html", "x");
    for format in ["human", "json"] {
        let said = project.run(&["verify", "dist", "--redact", "--format", format]);
        let said = format!("{}{}", said.stdout, said.stderr);
        assert!(said.contains("items/███"), "{said}");
        assert!(!said.contains("talk-of-summer") && !said.contains("open-plan"), "{said}");
    }
    let said = project.run(&["verify", "dist", "--no-redact"]).stderr;
    assert!(said.contains("items/talk-of-summer.html"), "{said}");
}

#[test]
fn a_secret_file_name_behind_a_byte_that_is_no_letter_is_not_named() {
    let project = built();
    let name = OsStr::from_bytes(b"\xffFalconwing.txt");
    fs::write(project.path("dist/client").join(name), "x").expect("the name is possible");
    let said = verify(&project, &["dist/client"]);
    assert_eq!(said.code, 1);
    let table: Vec<_> = said.stderr.lines().filter(|line| line.starts_with("unexpl")).collect();
    assert_eq!(table, ["unexplained  …  a leak; 1 byte"]);
}

#[test]
fn a_page_that_was_withdrawn_since_is_found() {
    let project = built();
    project.write("content/a.md", "---\ntitle: Open plan\nstage: planned\n---\n");
    let said = verify(&project, &["dist/client"]);
    assert_eq!(said.code, 1);
    let begins = "unexplained  items/…       a leak; ";
    assert!(said.stderr.contains(begins), "{}", said.stderr);
    let leak = "error[leak]: the title of `content/a.md`, withheld from client readers, is in";
    assert!(said.stderr.contains(leak), "{}", said.stderr);
}

#[test]
fn what_lies_beside_the_sites_of_an_output_folder_is_unexplained() {
    let project = built();
    project.write("dist/notes/Falconwing.txt", "x");
    project.write("dist/CNAME", "roadmap.acme.example\n");
    fs::remove_dir_all(project.path("dist/engineering")).expect("it was built");
    fs::remove_dir_all(project.path("dist/sales")).expect("it was built");
    symlink("client", project.path("dist/sales")).expect("it was removed");
    verify(&project, &["dist"]).fails_with(
        1,
        &format!(
            "
            {}3 files beside the sites are not from a build

            unexplained  CNAME    21 bytes
            unexplained  notes/…  a leak; 1 byte
            unexplained  sales    a symbolic link, not followed

            error[leak]: a code name of `content/a.md`, withheld from client readers, is in their site
            --> content/a.md:5:13
             = help: found in the name of a file of the client site
             = help: publish this site again: what is built now lacks it

            ",
            fine(&project, "dist/client", "client").replace('\n', "\n            ")
        ),
    );
    project.write("dist/client/.roadcast/client.json", "{}");
    let said = verify(&project, &["dist/client"]);
    assert_eq!(said.code, 1, "{}", said.stderr);
    assert!(said.stderr.contains("unexplained  .roadcast/client.json  2 bytes\n"));
}

#[test]
fn a_folder_that_cannot_be_read_is_reported_without_its_name() {
    use rustix::fs::{Mode, OFlags, mkdirat, open, openat};
    let project = built();
    // So deep that its whole path is longer than the system allows, even for root.
    let name = format!("falconwing-{}", "x".repeat(230));
    let flags = OFlags::DIRECTORY | OFlags::RDONLY;
    let site = project.path("dist/client");
    let mut folder = open(site, flags, Mode::empty()).expect("it was built");
    for _ in 0..20 {
        mkdirat(&folder, &name, Mode::RWXU).expect("the name is new");
        folder = openat(&folder, &name, flags, Mode::empty()).expect("it was just made");
    }
    let said = verify(&project, &["dist/client"]);
    assert_eq!(said.code, 1);
    let row = "unexplained  …  a leak; cannot be read: File name too long (os error 36)\n";
    assert!(said.stderr.contains(row), "{}", said.stderr);
}
