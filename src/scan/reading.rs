//! A text read twice in one pass: what a reader of the page sees, with tags taken out, and what is
//! inside the tags, comments, scripts and styles.

use std::ops::Range;

use memchr::{memchr, memchr2, memmem};
use pulldown_cmark::{Event, Options, Parser, Tag as Block, TagEnd};

use super::doubts::Noticed;
use super::stream::{Gap, Stream};

/// The letters of one text.
#[derive(Default)]
pub struct Reading {
    /// Text between tags; in a file without tags, everything.
    pub visible: Stream,
    /// Names and attributes of tags, comments, scripts, styles.
    pub markup: Stream,
    /// What may have to be decoded or read in another way.
    pub noticed: Noticed,
    /// Markup that holds markup or escapes itself, without its `<`: to be read as texts.
    pub nested: Vec<Range<usize>>,
    /// The last tag, if it opens something.
    opened: Range<usize>,
}

impl Reading {
    /// Reads a text as HTML, which also serves for XML, JSON, CSS and plain text: only tags that
    /// HTML, SVG and the feed formats know are taken out. `edge` is what is before and after it:
    /// [`Gap::None`] for a text cut out of another one in the middle of words.
    pub fn of(text: &str, edge: Gap) -> Reading {
        let mut reading = Reading { visible: Stream::after(edge), ..Reading::default() };
        reading.read(text, 0);
        reading.visible.close(edge);
        reading.markup.close(Gap::Hard);
        let Reading { visible, markup, noticed, .. } = &mut reading;
        let humps = visible.humps().iter().chain(markup.humps());
        humps.for_each(|at| noticed.wiki_words(text, *at as usize));
        noticed.sort();
        reading
    }

    /// Reads Markdown as the page made from it will read, and what it holds besides: comments,
    /// titles of links, and definitions that no link uses.
    pub fn of_markdown(text: &str) -> Reading {
        let mut reading = Reading::default();
        let parser = Parser::new_ext(text, markdown_options());
        let definitions = parser.reference_definitions().iter();
        let mut titles: Vec<_> =
            definitions.filter_map(|(_, it)| Some((it.span.start, it.title.as_deref()?))).collect();
        titles.sort_unstable();
        titles.iter().for_each(|(at, title)| reading.read_aside(title, *at));
        for (event, range) in parser.into_offset_iter() {
            match event {
                Event::Text(part) | Event::Code(part) => {
                    // A literal text lies in its range as it is; of others the range must do.
                    let within = text[range.clone()].find(&*part);
                    let source =
                        |at| within.map_or(range.start, |within| range.start + within + at);
                    part.char_indices().for_each(|(at, c)| reading.visible.push(c, source(at)));
                }
                Event::Html(_) | Event::InlineHtml(_) => {
                    reading.read(&text[..range.end], range.start);
                }
                Event::Start(block) if is_inline(&block.to_end()) => {
                    if let Block::Image { title, .. } | Block::Link { title, .. } = block {
                        reading.read_aside(&title, range.start);
                    }
                    reading.visible.separate(Gap::Tag);
                }
                Event::End(block) if is_inline(&block) => reading.visible.separate(Gap::Tag),
                _ => reading.visible.separate(Gap::Hard),
            }
        }
        reading.visible.close(Gap::Hard);
        reading.markup.close(Gap::Hard);
        reading
    }

    fn read_aside(&mut self, title: &str, source: usize) {
        title.chars().for_each(|c| self.markup.push(c, source));
        self.markup.separate(Gap::Hard);
    }

    fn read(&mut self, text: &str, from: usize) {
        let bytes = text.as_bytes();
        let mut at = from;
        while let Some(found) = memchr(b'<', &bytes[at..]) {
            let open = at + found;
            self.visible.read(text, at..open, &mut self.noticed);
            at = match Markup::at(bytes, open) {
                Some(markup) => self.read_markup(text, open, &markup),
                None => {
                    self.visible.separate(Gap::Hard);
                    open + 1
                }
            };
        }
        self.visible.read(text, at..bytes.len(), &mut self.noticed);
    }

    fn read_markup(&mut self, text: &str, open: usize, markup: &Markup) -> usize {
        let inside = open + 1..markup.end;
        let escapes = self.noticed.escapes.len();
        self.notice_markup(text, open, markup);
        self.visible.separate(if markup.inline { Gap::Tag } else { Gap::Hard });
        self.markup.separate(Gap::Hard);
        self.markup.read(text, inside.clone(), &mut self.noticed);
        self.markup.separate(Gap::Hard);
        let is_nested = memchr(b'<', &text.as_bytes()[inside.clone()]).is_some();
        // An attribute is to be decoded by itself: decoded in its tag, it could end the tag.
        if is_nested || self.noticed.escapes.len() > escapes {
            self.nested.push(inside);
        }
        markup.end
    }

    /// Notices tags that may part words although they are inside a line, and footnotes.
    fn notice_markup(&mut self, text: &str, open: usize, markup: &Markup) {
        let bytes = text.as_bytes();
        let tag = &bytes[open + 1..markup.end];
        let begins = |name: &[u8]| {
            tag.get(..name.len()).is_some_and(|start| start.eq_ignore_ascii_case(name))
        };
        let is_empty = markup.inline && begins(b"/") && self.opened.end == open;
        if is_empty {
            self.noticed.may_part_letters(text, self.opened.start..markup.end);
        } else if begins(b"wbr") {
            self.noticed.may_part_letters(text, open..markup.end);
        } else if begins(b"tspan") && is_placed(tag) {
            self.noticed.may_part(open);
        } else if begins(b"sup") && tag.get(3).is_some_and(|byte| b"> ".contains(byte)) {
            self.noticed.superscript(text, open);
        }
        self.opened = if begins(b"/") { 0..0 } else { open..markup.end };
    }
}

/// Whether a part of a text in a drawing has a place of its own.
fn is_placed(tag: &[u8]) -> bool {
    let names: [&[u8]; 4] = [b" x=", b" y=", b" dx=", b" dy="];
    names.iter().any(|name| memmem::find(tag, name).is_some())
}

/// A tag, a comment, a declaration, or a script or style with all it holds.
struct Markup {
    end: usize,
    inline: bool,
}

impl Markup {
    fn at(bytes: &[u8], open: usize) -> Option<Markup> {
        let rest = &bytes[open + 1..];
        let closed_by = |closing: &[u8]| {
            memmem::find(rest, closing).map_or(bytes.len(), |at| open + 1 + at + closing.len())
        };
        match rest {
            [b'!', b'-', b'-', ..] => Some(Markup { end: closed_by(b"-->"), inline: true }),
            // What a CDATA section holds is text; only its opening is markup.
            [b'!', b'[', b'C', b'D', b'A', b'T', b'A', b'[', ..] => {
                Some(Markup { end: open + 9, inline: true })
            }
            [b'!' | b'?', letter, ..] if letter.is_ascii_alphabetic() => {
                Some(Markup { end: closed_by(b">"), inline: false })
            }
            _ => Markup::tag(bytes, open),
        }
    }

    fn tag(bytes: &[u8], open: usize) -> Option<Markup> {
        let closing = bytes.get(open + 1) == Some(&b'/');
        let start = open + 1 + usize::from(closing);
        let (kind, length) = tag_kind(&bytes[start..])?;
        let end = tag_end(bytes, start + length);
        match kind {
            TagKind::Raw if !closing => {
                let name = &bytes[start..start + length];
                Some(Markup { end: raw_end(bytes, end, name), inline: false })
            }
            TagKind::Inline => Some(Markup { end, inline: true }),
            TagKind::Block | TagKind::Raw => Some(Markup { end, inline: false }),
        }
    }
}

#[derive(Clone, Copy)]
enum TagKind {
    Inline,
    Block,
    /// Holds no markup up to its own end tag.
    Raw,
}

/// The kind of the tag whose name `bytes` begin with, and the length of the name. `None` for names
/// that no page uses: `<Falcon>` in a text is a word, not a tag.
fn tag_kind(bytes: &[u8]) -> Option<(TagKind, usize)> {
    let mut name: u128 = 0;
    let mut length = 0;
    for &byte in bytes {
        match byte {
            b' ' | b'\t' | b'\n' | b'\r' | b'\x0c' | b'/' | b'>' => break,
            _ if length == NAME => return None,
            _ => name = name << 8 | byte.to_ascii_lowercase() as u128,
        }
        length += 1;
    }
    let kind = match name << (8 * (NAME - length).min(NAME - 1)) {
        name if INLINE.binary_search(&name).is_ok() => TagKind::Inline,
        name if BLOCK.binary_search(&name).is_ok() => TagKind::Block,
        name if RAW.contains(&name) => TagKind::Raw,
        _ => return None,
    };
    Some((kind, length))
}

/// The end of a tag: its `>` outside quoted attribute values, or the end of the text.
fn tag_end(bytes: &[u8], name_end: usize) -> usize {
    let mut at = name_end;
    while let Some(&byte) = bytes.get(at) {
        at += 1;
        match byte {
            b'>' => return at,
            b'=' => {
                let space = bytes[at..].iter().take_while(|b| b.is_ascii_whitespace()).count();
                if let Some(quote @ (b'"' | b'\'')) = bytes.get(at + space).copied() {
                    let value = at + space + 1;
                    at = memchr(quote, bytes.get(value..).unwrap_or_default())
                        .map_or(bytes.len(), |length| value + length + 1);
                }
            }
            _ => at += memchr2(b'>', b'=', &bytes[at..]).unwrap_or(bytes.len() - at),
        }
    }
    bytes.len()
}

/// Where the end tag of a script or style begins, or the end of the text.
fn raw_end(bytes: &[u8], from: usize, name: &[u8]) -> usize {
    let mut at = from;
    while let Some(found) = memmem::find(&bytes[at..], b"</") {
        at += found;
        if bytes[at + 2..].get(..name.len()).is_some_and(|end| end.eq_ignore_ascii_case(name)) {
            return at;
        }
        at += 2;
    }
    bytes.len()
}

fn is_inline(tag: &TagEnd) -> bool {
    matches!(
        tag,
        TagEnd::Emphasis
            | TagEnd::Strong
            | TagEnd::Strikethrough
            | TagEnd::Superscript
            | TagEnd::Subscript
            | TagEnd::Link
            | TagEnd::Image
    )
}

fn markdown_options() -> Options {
    Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_GFM
}

/// The longest name of an element that is looked up, in bytes.
const NAME: usize = 16;

/// Elements that part no words.
const INLINE: [u128; 36] = names(
    "\
    a abbr acronym b bdi bdo big cite code data del dfn em font i ins kbd label mark nobr q ruby s \
    samp small span strike strong sub sup time tspan tt u var wbr",
);

/// All other elements of HTML, the common ones of SVG and those of feeds and sitemaps.
const BLOCK: [u128; 146] = names(
    "\
    address animate area article aside audio author base blockquote body br button canvas caption \
    category center changefreq circle clippath col colgroup content contributor datalist dd defs \
    desc details dialog div dl dt ellipse email embed entry feblend fecolormatrix fecomposite feed \
    feflood fegaussianblur femerge femergenode feoffset fieldset figcaption figure filter footer \
    foreignobject form frame frameset g generator h1 h2 h3 h4 h5 h6 head header hgroup hr html \
    icon id iframe image img input lastmod legend li line lineargradient link loc logo main map \
    marker mask math menu meta metadata meter name nav noscript object ol optgroup option output p \
    param path pattern picture polygon polyline pre priority progress published radialgradient \
    rect rights rp rt search section select slot source stop subtitle summary svg switch symbol \
    table tbody td template text textarea textpath tfoot th thead title tr track ul updated uri \
    url urlset use video view",
);

/// Elements that hold no markup.
const RAW: [u128; 2] = names("script style");

/// Names, in order, as numbers of which the first letter is the highest byte: they compare at once.
const fn names<const COUNT: usize>(text: &str) -> [u128; COUNT] {
    let text = text.as_bytes();
    let mut names = [0; COUNT];
    let (mut at, mut index, mut length) = (0, 0, 0);
    while at < text.len() {
        if text[at] == b' ' {
            index += 1;
            length = 0;
        } else {
            length += 1;
            names[index] |= (text[at] as u128) << (8 * (NAME - length));
        }
        at += 1;
    }
    assert!(index + 1 == COUNT);
    names
}

#[cfg(test)]
mod tests {
    use super::{BLOCK, INLINE};

    #[test]
    fn the_names_are_sorted_for_the_search() {
        assert!(INLINE.is_sorted() && BLOCK.is_sorted());
    }
}
