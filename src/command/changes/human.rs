//! Changes for people at a terminal.

use std::fmt::Write as _;

use crate::ledger::{Change, Detail, Event, Kind, Piece};

use super::{Report, excerpt, shortened, standing};

/// The widest line.
const WIDTH: usize = 100;

const RED: &str = "\x1b[31m";
const GREEN: &str = "\x1b[32m";
const BOLD: &str = "\x1b[1m";
const DIM: &str = "\x1b[2m";
const RESET: &str = "\x1b[0m";

/// The report, in color; what is no terminal gets it without.
pub fn human(report: &Report) -> String {
    let whom = report.whom();
    let (from, to) = (report.from.title(), report.to.title());
    if report.changes.is_empty() {
        return format!("nothing changes for {whom}: from {from} to {to}, {}\n", report.days());
    }
    let mut out = format!("{BOLD}What changes for {whom}{RESET}: {}\n", report.counts());
    let _ = writeln!(out, "{DIM}from {from} to {to}, {}{RESET}", report.days());
    for change in &report.changes.list {
        out.push('\n');
        draw(change, &mut out);
    }
    out
}

fn draw(change: &Change, out: &mut String) {
    let title = &change.title;
    let path = change.path.as_ref().map(|path| format!("  {DIM}{path}{RESET}")).unwrap_or_default();
    match &change.event {
        Event::Appeared(document) => {
            let _ = writeln!(out, "{GREEN}+ {BOLD}{title}{RESET}{path}");
            line(out, "new", &standing(document));
            excerpt(document).iter().for_each(|words| line(out, "", words));
        }
        Event::Vanished(document) => {
            let _ = writeln!(out, "{RED}- {BOLD}{title}{RESET}{path}");
            line(out, "lost", &standing(document));
            excerpt(document).iter().for_each(|words| line(out, "", words));
        }
        Event::Changed(details) => {
            let _ = writeln!(out, "~ {BOLD}{title}{RESET}{path}");
            details.iter().for_each(|detail| draw_detail(detail, out));
        }
    }
}

fn draw_detail(detail: &Detail, out: &mut String) {
    let name = match detail.kind {
        Kind::Earlier | Kind::Later | Kind::Dated | Kind::Undated => String::new(),
        _ => format!("{}: ", detail.field),
    };
    let by_date = if detail.by_date { " (by the date alone)" } else { "" };
    line(out, detail.kind.name(), &format!("{name}{}{by_date}", told(detail)));
}

/// What was and what is.
fn told(detail: &Detail) -> String {
    if !detail.pieces.is_empty() {
        let draw = |piece: &Piece| match piece {
            Piece::Same(text) => text.clone(),
            Piece::Gone(text) => format!("{RED}[-{text}-]{RESET}"),
            Piece::New(text) => format!("{GREEN}{{+{text}+}}{RESET}"),
        };
        return shortened(&detail.pieces).iter().map(draw).collect();
    }
    let old = |text: &str| format!("{RED}{text}{RESET}");
    let new = |text: &str| format!("{GREEN}{text}{RESET}");
    match (&detail.from, &detail.to) {
        (Some(from), Some(to)) => format!("{} → {}", old(from), new(to)),
        (Some(from), None) => format!("{}, now nothing", old(from)),
        (None, Some(to)) => format!("{}, before nothing", new(to)),
        (None, None) => String::new(),
    }
}

/// A word, and more words beside it in as many lines as they need.
fn line(out: &mut String, first: &str, words: &str) {
    if words.is_empty() && first.is_empty() {
        return;
    }
    let (begin, rest) = (format!("    {first:<9} "), " ".repeat(14));
    let options = textwrap::Options::new(WIDTH)
        .initial_indent(&begin)
        .subsequent_indent(&rest)
        .break_words(false)
        .word_splitter(textwrap::WordSplitter::NoHyphenation);
    for row in textwrap::wrap(words, options) {
        let _ = writeln!(out, "{}", row.trim_end());
    }
    if words.is_empty() {
        let _ = writeln!(out, "{}", begin.trim_end());
    }
}
