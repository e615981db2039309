//! How single characters compare: without case, accents or width, and without what cannot be seen.

use std::sync::LazyLock;

use unicode_normalization::char::{
    canonical_combining_class, decompose_compatible, is_combining_mark,
};

/// What a character becomes before it is compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Folded {
    /// Part of a word.
    Letter(char),
    /// Part of a text whose script puts no spaces between words (Chinese, Thai …).
    Unspaced(char),
    /// Anything between words.
    Gap,
}

/// Folds one character and hands what it becomes to `emit`, piece by piece; nothing if it is
/// invisible. Both sides of a comparison are decomposed (NFKD) and lose their accents, so the order
/// of accents cannot matter and a slug without them compares equal. Upper case, then lower case is
/// full case folding: `ß` is `ss`, the Turkish dotless `ı` is `i`, a final sigma a sigma.
pub fn fold(c: char, mut emit: impl FnMut(Folded)) {
    match c {
        '\u{2010}'..='\u{2029}' | '\u{a0}' => return emit(Folded::Gap),
        '\u{4e00}'..='\u{9fff}' => return emit(Folded::Unspaced(c)),
        _ if is_invisible(c) => return,
        _ => {}
    }
    decompose_compatible(c, |part| {
        if is_invisible(part) || is_accent(part) {
            return;
        }
        if let Some(letters) = spelled_in_ascii(part) {
            letters.chars().for_each(|letter| emit(Folded::Letter(letter)));
            return;
        }
        part.to_uppercase().flat_map(char::to_lowercase).for_each(|lower| emit(class(lower)));
    });
}

/// Whether a reader sees nothing where this character stands. It is passed over, even in a word.
pub fn is_invisible(c: char) -> bool {
    matches!(c,
        '\0'..='\u{8}' | '\u{e}'..='\u{1f}' | '\u{7f}'
        | '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}'
        | '\u{180b}'..='\u{180f}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}' | '\u{3164}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{ffa0}'
        | '\u{fff0}'..='\u{fff8}' | '\u{1bca0}'..='\u{1bca3}' | '\u{1d173}'..='\u{1d17a}'
        | '\u{e0000}'..='\u{e0fff}')
}

/// Whether words of this character's script are written without spaces.
pub fn is_unspaced(c: char) -> bool {
    matches!(c,
        '\u{e00}'..='\u{eff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}'
        | '\u{3005}'..='\u{3007}' | '\u{3040}'..='\u{312f}' | '\u{31f0}'..='\u{31ff}'
        | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}'
        | '\u{20000}'..='\u{3ffff}')
}

fn class(c: char) -> Folded {
    match c {
        // The modifier letters that serve as apostrophes and quotes.
        '\u{2b9}'..='\u{2bf}' | '\u{a78b}' | '\u{a78c}' => Folded::Gap,
        _ if is_unspaced(c) && (c.is_alphanumeric() || is_combining_mark(c)) => Folded::Unspaced(c),
        _ if c.is_alphanumeric() || is_combining_mark(c) => Folded::Letter(c),
        _ => Folded::Gap,
    }
}

/// Accents and points that a word keeps its meaning without. Signs that make another letter (Indic
/// nukta and virama, Japanese voicing, Thai vowels) have classes of their own and stay.
fn is_accent(c: char) -> bool {
    matches!(canonical_combining_class(c), 1..=6 | 10..=36 | 200..=240)
}

/// Latin letters that do not decompose, as slugs write them.
fn spelled_in_ascii(c: char) -> Option<&'static str> {
    Some(match c {
        'æ' | 'Æ' => "ae",
        'œ' | 'Œ' => "oe",
        'ø' | 'Ø' => "o",
        'ł' | 'Ł' => "l",
        'đ' | 'Đ' | 'ð' | 'Ð' => "d",
        'ħ' | 'Ħ' => "h",
        'þ' | 'Þ' => "th",
        c => return small_capital(c),
    })
}

/// Latin small capitals, which Unicode takes for letters of their own.
fn small_capital(c: char) -> Option<&'static str> {
    Some(match c {
        'ᴀ' => "a",
        'ʙ' => "b",
        'ᴄ' => "c",
        'ᴅ' => "d",
        'ᴇ' => "e",
        'ꜰ' => "f",
        'ɢ' => "g",
        'ʜ' => "h",
        'ɪ' => "i",
        'ᴊ' => "j",
        'ᴋ' | 'ĸ' => "k",
        'ʟ' => "l",
        'ᴍ' => "m",
        'ɴ' => "n",
        'ᴏ' => "o",
        'ᴘ' => "p",
        'ꞯ' => "q",
        'ʀ' => "r",
        'ꜱ' => "s",
        'ᴛ' => "t",
        'ᴜ' => "u",
        'ᴠ' => "v",
        'ᴡ' => "w",
        'ʏ' => "y",
        'ᴢ' => "z",
        _ => return None,
    })
}

/// Blocks of alphabets of which letters look like those of Latin: from phonetic letters to the
/// last one before Chinese, African and American ones, and old ones.
const ALPHABETS: [std::ops::RangeInclusive<char>; 5] = [
    '\u{250}'..='\u{2af}',
    '\u{370}'..='\u{1fff}',
    '\u{2c00}'..='\u{2dff}',
    '\u{a4d0}'..='\u{abff}',
    '\u{10280}'..='\u{118df}',
];

/// The letter or digit of ASCII that each letter looks like, by Unicode's list of confusables
/// (UTS #39), in order.
static LOOK_ALIKES: LazyLock<Vec<(char, char)>> = LazyLock::new(|| {
    let letters = ALPHABETS.into_iter().flatten().filter(|c| c.is_alphanumeric());
    letters.filter_map(|c| Some((c, reduced(c)?))).collect()
});

/// Whether a letter is of an alphabet of which letters look like those of Latin.
pub fn may_look_alike(c: char) -> bool {
    ALPHABETS.iter().any(|letters| letters.contains(&c))
}

/// The letter or digit of ASCII that a letter of another alphabet looks like.
pub fn look_alike(c: char) -> Option<char> {
    let at = LOOK_ALIKES.binary_search_by_key(&c, |(letter, _)| *letter).ok()?;
    Some(LOOK_ALIKES[at].1)
}

/// A text in the letters that it looks to be written in; `None` if it does not look like Latin.
pub fn latin(text: &str) -> Option<String> {
    let read = |c: char| if may_look_alike(c) { look_alike(c) } else { Some(c) };
    let is_other = text.chars().any(may_look_alike);
    text.chars().map(read).collect::<Option<String>>().filter(|_| is_other)
}

/// The ways to read a text of another alphabet of which some letters look like those of Latin: with
/// all of these as Latin, as a word is read in which somebody mixed the two, and, if it is mixed
/// itself, with none.
pub fn mixed(text: &str) -> Vec<String> {
    if !text.chars().any(may_look_alike) || latin(text).is_some() {
        return Vec::new();
    }
    // A letter may look like Latin in one case alone.
    let mut found: Vec<String> = [text.to_owned(), text.to_lowercase(), text.to_uppercase()]
        .iter()
        .map(|text| text.chars().map(|c| look_alike(c).unwrap_or(c)).collect())
        .collect();
    found.extend(native(text));
    found
}

/// A text with a letter of its own alphabet for each of Latin.
fn native(text: &str) -> Option<String> {
    let alphabet = [0x370..=0x3ff_u32, 0x400..=0x4ff]
        .into_iter()
        .find(|letters| text.chars().any(|c| letters.contains(&u32::from(c))))?;
    let own = |c: char| {
        let twin = LOOK_ALIKES.iter().find(|(letter, latin)| {
            let is_own = alphabet.contains(&u32::from(*letter)) && letter.is_lowercase();
            is_own && *latin == c.to_ascii_lowercase()
        });
        twin.map_or(c, |(letter, _)| *letter)
    };
    let is_mixed = text.chars().any(|c| c.is_ascii_alphabetic());
    is_mixed.then(|| text.chars().map(own).collect())
}

fn reduced(c: char) -> Option<char> {
    let text = c.to_string();
    let mut skeleton = unicode_security::skeleton(&text);
    let letter = match (skeleton.next()?, skeleton.next(), skeleton.next()) {
        // The list has one form for `I`, `l` and `1`, and writes `m` as `rn`.
        ('l', None, _) if c.is_uppercase() => 'i',
        ('r', Some('n'), None) => 'm',
        (letter, None, _) => letter,
        _ => return None,
    };
    let small = small_capital(letter).and_then(|small| small.chars().next());
    let letter = small.unwrap_or(letter).to_ascii_lowercase();
    letter.is_ascii_alphanumeric().then_some(letter)
}
