//! Places that can be read in two ways: a hyphen at the end of a line, a mark of a footnote, tags
//! with nothing between them, words run together, letters that look like others. A text is read
//! as it stands first, and around such places once more, in the other way.

use std::ops::Range;

use memchr::memmem;

use super::escape::View;
use super::letters;

/// So many capitals in a row of letters begin words of a wiki page's name.
const CAPITALS: usize = 3;

/// The words of such a name have so many letters on average; data has fewer between capitals.
const LETTERS: usize = 3;

/// Longer ones are data.
const LONGEST: usize = 400;

/// The longest mark of a footnote, with its tags.
const MARK: usize = 200;

/// So many look-alike letters are a word without a letter of its own script among them.
const WORD: usize = 3;

/// What stands for a part of a text when it is read in the other way.
#[derive(Clone, PartialEq, Eq)]
pub struct Doubt {
    pub range: Range<usize>,
    instead: Instead,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Instead {
    Nothing,
    Space,
    Letter(char),
}

/// What was noticed while a text was read.
#[derive(Default)]
pub struct Noticed {
    /// Where something may have to be decoded before it can be read, in ascending order.
    pub escapes: Vec<u32>,
    pub doubts: Vec<Doubt>,
    /// Up to where words were looked at letter by letter.
    looked_at: usize,
}

impl Noticed {
    /// Words may be parted by what stands between two letters.
    pub fn may_part_letters(&mut self, text: &str, between: Range<usize>) {
        let is_between_letters = text[..between.start].ends_with(char::is_alphanumeric)
            && text[between.end..].starts_with(char::is_alphanumeric);
        if is_between_letters {
            self.may_part(between.start);
        }
    }

    /// Words may be parted here.
    pub fn may_part(&mut self, at: usize) {
        self.doubts.push(Doubt { range: at..at, instead: Instead::Space });
    }

    /// Notes a hyphen between a letter and, after white space or a tag that breaks the line, a
    /// letter that goes on with the word: `bro-⏎ker`, `BRO-⏎KER`.
    pub fn hyphen(&mut self, text: &str, sign: Range<usize>) {
        // Nearly all hyphens stand between two letters.
        if text.as_bytes().get(sign.end).is_some_and(u8::is_ascii_alphanumeric) {
            return;
        }
        let before = &text[..sign.start];
        let is_after_letter = before.ends_with(char::is_alphabetic);
        let next = after_break(text, sign.end);
        // A word in capitals goes on with one.
        let goes_on = text[next..].starts_with(|c: char| {
            c.is_alphabetic() && (!c.is_uppercase() || before.ends_with(char::is_uppercase))
        });
        if is_after_letter && goes_on && next > sign.end {
            self.doubts.push(Doubt { range: sign.start..next, instead: Instead::Nothing });
        }
    }

    /// Notes what may be the mark of a footnote: `[1]`, `[^a]`.
    pub fn bracket(&mut self, text: &str, at: usize) {
        let rest = &text[at + 1..];
        let Some(end) = rest.bytes().take(6).position(|byte| byte == b']') else { return };
        if is_mark(rest[..end].trim_start_matches('^')) {
            let range = at..at + 1 + end + 1;
            self.doubts.push(Doubt { range, instead: Instead::Space });
        }
    }

    /// Notes a `<sup>` that holds nothing but the mark of a footnote.
    pub fn superscript(&mut self, text: &str, open: usize) {
        let end = text.floor_char_boundary((open + MARK).min(text.len()));
        let part = &text[open..end];
        let Some(close) = part.find("</sup>") else { return };
        let inside = part[..close].split('<').filter_map(|tag| tag.split_once('>'));
        let mark: String = inside.map(|(_, inside)| inside).collect();
        if is_mark(mark.trim().trim_matches(['[', ']', '(', ')'])) {
            let range = open..open + close + "</sup>".len();
            self.doubts.push(Doubt { range, instead: Instead::Space });
        }
    }

    /// Notes a character that is not ASCII, if it is one of those.
    pub fn wide(&mut self, text: &str, c: char, at: usize) {
        match c {
            '\u{ad}' | '\u{2010}' | '\u{ac}' => self.hyphen(text, at..at + c.len_utf8()),
            '\u{200b}' => self.may_part(at),
            '¹' | '²' | '³' | '⁰' | '⁴'..='⁹' if text[..at].ends_with(char::is_alphabetic) =>
            {
                let marks = text[at..].chars().take_while(|c| "⁰¹²³⁴⁵⁶⁷⁸⁹".contains(*c));
                let range = at..at + marks.map(char::len_utf8).sum::<usize>();
                self.doubts.push(Doubt { range, instead: Instead::Space });
            }
            _ if at >= self.looked_at && letters::may_look_alike(c) => self.look_alikes(text, at),
            _ => {}
        }
    }

    /// Notes the letters of a word that look like those of Latin, if all of it looks so or if some
    /// of it is Latin.
    fn look_alikes(&mut self, text: &str, at: usize) {
        let is_part = |c: &char| c.is_alphanumeric();
        let before: usize = text[..at].chars().rev().take_while(is_part).map(char::len_utf8).sum();
        let after: usize = text[at..].chars().take_while(is_part).map(char::len_utf8).sum();
        let word = at - before..at + after;
        self.looked_at = word.end;
        // Letters of Latin, such as `ü`, stay as they are.
        let is_other = |c: &char| letters::may_look_alike(*c);
        let others: Vec<(usize, char)> =
            text[word.clone()].char_indices().filter(|(_, c)| is_other(c)).collect();
        let latin = others.iter().filter_map(|(at, c)| Some((*at, *c, letters::look_alike(*c)?)));
        let latin: Vec<(usize, char, char)> = latin.collect();
        let is_all = latin.len() == others.len();
        let is_mixed = text[word.clone()].chars().any(|c| !is_other(&c));
        let has_latin = text[word.clone()].contains(|c: char| c.is_ascii_alphabetic());
        if has_latin || is_all && (is_mixed || latin.len() >= WORD) {
            self.doubts.extend(latin.into_iter().map(|(at, c, letter)| {
                let start = word.start + at;
                Doubt { range: start..start + c.len_utf8(), instead: Instead::Letter(letter) }
            }));
        }
    }

    /// Notes the capitals of words that are run together: `WeWillReplaceTheOldBroker`.
    pub fn wiki_words(&mut self, text: &str, at: usize) {
        let bytes = text.as_bytes();
        let is_letter = |byte: &&u8| byte.is_ascii_alphabetic();
        let before = bytes[..at].iter().rev().take(LONGEST).take_while(is_letter).count();
        let after = bytes[at..].iter().take(LONGEST).take_while(is_letter).count();
        let word = at - before..at + after;
        let begins_word = |at: &usize| bytes[*at].is_ascii_uppercase();
        let capitals: Vec<usize> = (word.start + 1..word.end).filter(begins_word).collect();
        // In data, a capital comes after another one, and a digit or sign after the letters.
        let is_beside = |byte: Option<&u8>| {
            byte.is_some_and(|byte| byte.is_ascii_digit() || b"+=".contains(byte))
        };
        let are_beside = is_beside(word.start.checked_sub(1).and_then(|at| bytes.get(at)))
            || is_beside(bytes.get(word.end));
        let are_words = capitals.iter().all(|at| {
            b"AI".contains(&bytes[*at]) || bytes.get(at + 1).is_some_and(u8::is_ascii_lowercase)
        });
        let is_short = word.len() <= LONGEST && word.len() >= capitals.len() * LETTERS;
        if capitals.len() >= CAPITALS && is_short && are_words && !are_beside {
            capitals.into_iter().for_each(|at| self.may_part(at));
        }
    }

    /// Brings the doubts into order. Of two at one place the longer one stands.
    pub fn sort(&mut self) {
        self.doubts.sort_by_key(|doubt| (doubt.range.start, usize::MAX - doubt.range.end));
        self.doubts.dedup();
    }
}

/// Part of a text, read in the other way wherever there is one.
pub fn read_otherwise(text: &str, part: &Range<usize>, doubts: &[Doubt]) -> View {
    let mut view = View::default();
    let mut copied = part.start;
    let first = doubts.partition_point(|doubt| doubt.range.start < part.start);
    for doubt in &doubts[first..] {
        if doubt.range.end > part.end {
            break;
        }
        if doubt.range.start < copied {
            continue;
        }
        view.copy(text, copied..doubt.range.start);
        match doubt.instead {
            Instead::Nothing => {}
            Instead::Space => view.push(' ', doubt.range.start),
            Instead::Letter(letter) => view.push(letter, doubt.range.start),
        }
        copied = doubt.range.end;
    }
    view.copy(text, copied..part.end);
    view
}

/// The paths of the addresses in a text. One ends where the next address begins, also within it.
pub fn address_paths(text: &str) -> impl Iterator<Item = Range<usize>> {
    const SIGN: &str = "://";
    let is_end = |c: char| c.is_whitespace() || "<>\"'`()[]{}|\\^".contains(c);
    let mut signs = memmem::find_iter(text.as_bytes(), SIGN).peekable();
    std::iter::from_fn(move || {
        let host = signs.next()? + SIGN.len();
        let rest = &text[host..signs.peek().copied().unwrap_or(text.len())];
        let address = &rest[..rest.find(is_end).unwrap_or(rest.len())];
        Some(host + address.find('/').unwrap_or(address.len())..host + address.len())
    })
}

/// Where the text goes on after white space and tags that break a line.
fn after_break(text: &str, from: usize) -> usize {
    let mut at = from;
    loop {
        let rest = text[at..].trim_start();
        at = text.len() - rest.len();
        let breaks = ["<br", "<wbr", "<tspan", "</tspan"].iter().any(|tag| rest.starts_with(tag));
        match rest.find('>').filter(|_| breaks) {
            Some(end) => at += end + 1,
            None => return at,
        }
    }
}

/// Whether a text is what marks a footnote: a number, a letter, or a sign.
fn is_mark(text: &str) -> bool {
    let count = text.chars().count();
    let is_number = text.bytes().all(|byte| byte.is_ascii_digit());
    let is_one = text.chars().all(|c| c.is_ascii_lowercase() || "*†‡§¶‖#↩".contains(c));
    (1..=3).contains(&count) && is_number || count == 1 && is_one
}
