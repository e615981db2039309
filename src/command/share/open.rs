//! `roadcast share open`: the page as a recipient will read it.

use std::path::PathBuf;

use crate::cli::ShareOpenArguments;
use crate::diagnostic::Sources;
use crate::draft;

use super::super::Exit;
use super::super::ending::{refused, say};
use super::super::pipeline::Failure;
use super::super::program;
use super::super::shares;
use super::with_scene;

/// Writes the page where only its author can read it, and opens it.
pub fn run(arguments: &ShareOpenArguments, sources: &mut Sources) -> Result<Exit, Failure> {
    let document = with_scene(&arguments.place, sources, |scene| {
        let share = scene.share(&arguments.share)?;
        scene.refuse_but_changes_of(share)?;
        let wanted = scene.recipients(share, arguments.recipient.as_deref())?;
        let wanted = wanted
            .into_iter()
            .next()
            .ok_or_else(|| Failure::Machine("this share has no recipients".into()))?;
        let secret = shares::secret(scene.settings, scene.project, None);
        let secret = secret.map_err(Failure::Machine)?;
        let made =
            shares::make_one(scene.vault, scene.theme, scene.sources, share, secret.as_ref());
        let made = made.map_err(Failure::Content)?;
        let mut pages = made.pages().iter();
        let page = pages.find(|page| *page.recipient() == wanted);
        Ok(page.expect("every recipient has a page").page().document())
    })?;
    let path = arguments.to.clone().unwrap_or_else(private_path);
    draft::create_private(&path, &document).map_err(|error| refused(&error))?;
    let exit = say(&format!("{}\n", path.display()));
    if arguments.to.is_none() {
        if let Err(error) = program::open(&path) {
            anstream::eprintln!("the browser cannot be opened ({error}); open the file yourself");
        }
        anstream::eprintln!("it is a preview: delete the file when you have seen it");
    }
    Ok(exit)
}

/// A file that nobody has yet: its name changes from one run to the next.
fn private_path() -> PathBuf {
    let now = jiff::Timestamp::now().as_nanosecond();
    std::env::temp_dir().join(format!("roadcast-share-{}-{now}.html", std::process::id()))
}
