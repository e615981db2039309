//! The marker of a published copy: whose it is, and which of the files beside it are Roadcast's.
//!
//! Strangers may read it, so it says nothing that they cannot see: of paths, it holds hashes, as
//! those of shares are secrets.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::audience::Audience;

/// The name of its file, at the root of the copy.
pub const MARKER: &str = ".roadcast-site.json";

/// What may lie at the root of a published copy without being Roadcast's: it belongs to the
/// version control or the host, and is left alone.
pub const LEFT_ALONE: [&str; 5] =
    [".git", ".gitattributes", ".github", ".gitignore", ".gitlab-ci.yml"];

/// The number grows when markers are written in another way.
const VERSION: u32 = 1;

/// Whom a copy is for, where that is no audience.
const SHARES: &str = "shares";

/// Whose a copy is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Marker {
    about: String,
    project: String,
    readers: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    run: Option<Run>,
    files: BTreeSet<String>,
    version: u32,
}

/// One run of `roadcast publish`. The marker names it until all is there, so that two of them at one
/// place learn of each other.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Run {
    begun: String,
    id: String,
}

const ABOUT: &str = "Roadcast publishes to this place, and deletes here what it no longer needs.";

/// A time such as `2026-11-22 09:30:00 UTC` has no more letters.
const LONGEST_TIME: usize = 32;

impl Run {
    /// A run that begins at this time. No other one has its `id`.
    pub fn new(id: &str, begun: &str) -> Run {
        Run { begun: begun.to_owned(), id: id.to_owned() }
    }

    /// When it has begun.
    pub fn begun(&self) -> &str {
        &self.begun
    }

    /// A marker may be written by anybody who can write there, and the time is printed.
    fn is_sound(&self) -> bool {
        let is_of_a_time =
            |letter: char| letter.is_ascii_alphanumeric() || " :.-+".contains(letter);
        self.begun.len() <= LONGEST_TIME && self.begun.chars().all(is_of_a_time)
    }
}

impl Marker {
    /// The marker of a copy with these files; for the holders of links where there is no audience.
    pub fn new<'a>(
        project: &str,
        audience: Option<Audience>,
        files: impl IntoIterator<Item = &'a str>,
    ) -> Marker {
        Marker {
            about: ABOUT.to_owned(),
            project: project.to_owned(),
            readers: audience.map_or(SHARES, Audience::name).to_owned(),
            run: None,
            files: files.into_iter().map(name_of).collect(),
            version: VERSION,
        }
    }

    /// Reads a marker; none if it is not one that this version writes.
    pub fn read(bytes: &[u8]) -> Option<Marker> {
        let marker: Marker = serde_json::from_slice(bytes).ok()?;
        let is_sound = marker.run.as_ref().is_none_or(Run::is_sound);
        (marker.version == VERSION && is_sound).then_some(marker)
    }

    /// The project.
    pub fn project(&self) -> &str {
        &self.project
    }

    /// `client`, `sales`, `engineering` or `shares`.
    pub fn readers(&self) -> &str {
        &self.readers
    }

    /// The run that has begun to change the copy and has not ended, if there is one.
    pub fn run(&self) -> Option<&Run> {
        self.run.as_ref()
    }

    /// The same, while a run changes the copy.
    pub fn in_run(mut self, run: &Run) -> Marker {
        self.run = Some(run.clone());
        self
    }

    /// Whether a file of the copy is Roadcast's.
    pub fn has(&self, path: &str) -> bool {
        self.files.contains(&name_of(path))
    }

    /// The same, with the files of another one too: while one site takes the place of another.
    pub fn with_files_of(mut self, other: &Marker) -> Marker {
        self.files.extend(other.files.iter().cloned());
        self
    }

    /// The same, with some files more.
    pub fn with_files(mut self, paths: &[&str]) -> Marker {
        self.files.extend(paths.iter().map(|path| name_of(path)));
        self
    }

    /// The bytes of its file.
    pub fn bytes(&self) -> Vec<u8> {
        let mut bytes = serde_json::to_vec_pretty(self).expect("it is plain data");
        bytes.push(b'\n');
        bytes
    }

    /// Whether these are the bytes of the marker of these files, in whatever project.
    pub(super) fn is_of<'a>(
        bytes: &[u8],
        audience: Option<Audience>,
        paths: impl IntoIterator<Item = &'a str>,
    ) -> bool {
        Marker::read(bytes)
            .is_some_and(|found| Marker::new(&found.project, audience, paths).bytes() == bytes)
    }
}

/// What stands for a path: 128 bits of its hash.
fn name_of(path: &str) -> String {
    blake3::hash(path.as_bytes()).to_hex()[..32].to_owned()
}

#[cfg(test)]
mod tests {
    use super::{Marker, Run};
    use crate::audience::Audience;

    #[test]
    fn a_marker_is_read_as_it_was_written_and_names_no_path() {
        let marker = Marker::new("Acme", Some(Audience::Client), ["index.html", "items/a.html"]);
        let bytes = marker.bytes();
        assert_eq!(Marker::read(&bytes), Some(marker.clone()));
        assert!(marker.has("items/a.html") && !marker.has("items/b.html"));
        assert!(!String::from_utf8_lossy(&bytes).contains("items"));
        assert_eq!(Marker::new("Acme", None, []).readers(), "shares");
    }

    #[test]
    fn a_marker_tells_which_run_has_not_ended_and_one_with_an_odd_time_is_none() {
        let marker = Marker::new("Acme", Some(Audience::Client), ["index.html"]);
        let run = Run::new("0a1b", "2026-11-22 09:30:00 UTC");
        let meanwhile = marker.clone().in_run(&run);
        assert_eq!(Marker::read(&meanwhile.bytes()).as_ref().and_then(Marker::run), Some(&run));
        assert!(!Marker::is_of(&meanwhile.bytes(), Some(Audience::Client), ["index.html"]));
        assert!(Marker::is_of(&marker.bytes(), Some(Audience::Client), ["index.html"]));
        for odd in ["\u{1b}[2J", "now\nerror: no", &"9".repeat(33)] {
            let marker = marker.clone().in_run(&Run::new("0a1b", odd));
            assert_eq!(Marker::read(&marker.bytes()), None, "{odd:?}");
        }
    }

    #[test]
    fn what_another_version_or_hand_has_written_is_no_marker() {
        let text = String::from_utf8(Marker::new("Acme", None, []).bytes()).expect("it is JSON");
        for (from, to) in [
            ("\"version\": 1", "\"version\": 2"),
            ("{", "{\"more\": 1,"),
            ("{", ""),
            ("Acme\"", ""),
        ] {
            assert_eq!(Marker::read(text.replacen(from, to, 1).as_bytes()), None, "{to}");
        }
    }
}
