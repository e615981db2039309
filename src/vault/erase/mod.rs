//! Erases from a raw project everything an audience may not know, by label alone.
//!
//! This is one of two answers to the same question. It shares no code with the other one, the
//! projection, and must never see it: other parsers, other rules for the same words. The main
//! program projects what is returned here and requires the very edition it has built already.
//!
//! The result is a project in a form that no hidden thing influences: files are named after what
//! is shown, YAML has one spelling, and only the blocks of a body are left.

mod blocks;
mod destinations;
mod error;
mod fields;
mod front_matter;
mod html;
mod labels;
mod likeness;
mod places;
mod shares;
mod shields;
mod spots;
#[cfg(test)]
mod tests;
mod yaml;

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::Arc;

use rayon::prelude::{IntoParallelRefIterator as _, ParallelIterator as _};

use crate::audience::Audience;

use error::Fault;
pub use error::{Cause, EraseError};
use fields::Surroundings;
use front_matter::FrontMatter;
use labels::Labels;
pub use labels::Outsider;
use places::{Moved, Standpoint};
pub use shares::{erase_for_prospect, erase_for_sales};

/// A raw target to a canonical one with the same public window, or to nothing.
pub type WindowOf<'a> = &'a (dyn Fn(&str) -> Option<String> + Sync);

/// What [`read`] says of a document; a preview remembers it from one build to the next.
pub type Reading = Result<Option<Arc<Survivor>>, EraseError>;

/// A project from which everything hidden was erased.
pub struct Erased {
    /// The documents that are left, by path.
    pub documents: BTreeMap<String, String>,
    /// Where each of them was before, with where it is now.
    pub moved: BTreeMap<String, String>,
}

/// Erases what `audience` may not know from the raw Markdown documents of a project.
///
/// `documents` holds them by path relative to the project root, with `/`. A document whose parent
/// folder is named `themes` is a theme, every other one an entry. `read` is [`read`], or remembers
/// what that has said.
///
/// # Errors
/// The first broken rule. Whatever is not understood about a label, a marker or a destination is
/// an error, and then nothing may be published.
pub fn erase(
    documents: &BTreeMap<String, String>,
    audience: Audience,
    window_of: WindowOf<'_>,
    read: &(dyn Fn(&str, &str, Outsider) -> Reading + Sync),
) -> Result<Erased, EraseError> {
    let outsider = match audience {
        Audience::Engineering => {
            return Ok(Erased { documents: documents.clone(), moved: BTreeMap::new() });
        }
        Audience::Sales => Outsider::Sales,
        Audience::Client => Outsider::Client,
    };
    let texts: Vec<(&str, Cow<'_, str>)> =
        documents.iter().map(|(path, text)| (path.as_str(), with_line_feeds(text))).collect();
    let found: Vec<_> = texts.par_iter().map(|(path, text)| read(path, text, outsider)).collect();
    let mut survivors = Vec::new();
    for ((path, text), found) in texts.iter().zip(found) {
        survivors.extend(found?.map(|survivor| Standing { path, text, survivor }));
    }
    let project = Project::of(&survivors, outsider)?;
    let write = |standing: &Standing<'_>| {
        let text = project.write(standing, window_of);
        let text = text.map_err(|fault| fault.within(standing.path))?;
        Ok((project.moved[standing.path].clone(), text))
    };
    let erased: Vec<_> = survivors.par_iter().map(write).collect();
    let documents = erased.into_iter().collect::<Result<_, _>>()?;
    let moved = project.moved.into_iter().map(|(old, new)| (old.to_owned(), new)).collect();
    Ok(Erased { documents, moved })
}

/// A document that the outsider may know of.
pub struct Survivor {
    kind: Kind,
    front: FrontMatter<'static>,
    /// Where the body begins in the text, and on which line.
    body: (usize, usize),
}

/// A survivor and where it stands.
struct Standing<'a> {
    path: &'a str,
    text: &'a str,
    survivor: Arc<Survivor>,
}

enum Kind {
    Entry(Labels),
    /// With the outermost audience that may see it.
    Theme(Outsider),
}

/// Reads a document with LF line ends and no byte order mark.
///
/// `None` when the outsider may not know of the document; nothing more of it is read then.
///
/// # Errors
/// The first broken rule.
pub fn read(path: &str, text: &str, outsider: Outsider) -> Reading {
    let survivor = Survivor::of(path, text, outsider).map_err(|fault| fault.within(path))?;
    Ok(survivor.map(Arc::new))
}

impl Survivor {
    fn of(path: &str, text: &str, outsider: Outsider) -> Result<Option<Self>, Fault> {
        let halves = front_matter::split(text)?;
        let is_theme = places::folder(path).rsplit('/').next() == Some("themes");
        let keys = if is_theme { &fields::THEME_KEYS } else { fields::entry_keys(outsider) };
        let front = front_matter::read(halves.yaml, keys)?;
        let kind = if is_theme {
            labels::of_theme(&front, outsider)?.map(Kind::Theme)
        } else {
            labels::of_entry(&front, outsider)?.map(Kind::Entry)
        };
        let Some(kind) = kind else { return Ok(None) };
        // Readers disagree about whether it ends a line, hence about where markers stand.
        if let Some(at) = text.find('\r') {
            return Err(Fault::new(blocks::line_of(text, 1, at), Cause::CarriageReturn));
        }
        let body = (text.len() - halves.body.len(), halves.body_line);
        Ok(Some(Self { kind, front: front.into_owned(), body }))
    }

    /// The new path: it comes from the shown title, because file names carry code names.
    fn new_path(&self, outsider: Outsider) -> Result<String, Fault> {
        let title = fields::shown(&self.front, outsider, "title")
            .ok_or_else(|| Fault::new(1, Cause::KeyMissing("title")))?;
        let title = fields::text(title, "title")?;
        let set = fields::shown_slug(&self.front, outsider);
        let set = set.map(|slug| fields::text(slug, "slug")).transpose()?;
        // Two documents may be shown under one title, at addresses of their own.
        let name = match set {
            Some(slug) => format!("{}\0{}", title.text, slug.text),
            None => title.text.to_string(),
        };
        let hash = blake3::hash(name.as_bytes()).to_hex();
        Ok(match self.kind {
            Kind::Entry(_) => format!("{}/e-{}.md", places::ENTRIES, &hash[..16]),
            Kind::Theme(_) => format!("{}/t-{}.md", places::THEMES, &hash[..16]),
        })
    }
}

/// What the survivors must know of each other.
struct Project<'a> {
    outsider: Outsider,
    moved: Moved<'a>,
    /// New theme names by old ones.
    themes: BTreeMap<&'a str, String>,
}

impl<'a> Project<'a> {
    fn of(survivors: &[Standing<'a>], outsider: Outsider) -> Result<Self, EraseError> {
        let mut moved = Moved::new();
        let mut themes = BTreeMap::new();
        let mut taken: BTreeMap<String, &str> = BTreeMap::new();
        for Standing { path, survivor, .. } in survivors {
            let new = survivor.new_path(outsider).map_err(|fault| fault.within(path))?;
            if let Kind::Theme(_) = survivor.kind {
                let name = places::stem(&new).to_owned();
                if themes.insert(places::stem(path), name).is_some() {
                    return Err(Fault::new(1, Cause::SameThemeName).within(path));
                }
            }
            if let Some(other) = taken.insert(new.clone(), path) {
                return Err(Fault::new(1, Cause::SameTitle(other.to_owned())).within(path));
            }
            moved.insert(path, new);
        }
        Ok(Self { outsider, moved, themes })
    }

    fn write(&self, standing: &Standing<'_>, window_of: WindowOf<'_>) -> Result<String, Fault> {
        let Standing { path, text, survivor } = standing;
        let Survivor { kind, front, body: (start, line) } = &**survivor;
        let (body, line) = (&text[*start..], *line);
        let to = match kind {
            Kind::Entry(_) => places::ENTRIES,
            Kind::Theme(_) => places::THEMES,
        };
        let here = Standpoint { moved: &self.moved, from: places::folder(path), to };
        let mut text = match *kind {
            Kind::Entry(labels) => {
                let theme = front.get("theme").map(|theme| fields::text(theme, "theme"));
                let theme = theme.transpose()?;
                let theme =
                    theme.and_then(|theme| self.themes.get(&*places::one_spelling(&theme.text)));
                let theme = theme.map(String::as_str);
                let around = Surroundings { labels, theme, window_of };
                fields::write_entry(front, self.outsider, &around, &here)?
            }
            Kind::Theme(outermost) => fields::write_theme(front, outermost)?,
        };
        let blocks = blocks::read(body, line, &Outsider::named)?;
        for block in blocks.iter().filter(|block| block.name >= self.outsider) {
            let line = || blocks::line_of(body, line, block.start);
            let shown = destinations::rewrite(block.text, &here)
                .map_err(|cause| Fault::new(line(), cause))?;
            text.extend(["\n::: ", block.name.name(), "\n", &shown, ":::\n"]);
        }
        Ok(text)
    }
}

/// The text without a byte order mark and with the line ends of Unix.
fn with_line_feeds(text: &str) -> Cow<'_, str> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    if text.contains('\r') { Cow::Owned(text.replace("\r\n", "\n")) } else { Cow::Borrowed(text) }
}
