//! The page that says what readers would see differently if everything was published now.

use std::fmt::Write as _;

use crate::audience::Audience;
use crate::ledger::{Change, Changes, Detail, Document, Event, Kind, Piece};

const PAGE: &str = include_str!("pages/changes.html");

/// What is known of the last publication for one audience.
pub struct Since {
    /// The audience.
    pub audience: Audience,
    /// Which publication it was, and when; none if there was none.
    pub publication: Option<String>,
    /// What differs now.
    pub changes: Changes,
}

/// What the page has to tell.
pub enum Outlook {
    /// What would change, for each audience.
    Since(Vec<Since>),
    /// The ledger has mistakes.
    Broken,
}

/// A page, with a mark by which an open one sees that it has changed.
#[derive(Default)]
pub struct Page {
    pub html: String,
    pub tag: String,
}

/// The page for an outlook.
pub fn page(outlook: &Outlook) -> Page {
    let body: String = match outlook {
        Outlook::Broken => note(
            "The ledger is not as it was written, so nothing can be compared with it: \
             <code>roadcast check</code> says where.",
        ),
        Outlook::Since(all) if all.iter().all(|since| since.publication.is_none()) => note(
            "Nothing is in the ledger yet. <code>roadcast publish --record</code> adds what you \
             have published; from then on this page says what differs.",
        ),
        Outlook::Since(all) => all.iter().map(section).chain([never(all)]).collect(),
    };
    let tag = blake3::hash(body.as_bytes()).to_hex()[..24].to_owned();
    let html = PAGE.replace("{tag}", &tag).replace("{body}", &body);
    Page { html, tag }
}

fn note(words: &str) -> String {
    format!("<p class=\"note-large\">{words}</p>\n")
}

fn section(since: &Since) -> String {
    let (name, title) = match since.audience {
        Audience::Engineering => ("engineering", "Engineering"),
        Audience::Sales => ("sales", "Sales"),
        Audience::Client => ("client", "Clients"),
    };
    let Some(publication) = &since.publication else { return String::new() };
    let mut out = format!("<section aria-labelledby=\"{name}\">\n<h2 id=\"{name}\">{title}</h2>\n");
    let counts = Kind::ALL.into_iter().map(|kind| (kind, since.changes.count(kind)));
    let counts = counts.filter(|(_, count)| *count > 0);
    let counts: Vec<String> =
        counts.map(|(kind, count)| format!("{count} {}", kind.name())).collect();
    let counts = if counts.is_empty() { "nothing differs".to_owned() } else { counts.join(", ") };
    let _ = writeln!(out, "<p class=\"from\">{counts}, since {}</p>", text(publication));
    if !since.changes.is_empty() {
        out.push_str("<ul class=\"changes\">\n");
        since.changes.list.iter().for_each(|change| item(change, name, &mut out));
        out.push_str("</ul>\n");
    }
    out.push_str("</section>\n");
    out
}

/// A line for the sites that no publication is of.
fn never(all: &[Since]) -> String {
    let never = all.iter().filter(|since| since.publication.is_none());
    let names: Vec<&str> = never.map(|since| since.audience.name()).collect();
    if names.is_empty() {
        return String::new();
    }
    format!("<p class=\"never from\">Never recorded as published: {}.</p>\n", names.join(", "))
}

fn item(change: &Change, site: &str, out: &mut String) {
    let (class, mark) = match &change.event {
        Event::Appeared(_) => ("new", "New"),
        Event::Vanished(_) => ("lost", "Lost"),
        Event::Changed(_) => ("changed", "Changed"),
    };
    let title = text(&change.title);
    let is_there = !matches!(change.event, Event::Vanished(_));
    let title = match change.path.as_ref().filter(|_| is_there) {
        Some(path) => format!("<a href=\"/{site}/{}\">{title}</a>", text(path)),
        None => title,
    };
    let _ =
        writeln!(out, "<li class=\"{class}\"><h3><span class=\"mark\">{mark}</span> {title}</h3>");
    match &change.event {
        Event::Appeared(document) | Event::Vanished(document) => whole(document, out),
        Event::Changed(details) => {
            out.push_str("<dl>\n");
            details.iter().for_each(|it| detail(it, out));
            out.push_str("</dl>\n");
        }
    }
    out.push_str("</li>\n");
}

fn whole(document: &Document, out: &mut String) {
    let fact = |key: &str| document.facts.get(key).and_then(|words| words.first());
    let standing = [
        document.horizon.as_ref().map(|horizon| &horizon.label),
        fact("status").or(fact("stage")),
        document.window.as_ref().map(|window| &window.label),
        fact("shipped"),
    ];
    let standing: Vec<String> = standing.into_iter().flatten().map(|word| text(word)).collect();
    if !standing.is_empty() {
        let _ = writeln!(out, "<p>{}</p>", standing.join(", "));
    }
    if let Some(summary) = fact("summary").or(fact("problem")) {
        let _ = writeln!(out, "<p>{}</p>", text(summary));
    }
}

fn detail(detail: &Detail, out: &mut String) {
    let by_date = if detail.by_date { " <small>(by the date alone)</small>" } else { "" };
    let name = match detail.kind {
        Kind::Earlier | Kind::Later | Kind::Dated | Kind::Undated => detail.kind.name(),
        _ => &detail.field,
    };
    let _ = writeln!(out, "<dt>{}</dt><dd>{}{by_date}</dd>", text(name), told(detail));
}

fn told(detail: &Detail) -> String {
    let del = |words: &str| format!("<del>{}</del>", text(words));
    let ins = |words: &str| format!("<ins>{}</ins>", text(words));
    if !detail.pieces.is_empty() {
        let piece = |piece: &Piece| match piece {
            Piece::Same(words) => text(words),
            Piece::Gone(words) => del(words),
            Piece::New(words) => ins(words),
        };
        let all: String = detail.pieces.iter().map(piece).collect();
        // What takes the place of other words is set apart from them.
        return all.replace("</del><ins>", "</del><ins class=\"instead\">");
    }
    match (&detail.from, &detail.to) {
        (Some(from), Some(to)) => format!("{} → {}", del(from), ins(to)),
        (Some(from), None) => del(from),
        (None, Some(to)) => ins(to),
        (None, None) => String::new(),
    }
}

/// Words as HTML, with their line breaks.
fn text(words: &str) -> String {
    let mut out = String::with_capacity(words.len());
    for c in words.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            '\n' => out.push_str("<br>"),
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::{Outlook, page, text};

    #[test]
    fn words_are_no_markup() {
        assert_eq!(text("<b>\"'&\n"), "&lt;b&gt;&quot;&#39;&amp;<br>");
    }

    #[test]
    fn without_a_ledger_and_with_a_broken_one_the_page_says_what_to_do() {
        assert!(page(&Outlook::Since(Vec::new())).html.contains("publish --record"));
        assert!(page(&Outlook::Broken).html.contains("roadcast check"));
    }
}
