//! A revision of a project, in a folder of its own: the files that a build reads, and no others.

use std::io;

use crate::diagnostic::{Sources, message, place};
use crate::vault::{MAX_FILE_BYTES, is_image};
use crate::watch::{Part, Reads};
use crate::write::Checkout;

use super::git::{Commit, Item, ItemKind, Objects, Repository};
use super::pipeline::{self, Failure};

/// Larger files are no part of a roadmap, and every loader refuses them for their size.
const MAX_FILE: u64 = 64 << 20;
/// More than the largest project that builds has.
const MAX_FILES: usize = 200_000;
const MAX_BYTES: u64 = 2 << 30;

/// The settings, which say what else is read.
const SETTINGS: &str = crate::config::FILE_NAME;

/// Puts the project of a commit into a temporary folder.
pub fn check_out(
    repository: &Repository,
    commit: &Commit,
    name: &str,
) -> Result<Checkout, Failure> {
    let machine = Failure::Machine;
    let items = repository.items(commit).map_err(machine)?.unwrap_or_default();
    let settings = items.iter().find(|item| item.path.as_deref() == Ok(SETTINGS));
    let Some(settings) = settings.filter(|item| item.kind == ItemKind::File) else {
        return Err(machine(message!(
            "`{}` has no `{}` in this folder, so there is no roadmap to compare with",
            place(name),
            SETTINGS
        )));
    };
    let checkout = Checkout::new().map_err(|error| no_room(&error))?;
    let mut objects = repository.objects().map_err(machine)?;
    copy(settings, SETTINGS, MAX_FILE_BYTES, &checkout, &mut objects)?;
    let read = pipeline::read_settings(checkout.folder(), &mut Sources::default())?;
    let reads = Reads::of(&read);
    let items: Vec<Item> =
        items.into_iter().filter(|it| it.path.as_deref() != Ok(SETTINGS)).collect();
    let wanted = wanted(items, &reads, name)?;
    let bytes: u64 = wanted.iter().map(|(_, item)| item.bytes.min(MAX_FILE)).sum();
    if wanted.len() > MAX_FILES || bytes > MAX_BYTES {
        let count = wanted.len();
        return Err(machine(message!(
            "`{}` has {} files of {} MiB that a build would read: too many",
            place(name),
            count,
            bytes >> 20
        )));
    }
    for (path, item) in &wanted {
        match item.kind {
            ItemKind::File => copy(item, path, MAX_FILE, &checkout, &mut objects)?,
            ItemKind::Link => checkout.add_link(path).map_err(|error| unusable(path, &error))?,
            ItemKind::Submodule => {}
        }
    }
    Ok(checkout)
}

/// The items that a build reads. What it cannot have is refused, rather than taken for missing.
fn wanted(items: Vec<Item>, reads: &Reads, name: &str) -> Result<Vec<(String, Item)>, Failure> {
    let mut wanted = Vec::new();
    for item in items {
        let path = match &item.path {
            Ok(path) => path.clone(),
            Err(bytes) => String::from_utf8_lossy(bytes).into_owned(),
        };
        let part = reads.part(&path);
        let is_read = part == Part::Read || is_image(&path);
        let is_on_the_way = part != Part::Other;
        match item.kind {
            ItemKind::Submodule if is_on_the_way => {
                return Err(Failure::Machine(message!(
                    "`{}` is a submodule: its files are in another repository, and without them \
                     entries would seem to be missing; compare two folders instead: \
                     `roadcast diff OLD NEW`",
                    place(path.escape_debug())
                )));
            }
            ItemKind::File if !is_read => continue,
            ItemKind::Link if !is_on_the_way && !is_read => continue,
            ItemKind::Submodule => continue,
            ItemKind::File | ItemKind::Link => {}
        }
        if item.path.is_err() || !Checkout::is_plain(&path) {
            return Err(Failure::Machine(message!(
                "`{}` has a file whose name no project may have: `{}`",
                place(name),
                place(path.escape_debug())
            )));
        }
        wanted.push((path, item));
    }
    Ok(wanted)
}

fn copy(
    item: &Item,
    path: &str,
    limit: u64,
    checkout: &Checkout,
    objects: &mut Objects,
) -> Result<(), Failure> {
    if item.bytes > limit {
        return checkout.add_hollow(path, item.bytes).map_err(|error| unusable(path, &error));
    }
    let bytes = objects.read(&item.object).map_err(Failure::Machine)?;
    checkout.add(path, &bytes).map_err(|error| unusable(path, &error))
}

fn no_room(error: &io::Error) -> Failure {
    Failure::Machine(message!("there is no room for a revision: {}", place(error)))
}

fn unusable(path: &str, error: &io::Error) -> Failure {
    let message = message!("`{}` of the revision cannot be used: {}", place(path), place(error));
    Failure::Machine(message)
}
