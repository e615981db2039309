//! Style sheets of a site theme: none may load anything from elsewhere.
//!
//! What is looked at are tokens, as browsers read them: escapes, comments, capitals and nesting
//! hide nothing, and a rule that browsers step over is held to the same. The policy of the pages
//! stops such a load too, but a template can change that, and then nobody would know.

use core::ops::Range;

use cssparser::{ParseError, Parser, Token};

/// Deeper than any style sheet.
const MAX_NESTING: u8 = 64;

/// Functions in which a string is an address.
const LOADING: [&str; 7] =
    ["url", "src", "image", "image-set", "-webkit-image-set", "cross-fade", "-webkit-cross-fade"];
/// Functions that may stand in those, and whose strings are none.
const HARMLESS: [&str; 9] =
    ["type", "calc", "rgb", "rgba", "hsl", "hsla", "oklch", "color-mix", "light-dark"];

/// What a style sheet may not have, with its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// In bytes.
    pub place: Range<usize>,
    /// What is there.
    pub kind: FaultKind,
}

/// What a style sheet may not have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FaultKind {
    /// `@import`.
    Import,
    /// Another encoding than UTF-8.
    Encoding,
    /// An address that is no file of the site theme.
    Address,
    /// An address that is put together when the page is shown.
    Computed,
    /// An address or a string that does not end.
    Broken,
    /// Too many blocks in each other to look into.
    Nesting,
}

impl FaultKind {
    /// In words for the author.
    pub fn message(self) -> &'static str {
        match self {
            FaultKind::Import => "a style sheet cannot import another one",
            FaultKind::Encoding => "a style sheet is UTF-8 text, whatever it says",
            FaultKind::Address => "a style sheet can load files of its site theme and nothing else",
            FaultKind::Computed => "an address in a style sheet must be written out",
            FaultKind::Broken => "this address or string has no end",
            FaultKind::Nesting => "this style sheet is nested too deep",
        }
    }

    /// What to do.
    pub fn hint(self) -> &'static str {
        match self {
            FaultKind::Import => "copy the rules into this file; each site is one style sheet",
            FaultKind::Encoding => "remove `@charset`",
            FaultKind::Address | FaultKind::Computed => {
                "put the file into `assets/` of the site theme, and write `url(\"its-name.png\")`"
            }
            FaultKind::Broken => "close it on the same line",
            FaultKind::Nesting => "take blocks out of each other",
        }
    }
}

/// Everything in a style sheet that could load something from elsewhere.
pub fn faults(text: &str) -> Vec<Fault> {
    let mut input = Parser::new(text);
    input.set_nested_block_limit(MAX_NESTING);
    let mut found = Vec::new();
    // What is found is kept; that it cannot be read to its end is found as well.
    let _ = read(&mut input, Strings::Words, &mut found);
    found
}

/// What strings are, where the reader is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Strings {
    Words,
    Addresses,
}

/// The two rules whose strings are something else.
#[derive(Clone, Copy, PartialEq, Eq)]
enum AtRule {
    /// The name of a language, which nothing loads.
    Namespace,
    Charset,
}

fn read(
    input: &mut Parser,
    strings: Strings,
    found: &mut Vec<Fault>,
) -> Result<(), ParseError<()>> {
    let mut at_rule = None;
    loop {
        let start = input.position();
        let Ok(token) = input.next_including_whitespace_and_comments().cloned() else {
            return Ok(());
        };
        let place = start.byte_index()..input.position().byte_index();
        let kind = match &token {
            Token::Semicolon => {
                at_rule = None;
                None
            }
            Token::AtKeyword(name) => {
                at_rule = AtRule::named(name);
                name.eq_ignore_ascii_case("import").then_some(FaultKind::Import)
            }
            Token::UnquotedUrl(address) => match at_rule {
                Some(AtRule::Namespace) => None,
                Some(AtRule::Charset) | None => load(address),
            },
            Token::QuotedString(text) => match (at_rule, strings) {
                (Some(AtRule::Namespace), _) => None,
                (Some(AtRule::Charset), _) => {
                    (!text.eq_ignore_ascii_case("utf-8")).then_some(FaultKind::Encoding)
                }
                (None, Strings::Addresses) => load(text),
                (None, Strings::Words) => None,
            },
            Token::Function(name) => call(name, strings),
            Token::BadUrl(_) | Token::BadString(_) => Some(FaultKind::Broken),
            _ => None,
        };
        found.extend(kind.map(|kind| Fault { place: place.clone(), kind }));
        let inner = match &token {
            Token::Function(name)
                if is_in(&LOADING, name) && at_rule != Some(AtRule::Namespace) =>
            {
                Strings::Addresses
            }
            Token::Function(_) => Strings::Words,
            Token::ParenthesisBlock | Token::SquareBracketBlock => strings,
            Token::CurlyBracketBlock => {
                at_rule = None;
                Strings::Words
            }
            _ => continue,
        };
        if input.parse_nested_block(|input| read(input, inner, found)).is_err() {
            found.push(Fault { place, kind: FaultKind::Nesting });
        }
    }
}

impl AtRule {
    fn named(name: &str) -> Option<AtRule> {
        match name.to_ascii_lowercase().as_str() {
            "namespace" => Some(AtRule::Namespace),
            "charset" => Some(AtRule::Charset),
            _ => None,
        }
    }
}

/// `image-set(var(--x) 1x)` loads what the variable says.
fn call(name: &str, around: Strings) -> Option<FaultKind> {
    let is_known = is_in(&LOADING, name)
        || is_in(&HARMLESS, name)
        || name.to_ascii_lowercase().ends_with("gradient");
    (around == Strings::Addresses && !is_known).then_some(FaultKind::Computed)
}

fn load(address: &str) -> Option<FaultKind> {
    (!is_own(address.trim())).then_some(FaultKind::Address)
}

fn is_in(names: &[&str], name: &str) -> bool {
    names.iter().any(|known| known.eq_ignore_ascii_case(name))
}

/// Whether an address is a part of the page, or the plain name of a file: those of the site theme
/// lie beside the style sheet.
fn is_own(address: &str) -> bool {
    let is_plain = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | '.' | ' ' | '(' | ')');
    let is_name = !address.is_empty() && address != ".." && address.chars().all(is_plain);
    address.starts_with('#') || is_name
}

#[cfg(test)]
mod tests {
    use super::{FaultKind, faults};

    fn kinds(text: &str) -> Vec<FaultKind> {
        faults(text).into_iter().map(|fault| fault.kind).collect()
    }

    #[test]
    fn what_loads_from_elsewhere_is_found_however_it_is_written() {
        for text in [
            "a { background: url(https://cdn.example/a.png) }",
            "a { background: url(\"https://cdn.example/a.png\") }",
            "a { background: url( 'http://cdn.example/a.png' ) }",
            "a { background: URL(//cdn.example/a.png) }",
            "a { background: u\\72l(https://cdn.example/a.png) }",
            "a { background: \\75 rl(\"//cdn.example/a.png\") }",
            "a { background: url(/**/https://cdn.example/a.png) }",
            "a { background: url/**/(\"x\"), url(\"h\\74tps://cdn.example/a.png\") }",
            "a { background: url(\"\\\nhttps://cdn.example/a.png\") }",
            "a { background: url(\"data:image/png;base64,AAAA\") }",
            "a { background: url(/logo.png) }",
            "a { background: url(../../other/logo.png) }",
            "a { background: url(\\5c\\5c cdn.example/a.png) }",
            "a { background: url(a.png?from=here) }",
            "a { background: image-set(\"https://cdn.example/a.png\" 1x) }",
            "a { background: -webkit-image-set(url(https://cdn.example/a.png) 1x) }",
            "a { background: image-set((\"//cdn.example/a.png\") 1x) }",
            "a { background: image(\"https://cdn.example/a.png\", red) }",
            "a { background: cross-fade(\"https://cdn.example/a.png\", red) }",
            "a { background: src(\"https://cdn.example/a.png\") }",
            "a { --later: url(https://cdn.example/a.png) }",
            "a { b { c: d } &:hover { cursor: url(https://cdn.example/a.cur), auto } }",
            "@media print { @layer x { a { mask: url(https://cdn.example/a.svg#m) } } }",
            "@font-face { font-family: x; src: local(\"x\"), url(https://cdn.example/x.woff2) }",
            "@supports (background: url(https://cdn.example/a.png)) { }",
            "} a { background: url(https://cdn.example/a.png)",
            "@namespace svg url(http://www.w3.org/2000/svg); a { b: url(http://cdn.example/) }",
            "a { b { @namespace x } background: url(https://cdn.example/a.png) }",
            "@property --x { syntax: \"<url>\"; initial-value: url(https://cdn.example/) }",
        ] {
            assert_eq!(kinds(text), [FaultKind::Address], "{text}");
        }
        assert_eq!(faults("a { b: url(//x) }")[0].place, 7..15);
    }

    #[test]
    fn an_import_is_found_however_it_is_written() {
        for text in [
            "@import \"theirs.css\";",
            "@IMPORT 'theirs.css' screen;",
            "@\\69mport \"theirs.css\";",
            "/* first */ @import/**/\"theirs.css\";",
            "a { } @import \"theirs.css\";",
            "@layer a; @import \"theirs.css\" layer(b);",
            "<!-- @import \"theirs.css\";",
        ] {
            assert_eq!(kinds(text), [FaultKind::Import], "{text}");
        }
        let both = [FaultKind::Import, FaultKind::Address];
        assert_eq!(kinds("@import url(https://cdn.example/a.css);"), both);
    }

    #[test]
    fn an_address_that_is_put_together_later_is_found() {
        for text in [
            "a { --x: \"https://cdn.example/a.png\"; background: image-set(var(--x) 1x) }",
            "a { background: src(var(--x)) }",
            "a { background: image-set(attr(data-x) 1x) }",
            "a { background: image-set(if(else: \"https://cdn.example/a.png\") 1x) }",
            "a { background: image-set(--ours() 1x) }",
        ] {
            assert_eq!(kinds(text), [FaultKind::Computed], "{text}");
        }
    }

    #[test]
    fn what_has_no_end_or_no_bottom_is_refused() {
        assert_eq!(kinds("a { b: url(x y) }"), [FaultKind::Broken]);
        assert_eq!(kinds("a { content: \"x\n }"), [FaultKind::Broken]);
        assert!(kinds(&"(".repeat(1000)).contains(&FaultKind::Nesting));
        assert!(kinds(&"a{".repeat(1000)).contains(&FaultKind::Nesting));
        assert_eq!(kinds("@charset \"shift_jis\";"), [FaultKind::Encoding]);
    }

    #[test]
    fn what_belongs_to_the_theme_or_loads_nothing_may_stay() {
        for text in [
            "",
            ":root { --radius: 0; --bg: #fffdf8 }",
            "a { background: url(\"paper.png\") } b { background: url(paper.png) }",
            "a { filter: url(#soft); mask: url('#m') }",
            "a { b: image-set(\"a.png\" type(\"image/png\") 1x, linear-gradient(red, blue) 2x) }",
            "@font-face { src: url(\"own.woff2\") format(\"woff2\") tech(color), local('Own') }",
            "@namespace \"http://www.w3.org/1999/xhtml\";",
            "@namespace svg url(\"http://www.w3.org/2000/svg\");",
            "@charset \"UTF-8\"; a::after { content: \"https://cdn.example/\" }",
            "/* url(https://cdn.example/) @import \"x\"; */ a[href^=\"https://\"] { color: red }",
            "a::after { content: \" (\" attr(href) \")\"; width: calc(1px + var(--x)) }",
        ] {
            assert_eq!(faults(text), [], "{text}");
        }
    }
}
