//! `search.js`: what the search of a site finds an entry by and no list shows. It stands there once
//! for all lists, is loaded when somebody searches, and is a script because a page that was opened
//! by a double click may load nothing else.

use crate::audience::Reader;
use crate::vault::Cleared;

use super::json;
use super::{Reason, RenderedFile, one_line};

/// The name of the file.
pub const PATH: &str = "search.js";

/// So many bytes the file has for texts and all else together, if all else leaves any. Packed, that
/// is less than 60 KB, which a phone has in a second.
const ROOM: usize = 140_000;

/// What an entry is found by.
pub struct Found {
    /// The address of its page.
    pub url: String,
    /// Its search words.
    pub words: String,
    /// What is never left out.
    pub facts: String,
    /// Its text, of which the end is left out where there is no room.
    pub text: String,
    /// The accounts that asked for it.
    pub accounts: String,
}

impl Found {
    fn size(&self) -> usize {
        self.url.len() + self.words.len() + self.facts.len() + self.accounts.len()
    }

    fn line(&self, limit: usize) -> String {
        let texts = [self.facts.as_str(), cut(&self.text, limit)];
        let texts = texts.into_iter().filter(|text| !text.is_empty()).collect::<Vec<_>>().join(" ");
        let mut found_by = vec![self.words.as_str(), texts.as_str(), self.accounts.as_str()];
        while found_by.last().is_some_and(|last| last.is_empty()) {
            found_by.pop();
        }
        let [url, found_by] = [json::line(&self.url), json::line(&found_by)]
            .map(|json| String::from_utf8(json).expect("JSON is UTF-8"));
        format!("{url}:{found_by}")
    }
}

/// The file: by the address of each entry its search words, its texts, and who asked for it.
pub fn file(entries: &[Found]) -> RenderedFile {
    let fixed: usize = entries.iter().map(Found::size).sum();
    let texts: Vec<usize> = entries.iter().map(|entry| entry.text.len()).collect();
    let limit = fair_share(texts, ROOM.saturating_sub(fixed));
    let lines: Vec<_> = entries.iter().map(|entry| entry.line(limit)).collect();
    let text = format!("globalThis.searchWords = {{\n{}\n}};\n", lines.join(",\n"));
    RenderedFile {
        path: PATH.to_owned(),
        bytes: text.into_bytes().into(),
        reason: Reason::Shows(entries.iter().map(|entry| entry.url.clone()).collect()),
    }
}

/// Words one after the other.
pub fn joined<A: Reader>(words: &[Cleared<String, A>]) -> String {
    words.iter().map(|word| word.get().as_str()).collect::<Vec<_>>().join(", ")
}

/// The words that people read in HTML. Ours is well formed: the sanitizer wrote it.
pub fn words_in<'a>(blocks: impl Iterator<Item = &'a str>) -> String {
    let mut text = String::new();
    for html in blocks {
        let mut rest = html;
        while let Some((before, tag)) = rest.split_once('<') {
            text.extend([before, " "]);
            rest = after_tag(tag);
        }
        text.extend([rest, " "]);
    }
    let signs = [("&nbsp;", " "), ("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&amp;", "&")];
    for (written, sign) in signs {
        if text.contains(written) {
            text = text.replace(written, sign);
        }
    }
    one_line(&text)
}

/// What follows a tag; a value in it may hold the sign that ends it.
fn after_tag(tag: &str) -> &str {
    let mut quote = None;
    let is_end = |c: char| {
        match quote {
            Some(open) if c == open => quote = None,
            None if c == '"' || c == '\'' => quote = Some(c),
            Some(_) | None => {}
        }
        quote.is_none() && c == '>'
    };
    tag.find(is_end).map_or("", |end| &tag[end + 1..])
}

/// How long each text may be, so that all of them together have room: short ones leave theirs to the
/// long ones.
fn fair_share(mut lengths: Vec<usize>, mut room: usize) -> usize {
    lengths.sort_unstable();
    for (at, length) in lengths.iter().enumerate() {
        let share = room / (lengths.len() - at);
        if *length > share {
            return share;
        }
        room -= length;
    }
    usize::MAX
}

/// The whole words at the beginning of a text that fit.
fn cut(text: &str, limit: usize) -> &str {
    if text.len() <= limit {
        return text;
    }
    let end = text.floor_char_boundary(limit + 1);
    text[..end].rfind(' ').map_or("", |end| &text[..end])
}

#[cfg(test)]
mod tests {
    use super::{cut, fair_share, words_in};

    #[test]
    fn the_words_of_html_are_those_that_people_read() {
        let html = "<p>A&amp;B <a title=\"x > y\" href='#'>link</a></p>\n<p>&amp;lt;&nbsp;c</p>";
        assert_eq!(words_in([html, "<b>d</b>"].into_iter()), "A&B link &lt; c d");
        assert_eq!(words_in(["broken <a"].into_iter()), "broken");
    }

    #[test]
    fn short_texts_leave_their_room_to_long_ones() {
        assert_eq!(fair_share(vec![10, 20, 30], 60), usize::MAX);
        assert_eq!(fair_share(vec![100, 10, 100], 110), 50);
        assert_eq!(fair_share(vec![100, 100], 0), 0);
        assert_eq!(fair_share(Vec::new(), 0), usize::MAX);
    }

    #[test]
    fn a_text_is_cut_between_two_words() {
        for (limit, expected) in
            [(0, ""), (2, ""), (3, "abc"), (7, "abc"), (8, "abc déf"), (99, "abc déf g")]
        {
            assert_eq!(cut("abc déf g", limit), expected, "{limit}");
        }
    }
}
