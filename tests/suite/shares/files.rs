//! The files of shares: the same for the same input, others for every recipient, and gone when they
//! must be.

use std::collections::BTreeSet;

use crate::support::read_all;

use super::{SECRET, block, front, project, project_in};

#[test]
fn the_same_input_gives_the_same_bytes() {
    let (one, other) = (project().approved(), project().approved());
    assert_eq!(one.build_shares(), other.build_shares());
}

#[test]
fn every_recipient_has_a_file_of_the_same_length_and_with_other_bytes() {
    let project = project().approved();
    let files = project.build_shares();
    let pages: Vec<_> = files.iter().filter(|(path, _)| path.len() == 37).collect();
    assert_eq!(pages.len(), 2);
    assert_eq!(pages[0].1.len(), pages[1].1.len());
    let sealed = |bytes: &[u8]| {
        let text = String::from_utf8_lossy(bytes).into_owned();
        let (_, rest) = text.split_once("id=\"sealed\">").expect("the page holds it");
        rest.split('<').next().expect("it ends").as_bytes().to_vec()
    };
    let (one, other) = (sealed(pages[0].1), sealed(pages[1].1));
    // Of two ciphertexts, one character in 64 is the same by chance.
    let same = one.iter().zip(&other).filter(|(a, b)| a == b).count();
    assert!(same * 32 < one.len(), "{same} of {}", one.len());
}

#[test]
fn short_and_long_words_of_nearly_one_length_look_alike() {
    let length = |words: &str| {
        let project = project().share("acme", &front(&[]), &block("sap", words)).approved();
        project.build_shares().values().map(Vec::len).max()
    };
    assert_eq!(
        length("Yes."),
        length("It will come, and you will be among the first who have it.")
    );
}

#[test]
fn revoking_one_recipient_touches_no_other_and_the_old_link_never_comes_back() {
    let project = project().approved();
    let before = project.build_shares();
    project.run(&["share", "revoke", "acme", "m.roth"]).succeeds();
    let after = project.build_shares();
    let gone: Vec<_> = before.keys().filter(|path| !after.contains_key(*path)).collect();
    assert_eq!((gone.len(), after.len()), (1, before.len() - 1));
    for (path, bytes) in &after {
        assert_eq!(before.get(path), Some(bytes), "{path}");
    }
    // The same name again gets another link.
    let text = std::fs::read_to_string(project.path("shares/acme.md")).expect("it is there");
    project.write("shares/acme.md", text.replace("[j.weber]", "[j.weber, m.roth]"));
    let again = project.build_shares();
    assert_eq!(again.len(), before.len());
    assert!(!again.contains_key(gone[0]));
}

#[test]
fn a_new_link_for_the_same_recipient_is_another_one() {
    let project = project().approved();
    let link = || project.run_with_secret(&["share", "link", "acme", "m.roth"]).succeeds().stdout;
    let before = (project.build_shares(), link());
    project.run(&["share", "revoke", "acme", "m.roth", "--replace"]).succeeds();
    let after = (project.build_shares(), link());
    assert_ne!(before.1, after.1);
    let kept = after.0.iter().filter(|(path, bytes)| before.0.get(*path) == Some(bytes)).count();
    assert_eq!((kept, after.0.len()), (before.0.len() - 1, before.0.len()));
}

#[test]
fn without_the_secret_a_build_says_so_and_leaves_no_share_behind() {
    let project = project().approved();
    assert!(!project.build_shares().is_empty());
    let outcome = project.build(&[]).succeeds();
    assert!(outcome.stderr.contains("the secret is not known"), "{}", outcome.stderr);
    assert!(project.shares().is_empty());
    assert!(!project.site("client").is_empty());
    // Where there never was one, none is made.
    let fresh = super::project().approved();
    fresh.build(&[]).succeeds();
    assert!(!fresh.path("dist/shares").exists());
}

#[test]
fn past_its_last_day_a_build_leaves_a_share_out() {
    let project = project().approved();
    for (day, expected) in [("2027-01-31", 2), ("2027-02-01", 0)] {
        project.run_with_secret(&["build", "--as-of", day]).succeeds();
        assert_eq!(project.pages().len(), expected, "{day}");
    }
}

#[test]
fn a_build_that_has_nothing_to_do_says_so_and_knows_another_secret() {
    let project = project().approved();
    let before = project.build_shares();
    let again = project.run_with_secret(&["build"]).succeeds();
    assert!(again.stderr.contains("nothing has changed"), "{}", again.stderr);
    let other = SECRET.replace("1f", "2f");
    let outcome = project.run_with(&other, &["build"]).succeeds();
    assert!(!outcome.stderr.contains("nothing has changed"), "{}", outcome.stderr);
    let after = project.shares();
    let pages = |files: &crate::support::Files| -> BTreeSet<String> {
        files.keys().filter(|path| path.len() == 37).cloned().collect()
    };
    assert!(pages(&before).is_disjoint(&pages(&after)));
}

#[test]
fn neither_secret_nor_keys_are_in_a_log_a_record_or_a_manifest() {
    let project = project().approved();
    let said = [&["build"][..], &["build", "--format", "json"], &["share", "list"]]
        .map(|arguments| project.run_with_secret(arguments).succeeds());
    let links = project.run_with_secret(&["share", "link", "acme"]).succeeds();
    assert_eq!(links.stderr, "");
    let keys: Vec<&str> =
        links.stdout.lines().map(|line| line.split_once('#').unwrap().1).collect();
    assert_eq!(keys.iter().map(|key| key.len()).collect::<Vec<_>>(), [43, 43]);
    let mut places: Vec<(String, String)> = Vec::new();
    for (at, outcome) in said.iter().enumerate() {
        places.push((format!("output {at}"), format!("{}{}", outcome.stdout, outcome.stderr)));
    }
    for (path, bytes) in read_all(&project.path("dist")) {
        places.push((path, String::from_utf8_lossy(&bytes).into_owned()));
    }
    for (place, text) in &places {
        for secret in keys.iter().copied().chain([SECRET, &SECRET[..32]]) {
            assert!(!text.contains(secret), "{place}");
        }
    }
}

#[test]
fn a_secret_that_is_none_stops_the_build_and_is_not_printed() {
    let project = project().approved();
    for wrong in ["0123456789abcdef", &"0".repeat(64), "not hexadecimal at all"] {
        let outcome = project.run_with(wrong, &["build"]);
        assert_eq!(outcome.code, 2, "{}", outcome.stderr);
        assert!(outcome.stderr.contains("holds no secret"), "{}", outcome.stderr);
        assert!(!outcome.stderr.contains(wrong) && !project.path("dist").exists());
    }
}

#[test]
fn the_secret_may_lie_in_a_file_outside_the_project_and_nowhere_else() {
    let project = project().approved();
    let outside = tempfile::tempdir().expect("the system has room for a test");
    let file = outside.path().join("secret");
    std::fs::write(&file, SECRET).expect("the folder is new");
    let path = file.to_str().expect("it is UTF-8");
    project.build(&["--share-secret-file", path]).succeeds();
    let by_file = project.shares();
    assert_eq!(by_file, project.build_shares());
    project.write("secret", SECRET);
    let inside = project.build(&["--share-secret-file", "secret"]);
    assert_eq!(inside.code, 2);
    assert!(inside.stderr.contains("lies in the project"), "{}", inside.stderr);
    let missing = project.build(&["--share-secret-file", "no-such-file"]);
    assert_eq!(missing.code, 2, "{}", missing.stderr);
}

#[test]
fn only_the_sites_that_are_asked_for_are_made() {
    let project = project_in("plain").approved();
    project.run_with_secret(&["build", "--audience", "sales"]).succeeds();
    assert!(!project.path("dist/shares").exists());
    project.run_with_secret(&["build", "--audience", "client"]).succeeds();
    assert_eq!(project.pages().len(), 2);
    let before = project.shares();
    project.build(&["--audience", "sales"]).succeeds();
    assert_eq!(project.shares(), before);
}
