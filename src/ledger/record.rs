//! The ledger of a project, as it is read and added to.

use std::path::Path;

use jiff::civil::Date;

use crate::audience::Audience;
use crate::diagnostic::{Diagnostic, Message, message, place};
use crate::read::{Contents, names_in, read_ordinary, symlink, symlink_within};

use super::kept::Kept;
use super::line::{Line, LineFault, Readers};
use super::snapshot::Snapshot;

/// The folder of the ledger, in the project.
pub const FOLDER: &str = "ledger";
/// The folder of what is kept of editions.
const EDITIONS: &str = "ledger/editions";
/// A year of daily publications of three audiences has less than a tenth.
const MAX_LINES_BYTES: u64 = 16 << 20;
/// What is kept of one edition.
const MAX_EDITION_BYTES: u64 = 256 << 20;

/// The publications of a project, in their order, and what is kept of each.
#[derive(Clone, Debug, Default)]
pub struct Ledger {
    lines: Vec<Line>,
    kept: Kept,
}

/// What a publication adds to the ledger: texts of whole files, by path in the project.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Addition {
    line: Line,
    /// The edition's file, if it is not kept yet.
    pub(crate) edition: Option<(String, Vec<u8>)>,
    /// The file of the year.
    pub(crate) year: String,
    /// The line, with its line break.
    pub(crate) bytes: Vec<u8>,
}

impl Addition {
    /// The line.
    pub fn line(&self) -> &Line {
        &self.line
    }

    /// The files that are written, relative to the project.
    pub fn paths(&self) -> impl Iterator<Item = &str> {
        let edition = self.edition.as_ref().map(|(path, _)| path.as_str());
        edition.into_iter().chain([self.year.as_str()])
    }
}

/// What is known of a publication before it is a line.
#[derive(Clone, Debug)]
pub struct Published {
    /// Who can read it.
    pub readers: Readers,
    /// When.
    pub day: Date,
    /// Where.
    pub address: Option<String>,
    /// The commit that makes it.
    pub commit: Option<String>,
    /// The version of Roadcast.
    pub version: String,
    /// The day it was made for.
    pub as_of: Date,
    /// The manifest.
    pub manifest: Vec<u8>,
    /// Who approved it.
    pub by: Option<String>,
}

impl Ledger {
    /// Reads the ledger of a project and checks all of it: that every line is as it was written and
    /// follows the one before, and that every edition is kept whole. Without a ledger it is empty.
    pub fn read(project: &Path, mistakes: &mut Vec<Diagnostic>) -> Ledger {
        let mut ledger = Ledger::default();
        for folder in [FOLDER, EDITIONS] {
            if let Some(link) = symlink_within(project, Path::new(folder)) {
                mistakes.push(symlink(&link));
                return ledger;
            }
        }
        ledger.read_editions(project, mistakes);
        for name in names(project, FOLDER, mistakes) {
            let is_year = |stem: &&str| stem.len() == 4 && stem.bytes().all(|b| b.is_ascii_digit());
            if let Some(year) = name.strip_suffix(".jsonl").filter(is_year) {
                ledger.read_year(project, year, mistakes);
            }
        }
        ledger.check_editions(mistakes);
        ledger
    }

    /// The publications, in their order.
    pub fn lines(&self) -> &[Line] {
        &self.lines
    }

    /// The last publication for an audience.
    pub fn last(&self, audience: Audience) -> Option<&Line> {
        self.last_for(&Readers::Audience(audience))
    }

    /// The last publication for the same readers.
    pub fn last_for(&self, readers: &Readers) -> Option<&Line> {
        self.lines.iter().rev().find(|line| line.readers == *readers)
    }

    /// What could be read in a publication.
    pub fn edition(&self, line: &Line) -> Option<Snapshot> {
        self.kept.edition(&line.edition)
    }

    /// Whether a publication of this day can be the next one.
    ///
    /// # Errors
    /// The ledger has a later one.
    pub fn follows(&self, day: Date) -> Result<(), Message> {
        match self.lines.last().filter(|last| last.day > day) {
            Some(last) => Err(message!(
                "the ledger has a publication of {} already, so none of {} can follow it",
                place(last.day),
                place(day)
            )),
            None => Ok(()),
        }
    }

    /// What a publication adds.
    ///
    /// # Errors
    /// The ledger has a later one.
    pub fn add(&self, edition: &Snapshot, published: Published) -> Result<Addition, Message> {
        let Published { readers, day, address, commit, version, as_of, manifest, by } = published;
        self.follows(day)?;
        let (hash, file) = self.kept.file_for(edition);
        let line = Line {
            number: self.lines.len() as u64 + 1,
            day,
            readers,
            address,
            commit,
            version,
            as_of,
            manifest: blake3::hash(&manifest).to_hex().to_string(),
            by,
            edition: hash,
            before: self.lines.last().map(Line::hash),
        };
        let edition = file.map(|bytes| (edition_path(&line.edition), bytes));
        let mut bytes = line.written();
        bytes.push(b'\n');
        let year = format!("{FOLDER}/{:04}.jsonl", day.year());
        Ok(Addition { line, edition, year, bytes })
    }

    /// What several publications add, one after the other.
    ///
    /// # Errors
    /// The ledger has a later one.
    pub fn add_all(
        mut self,
        publications: impl IntoIterator<Item = (Snapshot, Published)>,
    ) -> Result<Vec<Addition>, Message> {
        let add = |(edition, published): (Snapshot, Published)| {
            let addition = self.add(&edition, published)?;
            self.take(&addition);
            Ok(addition)
        };
        publications.into_iter().map(add).collect()
    }

    /// Takes an addition, as if it had been written and read again.
    ///
    /// # Panics
    /// It was made for another ledger.
    pub fn take(&mut self, addition: &Addition) {
        if let Some((_, bytes)) = &addition.edition {
            assert!(self.kept.add(&addition.line.edition, bytes), "it was made for this ledger");
        }
        self.lines.push(addition.line.clone());
    }

    fn read_editions(&mut self, project: &Path, mistakes: &mut Vec<Diagnostic>) {
        for name in names(project, EDITIONS, mistakes) {
            let Some(hash) = name.strip_suffix(".jsonl").filter(|hash| is_hash(hash)) else {
                continue;
            };
            let path = edition_path(hash);
            let bytes = read_file(project, &path, MAX_EDITION_BYTES, mistakes);
            if bytes.is_some_and(|bytes| !self.kept.add(hash, &bytes)) {
                mistakes.push(fault(message!("`{}` was changed", place(&path))));
            }
        }
    }

    fn read_year(&mut self, project: &Path, year: &str, mistakes: &mut Vec<Diagnostic>) {
        let path = format!("{FOLDER}/{year}.jsonl");
        let Some(bytes) = read_file(project, &path, MAX_LINES_BYTES, mistakes) else { return };
        let Some(text) = bytes.strip_suffix(b"\n") else {
            mistakes.push(fault(message!("`{}` does not end with a whole line", place(&path))));
            return;
        };
        for (row, bytes) in text.split(|byte| *byte == b'\n').enumerate() {
            let at = || message!("line {} of `{}`", row + 1, place(&path));
            let line = match Line::read(bytes) {
                Ok(line) => line,
                Err(LineFault::Form) => {
                    mistakes.push(fault(message!("{} is no line that Roadcast writes", at())));
                    return;
                }
                Err(LineFault::Seal) => {
                    mistakes.push(fault(message!("{} was rewritten", at())));
                    return;
                }
            };
            if let Some(wrong) = self.misplaced(&line, year) {
                mistakes.push(fault(message!("{} {}", at(), wrong)));
                return;
            }
            self.lines.push(line);
        }
    }

    /// Why a line cannot stand after those that were read so far.
    fn misplaced(&self, line: &Line, year: &str) -> Option<Message> {
        let last = self.lines.last();
        let next = self.lines.len() as u64 + 1;
        if line.number != next {
            return Some(message!(
                "is publication {}, and {} should stand there: a line is missing, or the order is \
                 another one",
                line.number,
                next
            ));
        }
        if line.before != last.map(Line::hash) {
            return Some("does not follow the line before it: one of the two was exchanged".into());
        }
        if last.is_some_and(|last| last.day > line.day) {
            return Some("is of an earlier day than the line before it".into());
        }
        (format!("{:04}", line.day.year()) != year).then(|| "is of another year".into())
    }

    fn check_editions(&self, mistakes: &mut Vec<Diagnostic>) {
        for line in &self.lines {
            let path = edition_path(&line.edition);
            if !self.kept.is_whole(&line.edition) {
                let what = message!("`{}`, publication {}", place(&path), line.number);
                mistakes.push(fault(message!("not all of the edition in {} is there", what)));
            } else if let Readers::Audience(audience) = line.readers
                && self.kept.audience(&line.edition) != Some(audience)
            {
                let number = line.number;
                mistakes.push(fault(message!("publication {} is of another audience", number)));
            }
        }
        // After a fault in a line, those that follow it were not read.
        if !mistakes.is_empty() {
            return;
        }
        let is_named = |hash: &str| self.lines.iter().any(|line| line.edition == hash);
        for hash in self.kept.hashes().filter(|hash| !is_named(hash)) {
            let path = place(edition_path(hash));
            let what = message!("no line of the ledger names the edition in `{}`", path);
            let hint = "a line is missing; or recording it was cut short: delete that file then";
            mistakes.push(Diagnostic::unplaced("ledger", what).hint(hint));
        }
    }
}

/// The files of a project's ledger, relative to the project, in order. What they hold is not looked
/// at; a folder that cannot be read has none.
pub fn files(project: &Path) -> Vec<String> {
    let within = |folder: &'static str| {
        let names = names_in(&project.join(folder)).unwrap_or_default();
        let names = names.into_iter().filter(|name| name.ends_with(".jsonl"));
        names.map(move |name| format!("{folder}/{name}"))
    };
    within(FOLDER).chain(within(EDITIONS)).collect()
}

/// The names in a folder of the project, in order; none if there is no such folder.
fn names(project: &Path, folder: &str, mistakes: &mut Vec<Diagnostic>) -> Vec<String> {
    names_in(&project.join(folder)).unwrap_or_else(|error| {
        mistakes.push(unreadable(folder, &error));
        Vec::new()
    })
}

fn read_file(
    project: &Path,
    path: &str,
    limit: u64,
    mistakes: &mut Vec<Diagnostic>,
) -> Option<Vec<u8>> {
    if let Some(link) = symlink_within(project, Path::new(path)) {
        mistakes.push(symlink(&link));
        return None;
    }
    match read_ordinary(&project.join(path), limit) {
        Ok(Contents::Whole(bytes)) => Some(bytes),
        Ok(Contents::TooLarge(_)) => {
            mistakes.push(fault(message!("`{}` is larger than any that is kept", place(path))));
            None
        }
        Err(error) => {
            mistakes.push(unreadable(path, &error));
            None
        }
    }
}

fn edition_path(hash: &str) -> String {
    format!("{EDITIONS}/{hash}.jsonl")
}

fn is_hash(text: &str) -> bool {
    text.len() == 64 && text.bytes().all(|b| b.is_ascii_digit() || (b'a'..=b'f').contains(&b))
}

fn unreadable(path: &str, error: &std::io::Error) -> Diagnostic {
    let message = message!("`{}` cannot be read: {}", place(path), place(error));
    Diagnostic::unplaced("unreadable", message)
}

/// A mistake: the record is not what it was.
fn fault(what: Message) -> Diagnostic {
    Diagnostic::unplaced("ledger", what).hint(
        "the ledger is a record that is only added to: take it from version control as it was, \
         and see there who changed it",
    )
}
