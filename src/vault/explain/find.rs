//! What somebody means by a word: an entry, theme or image.

use crate::audience::Audience;
use crate::read::composed;
use crate::vault::document_path::stem;
use crate::vault::entry::Document;

use super::Explainer;

/// Names that are suggested when nothing fits.
const MAX_NEAR: usize = 5;

/// What a word stands for.
pub enum Found {
    /// One thing.
    One(Subject),
    /// A file with mistakes that hide what it is.
    Broken(String),
    /// Several things, by path and title.
    Several(Vec<(String, String)>),
    /// Nothing; the nearest names.
    Nothing(Vec<String>),
}

/// What can be explained.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Subject {
    /// An entry, by its place in the vault.
    Entry(usize),
    /// A theme, by its place in the vault.
    Theme(usize),
    /// An image, by its path.
    Image(String),
}

impl Explainer<'_> {
    /// What a path, an id, a slug or a title stands for. A path counts before all others.
    pub fn find(&self, wanted: &str) -> Found {
        let wanted = &composed(wanted.trim().trim_start_matches("./"));
        let subjects: Vec<Subject> = self.subjects().collect();
        let mut matching: Vec<&Subject> =
            subjects.iter().filter(|subject| self.path(subject) == wanted).collect();
        let broken = |fits: &dyn Fn(&str) -> bool| {
            self.vault.broken.iter().find(|path| fits(path)).map(|path| Found::Broken(path.clone()))
        };
        if matching.is_empty() {
            if let Some(broken) = broken(&|path| path == wanted) {
                return broken;
            }
            let lower = wanted.to_lowercase();
            let fits = |subject: &&Subject| self.names(subject).contains(&lower);
            matching = subjects.iter().filter(fits).collect();
        }
        match matching.as_slice() {
            [one] if self.vault.broken.contains(self.path(one)) => {
                Found::Broken(self.path(one).to_owned())
            }
            [one] => Found::One((*one).clone()),
            [] => broken(&|path| stem(path).eq_ignore_ascii_case(wanted))
                .unwrap_or_else(|| Found::Nothing(self.near(wanted, &subjects))),
            several => Found::Several(
                several
                    .iter()
                    .map(|subject| (self.path(subject).to_owned(), self.title(subject)))
                    .collect(),
            ),
        }
    }

    /// The file of what was found.
    pub fn path<'s>(&'s self, subject: &'s Subject) -> &'s str {
        match subject {
            Subject::Entry(at) => self.vault.sources.path(self.vault.entries[*at].file),
            Subject::Theme(at) => self.vault.sources.path(self.vault.themes[*at].file),
            Subject::Image(path) => path,
        }
    }

    fn subjects(&self) -> impl Iterator<Item = Subject> {
        let entries = (0..self.vault.entries.len()).map(Subject::Entry);
        let themes = (0..self.vault.themes.len()).map(Subject::Theme);
        let mut images = self.images.clone();
        images.extend(self.vault.images.paths().map(str::to_owned));
        entries.chain(themes).chain(images.into_iter().map(Subject::Image))
    }

    fn document(&self, subject: &Subject) -> Option<&dyn Document> {
        match subject {
            Subject::Entry(at) => Some(&self.vault.entries[*at]),
            Subject::Theme(at) => Some(&self.vault.themes[*at]),
            Subject::Image(_) => None,
        }
    }

    fn title(&self, subject: &Subject) -> String {
        match subject {
            Subject::Image(_) => "an image".to_owned(),
            Subject::Entry(_) | Subject::Theme(_) => {
                let document = self.document(subject).expect("it is no image");
                document.title_for(Audience::Engineering).to_owned()
            }
        }
    }

    /// Everything it may be called, in small letters.
    fn names(&self, subject: &Subject) -> Vec<String> {
        let path = self.path(subject);
        let file = path.rsplit('/').next().unwrap_or(path);
        let mut names = vec![path.to_lowercase(), file.to_lowercase()];
        if let Some(document) = self.document(subject) {
            names.push(document.id().to_lowercase());
            for audience in [Audience::Engineering, Audience::Client] {
                let title = document.title_for(audience);
                names.extend([title.to_lowercase(), document.slug_for(audience)]);
                let former = document.aliases_for(audience).into_iter();
                names.extend(former.map(|(alias, _)| alias.to_owned()));
            }
        }
        names
    }

    /// Names that are spelt nearly so, and those that hold the word, nearest first.
    fn near(&self, wanted: &str, subjects: &[Subject]) -> Vec<String> {
        let lower = wanted.to_lowercase();
        // Comparing a megabyte with every name would take minutes.
        if lower.len() > 64 {
            return Vec::new();
        }
        let mut near: Vec<(usize, String)> = Vec::new();
        for subject in subjects {
            let limit = |name: &String| name.chars().count().max(lower.chars().count()) / 3;
            let distance = |name: &String| {
                let distance = strsim::damerau_levenshtein(&lower, name);
                let is_near = distance <= limit(name) || (lower.len() > 2 && name.contains(&lower));
                is_near.then_some(distance)
            };
            if let Some(distance) = self.names(subject).iter().filter_map(distance).min() {
                let shown = match self.document(subject) {
                    Some(document) => format!("`{}` ({})", document.id(), self.title(subject)),
                    None => format!("`{}`", self.path(subject)),
                };
                near.push((distance, shown));
            }
        }
        near.sort();
        near.into_iter().map(|(_, shown)| shown).take(MAX_NEAR).collect()
    }
}
