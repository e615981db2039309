//! Changes as Markdown, for a comment in a pull request.

use std::fmt::Write as _;

use crate::ledger::{Change, Detail, Event, Kind, Piece};

use super::{Report, excerpt, shortened, standing};

/// GitHub takes comments of 65,536 characters.
const MAX_CHARS: usize = 60_000;

/// The report. Its first line is a mark by which a later run finds the comment of an earlier one.
pub fn markdown(report: &Report) -> String {
    let whom = report.whom();
    let mut out = format!("<!-- roadcast diff {whom} -->\n### What changes for {whom}\n\n");
    let (from, to) = (text(&report.from.title()), text(&report.to.title()));
    let days = report.days();
    if report.changes.is_empty() {
        let _ = writeln!(out, "Nothing: they read the same words. From {from} to {to}, {days}.");
        return out;
    }
    let counts = report.counts();
    let _ = writeln!(out, "**{counts}**. From {from} to {to}, {days}.");
    let mut chars = out.chars().count();
    let mut left_out = 0;
    for heading in ["New", "Lost", "Changed"] {
        let mut section = format!("\n#### {heading}\n\n");
        let mut is_empty = true;
        for change in of_section(report, heading) {
            let drawn = draw(change);
            let count = drawn.chars().count();
            if chars + count > MAX_CHARS {
                left_out += 1;
                continue;
            }
            chars += count;
            section.push_str(&drawn);
            is_empty = false;
        }
        if !is_empty {
            out.push_str(&section);
        }
    }
    if left_out > 0 {
        let _ = writeln!(out, "\n… and {left_out} more: `roadcast diff` prints all of them.");
    }
    out
}

fn of_section<'a>(report: &'a Report, heading: &str) -> impl Iterator<Item = &'a Change> {
    let section = |change: &Change| match change.event {
        Event::Appeared(_) => "New",
        Event::Vanished(_) => "Lost",
        Event::Changed(_) => "Changed",
    };
    report.changes.list.iter().filter(move |change| section(change) == heading)
}

fn draw(change: &Change) -> String {
    let title = text(&change.title);
    let mut out = match &change.event {
        Event::Appeared(document) => format!("- **{title}**: {}\n", text(&standing(document))),
        Event::Vanished(document) => {
            format!("- {}: {}\n", marked(&change.title, "del"), text(&standing(document)))
        }
        Event::Changed(_) => format!("- **{title}**\n"),
    };
    match &change.event {
        Event::Appeared(document) | Event::Vanished(document) => {
            for words in excerpt(document) {
                // In quotes, so that no word at its beginning makes a list or a heading of it.
                let _ = writeln!(out, "  - “{}”", text(&words));
            }
        }
        Event::Changed(details) => {
            for detail in details {
                let by_date = if detail.by_date { " (by the date alone)" } else { "" };
                let (name, words) = (name(detail), told(detail));
                let _ = writeln!(out, "  - {name}: {words}{by_date}");
            }
        }
    }
    out.replace(": \n", "\n")
}

fn name(detail: &Detail) -> String {
    match detail.kind {
        Kind::Earlier | Kind::Later | Kind::Dated | Kind::Undated => detail.kind.name().to_owned(),
        _ => format!("{} {}", detail.kind.name(), text(&detail.field)),
    }
}

fn told(detail: &Detail) -> String {
    if !detail.pieces.is_empty() {
        let draw = |piece: &Piece| match piece {
            Piece::Same(words) => text(words),
            Piece::Gone(words) => marked(words, "del"),
            Piece::New(words) => marked(words, "ins"),
        };
        return shortened(&detail.pieces).iter().map(draw).collect();
    }
    match (&detail.from, &detail.to) {
        (Some(from), Some(to)) => format!("{} → {}", marked(from, "del"), marked(to, "ins")),
        (Some(from), None) => format!("{}, now nothing", marked(from, "del")),
        (None, Some(to)) => format!("{}, before nothing", marked(to, "ins")),
        (None, None) => String::new(),
    }
}

/// Words in an element. Stars and tildes would be read as such between letters and signs.
fn marked(words: &str, element: &str) -> String {
    format!("<{element}>{}</{element}>", text(words))
}

/// Words that mean nothing to Markdown, and call nobody.
fn text(words: &str) -> String {
    let mut out = String::with_capacity(words.len());
    for c in words.chars() {
        match c {
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '|' | '~' | '&' | '$' => {
                out.extend(['\\', c]);
            }
            // A comment in between: no person is notified, and no issue is linked to.
            '@' | '#' => {
                out.push(c);
                out.push_str("<!-- -->");
            }
            '\n' => out.push_str(" ¶ "),
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::{marked, text};

    #[test]
    fn words_are_words_and_not_markup_mentions_or_references() {
        for (words, expected) in [
            ("*a* [b](c) <d> `e`", "\\*a\\* \\[b\\](c) \\<d\\> \\`e\\`"),
            ("ask @octocat about #12", "ask @<!-- -->octocat about #<!-- -->12"),
            ("a\nb", "a ¶ b"),
        ] {
            assert_eq!(text(words), expected);
        }
        assert_eq!(marked(", *a*", "ins"), "<ins>, \\*a\\*</ins>");
    }
}
