//! The words of a message: those of the program, which anybody may read, and values that somebody
//! wrote, which perhaps not everybody may. They are told apart where a message is made: where it is
//! printed, nobody could.

use std::borrow::Cow;
use std::fmt::{self, Display};

use super::mask::is_own;

/// What stands for a value, whatever its length, where not everybody may read it.
pub const MASK: &str = "███";

/// Who reads what is printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Readers {
    /// Those who may read the sources too: values and source lines are shown.
    Authors,
    /// Whoever can read a log: they are masked.
    Anybody,
}

/// Words that are fixed in the program, and values in between.
///
/// There is no way from a `String`: what is put into a message is a [`value`] unless it is said,
/// by [`place`], that it is none.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Message {
    parts: Vec<Part>,
}

#[derive(Clone, PartialEq, Eq)]
enum Part {
    Words(Cow<'static, str>),
    Value(String),
}

/// Something that was written by somebody: a title, an id, a date, a misspelt key.
pub fn value(text: impl Display) -> Message {
    Message { parts: vec![Part::Value(text.to_string())] }
}

/// Where something is: the path of a file that is there, the address of a page, what the system
/// says of a file. Places stay, whoever reads.
pub fn place(text: impl Display) -> Message {
    Message { parts: vec![Part::Words(Cow::Owned(text.to_string()))] }
}

/// A word that an author chose: one that the format knows, in whatever place, stays.
pub fn word(text: &str) -> Message {
    if is_own(text) { place(text) } else { value(text) }
}

/// A text made elsewhere, in which values stand in backticks. What they hold may hold backticks
/// too, so that all between the first and the last is taken for a value.
pub fn quoting(text: &str) -> Message {
    match (text.find('`'), text.rfind('`')) {
        (Some(first), Some(last)) if first < last => {
            let (before, after) = (place(&text[..=first]), place(&text[last..]));
            before.and(value(&text[first + 1..last])).and(after)
        }
        (None, _) => place(text),
        _ => value(text),
    }
}

impl Message {
    /// The text for these readers.
    pub fn text(&self, readers: Readers) -> String {
        let part = |part: &Part| match (part, readers) {
            (Part::Words(words), _) => words.to_string(),
            (Part::Value(value), Readers::Authors) => value.clone(),
            (Part::Value(_), Readers::Anybody) => MASK.to_owned(),
        };
        self.parts.iter().map(part).collect()
    }

    /// The text with all values, for comparing and for authors.
    pub fn in_full(&self) -> String {
        self.text(Readers::Authors)
    }

    /// Whether it says nothing.
    pub fn is_empty(&self) -> bool {
        self.parts.is_empty()
    }

    /// The same, going on with these words.
    pub fn and(mut self, more: impl Into<Message>) -> Message {
        self.parts.extend(more.into().parts);
        self
    }

    /// These, with a separator in between.
    pub fn joined<T: Into<Message>>(
        items: impl IntoIterator<Item = T>,
        separator: &'static str,
    ) -> Message {
        let mut joined = Message::default();
        for (at, item) in items.into_iter().enumerate() {
            joined = joined.and(if at == 0 { "" } else { separator }).and(item);
        }
        joined
    }

    /// A text whose holes, `{}`, are filled in order. Use the macro [`message!`], which counts them.
    pub fn filled<const N: usize>(template: &'static str, fillings: [Message; N]) -> Message {
        let mut fillings = fillings.into_iter();
        let mut filled = Message::default();
        for (at, words) in template.split("{}").enumerate() {
            let filling = if at == 0 { None } else { fillings.next() };
            filled = filled.and(filling.unwrap_or_default()).and(words);
        }
        filled
    }
}

/// Values are masked: the debug form of a mistake gets into the output of tests.
impl fmt::Debug for Message {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.text(Readers::Anybody), f)
    }
}

impl From<&'static str> for Message {
    fn from(words: &'static str) -> Message {
        let part = (!words.is_empty()).then_some(Part::Words(Cow::Borrowed(words)));
        Message { parts: part.into_iter().collect() }
    }
}

macro_rules! from_numbers {
    ($($number:ty),*) => {$(
        /// Counts and limits say nothing that is not for everybody.
        impl From<$number> for Message {
            fn from(number: $number) -> Message {
                place(number)
            }
        }
    )*};
}

from_numbers!(i32, i64, u32, u64, usize);

/// How many holes a template has.
///
/// # Panics
/// It has braces that are no holes; as it is called while compiling, it does not compile then.
pub const fn holes(template: &str) -> usize {
    let (bytes, mut at, mut count) = (template.as_bytes(), 0, 0);
    while at < bytes.len() {
        if bytes[at] == b'{' {
            assert!(at + 1 < bytes.len() && bytes[at + 1] == b'}', "a hole has nothing in it");
            count += 1;
            at += 1;
        }
        at += 1;
    }
    count
}

/// A [`Message`] made like `format!` makes a text: fixed words, with `{}` for each filling. What
/// fills a hole is fixed too, or a number, or another message, such as a [`value`].
macro_rules! message {
    ($template:literal $(, $filling:expr)* $(,)?) => {{
        const FILLINGS: &[&str] = &[$(stringify!($filling)),*];
        const COUNT: usize = FILLINGS.len();
        const { assert!($crate::diagnostic::holes($template) == COUNT, "each hole has a filling") };
        $crate::diagnostic::Message::filled::<COUNT>(
            $template,
            [$($crate::diagnostic::Message::from($filling)),*],
        )
    }};
}

pub(crate) use message;

#[cfg(test)]
mod tests {
    use super::{Message, Readers, place, quoting, value, word};

    #[test]
    fn values_are_masked_for_anybody_and_places_are_not() {
        let message =
            message!("`{}` is in `{}`, {} times", value("Falcon"), place("a.md"), 3_usize);
        assert_eq!(message.text(Readers::Authors), "`Falcon` is in `a.md`, 3 times");
        assert_eq!(message.text(Readers::Anybody), "`███` is in `a.md`, 3 times");
        assert_eq!(format!("{message:?}"), "\"`███` is in `a.md`, 3 times\"");
    }

    #[test]
    fn a_message_within_a_message_keeps_its_values() {
        let inner = message!("an item of `{}`", value("Falcon"));
        let outer = message!("{} needs `{}`", inner, "account");
        assert_eq!(outer.text(Readers::Anybody), "an item of `███` needs `account`");
        assert_eq!(outer.in_full(), "an item of `Falcon` needs `account`");
    }

    #[test]
    fn the_length_of_a_value_does_not_show() {
        let texts = ["", "a", "a longer one"].map(|text| value(text).text(Readers::Anybody));
        assert!(texts.iter().all(|text| text == "███"), "{texts:?}");
    }

    #[test]
    fn words_of_the_format_stay_and_near_ones_do_not() {
        for (text, expected) in [("title", "title"), ("planned", "planned"), ("plannd", "███")]
        {
            assert_eq!(word(text).text(Readers::Anybody), expected);
        }
    }

    #[test]
    fn what_is_quoted_is_a_value_also_if_it_holds_backticks() {
        for (text, expected) in [
            ("no values", "no values"),
            ("there is no `Falcon` here", "there is no `███` here"),
            ("`a` Falcon` b`", "`███`"),
            ("a lone ` says Falcon", "███"),
        ] {
            assert_eq!(quoting(text).text(Readers::Anybody), expected);
            assert_eq!(quoting(text).in_full(), text);
        }
    }

    #[test]
    fn a_message_without_words_is_empty() {
        assert!(Message::from("").is_empty());
        assert!(Message::default().is_empty());
        assert!(!value("").is_empty());
    }
}
