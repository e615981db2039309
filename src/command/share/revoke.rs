//! `roadcast share revoke`: ends the link of one recipient, and touches no other.

use crate::cli::ShareRevokeArguments;
use crate::diagnostic::Sources;
use crate::draft::{generations, list, with_key};
use crate::vault::share::Share;

use super::super::Exit;
use super::super::pipeline::Failure;
use super::{Scene, edit_yourself, with_scene};

/// Writes the change, and says what it does not do.
pub fn run(arguments: &ShareRevokeArguments, sources: &mut Sources) -> Result<Exit, Failure> {
    with_scene(&arguments.place, sources, |scene| {
        let share = scene.share(&arguments.share)?;
        let found = scene.recipients(share, Some(&arguments.recipient))?;
        let name = found.into_iter().next().expect("one was asked for").name;
        let text = changed(share, &name, arguments.replace, scene)?;
        scene.replace(share, &text)?;
        if arguments.replace {
            anstream::eprintln!(
                "{name} has a new link from the next build on: `share link` prints it"
            );
        } else {
            anstream::eprintln!("{name} has no link from the next build on");
        }
        anstream::eprintln!("the old page is gone once that build is published; copies are not");
        Ok(Exit::Fine)
    })
}

/// The text with the next number for this recipient: the link of today never comes back, even if the
/// name does.
fn changed(share: &Share, name: &str, stays: bool, scene: &Scene<'_>) -> Result<String, Failure> {
    let file = share.file();
    let mut text = scene.sources.text(file).to_owned();
    if !stays {
        let rest: Vec<_> = share.recipients().into_iter().filter(|it| it.name != name).collect();
        let rest = list(rest.iter().map(|recipient| recipient.name.as_str()));
        let changed = with_key(&text, file, "recipients", &rest);
        text = changed.ok_or_else(|| edit_yourself("recipients"))?;
    }
    let mut numbers = share.generations();
    let next = share.generation_of(name) + 1;
    match numbers.iter_mut().find(|(known, _)| known.to_lowercase() == name.to_lowercase()) {
        Some((_, number)) => *number = next,
        None => numbers.push((name.to_owned(), next)),
    }
    let changed = with_key(&text, file, "generations", &generations(&numbers));
    changed.ok_or_else(|| edit_yourself("generations"))
}
