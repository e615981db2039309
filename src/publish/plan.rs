//! What is to be sent, in which order, and why a target is refused.

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::{IntoParallelIterator as _, ParallelIterator as _};

use crate::audit::{MARKER, Marker, Run};
use crate::write::Publication;

use super::PublishError;
use super::target::{Listed, Target};

/// A file that is to be sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sent<'a> {
    /// Where it goes.
    pub path: &'a str,
    /// What it holds. It was audited.
    pub bytes: &'a [u8],
    /// Whether nothing is there yet.
    pub is_new: bool,
}

/// What makes a target hold one publication and nothing else.
pub struct Plan<'a> {
    /// What is sent, one step after the other.
    pub steps: Vec<Vec<Sent<'a>>>,
    /// What is deleted before, because a folder is to stand where it is, or it lies in a folder of
    /// which a file is to have the name.
    pub in_the_way: Vec<String>,
    /// What is deleted afterwards, one step after the other.
    pub deleted: Vec<Vec<String>>,
    /// Files that are there as they are to be, as they were listed before they were read.
    pub unchanged: BTreeMap<&'a str, Listed>,
    /// What stands there in the end.
    pub marker: Marker,
    /// What stands there now.
    pub found: Option<Found>,
}

/// The marker that stands at a target.
pub struct Found {
    /// What it says.
    pub marker: Marker,
    /// The bytes of its file.
    pub bytes: Vec<u8>,
}

impl<'a> Plan<'a> {
    /// Compares a publication with what its target holds.
    ///
    /// # Errors
    /// The target is somebody else's, or cannot be read.
    pub fn of(
        target: &dyn Target,
        publication: &'a Publication<'_>,
        marker: Marker,
    ) -> Result<Plan<'a>, PublishError> {
        let files = publication.files()?;
        let there = target.list()?;
        let found = whose(target, &there, &marker)?;
        let states = super::send::in_lanes(target, || {
            let state = |&(path, bytes): &(&'a str, &'a [u8])| {
                state(target, &there, path, bytes).map(|state| (path, bytes, state))
            };
            files.into_par_iter().map(state).collect::<Result<Vec<_>, _>>()
        })?;
        let mut steps: BTreeMap<Step, Vec<Sent<'a>>> = BTreeMap::new();
        let mut unchanged = BTreeMap::new();
        for (path, bytes, state) in states {
            match state {
                State::Same => drop(unchanged.insert(path, there[path].clone())),
                State::New | State::Changed => {
                    let sent = Sent { path, bytes, is_new: state == State::New };
                    steps.entry(Step::of(path)).or_default().push(sent);
                }
            }
        }
        let kept: BTreeSet<&str> = files.iter().map(|(path, _)| *path).collect();
        let gone = there.into_keys().filter(|path| path != MARKER && !kept.contains(path.as_str()));
        let mut deleted: BTreeMap<Step, Vec<String>> = BTreeMap::new();
        let mut in_the_way = Vec::new();
        for path in gone {
            if is_in_the_way(&path, &kept) {
                in_the_way.push(path);
            } else {
                deleted.entry(Step::of(&path)).or_default().push(path);
            }
        }
        Ok(Plan {
            steps: steps.into_values().collect(),
            in_the_way,
            // What names others goes before what it names.
            deleted: deleted.into_values().rev().collect(),
            unchanged,
            marker,
            found,
        })
    }

    /// Looks whose a target is, and at nothing else.
    ///
    /// # Errors
    /// It is somebody else's, or cannot be read.
    pub fn refuse(target: &dyn Target, marker: &Marker) -> Result<(), PublishError> {
        whose(target, &target.list()?, marker).map(|_| ())
    }

    /// Files that are sent.
    pub fn sent(&self) -> impl Iterator<Item = &Sent<'a>> {
        self.steps.iter().flatten()
    }

    /// Paths that are deleted.
    pub fn gone(&self) -> impl Iterator<Item = &str> {
        self.in_the_way.iter().chain(self.deleted.iter().flatten()).map(String::as_str)
    }

    /// Whether the target is as it is to be.
    pub fn is_done(&self) -> bool {
        self.steps.is_empty()
            && self.deleted.is_empty()
            && self.found.as_ref().is_some_and(|found| found.bytes == self.marker.bytes())
    }

    /// The run that has begun there and has not ended: it was broken off, or is still at work.
    pub fn unfinished(&self) -> Option<&Run> {
        self.found.as_ref()?.marker.run()
    }
}

/// Whether a file has the name of a folder of these paths, or lies in a folder of the name of one.
fn is_in_the_way(file: &str, paths: &BTreeSet<&str>) -> bool {
    let folder = format!("{file}/");
    let mut within = paths.range(folder.as_str()..);
    let is_folder = within.next().is_some_and(|path| path.starts_with(&folder));
    is_folder || file.match_indices('/').any(|(end, _)| paths.contains(&file[..end]))
}

/// When a file is sent: what others name comes before what names it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Step {
    /// Scripts, style sheets, pictures.
    Assets,
    /// The pages of single entries.
    Items,
    /// Pages that lead to them.
    Pages,
    /// Feeds, `roadmap.json` and the sitemap.
    Lists,
    /// Further pages of the first one.
    Further,
    /// The first page.
    Index,
}

impl Step {
    fn of(path: &str) -> Step {
        match path {
            "index.html" => Step::Index,
            "feed.xml" | "roadmap.json" | "sitemap.xml" | "robots.txt" | "_redirects" => {
                Step::Lists
            }
            _ if !path.ends_with(".html") => Step::Assets,
            _ if path.starts_with("items/") => Step::Items,
            _ if path.starts_with("index-") => Step::Further,
            _ => Step::Pages,
        }
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    New,
    Changed,
    Same,
}

fn state(
    target: &dyn Target,
    there: &BTreeMap<String, Listed>,
    path: &str,
    bytes: &[u8],
) -> Result<State, PublishError> {
    Ok(match there.get(path) {
        None => State::New,
        Some(listed) if listed.bytes != bytes.len() as u64 => State::Changed,
        Some(_) => match target.find(path)? {
            Some(found) if found == bytes => State::Same,
            Some(_) => State::Changed,
            // Another run deletes it, as it was listed just now.
            None => State::New,
        },
    })
}

/// Whose the target is: nobody's, or ours. Somebody else's is an error.
fn whose(
    target: &dyn Target,
    there: &BTreeMap<String, Listed>,
    ours: &Marker,
) -> Result<Option<Found>, PublishError> {
    let name = target.name();
    if !there.contains_key(MARKER) {
        return match there.keys().next() {
            None => Ok(None),
            Some(_) if there.contains_key(".roadcast/README") => Err(PublishError::Output(name)),
            Some(_) => Err(PublishError::Foreign(name)),
        };
    }
    let bytes = target.read(MARKER)?;
    let Some(found) = Marker::read(&bytes) else {
        return Err(PublishError::Unclear(name));
    };
    if found.project() != ours.project() {
        let (theirs, ours) = (found.project().to_owned(), ours.project().to_owned());
        return Err(PublishError::OtherProject { name, theirs, ours });
    }
    if found.readers() != ours.readers() {
        let (theirs, ours) = (found.readers().to_owned(), ours.readers().to_owned());
        return Err(PublishError::OtherReaders { name, theirs, ours });
    }
    let is_strange = |path: &&String| *path != MARKER && !found.has(path) && !ours.has(path);
    let strangers: Vec<String> = there.keys().filter(is_strange).cloned().collect();
    if !strangers.is_empty() {
        return Err(PublishError::Strangers(name, strangers));
    }
    Ok(Some(Found { marker: found, bytes }))
}

#[cfg(test)]
mod tests {
    use super::Step;

    #[test]
    fn what_is_named_comes_before_what_names_it() {
        let paths = [
            "assets/style-1.css",
            "items/a.html",
            "themes/a.html",
            "sitemap.xml",
            "index-2.html",
            "index.html",
        ];
        assert!(paths.is_sorted_by_key(|path| Step::of(path)));
        assert!(paths.windows(2).all(|pair| Step::of(pair[0]) < Step::of(pair[1])));
        assert_eq!(Step::of("search.js"), Step::Assets);
    }
}
