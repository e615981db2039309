//! Markdown to safe HTML with holes: one block at a time, knowing nothing of other blocks.
//!
//! What differs between editions (addresses of other pages, names of assets, ids that must be
//! unique on a page) is left as a [`Slot`], to be filled by the projection.

mod characters;
mod dialects;
mod emit;
mod footnotes;
mod hiding;
mod html;
mod in_values;
mod inline;
mod line_ends;
mod link;
mod parted;
mod tag;
mod unread;
mod verbatim;

pub use in_values::markdown_in;
pub use link::{Folder, image_path};

use crate::audience::Audience;
use crate::diagnostic::{Diagnostic, FileId, Span};
use crate::read::composed;

/// Delimiters of a slot in the HTML. Noncharacters, which the loader refuses in sources and
/// `characters.rs` takes out of what references spell.
pub(in crate::vault) const SLOT_START: char = '\u{fdd0}';
/// See [`SLOT_START`].
pub(in crate::vault) const SLOT_END: char = '\u{fdd1}';

/// A block rendered to HTML with slots.
#[derive(Clone, Debug)]
pub struct Prose {
    html: String,
    slots: Vec<Slot>,
}

/// A hole in the HTML.
#[derive(Clone, Debug)]
pub enum Slot {
    /// The address of another entry's or theme's page.
    Document {
        /// Its file, relative to the project.
        path: String,
        /// The heading in it, if any.
        fragment: Option<String>,
        /// Where the link stands.
        span: Span,
    },
    /// The address of an image, with its size.
    Image {
        /// Its file, relative to the project.
        path: String,
        /// Where the image stands.
        span: Span,
    },
    /// The id of a heading on the same page.
    Anchor {
        /// The id as the author wrote it.
        fragment: String,
        /// Where the link stands.
        span: Span,
    },
    /// The id of a heading, which must be made unique on its page.
    Heading {
        /// The id it would have on a page of its own.
        slug: String,
    },
    /// The number of this block on its page, which makes footnote ids unique.
    BlockNumber,
}

/// Where a block comes from and who reads it.
#[derive(Clone, Copy)]
pub struct Origin<'a> {
    /// The file.
    pub file: FileId,
    /// Byte offset of the block in the file.
    pub offset: usize,
    /// The folder from which relative links start.
    pub folder: Folder<'a>,
    /// The outermost audience that reads it.
    pub audience: Audience,
}

impl Prose {
    /// Renders one block.
    ///
    /// Mistakes (links that cannot be, raw HTML that is refused, nesting that is too deep) are
    /// added to `mistakes`; the result is then not shown to anybody.
    pub fn compile(text: &str, origin: Origin<'_>, mistakes: &mut Vec<Diagnostic>) -> Prose {
        let source = line_ends::LineEnds::of(text);
        emit::Emitter::new(&source, origin, mistakes).run()
    }

    /// The slots, in order of first appearance.
    pub fn slots(&self) -> &[Slot] {
        &self.slots
    }

    /// The HTML with every slot replaced by what `fill` writes for it.
    pub fn fill(&self, mut fill: impl FnMut(&Slot, &mut String)) -> String {
        let mut out = String::with_capacity(self.html.len() + 64 * self.slots.len());
        let mut rest = self.html.as_str();
        while let Some((before, after)) = rest.split_once(SLOT_START) {
            out.push_str(before);
            let (number, tail) = after.split_once(SLOT_END).expect("slots are written whole");
            let index: usize = number.parse().expect("slots hold their number");
            fill(&self.slots[index], &mut out);
            rest = tail;
        }
        out.push_str(rest);
        out
    }
}

/// A heading's id on a page of its own, by the rule of GitHub, whose anchors authors know:
/// lowercase letters and digits of any script, spaces as hyphens, everything else left out.
pub fn heading_slug(text: &str) -> String {
    let slug: String = (composed(text.trim()).chars())
        .filter_map(|c| match c {
            ' ' => Some('-'),
            '-' | '_' => Some(c),
            c if c.is_alphanumeric() => Some(c),
            _ => None,
        })
        .flat_map(char::to_lowercase)
        .collect();
    if slug.is_empty() { "section".to_owned() } else { slug }
}

/// Gives each heading of a page its id: the second of one name ends in `-1`, as on GitHub.
#[derive(Default)]
pub struct HeadingIds {
    used: std::collections::BTreeSet<String>,
    /// The last number tried for each name, so that many equal headings stay cheap.
    last: std::collections::BTreeMap<String, usize>,
}

impl HeadingIds {
    /// The id of the next heading.
    pub fn next(&mut self, slug: &str) -> String {
        if self.used.insert(slug.to_owned()) {
            return slug.to_owned();
        }
        let last = self.last.entry(slug.to_owned()).or_insert(0);
        loop {
            *last += 1;
            let id = format!("{slug}-{last}");
            if self.used.insert(id.clone()) {
                return id;
            }
        }
    }

    /// Whether a heading has this id.
    pub fn contains(&self, id: &str) -> bool {
        self.used.contains(id)
    }

    /// All ids, for suggestions.
    pub fn iter(&self) -> impl Iterator<Item = &str> {
        self.used.iter().map(String::as_str)
    }
}

/// The form in which a link's fragment is compared with heading ids.
pub fn fragment_id(fragment: &str) -> String {
    composed(fragment).to_lowercase()
}
