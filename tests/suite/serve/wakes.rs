//! What wakes the preview: everything that a build reads, wherever it lies, and nothing else.

use std::fs::{self, File};
use std::io::Write as _;
use std::time::{Duration, SystemTime};

use serde_json::Value;

use crate::support::{Project, document, png};

use super::preview::Preview;
use super::{SHOWN, project};

const PAGE: &str = "/client/items/shown.html";
/// So much noise takes longer than the preview waits for rest.
const ROUNDS: usize = 300;

fn words(text: &str) -> String {
    document(SHOWN, &format!("::: client\n{text}\n:::"))
}

/// How many builds there were, as of some news.
fn number(news: &Value) -> u64 {
    news["number"].as_u64().expect("news are numbered")
}

/// Saves a file in one step, waits until its words are shown, and says how many builds there were
/// until then.
fn save(preview: &Preview, project: &Project, path: &str, text: &str) -> u64 {
    let aside = project.path(path).with_file_name(".aside.swp");
    fs::write(&aside, words(text)).expect("the project is writable");
    fs::rename(&aside, project.path(path)).expect("both are in one folder");
    number(&preview.until(|preview, _| preview.get(PAGE).text().contains(text)))
}

fn append(project: &Project, path: &str) {
    let path = project.path(path);
    fs::create_dir_all(path.parent().expect("it lies in the project")).expect("it is writable");
    let file = File::options().create(true).append(true).open(path);
    file.and_then(|mut file| file.write_all(b"a line\n")).expect("the project is writable");
}

#[test]
fn a_log_beside_the_project_and_what_other_tools_keep_there_lead_to_no_build() {
    let project = project().file("themes/default/client/404.html", "<p>Nothing here</p>\n");
    let preview = Preview::of(&project);
    let before = save(&preview, &project, "content/a.md", "Before the noise.");
    for round in 0..ROUNDS {
        for path in [
            "nohup.out",
            "content/notes.log",
            "content/a.md~",
            "content/.a.md.swp",
            "content/#a.md#",
            "content/4913",
            ".git/logs/HEAD",
            "dist/client/index.html",
            "docs/readme.md",
            "themes/other/base/style.css",
            "themes/default/client/.index.html.swp",
            "themes/default/client/index.html~",
            "roadcast.yaml.bak",
        ] {
            append(&project, path);
        }
        append(&project, &format!("node_modules/m{round}/index.js"));
        append(&project, &format!("target/debug/deps/{round}.o"));
        append(&project, "content/roadmap.db-journal");
        fs::remove_file(project.path("content/roadmap.db-journal")).expect("it was just made");
        let then = SystemTime::UNIX_EPOCH + Duration::from_secs(1_000 + round as u64);
        let file = File::options().write(true).open(project.path("content/a.md"));
        file.and_then(|file| file.set_modified(then)).expect("the file is ours");
        let aside = project.path("content/.b.md.swp");
        fs::copy(project.path("content/b.md"), &aside).expect("the project is writable");
        fs::rename(&aside, project.path("content/b.md")).expect("both are in one folder");
        assert_eq!(preview.get(PAGE).status, 200);
    }
    let after = save(&preview, &project, "content/a.md", "After the noise.");
    assert_eq!(after, before + 1, "the noise led to builds; it says:\n{}", preview.said());
}

#[test]
fn many_files_that_change_at_once_are_few_builds() {
    let project = project();
    let preview = Preview::of(&project);
    let before = save(&preview, &project, "content/a.md", "Before the checkout.");
    for number in 0..400 {
        let front = SHOWN.replace("Shown", &format!("Branch {number}"));
        project.write(&format!("content/branch/e{number}.md"), document(&front, ""));
    }
    let news = preview
        .until(|preview, _| preview.get("/client/roadmap.json").text().contains("\"Branch 399\""));
    // One where the machine is not busy with other things.
    let builds = number(&news) - before;
    assert!((1..=4).contains(&builds), "{builds} builds");
}

#[test]
fn edits_are_seen_in_every_layout_of_content_and_output() {
    for (content, output, file) in [
        ("docs/roadmap/**/*.md", "docs/public", "docs/roadmap/deep/a.md"),
        ("docs/**/*.md", "docs/public", "docs/a.md"),
        ("*.md", "dist", "a.md"),
        ("*.md", "public/site", "a.md"),
        ("**/*.md", "public/site", "some/where/a.md"),
        ("*/roadmap/*.md", "product/site", "product/roadmap/a.md"),
        ("a/b/c/*.md", "a/b/c/out", "a/b/c/a.md"),
        ("a/b/c/*.md", "a/b/out", "a/b/c/a.md"),
        ("./content/./*.md", "./out", "content/a.md"),
        ("dist-content/*.md", "dist", "dist-content/a.md"),
        ("target/*.md", "dist", "target/a.md"),
        ("node_modules/*.md", "dist", "node_modules/a.md"),
        (".roadmap/**/*.md", "dist", ".roadmap/a.md"),
        ("one.md", "dist", "one.md"),
        ("content/[ab].md", "content/site", "content/a.md"),
    ] {
        let project = Project::new()
            .settings(&format!("product: Acme\ncontent: [\"{content}\"]\noutput: {output}\n"))
            .file(file, words("First words."));
        let preview = Preview::of(&project);
        let before = save(&preview, &project, file, "Second words.");
        project.build(&[]).succeeds();
        let after = save(&preview, &project, file, "Third words.");
        assert_eq!(after, before + 1, "{content}, {output}: the build in {output} was seen");
        fs::remove_file(project.path(file)).expect("it is there");
        preview
            .until(|preview, news| preview.get(PAGE).status == 404 || !news["mistakes"].is_null());
    }
}

#[test]
fn a_folder_of_content_deep_in_the_project_may_be_renamed_and_exchanged() {
    let settings = "product: Acme\ncontent: [docs/roadmap/**/*.md]\noutput: docs/public\n";
    let project = Project::new().settings(settings).file("docs/roadmap/a.md", words("First."));
    let preview = Preview::of(&project);
    fs::rename(project.path("docs"), project.path("aside")).expect("it is there");
    preview.until(|_, news| news["mistakes"].to_string().contains("there is no folder"));
    fs::rename(project.path("aside"), project.path("docs")).expect("it is there");
    preview.until(|_, news| news["mistakes"].is_null());
    save(&preview, &project, "docs/roadmap/a.md", "After it came back.");
    project.write("docs/next/a.md", words("Exchanged."));
    fs::rename(project.path("docs/roadmap"), project.path("docs/before")).expect("it is there");
    fs::rename(project.path("docs/next"), project.path("docs/roadmap")).expect("it is there");
    preview.until_page(PAGE, "Exchanged.");
    save(&preview, &project, "docs/roadmap/a.md", "After the exchange.");
    fs::rename(project.path("docs/roadmap/a.md"), project.path("docs/roadmap/b.md"))
        .expect("it is there");
    save(&preview, &project, "docs/roadmap/b.md", "Under another name.");
}

#[test]
fn pictures_and_site_themes_outside_the_content_are_followed_from_when_they_are_asked_for() {
    let project = project().file("brand/x.png", png([1, 2, 3]));
    let preview = Preview::of(&project);
    let with_picture = "::: client\n![A picture](../brand/x.png)\n:::";
    project.write("content/a.md", document(SHOWN, with_picture));
    preview.until(|preview, _| preview.get(PAGE).text().contains("<img"));
    project.write("brand/x.png", "no picture");
    preview.until(|_, news| news["mistakes"].to_string().contains("brand/x.png"));
    project.write("brand/x.png", png([9, 9, 9]));
    preview.until(|_, news| news["mistakes"].is_null());
    fs::remove_dir_all(project.path("brand")).expect("it is there");
    preview.until(|_, news| news["mistakes"].to_string().contains("there is no image"));
    project.write("brand/x.png", png([9, 9, 9]));
    preview.until(|_, news| news["mistakes"].is_null());

    let settings = "product: Acme\neditions: { client: { site_theme: ours } }\n";
    project.write("roadcast.yaml", settings);
    preview.until(|_, news| news["mistakes"].to_string().contains("there is no site theme"));
    project.write("themes/ours/client/embed.html", "<body>Own template</body>");
    preview.until_page("/client/embed.html", "Own template");
}

#[test]
fn a_project_with_pictures_is_built_once_at_first_and_again_when_one_changes() {
    let shows = "::: client\n![A picture](images/shown.png)\n:::";
    let project = Project::new()
        .entry("a", SHOWN, shows)
        .file("content/images/shown.png", png([1, 2, 3]))
        .file("content/images/unused.png", png([1, 2, 3]));
    let preview = Preview::of(&project);
    let first = |preview: &Preview| {
        let page = preview.get(PAGE).text();
        let end = page.find(".png").expect("the picture is on the page");
        page[..end].rsplit('/').next().map(str::to_owned)
    };
    let before = first(&preview);
    project.write("content/images/unused.png", png([5, 5, 5]));
    let aside = project.path("content/images/.aside.swp");
    fs::write(&aside, png([9, 9, 9])).expect("the project is writable");
    fs::rename(&aside, project.path("content/images/shown.png")).expect("both are in one folder");
    let news = preview.until(|preview, _| first(preview) != before);
    assert_eq!(number(&news), 2, "it says:\n{}", preview.said());
}

#[test]
fn a_link_is_refused_as_in_a_build_and_the_pages_come_back_when_it_is_gone() {
    let project = project().file("elsewhere/c.md", words("Elsewhere."));
    let preview = Preview::of(&project);
    let link = project.path("content/link");
    std::os::unix::fs::symlink(project.path("elsewhere"), &link).expect("links can be made");
    preview.until(|_, news| news["mistakes"].to_string().contains("symbolic link"));
    fs::remove_file(&link).expect("it is there");
    preview.until(|_, news| news["mistakes"].is_null());
    save(&preview, &project, "content/a.md", "After the link.");
}

#[test]
fn where_nobody_tells_of_changes_a_look_every_so_often_finds_them() {
    let project = project();
    let preview = Preview::with(&project, &["--port", "0", "--poll", "0.1"]);
    let before = save(&preview, &project, "content/a.md", "In place.");
    append(&project, "nohup.out");
    append(&project, "content/notes.log");
    let aside = project.path("content/.a.md.swp");
    fs::write(&aside, words("By renaming.")).expect("the project is writable");
    fs::rename(&aside, project.path("content/a.md")).expect("both are in one folder");
    let renamed = preview.until(|preview, _| preview.get(PAGE).text().contains("By renaming."));
    assert_eq!(number(&renamed), before + 1);
    project
        .write("content/new/c.md", document("title: New\nstage: planned\nvisibility: client", ""));
    preview.until_page("/client/items/new.html", "New");
    fs::remove_dir_all(project.path("content/new")).expect("it is there");
    preview.until(|preview, _| preview.get("/client/items/new.html").status == 404);
    project.write("roadcast.yaml", "product: Other\n");
    preview.until_page("/client/", "Other roadmap");
    let said = preview.said();
    assert!(said.contains("the files are looked at every 0.1 s"), "{said}");
}

#[test]
fn an_interval_that_is_none_is_refused() {
    for interval in ["0", "-1", "soon", "NaN", "inf", "4000"] {
        let outcome = project().run(&["serve", &format!("--poll={interval}")]);
        assert_eq!(outcome.code, 2, "{interval}");
        assert!(outcome.stderr.contains("from 0.1 to 3600"), "{}", outcome.stderr);
    }
}
