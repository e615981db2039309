//! What `roadcast explain` prints: for people in at most 100 columns, for programs as JSON.

use std::fmt::Write as _;

use serde_json::{Value, json};

use crate::audience::Audience;
use crate::diagnostic::{self, Diagnostic, Readers, Sources};
use crate::vault::explain::{
    EntryExplained, Explanation, FieldExplained, ImageExplained, ReaderExplained, ThemeExplained,
    Words,
};

/// The widest line.
const WIDTH: usize = 100;

/// An explanation, as it was asked for.
pub struct Page {
    /// What was explained.
    pub explained: Explanation,
    /// The one audience that was asked about.
    pub audience: Option<Audience>,
    /// Mistakes in the file that was explained.
    pub errors: Vec<Diagnostic>,
    /// How many errors there are in other files.
    pub elsewhere: usize,
}

impl Page {
    /// The explanation as data.
    pub fn to_json(&self, sources: &Sources, readers: Readers) -> Value {
        let mut value = serde_json::to_value(&self.explained).expect("it is plain data");
        let fields = value.as_object_mut().expect("it is a mapping");
        for list in ["readers", "sites"] {
            if let Some(Value::Array(list)) = fields.get_mut(list) {
                let is_asked = |audience: &Value| {
                    self.audience.is_none_or(|wanted| audience["audience"] == wanted.name())
                };
                list.retain(is_asked);
            }
        }
        if !self.asks(Audience::Client) {
            fields.remove("client_words");
        }
        let errors = diagnostic::to_json(&self.errors, sources, readers);
        fields.insert("diagnostics".to_owned(), errors);
        fields.insert("errors_elsewhere".to_owned(), json!(self.elsewhere));
        value
    }

    /// The explanation for people.
    pub fn to_human(&self) -> String {
        match &self.explained {
            Explanation::Entry(entry) => self.entry(entry),
            Explanation::Theme(theme) => self.theme(theme),
            Explanation::Image(image) => self.image(image),
        }
    }

    /// What to say of mistakes, beside the explanation.
    pub fn note(&self) -> String {
        let (here, elsewhere) = (self.errors.len(), self.elsewhere);
        let errors = |count: usize| match count {
            1 => "1 error".to_owned(),
            count => format!("{count} errors"),
        };
        let mut note = String::new();
        if here > 0 {
            let count = errors(here);
            line(&mut note, "", &format!("{count} in this file: no site can be built before"));
        }
        if elsewhere > 0 {
            let count = errors(elsewhere);
            line(&mut note, "", &format!("{count} in other files; `roadcast check` lists them"));
        }
        note
    }

    fn asks(&self, audience: Audience) -> bool {
        self.audience.is_none_or(|wanted| wanted == audience)
    }

    fn entry(&self, entry: &EntryExplained) -> String {
        let mut out = format!("{}\nentry, {}\n", entry.title, entry.file);
        self.readers(&mut out, &entry.readers);
        if self.asks(Audience::Client) && !entry.client_words.is_empty() {
            out.push_str("\nWhat clients read\n");
            for words in &entry.client_words {
                client_words(&mut out, words);
            }
        }
        self.fields(&mut out, &entry.fields);
        out
    }

    fn theme(&self, theme: &ThemeExplained) -> String {
        let mut out = format!("{}\ntheme, {}\n", theme.title, theme.file);
        self.readers(&mut out, &theme.readers);
        self.fields(&mut out, &theme.fields);
        out.push_str("\nIts entries, and who reads that they belong to it\n");
        if theme.entries.is_empty() {
            line(&mut out, "  ", &format!("none: write `theme: {}` in an entry", theme.id));
        }
        for entry in &theme.entries {
            let seen = names(entry.shown_to.iter().filter(|audience| self.asks(**audience)));
            let _ = writeln!(out, "  {}", entry.title);
            line(&mut out, "    ", &format!("{seen}; {}", entry.file));
        }
        out
    }

    fn image(&self, image: &ImageExplained) -> String {
        let mut out = format!("{}\nimage\n\nIn which sites it is\n", image.file);
        for site in image.sites.iter().filter(|site| self.asks(site.audience)) {
            let path = site.path.as_deref().unwrap_or("no");
            line(&mut out, &format!("  {:<13}", site.audience.name()), path);
            if let Some(url) = &site.url {
                line(&mut out, &format!("  {:<13}", ""), url);
            }
        }
        if let Some(why) = &image.why {
            line(&mut out, "  ", why);
        }
        if !image.references.is_empty() {
            out.push_str("\nWhat shows it\n");
        }
        for reference in &image.references {
            let place = &reference.place;
            let seen = names(reference.shown_to.iter());
            line(&mut out, "  ", &format!("{}:{}, seen by {seen}", place.file, place.line));
        }
        out
    }

    fn readers(&self, out: &mut String, readers: &[ReaderExplained]) {
        out.push_str("\nWho sees it\n");
        for reader in readers.iter().filter(|reader| self.asks(reader.audience)) {
            let sees = if reader.shown { "yes" } else { "no" };
            let mut first = format!("  {:<13}{sees:<5}", reader.audience.name());
            for reason in &reader.because {
                let place = &reason.place;
                line(out, &first, &format!("{} (line {})", reason.words, place.line));
                first = " ".repeat(20);
                if let Some(change) = &reason.change {
                    line(out, &first, &format!("to change that: {change}"));
                }
            }
            for address in [&reader.path, &reader.url].into_iter().flatten() {
                line(out, &first, address);
            }
        }
    }

    fn fields(&self, out: &mut String, fields: &[FieldExplained]) {
        out.push_str("\nField                line  ");
        let audiences = Audience::ALL.into_iter().filter(|audience| self.asks(*audience));
        let audiences: Vec<Audience> = audiences.collect();
        for audience in &audiences {
            let _ = write!(out, "{}  ", audience.name());
        }
        out.push_str("why\n");
        for field in fields {
            let mut first = format!("{:<20} {:>4}  ", field.field, field.place.line);
            for audience in &audiences {
                let read = if field.is_read_by(*audience) { "shown" } else { "-" };
                let _ = write!(first, "{read:<width$}  ", width = audience.name().len());
            }
            line(out, &first, &field.rule);
            if let Some(instead) = &field.instead {
                line(out, &" ".repeat(first.len()), instead);
            }
        }
    }
}

/// One thing that clients read: the words, then where they come from.
fn client_words(out: &mut String, words: &Words) {
    let first = format!("  {:<13}", words.what);
    let rest = " ".repeat(first.len());
    let from = format!("line {}: {}", words.place.line, words.from);
    match &words.words {
        Some(text) => {
            let mut indent = first.as_str();
            for row in text.lines() {
                line(out, indent, row);
                indent = &rest;
            }
            line(out, &rest, &format!("from {from}"));
        }
        None => line(out, &first, &format!("not shown; {from}")),
    }
}

/// The names of audiences, or that there are none.
fn names<'a>(audiences: impl Iterator<Item = &'a Audience>) -> String {
    let names: Vec<&str> = audiences.map(|audience| audience.name()).collect();
    if names.is_empty() { "nobody".to_owned() } else { names.join(", ") }
}

/// Writes words after `first`, in as many lines as they need.
fn line(out: &mut String, first: &str, words: &str) {
    let rest = " ".repeat(first.chars().count());
    let options = textwrap::Options::new(WIDTH)
        .initial_indent(first)
        .subsequent_indent(&rest)
        .break_words(false)
        .word_splitter(textwrap::WordSplitter::NoHyphenation);
    for row in textwrap::wrap(words, options) {
        let _ = writeln!(out, "{}", row.trim_end());
    }
}
