//! Front matter: where it ends, and the few keys of it that are asked for.
//!
//! The keys come from YAML events. A key that was not asked for is skipped and never kept.

use std::borrow::Cow;

use serde_saphyr::granit_parser::{Event, Options, Parser, ScalarStyle, StrInput, Tag};

use super::error::{Cause, Fault};
use super::labels;
use super::yaml::{Node, Scalar};

/// Deeper values do not occur in the format; the bound keeps hostile files off the stack.
const MAX_DEPTH: usize = 16;

/// The values of the keys that were asked for.
pub struct FrontMatter<'a> {
    fields: Vec<(&'static str, Node<'a>)>,
}

/// A document cut in two.
pub struct Halves<'a> {
    pub yaml: &'a str,
    pub body: &'a str,
    /// The line on which the body begins, counted from 1.
    pub body_line: usize,
}

impl<'a> FrontMatter<'a> {
    /// The same, on its own.
    pub fn into_owned(self) -> FrontMatter<'static> {
        let own = |(key, value): (&'static str, Node<'_>)| (key, value.into_owned());
        FrontMatter { fields: self.fields.into_iter().map(own).collect() }
    }

    /// The value of a key; a null is no value.
    pub fn get(&self, key: &str) -> Option<&Node<'a>> {
        self.get_even_null(key).filter(|node| !node.is_null())
    }

    pub fn get_even_null(&self, key: &str) -> Option<&Node<'a>> {
        self.fields.iter().find(|(name, _)| *name == key).map(|(_, node)| node)
    }
}

/// Cuts a document with LF line ends and no byte order mark at its two lines of `---`.
pub fn split(text: &str) -> Result<Halves<'_>, Fault> {
    let missing = || Fault::new(1, Cause::FrontMatterMissing);
    let first = text.split_inclusive('\n').next().ok_or_else(missing)?;
    if !is_fence(first) {
        return Err(missing());
    }
    let mut end = first.len();
    for (index, line) in text[end..].split_inclusive('\n').enumerate() {
        if is_fence(line) {
            let body = &text[end + line.len()..];
            return Ok(Halves { yaml: &text[first.len()..end], body, body_line: index + 3 });
        }
        end += line.len();
    }
    Err(missing())
}

fn is_fence(line: &str) -> bool {
    line.trim_end_matches([' ', '\t', '\n']) == "---"
}

/// Reads the wanted keys of a front matter.
pub fn read<'a>(yaml: &'a str, wanted: &[&'static str]) -> Result<FrontMatter<'a>, Fault> {
    let mut events = Events::new(yaml);
    events.expect(|event| matches!(event, Event::StreamStart))?;
    events.expect(|event| matches!(event, Event::DocumentStart(..)))?;
    events.expect(|event| matches!(event, Event::MappingStart(_, _, None)))?;
    let mut fields: Vec<(&'static str, Node<'a>)> = Vec::with_capacity(wanted.len());
    loop {
        let key = match events.next()? {
            (Event::MappingEnd, _) => break,
            (Event::Scalar(key, _, _, None), line) => (key, line),
            (_, line) => return Err(Fault::new(line, Cause::Yaml)),
        };
        let Some(name) = wanted.iter().find(|name| **name == key.0) else {
            labels::refuse_near_miss(&key.0).map_err(|cause| Fault::new(key.1, cause))?;
            events.skip_value()?;
            continue;
        };
        if fields.iter().any(|(taken, _)| taken == name) {
            return Err(Fault::new(key.1, Cause::DuplicateKey(key.0.into_owned())));
        }
        fields.push((name, events.value()?));
    }
    events.expect(|event| matches!(event, Event::DocumentEnd))?;
    events.expect(|event| matches!(event, Event::StreamEnd))?;
    Ok(FrontMatter { fields })
}

/// The events of a front matter with their lines; the second half of every rule about YAML.
struct Events<'a> {
    parser: Parser<'a, StrInput<'a>>,
    line: usize,
}

impl<'a> Events<'a> {
    fn new(yaml: &'a str) -> Self {
        let mut options = Options::default();
        options.set_emit_comments(false);
        options.disallow_directives = true;
        Self { parser: Parser::new_from_str_with_options(yaml, options), line: 1 }
    }

    /// The next event and its line in the document, which begins one line above the YAML.
    fn next(&mut self) -> Result<(Event<'a>, usize), Fault> {
        let (event, span) = match self.parser.next_event() {
            Some(Ok(next)) => next,
            Some(Err(error)) => return Err(Fault::new(error.marker().line() + 1, Cause::Yaml)),
            None => return Err(Fault::new(self.line, Cause::Yaml)),
        };
        self.line = span.start.line() + 1;
        // Without anchors there is nothing that an alias could name.
        match &event {
            Event::Scalar(_, _, anchor, _)
            | Event::SequenceStart(_, anchor, _)
            | Event::MappingStart(_, anchor, _)
                if *anchor != 0 =>
            {
                Err(self.fault(Cause::Reference))
            }
            _ => Ok((event, self.line)),
        }
    }

    fn fault(&self, cause: Cause) -> Fault {
        Fault::new(self.line, cause)
    }

    fn expect(&mut self, wanted: impl Fn(&Event<'_>) -> bool) -> Result<(), Fault> {
        let (event, _) = self.next()?;
        if wanted(&event) { Ok(()) } else { Err(self.fault(Cause::Yaml)) }
    }

    fn skip_value(&mut self) -> Result<(), Fault> {
        let mut depth = 0_usize;
        loop {
            match self.next()?.0 {
                Event::SequenceStart(..) | Event::MappingStart(..) => depth += 1,
                Event::SequenceEnd | Event::MappingEnd => {
                    depth = depth.checked_sub(1).ok_or_else(|| self.fault(Cause::Yaml))?;
                }
                Event::Scalar(..) => {}
                _ => return Err(self.fault(Cause::Yaml)),
            }
            if depth == 0 {
                return Ok(());
            }
        }
    }

    fn value(&mut self) -> Result<Node<'a>, Fault> {
        let (event, _) = self.next()?;
        self.value_from(event, MAX_DEPTH)
    }

    fn value_from(&mut self, event: Event<'a>, depth: usize) -> Result<Node<'a>, Fault> {
        let Some(depth) = depth.checked_sub(1) else {
            return Err(self.fault(Cause::Yaml));
        };
        match event {
            Event::Scalar(text, style, _, tag) => {
                let tagged = self.is_tagged_text(tag.as_deref())?;
                let plain = style == ScalarStyle::Plain && !tagged;
                Ok(Node::Scalar(Scalar { text, plain, line: self.line }))
            }
            Event::SequenceStart(_, _, None) => {
                let mut items = Vec::new();
                loop {
                    match self.next()?.0 {
                        Event::SequenceEnd => return Ok(Node::List(items)),
                        item => items.push(self.value_from(item, depth)?),
                    }
                }
            }
            Event::MappingStart(_, _, None) => self.mapping(depth),
            Event::SequenceStart(..) | Event::MappingStart(..) => Err(self.fault(Cause::Tag)),
            _ => Err(self.fault(Cause::Yaml)),
        }
    }

    fn mapping(&mut self, depth: usize) -> Result<Node<'a>, Fault> {
        let mut fields: Vec<(Cow<'a, str>, Node<'a>)> = Vec::new();
        loop {
            let key = match self.next()?.0 {
                Event::MappingEnd => break,
                Event::Scalar(key, _, _, None) => key,
                _ => return Err(self.fault(Cause::Yaml)),
            };
            if key == "<<" {
                return Err(self.fault(Cause::Reference));
            }
            let (event, _) = self.next()?;
            let value = self.value_from(event, depth)?;
            fields.push((key, value));
        }
        let mut names: Vec<&str> = fields.iter().map(|(name, _)| &**name).collect();
        names.sort_unstable();
        match names.windows(2).find(|pair| pair[0] == pair[1]) {
            Some(pair) => Err(self.fault(Cause::DuplicateKey(pair[0].to_owned()))),
            None => Ok(Node::Map(fields)),
        }
    }

    /// `!!str 3` is the text `3`; every other tag asks for something the format does not have.
    fn is_tagged_text(&self, tag: Option<&Tag>) -> Result<bool, Fault> {
        match tag {
            None => Ok(false),
            Some(tag) if tag.core_suffix() == Some("str") => Ok(true),
            Some(_) => Err(self.fault(Cause::Tag)),
        }
    }
}
