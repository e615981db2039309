//! Pairs of projects: one thing to show, told twice with different things to hide.
//!
//! `Shown` is what the audience may know. `Hidden` is everything else; all of it that is text
//! holds the canary.

use std::collections::BTreeSet;

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::{Index, select};

use crate::audience::Audience;

use super::Documents;

/// Is part of every hidden text and never of a shown one.
pub const CANARY: &str = "SECRET";

#[derive(Debug)]
pub struct Shown {
    audience: Audience,
    themes: Vec<(String, String)>,
    entries: Vec<Entry>,
}

impl Shown {
    pub fn len(&self) -> usize {
        self.themes.len() + self.entries.len()
    }

    pub fn titles(&self) -> BTreeSet<String> {
        let themes = self.themes.iter().map(|(title, _)| title);
        themes.chain(self.entries.iter().map(|entry| &entry.title)).cloned().collect()
    }

    /// Texts that must be left as they are.
    pub fn texts(&self) -> impl Iterator<Item = &'static str> {
        let blocks = self.entries.iter().flat_map(|entry| &entry.blocks);
        blocks.flat_map(|(_, pieces)| pieces).filter_map(|piece| match piece {
            Piece::Text(text) => Some(*text),
            Piece::Link(..) | Piece::Image(_) => None,
        })
    }
}

#[derive(Debug)]
struct Entry {
    title: String,
    summary: String,
    stage: &'static str,
    availability: Option<String>,
    theme: Index,
    year: u16,
    blocks: Vec<(&'static str, Vec<Piece>)>,
}

#[derive(Debug)]
enum Piece {
    Text(&'static str),
    Link(Index, usize),
    Image(usize),
}

#[derive(Debug)]
pub struct Hidden {
    places: Vec<Secrets>,
    documents: Vec<(Secrets, usize)>,
}

/// What is hidden of or around one document.
#[derive(Debug)]
struct Secrets {
    folder: &'static str,
    stem: &'static str,
    order: Vec<u32>,
    keys: Vec<&'static str>,
    around: Vec<&'static str>,
    date: usize,
    quotes: usize,
    lines: usize,
    renames: bool,
}

const TEXTS: [&str; 9] = [
    "Plain *text*, [web](https://example.com/a%20b) and `[code](x.md)`.",
    "- a list\n\n  - deeper\n- of items",
    "> [!NOTE]\n> a quote",
    "| a | b |\n|---|---|\n| c | d |",
    "```\n::: client\n:::\n```",
    "Note[^1].\n\n[^1]: A footnote.",
    "[w]: https://example.com 'title'\n\n[w] [missing]",
    "<b>raw</b> <!X> \\<!-- text",
    "~~~~md\n~~~\n::: sales\n~~~~~",
];

const AROUND: [&str; 11] = [
    "SECRET text\n[r0]: SECRET.md\n[w]: SECRET.md\n",
    "```\n::: client\nSECRET\n:::\n```\n",
    "<!-- SECRET -->\n",
    "<div>SECRET\n",
    "- SECRET\n\n      ```\n",
    "> SECRET\n> ```\n",
    "[^1]: SECRET\n",
    "| SECRET |\n|---|\n",
    "SECRET `<!--` ::: client\n",
    "~~~\n```\nSECRET\n~~~\n",
    "SECRET\n===\n",
];

const SALES_BLOCKS: [&str; 3] = [
    "::: sales\nSECRET\n:::\n",
    "::: sales\n```\n::: client\nSECRET\n:::\n```\n:::\n",
    "::: sales\n[r0]: SECRET.md\n\n- SECRET\n:::\n",
];

const ENGINEERING_KEYS: [&str; 8] = [
    "effort: 8 # SECRET",
    "rice: { reach: 300, impact: 2, confidence: 0.8, effort: 8 }",
    "codenames: [Project SECRET]",
    "depends_on:\n  - SECRET",
    "reviewed_on: 2026-09-01",
    "extra: { jira: SECRET, deep: [{visibility: client}, \"a\n  b\"] }",
    "future: |\n  SECRET\n  visibility: client",
    "'SECRET key': x",
];

const SALES_KEYS: [&str; 9] = [
    "confidence: likely",
    "confidential: false",
    "owner: SECRET",
    "team: SECRET",
    "origin: sales",
    "phase: 3",
    "tags: [SECRET]",
    "requests: [{account: SECRET, by: SECRET, blocker: true, asked_on: 2026-05-02}]",
    "decision: {reason: SECRET}\nsales: {say: SECRET}",
];

pub fn shown(audience: Audience) -> impl Strategy<Value = Shown> {
    let themes = vec((text(), text()), 0..3);
    (themes, vec(entry(audience), 1..5)).prop_map(move |(mut themes, mut entries)| {
        themes.iter_mut().enumerate().for_each(|(index, theme)| theme.0 += &index.to_string());
        entries.iter_mut().enumerate().for_each(|(index, entry)| entry.title += &index.to_string());
        Shown { audience, themes, entries }
    })
}

fn text() -> impl Strategy<Value = String> {
    "[a-zA-Zéß漢🦀\"'\\\\#:&{}?~ -]{0,12}"
}

fn entry(audience: Audience) -> impl Strategy<Value = Entry> {
    let name = match audience {
        Audience::Client => select(vec!["client"]),
        Audience::Sales | Audience::Engineering => select(vec!["client", "sales"]),
    };
    let piece = prop_oneof![
        select(TEXTS.to_vec()).prop_map(Piece::Text),
        (any::<Index>(), 0..7_usize).prop_map(|(to, style)| Piece::Link(to, style)),
        (0..3_usize).prop_map(Piece::Image),
    ];
    let stages = vec!["planned", "in-progress", "beta", "shipped", "paused", "declined"];
    let blocks = vec((name, vec(piece, 0..4)), 0..4);
    (
        text(),
        text(),
        select(stages),
        prop::option::of(text()),
        any::<Index>(),
        2026..2030_u16,
        blocks,
    )
        .prop_map(|(title, summary, stage, availability, theme, year, blocks)| Entry {
            title,
            summary,
            stage,
            availability,
            theme,
            year,
            blocks,
        })
}

pub fn hidden(audience: Audience) -> impl Strategy<Value = Hidden> {
    let labels = match audience {
        Audience::Client => 0..5_usize,
        Audience::Sales | Audience::Engineering => 0..2_usize,
    };
    (vec(secrets(audience), 8), vec((secrets(audience), labels), 0..3))
        .prop_map(|(places, documents)| Hidden { places, documents })
}

fn secrets(audience: Audience) -> impl Strategy<Value = Secrets> {
    let (mut keys, mut around) = (ENGINEERING_KEYS.to_vec(), AROUND.to_vec());
    let renames = match audience {
        Audience::Client => {
            keys.extend(SALES_KEYS);
            around.extend(SALES_BLOCKS);
            any::<bool>().boxed()
        }
        Audience::Sales | Audience::Engineering => Just(false).boxed(),
    };
    let folders = vec!["content", "content/a", "content/a b/SECRET", "roadmap/x", "", "content/é"];
    let stems =
        vec!["SECRET", "SECRET it", "SECRET-ünï", "SECRET & x;", "SECRET(1)", "SECRET 100%"];
    let count = keys.len();
    (
        (select(folders), select(stems), vec(any::<u32>(), 40)),
        prop::sample::subsequence(keys, 0..=count),
        vec(select(around), 0..6),
        (0..3_usize, 0..3_usize, 0..4_usize, renames),
    )
        .prop_map(|((folder, stem, order), keys, around, (date, quotes, lines, renames))| {
            Secrets { folder, stem, order, keys, around, date, quotes, lines, renames }
        })
}

/// The project that shows this and hides that.
pub fn render(shown: &Shown, hidden: &Hidden) -> Documents {
    let path = |index: usize, secrets: &Secrets, is_theme: bool| {
        let folder =
            if is_theme { format!("{}/themes", secrets.folder) } else { secrets.folder.into() };
        format!("{folder}/{}{index}.md", secrets.stem).trim_start_matches('/').to_owned()
    };
    let themes = shown.themes.len();
    let paths: Vec<String> =
        (0..shown.len()).map(|index| path(index, &hidden.places[index], index < themes)).collect();
    let mut documents = Documents::new();
    for (index, (title, problem)) in shown.themes.iter().enumerate() {
        let secrets = &hidden.places[index];
        let keys = [
            format!("title: {}", quote(title, secrets)),
            format!("problem: {}", quote(problem, secrets)),
        ];
        let body = body(&[], secrets, &paths[index], &paths);
        documents.insert(paths[index].clone(), document(keys.to_vec(), "client", &body, secrets));
    }
    for (index, entry) in shown.entries.iter().enumerate() {
        let (secrets, path) = (&hidden.places[themes + index], &paths[themes + index]);
        let mut keys = entry_keys(entry, secrets, shown.audience);
        if let Some(theme) = (!shown.themes.is_empty()).then(|| entry.theme.index(themes)) {
            keys.push(format!("theme: \"{}{theme}\"", hidden.places[theme].stem));
        }
        keys.extend(secrets.keys.iter().map(|key| (*key).to_owned()));
        let body = body(&entry.blocks, secrets, path, &paths);
        documents.insert(path.clone(), document(keys, "client", &body, secrets));
    }
    for (index, (secrets, label)) in hidden.documents.iter().enumerate() {
        let (visibility, more) = [
            ("engineering", "stage: idea"),
            ("~", "stage: beta\nsummary: SECRET"),
            ("sales", "stage: beta\nclient: {title: SECRET}"),
            ("client", "stage: discovery"),
            ("client", "stage: beta\nconfidential: true"),
        ][*label];
        let is_theme = secrets.renames && *label < 3;
        let more = if is_theme { "problem: SECRET" } else { more };
        let body = body(&[], secrets, "", &paths);
        let keys = vec![format!("title: SECRET {index}"), more.to_owned()];
        let text = document(keys, visibility, &body, secrets);
        documents.insert(path(99 + index, secrets, is_theme), text);
    }
    documents
}

fn entry_keys(entry: &Entry, secrets: &Secrets, audience: Audience) -> Vec<String> {
    let quote = |text: &str| quote(text, secrets);
    let mut client = Vec::new();
    let mut keys = vec![format!("stage: {}", entry.stage)];
    for (key, value) in [("title", &entry.title), ("summary", &entry.summary)] {
        if secrets.renames {
            keys.push(format!("{key}: SECRET"));
            client.push(format!("{key}: {}", quote(value)));
        } else {
            keys.push(format!("{key}: {}", quote(value)));
        }
    }
    client.extend(entry.availability.iter().map(|text| format!("availability: {}", quote(text))));
    if !client.is_empty() {
        client.extend((audience == Audience::Client).then(|| "future: SECRET".to_owned()));
        keys.push(format!("client: {{ {} }}", client.join(", ")));
    }
    let year = entry.year;
    match entry.stage {
        "shipped" => {
            let day = if audience == Audience::Client { secrets.date + 1 } else { 1 };
            keys.push(format!("shipped_on: {year}-08-0{day}"));
        }
        "declined" => keys.extend(secrets.renames.then(|| format!("target: {year}"))),
        _ => keys.push(format!("target: {year}{}", ["", "-Q4", "-11-15"][secrets.date])),
    }
    keys
}

fn quote(text: &str, secrets: &Secrets) -> String {
    let is_word = |c: char| c.is_ascii_alphabetic() || c == ' ';
    match secrets.quotes {
        0 if text.len() > 5 && text.trim() == text && text.chars().all(is_word) => text.to_owned(),
        0 | 1 => format!("'{}'", text.replace('\'', "''")),
        _ => format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\"")),
    }
}

/// The keys in a hidden order, with hidden comments, between hidden line ends.
fn document(mut keys: Vec<String>, visibility: &str, body: &str, secrets: &Secrets) -> String {
    keys.push(match (visibility, secrets.lines) {
        ("client", 1) => "visibility: [sales, engineering, client]".to_owned(),
        ("client", 2) => "visibility:\n- engineering # SECRET\n- sales\n- 'client'".to_owned(),
        _ => format!("visibility: {visibility}"),
    });
    let mut keys: Vec<_> = keys.into_iter().zip(&secrets.order).collect();
    keys.sort_by_key(|(_, order)| *order);
    let keys: String = keys
        .into_iter()
        .map(|(key, order)| {
            key + ["\n", "\n# SECRET: client\n", " # SECRET\n"][*order as usize % 3]
        })
        .collect();
    let text = format!("---\n{keys}---\n{body}");
    match secrets.lines {
        0 => text,
        1 => format!("\u{feff}{text}"),
        2 => text.replace('\n', "\r\n"),
        _ => format!("\u{feff}{}", text.replace('\n', "\r\n")),
    }
}

/// The blocks with hidden text before, between and after them.
fn body(blocks: &[(&str, Vec<Piece>)], secrets: &Secrets, path: &str, paths: &[String]) -> String {
    let mut around = secrets.around.iter();
    let mut text = String::new();
    for (name, pieces) in blocks {
        text.extend(around.next().map(|hidden| format!("{hidden}\n")));
        text += &format!("::: {name}\n");
        for (number, piece) in pieces.iter().enumerate() {
            text += &format!("{}\n\n", piece_text(piece, number, path, paths));
        }
        text += ":::\n";
    }
    text.extend(around.map(|hidden| format!("{hidden}\n")));
    text
}

fn piece_text(piece: &Piece, number: usize, path: &str, paths: &[String]) -> String {
    let up = "../".repeat(path.matches('/').count());
    match piece {
        Piece::Text(text) => (*text).to_owned(),
        Piece::Link(to, style) => {
            let raw = format!("{up}{}", paths[to.index(paths.len())]);
            let to = percent_encode(&raw);
            match style {
                0 => format!("[a](./{to}#x)"),
                1 => format!("[a](<{raw}> \"t.md\")"),
                2 => format!("[a][r{number}]\n\n[r{number}]: {to}"),
                3 => format!("<a href=\"{to}\">a</a> b"),
                4 => format!("> - [*a*\n>   b]({to})"),
                5 => format!("| a |\n|---|\n| [a]({to}) |"),
                _ => format!("<div>\n<a\nhref={to}>a</a></div>"),
            }
        }
        Piece::Image(style) => match style {
            0 => format!("![a](<{up}brand/i j.png>)"),
            1 => format!("<img src='{up}brand/i%20j.png'>"),
            _ => format!("[![a]({up}content/i.png \"t\")](https://example.com)"),
        },
    }
}

fn percent_encode(path: &str) -> String {
    path.bytes()
        .map(|byte| match byte {
            b'.' | b'/' | b'-' => char::from(byte).to_string(),
            byte if byte.is_ascii_alphanumeric() => char::from(byte).to_string(),
            byte => format!("%{byte:02X}"),
        })
        .collect()
}
