//! The output folder: only one that Roadcast made is written to.

use crate::support::Project;

fn project() -> Project {
    Project::new().entry("a", "title: A\nstage: planned\nvisibility: client", "")
}

#[test]
fn a_folder_with_files_of_others_is_not_touched() {
    let project = project().file("dist/index.html", "mine");
    project.build(&[]).fails_with(
        2,
        "
            error: `./dist` is not empty and was not made by Roadcast, so nothing was written to it; empty it, or name another folder under `output` in roadcast.yaml
            ",
    );
    assert_eq!(project.state("dist").len(), 1);
}

#[test]
fn a_file_in_the_place_of_the_folder_is_not_touched() {
    let project = project().file("dist", "mine");
    project.build(&[]).fails_with(
        2,
        "
            error: `./dist` must be a folder, not a file or a symbolic link; move it away and build again
            ",
    );
}

#[test]
fn an_empty_folder_is_taken() {
    let project = project();
    std::fs::create_dir(project.path("dist")).expect("the project is writable");
    project.build(&[]).succeeds();
}

#[test]
fn files_beside_the_sites_are_left_alone_and_files_in_them_are_not() {
    let project = project();
    project.build(&[]).succeeds();
    project.write("dist/CNAME", "roadmap.acme.example");
    project.write("dist/client/notes.html", "mine");
    project.build(&[]).succeeds();
    assert!(project.path("dist/CNAME").exists());
    assert!(!project.path("dist/client/notes.html").exists());
}

#[test]
fn the_folder_can_be_another_one() {
    let project = project().settings("product: Acme\noutput: public/sites\n");
    project.build(&[]).succeeds();
    assert!(project.path("public/sites/client/index.html").exists());
    assert!(!project.path("dist").exists());
}

#[test]
fn a_second_build_at_the_same_time_is_refused() {
    let project = project();
    project.build(&[]).succeeds();
    let lock = std::fs::File::open(project.path("dist/.roadcast/lock")).expect("it was built");
    lock.try_lock().expect("nobody else builds");
    project.build(&[]).fails_with(
        2,
        "
            error: another build is writing to `./dist`; wait until it has finished, or stop it
            ",
    );
    drop(lock);
    project.build(&[]).succeeds();
}

#[test]
fn titles_that_look_like_paths_cannot_lead_out_of_the_site() {
    let front = |title: &str| format!("title: \"{title}\"\nstage: planned\nvisibility: client");
    let project = Project::new()
        .entry("a", &front("../../etc/passwd"), "")
        .entry("b", &front("C:\\\\x\\\\y"), "")
        .entry("c", &front("..."), "")
        .entry("d", &front("CON"), "");
    project.build(&[]).succeeds();
    let site = project.site("client");
    let items = site.keys().filter_map(|path| path.strip_prefix("items/"));
    let items: Vec<&str> = items.filter(|item| !item.starts_with("entry-")).collect();
    assert_eq!(items, ["c-x-y.html", "con-page.html", "etc-passwd.html"]);
}
