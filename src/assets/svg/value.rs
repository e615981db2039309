//! The value of a property: tokens that may pass, and references to elements of the drawing.

use cssparser::{ParseError, Parser, Token};

use super::style::Unsupported;
use super::vocabulary::{FUNCTIONS, UNITS, holds};

/// Deeper than any honest value.
const MAX_NESTING: u8 = 16;

/// A value whose every token is on a list. Comments are gone, and spaces are single.
#[derive(Clone, Debug, Default)]
pub(super) struct Value {
    parts: Vec<Part>,
}

#[derive(Clone, Debug)]
enum Part {
    Text(String),
    /// `url(#id)`.
    Reference(String),
}

type Failure = ParseError<Unsupported>;

impl Value {
    /// Reads the value of an attribute, if it may pass.
    pub(super) fn of_attribute(property: &str, text: &str) -> Option<Value> {
        let mut input = Parser::new(text);
        match Value::read(property, &mut input) {
            Ok((value, false)) if input.is_exhausted() => Some(value),
            _ => None,
        }
    }

    /// Reads a value and whether it is important.
    ///
    /// # Errors
    /// The value may not pass. Where it decides what is hidden, that cannot be stepped over.
    pub(super) fn read(property: &str, input: &mut Parser) -> Result<(Value, bool), Failure> {
        input.set_nested_block_limit(MAX_NESTING);
        let mut reader = Reader { property, value: Value::default(), important: false };
        reader.read(input)?;
        reader.value.trim();
        if reader.value.parts.is_empty() {
            return Err(ParseError::unexpected_token());
        }
        Ok((reader.value, reader.important))
    }

    /// The value in lower case, if it refers to nothing.
    pub(super) fn keyword(&self) -> Option<String> {
        match self.parts.as_slice() {
            [Part::Text(text)] => Some(text.to_ascii_lowercase()),
            _ => None,
        }
    }

    /// The number of bytes it takes, about.
    pub(super) fn size(&self) -> usize {
        let size = |part: &Part| match part {
            Part::Text(text) | Part::Reference(text) => text.len() + 8,
        };
        self.parts.iter().map(size).sum()
    }

    /// The value with each reference under its new name; nothing if one refers to nothing.
    pub(super) fn written(&self, mut rename: impl FnMut(&str) -> Option<String>) -> Option<String> {
        let mut written = String::new();
        for part in &self.parts {
            match part {
                Part::Text(text) => written.push_str(text),
                Part::Reference(id) => written.push_str(&format!("url(#{})", rename(id)?)),
            }
        }
        Some(written)
    }

    fn push(&mut self, text: &str) {
        match self.parts.last_mut() {
            Some(Part::Text(last)) => last.push_str(text),
            _ => self.parts.push(Part::Text(text.to_owned())),
        }
    }

    fn push_space(&mut self) {
        match self.parts.last() {
            None => {}
            Some(Part::Text(last)) if last.ends_with(' ') => {}
            Some(_) => self.push(" "),
        }
    }

    fn trim(&mut self) {
        if let Some(Part::Text(last)) = self.parts.last_mut() {
            last.truncate(last.trim_end().len());
        }
    }
}

struct Reader<'a> {
    property: &'a str,
    value: Value,
    important: bool,
}

impl Reader<'_> {
    fn read(&mut self, input: &mut Parser) -> Result<(), Failure> {
        loop {
            let start = input.position();
            let Ok(token) = input.next_including_whitespace_and_comments().cloned() else {
                return Ok(());
            };
            let text = input.slice_from(start);
            match token {
                // A space in its place keeps apart what it kept apart.
                Token::Comment(_) | Token::WhiteSpace(_) => self.value.push_space(),
                Token::Delim('!') => {
                    input.expect_ident_matching("important")?;
                    input.expect_exhausted()?;
                    self.important = true;
                    return Ok(());
                }
                Token::UnquotedUrl(url) => self.refer(&url)?,
                Token::Function(name) if name.eq_ignore_ascii_case("url") => {
                    let url = input.parse_nested_block(|inner| Ok(inner.expect_string_cloned()?));
                    self.refer(&url?)?;
                }
                Token::Function(name) => self.call(&name.to_ascii_lowercase(), input)?,
                Token::ParenthesisBlock => self.call("", input)?,
                // Without its escapes, which could spell `none`.
                Token::Ident(word) if is_plain(&word) => self.value.push(&word),
                token if self.may_pass(&token, text) => self.value.push(text),
                _ => return Err(ParseError::unexpected_token()),
            }
        }
    }

    fn refer(&mut self, url: &str) -> Result<(), Failure> {
        let Some(id) = url.trim().strip_prefix('#') else {
            return Err(ParseError::unexpected_token());
        };
        self.value.parts.push(Part::Reference(id.to_owned()));
        Ok(())
    }

    fn call(&mut self, function: &str, input: &mut Parser) -> Result<(), Failure> {
        if !function.is_empty() && !holds(FUNCTIONS, function) {
            // It could say `none`, and a hidden layer would be shown.
            return Err(if matches!(self.property, "display" | "visibility" | "opacity") {
                ParseError::custom(Unsupported(format!("{}: {function}()", self.property)))
            } else {
                ParseError::unexpected_token()
            });
        }
        self.value.push(function);
        self.value.push("(");
        input.parse_nested_block(|inner| self.read(inner))?;
        self.value.push(")");
        Ok(())
    }

    fn may_pass(&self, token: &Token, text: &str) -> bool {
        let plain = text.is_ascii() && !text.contains('\\');
        plain
            && match token {
                Token::Number { .. }
                | Token::Percentage { .. }
                | Token::Comma
                | Token::Delim('+' | '-' | '*' | '/') => true,
                Token::Hash(color) | Token::IDHash(color) => {
                    color.len() <= 8 && color.bytes().all(|byte| byte.is_ascii_hexdigit())
                }
                Token::Dimension { unit, .. } => holds(UNITS, &unit.to_ascii_lowercase()),
                Token::QuotedString(name) => {
                    matches!(self.property, "font" | "font-family") && is_font(name)
                }
                _ => false,
            }
    }
}

/// A name of a font, rather than a sentence or an address in its place.
fn is_font(name: &str) -> bool {
    name.len() <= 64
        && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || b" -_.+&".contains(&byte))
}

fn is_plain(word: &str) -> bool {
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_';
    word.bytes().all(is_plain)
}
