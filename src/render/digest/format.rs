//! The forms of a letter: one order of its parts, and for each form how a part is written.

use pulldown_cmark_escape::{escape_href, escape_html};

use super::mail;
use super::{Item, Letter, Line, one_line};

/// The form of a letter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// Markdown.
    Markdown,
    /// A page that needs no other file.
    Html,
    /// A letter for a mail program.
    Eml,
    /// A message for Slack, as its webhooks take it.
    Slack,
}

impl Format {
    /// What the name of its file ends with.
    pub fn extension(self) -> &'static str {
        match self {
            Format::Markdown => "md",
            Format::Html => "html",
            Format::Eml => "eml",
            Format::Slack => "json",
        }
    }

    /// The bytes of a letter, and all words in them that are written in another way there.
    pub(super) fn write(self, letter: &Letter) -> (Vec<u8>, Vec<String>) {
        match self {
            Format::Markdown => (draw(letter, &Markdown).into_bytes(), Vec::new()),
            Format::Html => (draw(letter, &Html).into_bytes(), Vec::new()),
            Format::Eml => {
                let (text, html) = (draw(letter, &Plain), draw(letter, &Html));
                let bytes = mail::write(letter, &text, &html);
                (bytes, vec![letter.title.clone(), text, html])
            }
            Format::Slack => {
                let text = draw(letter, &Slack);
                let message = serde_json::json!({ "text": text, "unfurl_links": false });
                (format!("{message}\n").into_bytes(), vec![text])
            }
        }
    }
}

/// How the parts of a letter are written in one form. Words are one line of plain text.
trait Markup {
    fn words(&self, words: &str) -> String;
    fn link(&self, words: &str, url: &str) -> String;
    fn strong(&self, written: &str) -> String;
    fn title(&self, written: &str) -> String;
    fn heading(&self, written: &str) -> String;
    fn paragraph(&self, written: &str) -> String;
    /// An entry with its lines.
    fn item(&self, head: &str, lines: &[String]) -> String;
    /// All entries below a heading.
    fn list(&self, items: &str) -> String {
        items.to_owned()
    }
    /// The whole.
    fn document(&self, _letter: &Letter, body: String) -> String {
        body
    }
}

fn draw(letter: &Letter, markup: &dyn Markup) -> String {
    let words = |text: &str| markup.words(&one_line(text));
    let mut body = markup.title(&words(&letter.title));
    for line in &letter.opening {
        body.push_str(&markup.paragraph(&words(line)));
    }
    for section in &letter.sections {
        body.push_str(&markup.heading(&words(&section.title)));
        let items: String = section.items.iter().map(|it| item(it, markup)).collect();
        body.push_str(&markup.list(&items));
    }
    for Line { words: said, url } in &letter.closing {
        let mut line = words(said);
        if let Some(url) = url {
            let shown = url.strip_prefix("mailto:").unwrap_or(url);
            line = format!("{line} {}", markup.link(shown, url));
        }
        body.push_str(&markup.paragraph(&line));
    }
    markup.document(letter, body)
}

fn item(item: &Item, markup: &dyn Markup) -> String {
    let words = |text: &str| markup.words(&one_line(text));
    let title = one_line(&item.title);
    let head = match &item.url {
        Some(url) => markup.link(&title, url),
        None => markup.words(&title),
    };
    let news = item.news.iter().map(|news| words(news));
    let facts = item.facts.iter().map(|(name, said)| match *name {
        "" => words(said),
        name => format!("{} {}", markup.strong(&words(&format!("{name}:"))), words(said)),
    });
    markup.item(&markup.strong(&head), &news.chain(facts).collect::<Vec<_>>())
}

struct Markdown;

/// Characters that mean something in Markdown, wherever they stand.
const SPECIAL: &str = "\\`*_[]<>|~&#$";

impl Markup for Markdown {
    fn words(&self, words: &str) -> String {
        let mut out = String::with_capacity(words.len());
        // At its beginning, a text may look like a list, a rule or a heading.
        let digits = words.len() - words.trim_start_matches(|c: char| c.is_ascii_digit()).len();
        for (at, c) in words.char_indices() {
            let is_mark = at == 0 && "-+=".contains(c) || at == digits && ".)".contains(c);
            if SPECIAL.contains(c) || is_mark {
                out.push('\\');
            }
            out.push(c);
        }
        out
    }

    fn link(&self, words: &str, url: &str) -> String {
        format!("[{}](<{}>)", self.words(words), href(url))
    }

    fn strong(&self, written: &str) -> String {
        format!("**{written}**")
    }

    fn title(&self, written: &str) -> String {
        format!("# {written}\n")
    }

    fn heading(&self, written: &str) -> String {
        format!("\n## {written}\n\n")
    }

    fn paragraph(&self, written: &str) -> String {
        format!("\n{written}\n")
    }

    fn item(&self, head: &str, lines: &[String]) -> String {
        let lines: String = lines.iter().map(|line| format!("  - {line}\n")).collect();
        format!("- {head}\n{lines}")
    }
}

struct Plain;

impl Markup for Plain {
    fn words(&self, words: &str) -> String {
        words.to_owned()
    }

    fn link(&self, words: &str, url: &str) -> String {
        if url.ends_with(words) { words.to_owned() } else { format!("{words} <{url}>") }
    }

    fn strong(&self, written: &str) -> String {
        written.to_owned()
    }

    fn title(&self, written: &str) -> String {
        format!("{written}\n")
    }

    fn heading(&self, written: &str) -> String {
        format!("\n{written}\n\n")
    }

    fn paragraph(&self, written: &str) -> String {
        format!("\n{written}\n")
    }

    fn item(&self, head: &str, lines: &[String]) -> String {
        let lines: String = lines.iter().map(|line| format!("  - {line}\n")).collect();
        format!("* {head}\n{lines}")
    }
}

struct Slack;

impl Markup for Slack {
    /// Three characters are written otherwise; none of the others calls anybody.
    fn words(&self, words: &str) -> String {
        words.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
    }

    fn link(&self, words: &str, url: &str) -> String {
        // A bar would end the address.
        let words = self.words(words).replace('|', "¦");
        format!("<{}|{words}>", self.words(&href(url)).replace('|', "%7C"))
    }

    fn strong(&self, written: &str) -> String {
        format!("*{written}*")
    }

    fn title(&self, written: &str) -> String {
        format!("*{written}*\n")
    }

    fn heading(&self, written: &str) -> String {
        format!("\n*{written}*\n")
    }

    fn paragraph(&self, written: &str) -> String {
        format!("\n{written}\n")
    }

    fn item(&self, head: &str, lines: &[String]) -> String {
        let lines: String = lines.iter().map(|line| format!("    ◦ {line}\n")).collect();
        format!("• {head}\n{lines}")
    }
}

struct Html;

impl Markup for Html {
    fn words(&self, words: &str) -> String {
        let mut out = String::with_capacity(words.len());
        escape_html(&mut out, words).expect("a text takes all that is written to it");
        out
    }

    fn link(&self, words: &str, url: &str) -> String {
        format!("<a href=\"{}\">{}</a>", href(url), self.words(words))
    }

    fn strong(&self, written: &str) -> String {
        format!("<b>{written}</b>")
    }

    fn title(&self, written: &str) -> String {
        format!("<h1>{written}</h1>\n")
    }

    fn heading(&self, written: &str) -> String {
        format!("<h2>{written}</h2>\n")
    }

    fn paragraph(&self, written: &str) -> String {
        format!("<p>{written}</p>\n")
    }

    fn item(&self, head: &str, lines: &[String]) -> String {
        let lines: String = lines.iter().map(|line| format!("<li>{line}</li>\n")).collect();
        format!("<li>{head}\n<ul>\n{lines}</ul></li>\n")
    }

    fn list(&self, items: &str) -> String {
        format!("<ul>\n{items}</ul>\n")
    }

    fn document(&self, letter: &Letter, body: String) -> String {
        let title = self.words(&one_line(&letter.title));
        format!(
            "<!doctype html>\n<html lang=\"{}\">\n<head>\n<meta charset=\"utf-8\">\n\
             <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
             <meta name=\"color-scheme\" content=\"light dark\">\n\
             <title>{title}</title>\n</head>\n<body>\n{body}</body>\n</html>\n",
            letter.lang
        )
    }
}

/// An address as it stands in an attribute, or between angle brackets.
fn href(url: &str) -> String {
    let mut out = String::with_capacity(url.len());
    escape_href(&mut out, url).expect("a text takes all that is written to it");
    out
}
