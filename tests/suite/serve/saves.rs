//! How editors and other tools save, each of which the preview must notice.

use std::fs;

use crate::support::document;

use super::preview::Preview;
use super::{SHOWN, project};

fn words(text: &str) -> String {
    document(SHOWN, &format!("::: client\n{text}\n:::"))
}

#[test]
fn every_way_to_save_is_noticed() {
    let project = project();
    let preview = Preview::of(&project);
    let path = project.path("content/a.md");
    let page = "/client/items/shown.html";

    fs::write(&path, words("In place.")).expect("the project is writable");
    preview.until_page(page, "In place.");

    let aside = project.path("content/.a.md.swp");
    fs::write(&aside, words("By renaming.")).expect("the project is writable");
    fs::rename(&aside, &path).expect("both are in one folder");
    preview.until_page(page, "By renaming.");

    fs::rename(&path, project.path("content/a.md~")).expect("both are in one folder");
    fs::write(&path, words("Beside a backup.")).expect("the project is writable");
    preview.until_page(page, "Beside a backup.");

    fs::remove_file(&path).expect("it is there");
    fs::write(&path, words("Anew.")).expect("the project is writable");
    preview.until_page(page, "Anew.");

    fs::write(&path, "").expect("the project is writable");
    fs::write(&path, &words("In steps.")[..40]).expect("the project is writable");
    fs::write(&path, words("In steps.")).expect("the project is writable");
    preview.until_page(page, "In steps.");
}

#[test]
fn new_moved_and_removed_files_and_folders_are_noticed() {
    let project = project();
    let preview = Preview::of(&project);
    let gone = |path: &'static str| {
        preview.until(move |preview, _| preview.get(path).status == 404);
    };
    let other = |title: &str| document(&SHOWN.replace("Shown", title), "");

    project.write("content/new/deep/c.md", other("Deep"));
    preview.until_page("/client/items/deep.html", "Deep");

    fs::rename(project.path("content/new"), project.path("aside")).expect("it is there");
    gone("/client/items/deep.html");
    fs::rename(project.path("aside"), project.path("content/back")).expect("it is there");
    preview.until_page("/client/items/deep.html", "Deep");

    project.write("content/back/deep/c.md", other("Deeper"));
    preview.until_page("/client/items/deeper.html", "Deeper");

    fs::remove_dir_all(project.path("content/back")).expect("it is there");
    gone("/client/items/deeper.html");
}

#[test]
fn a_content_folder_that_was_exchanged_is_followed() {
    let project = project();
    let preview = Preview::of(&project);
    let change = |title: &str| document(&SHOWN.replace("Shown", title), "");
    project.write("next/a.md", change("Exchanged"));
    fs::rename(project.path("content"), project.path("before")).expect("it is there");
    fs::rename(project.path("next"), project.path("content")).expect("it is there");
    preview.until_page("/client/items/exchanged.html", "Exchanged");
    project.write("content/a.md", change("After that"));
    preview.until_page("/client/items/after-that.html", "After that");
}

#[test]
fn settings_templates_and_pictures_are_followed() {
    let project = project();
    let preview = Preview::of(&project);
    project.write("roadcast.yaml", "product: Other\n");
    preview.until_page("/client/", "Other roadmap");
    project.write("themes/default/client/embed.html", "<body>Own template</body>");
    preview.until_page("/client/embed.html", "Own template");
    project.write("roadcast.yaml", "product: Other\nlogo: brand/logo.png\n");
    preview.until(|_, news| news["mistakes"].to_string().contains("there is no image"));
    project.write("brand/logo.png", crate::support::png([1, 2, 3]));
    preview.until(|_, news| news["mistakes"].is_null());
    let picture = |preview: &Preview| {
        let page = preview.get("/client/").text();
        let end = page.find(".png").expect("the logo is on the page");
        page[..end].rsplit('/').next().map(str::to_owned)
    };
    let first = picture(&preview);
    project.write("brand/logo.png", crate::support::png([9, 9, 9]));
    preview.until(|preview, _| picture(preview) != first);
    // One that came back is the first one again.
    project.write("brand/logo.png", crate::support::png([1, 2, 3]));
    preview.until(|preview, _| picture(preview) == first);
}

#[test]
fn settings_that_are_gone_for_a_moment_do_not_end_it() {
    let project = project();
    let preview = Preview::of(&project);
    fs::remove_file(project.path("roadcast.yaml")).expect("it is there");
    preview.until(|_, news| news["mistakes"].to_string().contains("there is no"));
    assert!(preview.get("/client/items/shown.html").text().contains("First words."));
    project.write("roadcast.yaml", "product: Back\n");
    preview.until_page("/client/", "Back roadmap");
}

#[test]
fn a_burst_of_changes_is_taken_in_whole_while_pages_are_served() {
    let project = project();
    let preview = Preview::of(&project);
    for round in ["One", "Two"] {
        for number in 0..500 {
            let front = SHOWN.replace("Shown", &format!("{round} {number}"));
            project.write(&format!("content/burst/e{number}.md"), document(&front, ""));
            if number % 50 == 0 {
                assert_eq!(preview.get("/client/items/shown.html").status, 200);
            }
        }
        preview.until(|preview, _| {
            let list = preview.get("/client/roadmap.json").text();
            (0..500).all(|number| list.contains(&format!("\"{round} {number}\"")))
        });
    }
    assert_eq!(preview.get("/client/items/one-7.html").status, 404);
}
