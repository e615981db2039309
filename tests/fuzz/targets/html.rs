//! What HTML may be on a page, by a parser that the product does not use for it.

use std::cell::RefCell;

use html5ever::tendril::StrTendril;
use html5ever::tokenizer::{
    BufferQueue, Tag, TagKind, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts,
};

/// Elements of a text.
const TEXT: &str = "a abbr b bdi bdo blockquote br caption center cite code dd del details dfn \
    div dl dt em figcaption figure h1 h2 h3 h4 h5 h6 hr i img input ins kbd li mark ol p pre q s \
    samp section small span strike strong sub summary sup table tbody td tfoot th thead time tr \
    tt u ul var wbr";
/// Elements that act, or load something that does.
const REFUSED: &str = "iframe frame object embed applet portal audio video";
const VOID: &str = "br hr img input wbr meta link base";
/// Attributes of a text.
const ATTRIBUTES: &str = "alt aria-label checked class colspan datetime dir disabled href id lang \
    loading open rel reversed rowspan scope src start tabindex title type value";
/// Schemes of addresses that lead out of the site.
const SCHEMES: [&str; 4] = ["https", "http", "mailto", "tel"];

/// Checks a part of a page that an author wrote.
pub fn check_fragment(html: &str) {
    check(html, Rules { page: false, open: RefCell::default() });
}

/// Checks a whole page.
pub fn check_page(html: &str) {
    check(html, Rules { page: true, open: RefCell::default() });
}

fn check(html: &str, rules: Rules) {
    let input = BufferQueue::default();
    input.push_back(StrTendril::from_slice(html));
    let tokenizer = Tokenizer::new(rules, TokenizerOpts::default());
    let _ = tokenizer.feed(&input);
    tokenizer.end();
    let open = tokenizer.sink.open.into_inner();
    assert!(open.is_empty(), "`{open:?}` is never closed in {html}");
}

fn lists(words: &str, word: &str) -> bool {
    words.split_ascii_whitespace().any(|listed| listed == word)
}

struct Rules {
    page: bool,
    /// Names of the elements that are open.
    open: RefCell<Vec<String>>,
}

impl TokenSink for Rules {
    type Handle = ();

    fn process_token(&self, token: Token, _line: u64) -> TokenSinkResult<()> {
        match token {
            Token::TagToken(tag) => self.tag(&tag),
            Token::DoctypeToken(_) => assert!(self.page, "a document type in a text"),
            Token::CommentToken(comment) => panic!("a comment: {comment}"),
            Token::NullCharacterToken => panic!("a NUL character"),
            Token::ParseError(error) => panic!("not valid: {error}"),
            Token::CharacterTokens(text) => {
                let is_bad = |c: char| c.is_control() && !matches!(c, '\n' | '\t');
                assert!(!text.contains(is_bad), "a control character in {text:?}");
                let is_script = self.open.borrow().last().is_some_and(|name| name == "script");
                assert!(!is_script, "a script in the page: {text:?}");
            }
            Token::EOFToken => {}
        }
        TokenSinkResult::Continue
    }
}

impl Rules {
    fn tag(&self, tag: &Tag) {
        let name: &str = &tag.name;
        let is_fine = if self.page { !lists(REFUSED, name) } else { lists(TEXT, name) };
        assert!(is_fine, "the element `{name}`");
        let mut open = self.open.borrow_mut();
        match tag.kind {
            TagKind::EndTag => {
                assert_eq!(open.pop().as_deref(), Some(name), "`</{name}>` closes another");
            }
            TagKind::StartTag if tag.self_closing || lists(VOID, name) => {}
            TagKind::StartTag => open.push(name.to_owned()),
        }
        if tag.kind == TagKind::StartTag {
            check_control(tag);
        }
        for attribute in &tag.attrs {
            self.attribute(name, &attribute.name.local, &attribute.value);
        }
    }

    fn attribute(&self, element: &str, name: &str, value: &str) {
        assert!(!name.starts_with("on") && name != "style", "`{name}` on `{element}`");
        assert!(self.page || lists(ATTRIBUTES, name), "`{name}` on `{element}`");
        assert!(!value.contains(['\u{fdd0}', '\u{fdd1}', '\u{fdd2}']), "a hole in `{name}`");
        if matches!(name, "href" | "src" | "action" | "formaction" | "data" | "srcset") {
            check_address(value);
        }
    }
}

/// A script is a file of the site theme, under a name made from its bytes; buttons and the one form
/// that a site theme has, that of its search, send nothing.
fn check_control(tag: &Tag) {
    let value = |name: &str| {
        let found = tag.attrs.iter().find(|attribute| &attribute.name.local == name);
        found.map_or("", |attribute| &attribute.value)
    };
    match &*tag.name {
        "script" => {
            let name = value("src").trim_start_matches("../").strip_prefix("assets/");
            let hash = name.and_then(|name| name.strip_suffix(".js")?.rsplit_once('-'));
            let is_ours = hash.is_some_and(|(stem, hash)| {
                !stem.contains('/')
                    && hash.len() == 12
                    && hash.bytes().all(|b| b.is_ascii_hexdigit())
            });
            assert!(is_ours, "the script `{}`", value("src"));
        }
        "form" => {
            assert_eq!((value("id"), value("role")), ("tools", "search"), "a form in a text");
            let sends = |name: &str| matches!(name, "action" | "method" | "target");
            assert!(
                !tag.attrs.iter().any(|attribute| sends(&attribute.name.local)),
                "a form sends"
            );
        }
        "button" => assert_eq!(value("type"), "button", "a button that sends something"),
        _ => {}
    }
}

/// Read as browsers read it: control characters and spaces around it do not count.
fn check_address(address: &str) {
    let address: String =
        address.chars().filter(|c| !c.is_control() && !c.is_whitespace()).collect();
    let (scheme, _) = address.split_once(':').unwrap_or_default();
    let is_path = scheme.is_empty() || scheme.contains(['/', '#', '?']);
    let is_known = SCHEMES.contains(&scheme.to_ascii_lowercase().as_str());
    assert!(is_path || is_known, "the address `{address}`");
    assert!(!address.starts_with("//"), "the address `{address}`");
}
