//! A pair of projects: the same to show, and other things to hide.

use std::collections::BTreeMap;
use std::fmt;

use proptest::prelude::*;

use roadcast::audience::Audience;

use super::hidden::{Hidden, Key, Secrets, hidden, partly};
use super::shown::{Block, Piece, Settings, Shown, ShownEntry, search_words, shown, targets_like};
use super::words::{percent_encoded, picture_key, quoted, up_from};

/// Files by path: `roadcast.yaml` and everything in `content/`.
#[derive(Clone, PartialEq, Eq)]
pub struct Project {
    pub files: BTreeMap<String, String>,
    /// How many entries and themes the audience sees.
    pub shown: usize,
    /// How many former addresses they have.
    pub former: usize,
    /// What the files were when the site was published before; none if it never was.
    pub earlier: BTreeMap<String, String>,
}

/// Two projects that differ only in what the audience may not know.
#[derive(Debug)]
pub struct Pair {
    pub one: Project,
    pub other: Project,
}

/// A project is printed as its files, so that a failure can be copied to disk.
impl fmt::Debug for Project {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (path, text) in &self.files {
            writeln!(f, "\n=== {path}\n{}", text.escape_debug().to_string().replace("\\n", "\n"))?;
        }
        Ok(())
    }
}

pub fn pair(audience: Audience) -> impl Strategy<Value = Pair> {
    let kept = prop_oneof![Just(0_u16), any::<u16>()];
    let was_published = prop::bool::weighted(0.3);
    (shown(audience), hidden(audience), hidden(audience), kept, was_published)
        .prop_map(|(shown, one, other, kept, was_published)| {
            let other = partly(&one, other, kept);
            let earlier = was_published.then(|| shown.earlier());
            let project = |hidden: &Hidden| {
                let earlier = earlier.as_ref().map(|earlier| render(earlier, hidden).files);
                Project { earlier: earlier.unwrap_or_default(), ..render(&shown, hidden) }
            };
            Pair { one: project(&one), other: project(&other) }
        })
        .prop_filter("the projects differ", |pair| pair.one != pair.other)
}

/// The project that shows this and hides that.
fn render(shown: &Shown, hidden: &Hidden) -> Project {
    let writer = Writer::new(shown, hidden);
    let mut files = BTreeMap::from([("roadcast.yaml".to_owned(), settings(&shown.settings))]);
    for at in 0..shown.themes.len() {
        files.insert(writer.paths[at].clone(), writer.theme(at));
    }
    for at in 0..shown.entries.len() {
        files.insert(writer.paths[shown.themes.len() + at].clone(), writer.entry(at));
    }
    for (at, (secrets, kind)) in hidden.documents.iter().enumerate() {
        let (path, text) = writer.hidden_document(at, secrets, *kind);
        files.insert(path, text);
    }
    let addresses = (shown.themes.iter().map(|theme| theme.addresses))
        .chain(shown.entries.iter().map(|entry| entry.addresses));
    let former = addresses.map(|addresses| addresses.aliases).sum();
    let (shown, earlier) = (shown.themes.len() + shown.entries.len(), BTreeMap::new());
    Project { files, shown, former, earlier }
}

fn settings(settings: &Settings) -> String {
    let mut lines = vec![
        format!("product: {}", settings.product),
        format!("dates: {{ precision: {}, slack: {} }}", settings.precision, settings.slack),
    ];
    lines.extend(
        settings
            .tagline
            .iter()
            .filter(|line| !line.trim().is_empty())
            .map(|line| format!("tagline: {}", quoted(line, 2))),
    );
    lines.extend(settings.more.iter().map(|line| (*line).to_owned()));
    lines.join("\n") + "\n"
}

struct Writer<'a> {
    shown: &'a Shown,
    hidden: &'a Hidden,
    /// Of the shown documents, themes first.
    paths: Vec<String>,
    /// Stems of the hidden entries.
    hidden_stems: Vec<String>,
}

impl<'a> Writer<'a> {
    fn new(shown: &'a Shown, hidden: &'a Hidden) -> Writer<'a> {
        let stem = |secrets: &Secrets, at: usize| {
            let odd = ["", " it", "(1)", " & x;", " 100%"][secrets.style.quotes];
            format!("{}{odd}{at}", secrets.word(4))
        };
        let themes = shown.themes.len();
        let path = |at: usize| {
            let secrets = &hidden.places[at];
            let folder = if at < themes { "/themes" } else { "" };
            format!("{}{folder}/{}.md", secrets.folder, stem(secrets, at))
        };
        let paths = (0..themes + shown.entries.len()).map(path).collect();
        let documents = hidden.documents.iter().enumerate();
        let hidden_stems = documents.map(|(at, (secrets, _))| stem(secrets, 90 + at)).collect();
        Writer { shown, hidden, paths, hidden_stems }
    }

    fn theme(&self, at: usize) -> String {
        let (theme, secrets) = (&self.shown.themes[at], &self.hidden.places[at]);
        let mut keys = vec![format!("title: {}", quoted(&theme.title, secrets.style.quotes))];
        keys.extend(
            theme
                .problem
                .as_ref()
                .filter(|text| !text.trim().is_empty())
                .map(|text| format!("problem: {}", quoted(text, secrets.style.quotes))),
        );
        keys.extend(theme.addresses.keys(&format!("t{at}")));
        let body = self.body(&theme.blocks, secrets, &self.paths[at]);
        self.document(keys, "client", &body, secrets)
    }

    fn entry(&self, at: usize) -> String {
        let place = self.shown.themes.len() + at;
        let (entry, secrets) = (&self.shown.entries[at], &self.hidden.places[place]);
        let mut keys = self.shown_keys(at, entry, secrets);
        keys.extend(entry.internal.iter().cloned());
        keys.extend(self.theme_key(entry, secrets));
        // Later entries and hidden ones only: no cycles.
        let later = self.paths[place + 1..].iter().map(|path| stem_of(path).to_owned());
        let dependencies: Vec<String> = later.chain(self.hidden_entries()).collect();
        keys.extend(secrets.keys.iter().map(|key| secrets.key(*key, &dependencies)));
        let body = self.body(&entry.blocks, secrets, &self.paths[place]);
        self.document(keys, entry.visibility, &body, secrets)
    }

    fn hidden_entries(&self) -> impl Iterator<Item = String> {
        let stems = self.hidden_stems.iter().zip(&self.hidden.documents);
        stems.filter(|(_, (_, kind))| *kind != 1).map(|(stem, _)| stem.clone())
    }

    /// The theme, if shown; or else perhaps one that is hidden.
    fn theme_key(&self, entry: &ShownEntry, secrets: &Secrets) -> Option<String> {
        let shown = entry.theme.filter(|_| !self.shown.themes.is_empty());
        if let Some(theme) = shown {
            return Some(format!(
                "theme: \"{}\"",
                stem_of(&self.paths[theme.index(self.shown.themes.len())])
            ));
        }
        let stems = self.hidden_stems.iter().zip(&self.hidden.documents);
        let theme = stems.filter(|(_, (_, kind))| *kind == 1).map(|(stem, _)| stem).next()?;
        secrets.refers.then(|| format!("theme: \"{theme}\""))
    }

    fn shown_keys(&self, at: usize, entry: &ShownEntry, secrets: &Secrets) -> Vec<String> {
        let quotes = secrets.style.quotes;
        let mut keys = vec![format!("stage: {}", entry.stage)];
        let mut client = Vec::new();
        let summary = entry.summary.as_ref().filter(|text| !text.trim().is_empty());
        let addresses = entry.addresses.keys(&format!("e{at}"));
        let (words, problem) = entry.beside(|text| quoted(text, quotes.min(3)));
        let up = up_from(&self.paths[self.shown.themes.len() + at]);
        let picture = entry
            .picture
            .iter()
            .map(|(image, alt)| picture_key(&shown_picture(*image, secrets, &up), alt, quotes));
        if secrets.renames {
            keys.push(secrets.picture_key(&up));
            client.extend(picture);
            // Where clients read a title of its own, they get its addresses alone.
            keys.extend(secrets.address_keys(at));
            client.extend(addresses);
            keys.push(format!("title: {} {}", secrets.word(5), secrets.word(6)));
            client.push(format!("title: {}", quoted(&entry.title, quotes.min(3))));
            if let Some(summary) = summary {
                keys.push(format!("summary: about {} and {}", secrets.word(5), secrets.word(7)));
                client.push(format!("summary: {}", quoted(summary, quotes.min(3))));
            }
            keys.push(format!("search_words: [{} {}]", secrets.word(6), secrets.word(7)));
            client.extend(search_words(&words));
            keys.extend(problem.iter().map(|_| format!("problem: without {}", secrets.word(4))));
            client.extend(problem);
            if let Some(horizon) = entry.horizon {
                let other = ["now", "next", "later"][secrets.numbers[0] as usize % 3];
                keys.push(format!("horizon: {other}"));
                client.push(format!("horizon: {horizon}"));
            }
        } else {
            // Set for clients or for all: it is the same to those who see it.
            let is_apart = self.shown.audience == Audience::Client && secrets.style.list == 1;
            let apart = if is_apart { &mut client } else { &mut keys };
            apart.extend(addresses.into_iter().chain(picture));
            let own = words.len() / if is_apart { 2 } else { 1 };
            keys.extend(search_words(&words[..own]));
            client.extend(search_words(&words[own..]));
            keys.push(format!("title: {}", quoted(&entry.title, quotes)));
            keys.extend(problem);
            keys.extend(summary.map(|text| format!("summary: {}", quoted(text, quotes))));
            keys.extend(entry.horizon.map(|horizon| format!("horizon: {horizon}")));
        }
        let availability = entry.availability.as_ref().filter(|text| !text.trim().is_empty());
        client.extend(
            availability.map(|text| format!("availability: {}", quoted(text, quotes.min(3)))),
        );
        if !client.is_empty() {
            keys.push(if secrets.style.list == 0 {
                format!("client:\n  {}", client.join("\n  "))
            } else {
                format!("client: {{ {} }}", client.join(", "))
            });
        }
        keys.extend(self.date_key(entry, secrets));
        keys
    }

    fn date_key(&self, entry: &ShownEntry, secrets: &Secrets) -> Option<String> {
        let policy = self.shown.settings.policy();
        if entry.stage == "shipped" {
            let day = match self.shown.audience {
                Audience::Client => secrets.numbers[0] % 28 + 1,
                Audience::Sales | Audience::Engineering => 1,
            };
            return Some(format!("shipped_on: 2026-{:02}-{day:02}", entry.month % 10 + 1));
        }
        if entry.stage == "declined" || policy.precision.is_none() {
            // No window is shown, so any target or none will do.
            return secrets.refers.then(|| format!("target: 202{}", secrets.numbers[0] % 9));
        }
        let targets = targets_like(entry.target?, policy);
        Some(format!("target: {}", targets[secrets.date.index(targets.len())]))
    }

    fn hidden_document(&self, at: usize, secrets: &Secrets, kind: usize) -> (String, String) {
        let (visibility, more) = [
            ("engineering", "stage: idea\nhorizon: later"),
            ("engineering", "problem: @"),
            ("~", "stage: beta\nsummary: '@ and @'"),
            ("sales", "stage: planned\nclient: {title: \"@ x\", availability: @}\ntarget: 2027-Q1"),
            ("sales", "stage: shipped\nshipped_on: 2026-10-01\nconfidential: true"),
            ("[engineering, sales]", "stage: discovery"),
        ][kind];
        let is_theme = kind == 1;
        let mut keys = vec![format!("title: {} {at}", secrets.word(5)), secrets.text(more, 6)];
        keys.extend(secrets.address_keys(90 + at));
        if !is_theme {
            let later: Vec<_> = self.hidden_stems[at + 1..].to_vec();
            let entries: Vec<_> =
                self.hidden_entries().filter(|stem| later.contains(stem)).collect();
            let taken = |key: &Key| kind == 4 && *key == Key::Confidential;
            let wanted = secrets.keys.iter().filter(|key| !taken(key));
            keys.extend(wanted.map(|key| secrets.key(*key, &entries)));
        }
        let folder = if is_theme { "/themes" } else { "" };
        let path = format!("{}{folder}/{}.md", secrets.folder, self.hidden_stems[at]);
        keys.extend((!is_theme).then(|| secrets.picture_key(&up_from(&path))));
        let words = format!("{} for every {}", secrets.word(1), secrets.word(2));
        let block = Block { label: ["client", "sales"][at % 2], pieces: vec![Piece::Line(words)] };
        let body = self.body(&[block], secrets, &path);
        (path, self.document(keys, visibility, &body, secrets))
    }

    /// The keys in a hidden order, with hidden comments and hidden line ends.
    fn document(
        &self,
        mut keys: Vec<String>,
        visibility: &str,
        body: &str,
        secrets: &Secrets,
    ) -> String {
        keys.extend(match (visibility, secrets.style.list) {
            ("~", _) => None,
            ("client", 1) => Some("visibility: [sales, engineering, client]".to_owned()),
            ("client", 2) => Some(format!(
                "visibility:\n- engineering # {}\n- sales\n- 'client'",
                secrets.word(3)
            )),
            _ => Some(format!("visibility: {visibility}")),
        });
        let mut keys: Vec<_> = keys.into_iter().zip(&secrets.order).collect();
        keys.sort_by_key(|(_, order)| *order);
        let comment = format!("\n# {}: client\n", secrets.word(3));
        let ends = ["\n", comment.as_str(), "\n\n"];
        let keys: String =
            keys.into_iter().map(|(key, order)| key + ends[*order as usize % 3]).collect();
        let text = format!("---\n{keys}---\n{body}");
        match secrets.style.lines {
            0 => text,
            1 => format!("\u{feff}{text}"),
            2 => text.replace('\n', "\r\n"),
            _ => format!("\u{feff}{}", text.replace('\n', "\r\n")),
        }
    }

    /// The blocks, with hidden text before, between and after them.
    fn body(&self, blocks: &[Block], secrets: &Secrets, path: &str) -> String {
        let mut around = secrets.around.iter().enumerate();
        let mut text = String::new();
        let up = up_from(path);
        let hidden = |text: &mut String, (at, template): (usize, &&'static str)| {
            let template =
                template.replace("(pictures)", &format!("(<{up}pictures/vexq{}.png>)", at % 2));
            let template = template.replace("[r0]\n", "\\[r0]\n");
            *text += &format!("{}\n", secrets.text(&template, at));
        };
        for block in blocks {
            if let Some(next) = around.next() {
                hidden(&mut text, next);
            }
            text += &format!("::: {}\n", block.label);
            for (number, piece) in block.pieces.iter().enumerate() {
                let targets = self.targets(block.label);
                text += &format!("{}\n\n", piece_text(piece, number, secrets, &up, &targets));
            }
            text += ":::\n";
        }
        around.for_each(|next| hidden(&mut text, next));
        if secrets.refers
            && let Some(path) = self.paths.first()
        {
            text += &format!("{} [there](<{up}{path}>)\n", secrets.word(1));
        }
        text
    }

    /// The documents to which text with this label may lead: whoever reads it sees them.
    fn targets(&self, label: &str) -> Vec<&str> {
        let labels = self.shown.themes.iter().map(|_| "client");
        let labels = labels.chain(self.shown.entries.iter().map(|entry| entry.visibility));
        let paths = self.paths.iter().zip(labels);
        paths
            .filter(|(_, of)| label == "sales" || *of == "client")
            .map(|(path, _)| path.as_str())
            .collect()
    }
}

fn piece_text(
    piece: &Piece,
    number: usize,
    secrets: &Secrets,
    up: &str,
    targets: &[&str],
) -> String {
    match piece {
        Piece::Text(text) => text.replace("[^n]", &format!("[^n{number}]")),
        Piece::Line(line) => line.clone(),
        Piece::Section(n) => format!("## Part {n}\n\n[jump](#part-{n})"),
        Piece::Image(image, style) => {
            let path = shown_picture(*image, secrets, up);
            match style {
                0 => format!("![a](<{path}>)"),
                1 => format!("<img src='{}' alt=\"b\">", percent_encoded(&path)),
                _ => format!("[![a]({} \"t\")](https://example.com)", percent_encoded(&path)),
            }
        }
        Piece::Link(to, style) if !targets.is_empty() => {
            let raw = format!("{up}{}", targets[to.index(targets.len())]);
            let to = percent_encoded(&raw);
            match style {
                0 => format!("[a](./{to})"),
                1 => format!("[a](<{raw}> \"t.md\")"),
                2 => format!("[a][r{number}]\n\n[r{number}]: {to}"),
                3 => format!("<a href=\"{to}\">a</a> b"),
                4 => format!("> - [*a*\n>   b]({to})"),
                5 => format!("| a |\n|---|\n| [a]({to}) |"),
                6 => format!("A[^l{number}].\n\n[^l{number}]: [a]({to})"),
                _ => format!("<p><a\nhref='{to}'>a</a></p>"),
            }
        }
        Piece::Link(..) => "no link".to_owned(),
    }
}

/// The path of a shown picture, which lies at several places.
fn shown_picture(image: usize, secrets: &Secrets, up: &str) -> String {
    let places = ["pictures/shown", "content/vexq art/", "vexq-é-"];
    format!("{up}{}{image}.png", places[secrets.numbers[1] as usize % 3])
}

fn stem_of(path: &str) -> &str {
    let name = path.rsplit('/').next().unwrap_or(path);
    name.strip_suffix(".md").unwrap_or(name)
}
