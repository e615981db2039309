//! Places that no site may go to, and what is said of each.

use std::fs;

use crate::support::read_all;

use super::folder::folder;
use super::{project, publish};

/// What is said of a place, to which nothing goes.
#[track_caller]
fn refused(more: &str, arguments: &[&str], words: &str) {
    let project = project(more);
    project.build(&[]).succeeds();
    let before = read_all(&project.path(""));
    let outcome = publish(&project, arguments);
    assert_eq!(outcome.code, 2, "{arguments:?}: {}", outcome.stderr);
    assert!(outcome.stderr.contains(words), "{arguments:?}: {}", outcome.stderr);
    assert_eq!(read_all(&project.path("")), before, "{arguments:?}");
}

#[test]
fn the_projects_own_folders_are_no_place() {
    for to in ["dist", "dist/client", "./dist/../dist/www", "nowhere/../dist"] {
        refused("", &["client", "--to", to], "it lies in the output folder");
    }
    for to in ["content", "content/www", "themes/www", "ledger", "shares", ".git/www"] {
        refused("", &["client", "--to", to], "it lies among the sources of the project");
    }
    for to in [".", "..", "/"] {
        refused("", &["client", "--to", to], "the project lies in it");
    }
    refused("", &["client"], "nothing says where to: name the place as `publish.client.to`");
    refused("", &["client", "--to", "ftp://acme.example/a"], "no object store that is known");
}

#[test]
#[cfg(unix)]
fn a_link_into_the_project_is_no_way_around() {
    let (kept, _) = folder();
    let project = project("");
    project.build(&[]).succeeds();
    let link = kept.path().join("link");
    std::os::unix::fs::symlink(project.path("dist"), &link).expect("the folder is ours");
    let to = link.join("www").display().to_string();
    let outcome = publish(&project, &["client", "--to", &to]);
    assert!(outcome.stderr.contains("it lies in the output folder"), "{}", outcome.stderr);
}

#[test]
fn a_folder_with_something_in_it_and_the_output_of_another_project_are_refused() {
    let (kept, www) = folder();
    fs::create_dir_all(kept.path().join("www")).expect("the folder is new");
    fs::write(kept.path().join("www/notes.txt"), "mine").expect("the folder is ours");
    refused("", &["client", "--to", &www], "is not empty, and no marker says");
    let other = project("");
    other.build(&[]).succeeds();
    let dist = other.path("dist").display().to_string();
    refused("", &["client", "--to", &dist], "is an output folder, with the sites of all audiences");
}

#[test]
fn the_place_of_another_audience_or_project_is_refused() {
    let (_kept, www) = folder();
    publish(&project(""), &["client", "--to", &www]).succeeds();
    let before = read_all(www.as_ref());
    let open = "publish: { sales: { to: elsewhere, public: A test. } }\n";
    let words = "is the place for client, and not for sales";
    refused(open, &["sales", "--to", &www], words);
    let named = "publish: { project: Another one }\n";
    let words = "belongs to the project `Acme`, and this is `Another one`";
    refused(named, &["client", "--to", &www], words);
    let marker = std::path::Path::new(&www).join(".roadcast-site.json");
    fs::write(&marker, "{}").expect("it is ours");
    refused("", &["client", "--to", &www], "is not one that this version of Roadcast wrote");
    fs::write(&marker, &before[".roadcast-site.json"]).expect("it is ours");
    fs::write(std::path::Path::new(&www).join("notes.html"), "mine").expect("it is ours");
    let words = "holds what Roadcast did not put there (1 in all): `notes.html`";
    refused("", &["client", "--to", &www], words);
}

#[test]
fn a_renamed_product_keeps_its_place_by_its_former_name() {
    let (_kept, www) = folder();
    let project = project("");
    publish(&project, &["client", "--to", &www]).succeeds();
    project.write("roadcast.yaml", "product: Acme Cloud\n");
    assert_eq!(publish(&project, &["client", "--to", &www]).code, 2);
    project.write("roadcast.yaml", "product: Acme Cloud\npublish: { project: Acme }\n");
    publish(&project, &["client", "--to", &www]).succeeds();
}

#[test]
fn what_the_settings_say_of_places_is_checked_with_all_the_rest() {
    for (more, words) in [
        (
            "publish: { client: { to: www }, sales: { to: ./www/ } }",
            "error[bad-target]: two sites cannot be published to one place, nor one into another",
        ),
        ("publish: { client: { to: www/a }, shares: { to: www } }", "nor one into another"),
        ("publish: { client: { to: \"s3://b\" }, sales: { to: \"s3://b/s\" } }", "nor one into"),
        ("publish: { client: { to: \"ftp://a.example\" } }", "is no place to publish to"),
        ("publish: { client: { to: \"s3://key:word@bucket/a\" } }", "is no place to publish to"),
        ("publish: { client: { to: \"s3://bucket/../a\" } }", "is no place to publish to"),
        ("publish: { client: { to: \"s3:///a\" } }", "is no place to publish to"),
        ("publish: { client: { address: \"https://a.example/\" } }", "`client` needs `to`"),
        (
            "publish: { client: { to: www, address: \"https://a.example\" } }\n\
             editions: { client: { base_url: \"https://b.example\" } }",
            "the client site is published where its `base_url` does not lead",
        ),
        (
            "publish: { client: { to: www, address: \"https://a.example\" } }",
            "write the same address as `editions.client.base_url`",
        ),
        ("publish: { client: { to: www, public: Yes. } }", "`public` is not a key of `client`"),
        ("publish: { shares: { to: www, address: \"https://a.example/\" } }", "is not a key of"),
        ("publish: { client: { to: www, max_days: 0 } }", "a whole number from 1 to 365"),
    ] {
        let outcome = project(&format!("{more}\n")).check(&[]);
        assert_eq!(outcome.code, 1, "{more}");
        assert!(outcome.stderr.contains(words), "{more}: {}", outcome.stderr);
    }
    let fine = "publish:\n  client: { to: \"s3://bucket/a\", address: \"https://a.example\" }\n  \
                sales: { to: \"s3://bucket/b\", public: Everybody may. }\n\
                editions: { client: { base_url: \"https://a.example/\" } }\n";
    project(fine).check(&[]).succeeds();
}
