//! Reads a mapping key by key and reports everything that is wrong with it.

use crate::diagnostic::{
    Diagnostic, Located, Message, Span, did_you_mean, message, place, quoted_list, word,
};

use super::{Node, Value, suspect};

/// A set of words, one of which a value must be.
pub trait Choice: Sized + Copy + 'static {
    /// What a person would call the set, with its article: "a stage".
    const WHAT: &'static str;
    /// All members, in the order in which to list them.
    const ALL: &'static [Self];
    /// The word for a member.
    fn word(self) -> &'static str;
    /// The member that somebody means by a word of their own, in small letters.
    fn meant_by(_word: &str) -> Option<Self> {
        None
    }
}

/// Where decoded values go wrong: the list of mistakes so far.
pub type Reading = Vec<Diagnostic>;

/// A mapping being read. Each key is asked for once; what was never asked for is unknown.
pub struct Fields<'a> {
    what: Message,
    pairs: Vec<(&'a str, &'a Node, &'a Node)>,
    known: Vec<&'static str>,
    span: Span,
    mistakes: &'a mut Reading,
}

impl<'a> Fields<'a> {
    /// Starts reading `node`, which `what` ("an entry", "`decision`") names in messages.
    ///
    /// Returns nothing, with a mistake noted, if it is not a mapping.
    pub fn of(
        node: &'a Node,
        what: impl Into<Message>,
        mistakes: &'a mut Reading,
    ) -> Option<Fields<'a>> {
        let what = what.into();
        let Value::Map(pairs) = &node.value else {
            mistakes.push(no_mapping(node, what));
            return None;
        };
        let mut seen: Vec<(&str, &Node, &Node)> = Vec::with_capacity(pairs.len());
        for (key, node) in pairs {
            let Value::Text(name) = &key.value else {
                mistakes.push(
                    Diagnostic::error(
                        "wrong-type",
                        key.span,
                        message!("a key of {} must be text", what.clone()),
                    )
                    .label(message!("this is {}", key.value.kind())),
                );
                continue;
            };
            match seen.iter().find(|(other, ..)| other == name) {
                Some((_, first, _)) => mistakes.push(
                    Diagnostic::error(
                        "duplicate-key",
                        key.span,
                        message!("`{}` is given twice", word(name)),
                    )
                    .label("again here")
                    .related(first.span, "first here")
                    .hint("keep one of the two"),
                ),
                None => seen.push((name, key, node)),
            }
        }
        Some(Fields { what, pairs: seen, known: Vec::new(), span: node.span, mistakes })
    }

    /// Where the mapping stands.
    pub fn span(&self) -> Span {
        self.span
    }

    /// Notes a mistake that the caller found.
    pub fn mistake(&mut self, diagnostic: Diagnostic) {
        self.mistakes.push(diagnostic);
    }

    /// The value of a key, if present. Empty values are mistakes: `summary:` alone usually means
    /// that something was forgotten.
    pub fn node(&mut self, key: &'static str) -> Option<&'a Node> {
        self.known.push(key);
        let (_, key_node, node) = *self.pairs.iter().find(|(name, ..)| *name == key)?;
        if matches!(node.value, Value::Null) {
            self.mistakes.push(
                Diagnostic::error("empty-value", key_node.span, message!("`{}` has no value", key))
                    .hint(message!("write a value, or remove the line with `{}`", key))
                    .hint("a value that begins with `#` must be in quotes"),
            );
            return None;
        }
        Some(node)
    }

    /// Reads a nested mapping with `read`.
    pub fn map<T>(
        &mut self,
        key: &'static str,
        read: impl FnOnce(Fields<'_>) -> Option<T>,
    ) -> Option<T> {
        let node = self.node(key)?;
        read(Fields::of(node, message!("`{}`", key), self.mistakes)?)
    }

    /// Reads a list of mappings with `read`.
    pub fn maps<T>(
        &mut self,
        key: &'static str,
        mut read: impl FnMut(Fields<'_>) -> Option<T>,
    ) -> Vec<T> {
        let items = self.list(key);
        let what = message!("an item of `{}`", key);
        let read = |item| read(Fields::of(item, what.clone(), self.mistakes)?);
        items.iter().filter_map(read).collect()
    }

    /// The items of a list.
    pub fn list(&mut self, key: &'static str) -> &'a [Node] {
        let Some(node) = self.node(key) else { return &[] };
        match &node.value {
            Value::List(items) => items,
            _ => {
                let mistake = wrong_type(node, message!("`{}`", key), "a list")
                    .hint(message!("write it in brackets: `{}: [one, two]`", key));
                self.mistakes.push(mistake);
                &[]
            }
        }
    }

    /// One line of text that is not blank.
    pub fn line(&mut self, key: &'static str) -> Option<Located<String>> {
        let node = self.node(key)?;
        line(node, key, self.mistakes)
    }

    /// Text of one or more lines that is not blank.
    pub fn text(&mut self, key: &'static str) -> Option<Located<String>> {
        let node = self.node(key)?;
        text(node, key, self.mistakes)
    }

    /// A list of single lines of text.
    pub fn lines(&mut self, key: &'static str) -> Vec<Located<String>> {
        self.list(key).iter().filter_map(|item| line(item, key, self.mistakes)).collect()
    }

    /// `true` or `false`.
    pub fn flag(&mut self, key: &'static str) -> Option<Located<bool>> {
        let node = self.node(key)?;
        match node.value {
            Value::Bool(value) => Some(Located::new(value, node.span)),
            _ => {
                self.mistakes.push(wrong_type(node, message!("`{}`", key), "`true` or `false`"));
                None
            }
        }
    }

    /// A whole number within `range`.
    pub fn whole(
        &mut self,
        key: &'static str,
        range: std::ops::RangeInclusive<i64>,
    ) -> Option<Located<u32>> {
        let node = self.node(key)?;
        if let Value::Int(value) = node.value
            && range.contains(&value)
            && let Ok(value) = u32::try_from(value)
        {
            return Some(Located::new(value, node.span));
        }
        let allowed = message!("a whole number from {} to {}", *range.start(), *range.end());
        self.mistakes.push(wrong_type(node, message!("`{}`", key), allowed));
        None
    }

    /// A finite number that is zero or more.
    pub fn number(&mut self, key: &'static str) -> Option<Located<f64>> {
        let node = self.node(key)?;
        let value = match node.value {
            #[allow(clippy::cast_precision_loss, reason = "counts and scores are far below 2^52")]
            Value::Int(value) => value as f64,
            Value::Float(value) => value,
            _ => f64::NAN,
        };
        if value.is_finite() && (0.0..=1e12).contains(&value) {
            return Some(Located::new(value, node.span));
        }
        self.mistakes.push(wrong_type(node, message!("`{}`", key), "a number of zero or more"));
        None
    }

    /// One word of a set.
    pub fn choice<T: Choice>(&mut self, key: &'static str) -> Option<Located<T>> {
        let node = self.node(key)?;
        choice(node, key, self.mistakes)
    }

    /// Reads one word of a set from a node of this mapping.
    pub fn read_choice<T: Choice>(&mut self, node: &Node, key: &'static str) -> Option<Located<T>> {
        choice(node, key, self.mistakes)
    }

    /// The pairs of a mapping whose keys are names that somebody chose.
    pub fn named(&mut self, key: &'static str) -> Vec<(Located<String>, &'a Node)> {
        // Read through `Fields` for its checks; every key is allowed.
        let node = self.node(key).filter(|node| self.nested(node, key).is_some());
        let Some(Value::Map(pairs)) = node.map(|node| &node.value) else { return Vec::new() };
        let named = |(key, node): &'a (Node, Node)| match &key.value {
            Value::Text(name) => Some((Located::new(name.clone(), key.span), node)),
            _ => None,
        };
        pairs.iter().filter_map(named).collect()
    }

    /// Starts reading the mapping that is the value of `key`.
    pub fn nested<'b>(&'b mut self, node: &'b Node, key: &'static str) -> Option<Fields<'b>> {
        Fields::of(node, message!("`{}`", key), self.mistakes)
    }

    /// Notes that a key must be present because of something at another place.
    pub fn require_with(&mut self, key: &'static str, span: Span, because: &'static str) {
        if !self.pairs.iter().any(|(name, ..)| *name == key) {
            self.mistakes.push(
                Diagnostic::error(
                    "missing-key",
                    span,
                    message!("{} needs `{}` when {}", self.what.clone(), key, because),
                )
                .hint(message!("add a line `{}: …`", key)),
            );
        }
    }

    /// Notes that a key that must be present is not.
    pub fn require<T>(&mut self, key: &'static str, value: Option<T>) -> Option<T> {
        self.require_for(key, value, None)
    }

    /// The same, with a hint at what the key is for.
    pub fn require_for<T>(
        &mut self,
        key: &'static str,
        value: Option<T>,
        purpose: Option<Message>,
    ) -> Option<T> {
        // A key that is present but wrong has been reported already.
        if value.is_none() && !self.pairs.iter().any(|(name, ..)| *name == key) {
            let message = message!("{} needs `{}`", self.what.clone(), key);
            let mistake = Diagnostic::error("missing-key", self.span, message);
            self.mistakes.push(mistake.hint(message!("add `{}: …`", key)).maybe_hint(purpose));
        }
        value
    }

    /// Reports every key that was never asked for. Must be called last.
    pub fn finish(self) {
        let Fields { what, pairs, known, mistakes, .. } = self;
        for (name, key, _) in pairs {
            if known.contains(&name) {
                continue;
            }
            let mut sorted = known.clone();
            sorted.sort_unstable();
            let shown: String = name.chars().take(60).collect();
            let message = message!("`{}` is not a key of {}", word(&shown), what.clone());
            let mistake = Diagnostic::error("unknown-key", key.span, message).label("unknown key");
            mistakes.push(match did_you_mean(name, sorted.iter().copied()) {
                Some(hint) => mistake.hint(hint),
                None => mistake.hint(message!("allowed: {}", quoted_list(sorted))),
            });
        }
    }
}

/// A mistake, if a value holds what an escape such as `"\u0007"` can spell and no page may hold.
pub fn unprintable(value: &str, key: &'static str, span: Span) -> Option<Diagnostic> {
    let (bad, what) = value.chars().find_map(|c| match c {
        '\n' | '\t' => None,
        _ if c.is_control() => Some((c, "control character")),
        '\u{fdd0}'..='\u{fdef}' => Some((c, "noncharacter")),
        _ if u32::from(c) & 0xfffe == 0xfffe => Some((c, "noncharacter")),
        _ => None,
    })?;
    let code = place(format_args!("U+{:04X}", u32::from(bad)));
    let message = message!("`{}` holds the {} {}", key, what, code);
    Some(Diagnostic::error("bad-character", span, message).hint("remove it"))
}

/// What is no mapping may only look like one: a key and a blank that is none are a text.
fn no_mapping(node: &Node, what: Message) -> Diagnostic {
    let mistake = wrong_type(node, what, "a mapping of keys and values");
    let Value::Text(text) = &node.value else { return mistake };
    let is_as_written = node.span.range().len() == text.len();
    match suspect::first(text, text.len()).filter(|_| is_as_written) {
        Some(found) => {
            let start = node.span.start as usize;
            let range = start + found.range.start..start + found.range.end;
            Diagnostic::error("yaml-syntax", Span::new(node.span.file, range), found.message)
                .hint(found.hint)
        }
        None => mistake,
    }
}

/// A mistake, if what looks like the end of an unquoted value is a comment.
pub fn cut_off(node: &Node, key: &'static str) -> Option<Diagnostic> {
    let message = message!("a comment cuts the value of `{}` off: ` #` begins one in YAML", key);
    Some(
        Diagnostic::error("cut-value", node.cut?, message)
            .label("this is a comment")
            .related(node.span, "this is the value")
            .hint(message!("put the whole value in quotes: `{}: \"… #…\"`", key))
            .hint("if it is meant as a comment, put a blank behind the `#`"),
    )
}

fn line(node: &Node, key: &'static str, mistakes: &mut Reading) -> Option<Located<String>> {
    let text = text(node, key, mistakes)?;
    if text.value.contains('\n') {
        mistakes.push(
            Diagnostic::error("wrong-type", node.span, message!("`{}` must be a single line", key))
                .hint("remove the line breaks"),
        );
        return None;
    }
    Some(text)
}

fn text(node: &Node, key: &'static str, mistakes: &mut Reading) -> Option<Located<String>> {
    let Value::Text(value) = &node.value else {
        let mistake = wrong_type(node, message!("`{}`", key), "text");
        mistakes.push(match node.value {
            Value::Bool(_) | Value::Int(_) | Value::Float(_) => {
                mistake.hint("put it in quotes if it is meant as text")
            }
            _ => mistake,
        });
        return None;
    };
    if let Some(mistake) = unprintable(value, key, node.span).or_else(|| cut_off(node, key)) {
        mistakes.push(mistake);
        return None;
    }
    let trimmed = value.trim();
    if trimmed.is_empty() {
        mistakes.push(
            Diagnostic::error("empty-value", node.span, message!("`{}` is blank", key))
                .hint(message!("write a text, or remove the line with `{}`", key)),
        );
        return None;
    }
    Some(Located::new(trimmed.to_owned(), node.span))
}

fn choice<T: Choice>(node: &Node, key: &'static str, mistakes: &mut Reading) -> Option<Located<T>> {
    let words = || T::ALL.iter().map(|member| member.word());
    let Value::Text(written) = &node.value else {
        let allowed = message!("one of {}", quoted_list(words()));
        mistakes.push(wrong_type(node, message!("`{}`", key), allowed));
        return None;
    };
    if let Some(member) = T::ALL.iter().find(|member| member.word() == written) {
        return Some(Located::new(*member, node.span));
    }
    let shown: String = written.chars().take(60).collect();
    let message = message!("`{}` is not {}", word(&shown), T::WHAT);
    mistakes.push(
        Diagnostic::error("unknown-value", node.span, message)
            .label(message!("not {}", T::WHAT))
            .maybe_hint(meant::<T>(written))
            .hint(message!("allowed: {}", quoted_list(words()))),
    );
    None
}

/// The member that a wrong word most likely stands for: another word for it, or a misspelling.
fn meant<T: Choice>(written: &str) -> Option<Message> {
    match T::meant_by(&written.to_lowercase()) {
        Some(member) => Some(message!("did you mean `{}`?", member.word())),
        None => did_you_mean(written, T::ALL.iter().map(|member| member.word())),
    }
}

fn wrong_type(node: &Node, what: Message, expected: impl Into<Message>) -> Diagnostic {
    Diagnostic::error("wrong-type", node.span, message!("{} must be {}", what, expected.into()))
        .label(message!("this is {}", node.value.kind()))
}
