//! A project with a canary in every hidden place, made from the list of all keys.

use roadcast::audience::Audience::{self, Client, Engineering, Sales};
use roadcast::format::{ENTRY, Key, Kind, SETTINGS, THEME};
use serde_json::{Map, Value, json};

use super::words::{Words, capitalized};
use crate::support::{Project, document, png, woff2};

/// Something distinct at one place of the sources.
pub struct Canary {
    /// Its file and place: `content/a.md: requests[].account`.
    pub place: String,
    /// The file.
    pub file: String,
    /// The key, or a name for a place in a body.
    pub key: &'static str,
    /// What stands there.
    pub text: String,
    /// The outermost audience that reads it; none if nobody does.
    pub reader: Option<Audience>,
}

impl Canary {
    /// Whether it must not be in the site of an audience.
    pub fn is_hidden_from(&self, audience: Audience) -> bool {
        self.reader.is_none_or(|reader| !reader.reaches(audience))
    }
}

/// The project with its canaries.
pub struct Aviary {
    pub project: Project,
    pub canaries: Vec<Canary>,
    words: Words,
    /// Documents, each with the outermost audience that sees it.
    limits: Vec<(String, Audience)>,
}

/// A name, labels, and the outermost audience that sees such an entry.
type LabeledEntry = (&'static str, &'static [(&'static str, &'static str)], Audience);

/// Labels of entries, and the outermost audience that sees such an entry. Clients see only the last.
const ENTRIES: [LabeledEntry; 5] = [
    ("engineering", &[("stage", "planned"), ("visibility", "engineering")], Engineering),
    ("sales", &[("stage", "planned"), ("visibility", "sales")], Sales),
    ("undiscovered", &[("stage", "discovery"), ("visibility", "sales")], Sales),
    ("confidential", &[("stage", "planned"), ("visibility", "sales")], Sales),
    ("shown", &[("stage", "planned"), ("visibility", "client")], Client),
];

/// Places in a body, each with the Markdown that holds `@` there, and whether a page shows it.
pub const BODIES: [(&str, &str, bool); 15] = [
    ("a paragraph", "@", true),
    ("a heading", "## @", true),
    ("emphasis", "**@**", true),
    ("a table", "| a | b |\n|---|---|\n| c | @ |", true),
    ("a list", "- one\n- @", true),
    ("a code fence", "```text\n@\n```", true),
    ("inline code", "`@`", true),
    ("a footnote", "Word[^1].\n\n[^1]: @", true),
    ("an alternative text", "![@](content/dot.png)", true),
    ("a title of a link", "[word](https://docs.example \"@\")", true),
    ("a title of a picture", "![word](content/dot.png \"@\")", true),
    ("an attribute", "<abbr title=\"@\">w</abbr>", true),
    ("a comment", "Word.\n\n<!-- @ -->\n\nWord.", false),
    ("an unused link definition", "Word.\n\n[unused]: https://docs.example \"@\"", false),
    ("a comment of several lines", "<!--\none\n@\ntwo\n-->\n\nWord.", false),
];

/// Builds the project.
pub fn aviary() -> Aviary {
    let project = Project::new();
    let mut aviary =
        Aviary { project, canaries: Vec::new(), words: Words::default(), limits: Vec::new() };
    let themes = [Engineering, Sales, Client].map(|audience| aviary.theme(audience));
    for (at, (name, labels, audience)) in ENTRIES.into_iter().enumerate() {
        let theme = &themes[usize::from(audience != Engineering) + usize::from(audience == Client)];
        aviary.entry(at, name, labels, audience, theme);
    }
    for (place, markdown, _) in BODIES {
        aviary.body(place, markdown, Engineering);
        // In text for others, a comment is an error.
        if !place.starts_with("a comment") {
            aviary.body(place, markdown, Sales);
        }
    }
    aviary.addresses();
    aviary.settings();
    aviary
}

impl Aviary {
    /// Whether the scan of an audience's site is to find a canary. The name of a shown entry's file
    /// is made of its title as a rule, and `never_publish` is about clients.
    pub fn is_searched_for(&self, canary: &Canary, audience: Audience) -> bool {
        let hides =
            |(file, limit): &(String, Audience)| *file == canary.file && !limit.reaches(audience);
        match canary.key {
            "file name" => self.limits.iter().any(hides),
            "allow_terms[].term" => false,
            "never_publish" => audience == Client,
            _ => canary.is_hidden_from(audience),
        }
    }

    fn note(&mut self, file: &str, key: &'static str, text: &str, reader: Option<Audience>) {
        let (file, text) = (file.to_owned(), text.to_owned());
        let place = format!("{file}: {key}");
        self.canaries.push(Canary { place, file, key, text, reader });
    }

    /// A theme with all its fields; returns its file stem.
    fn theme(&mut self, audience: Audience) -> String {
        let stem = format!("{}-{}", self.words.plain(), self.words.plain());
        let file = format!("content/themes/{stem}.md");
        let mut front = vec![("visibility".to_owned(), json!(audience.name()))];
        for key in THEME.iter().filter(|key| !matches!(key.kind, Kind::Word(_))) {
            let value = self.value(&file, key, Some(audience), 0);
            front.push((key.path.to_owned(), value));
        }
        self.note(&file, "file name", &stem, Some(Engineering));
        self.limits.push((file.clone(), audience));
        let body = self.blocks(&file, audience);
        self.project.write(&file, document(&yaml(front), &body));
        stem
    }

    fn entry(
        &mut self,
        number: usize,
        name: &str,
        labels: &[(&str, &str)],
        audience: Audience,
        theme: &str,
    ) {
        let stem = format!("{}-{}", self.words.plain(), self.words.plain());
        let file = format!("content/{stem}.md");
        let mut root = Map::new();
        for key in &ENTRY {
            let value = match key.path {
                "theme" => json!(theme),
                "depends_on" => continue,
                "stage" | "visibility" => {
                    let label = labels.iter().find(|(label, _)| *label == key.path);
                    json!(label.expect("every entry has both").1)
                }
                "confidential" => json!(name == "confidential"),
                "shipped_on" => continue,
                _ => self.value(&file, key, Some(audience), number),
            };
            insert(&mut root, key.path, value);
        }
        self.note(&file, "file name", &stem, Some(Engineering));
        self.limits.push((file.clone(), audience));
        let body = self.blocks(&file, audience);
        let front = yaml(root.into_iter().collect());
        self.project.write(&file, document(&front, &body));
    }

    /// A value for a key: a canary, where the value is text that the author chooses.
    fn value(&mut self, file: &str, key: &Key, limit: Option<Audience>, style: usize) -> Value {
        // What an entry shows reaches no further than the entry itself.
        let reader = key.reach.audience().zip(limit).map(|(reach, limit)| reach.min(limit));
        if key.path.ends_with("picture.file") {
            return self.picture(file, key, reader);
        }
        let text = match (key.kind, key.path) {
            (Kind::Number | Kind::Whole(..), _) => return json!(3),
            (Kind::Flag, _) => return json!(true),
            (Kind::Day, _) => return json!("2026-11-02"),
            (Kind::Target, _) => return json!("2027-Q1"),
            (Kind::Word(_), path) => return json!(word(path)),
            (Kind::Map | Kind::Maps, _) => return json!({}),
            (Kind::Free, _) => return self.free(file, reader),
            (_, "owner" | "requests[].by" | "decision.by" | "allow_terms[].owner") => {
                self.person(style)
            }
            (_, "requests[].account") => self.account(style),
            (_, path) if path.ends_with("slug") || path.ends_with("aliases") => {
                format!("{}-{}", self.words.plain(), self.words.plain())
            }
            (Kind::Text, _) | (_, "allow_terms[].reason") => self.words.sentence(),
            (Kind::Line | Kind::Lines, _) => self.words.name(),
        };
        self.note(file, key.path, &text, reader);
        if key.kind == Kind::Lines { json!([text]) } else { json!(text) }
    }

    /// A picture, whose name is published to nobody.
    fn picture(&mut self, file: &str, key: &Key, reader: Option<Audience>) -> Value {
        let name = format!("{}.png", self.words.plain());
        self.project.write(&format!("content/{name}"), png([4, 5, 6]));
        self.note(file, key.path, &name, reader);
        json!(name)
    }

    fn free(&mut self, file: &str, reader: Option<Audience>) -> Value {
        let key = format!("{}_{}", self.words.plain(), self.words.plain());
        let ticket = format!("{}-4711", self.words.plain().to_uppercase());
        let [name, listed, mapped] = [(); 3].map(|()| self.words.name());
        let sentence = self.words.sentence();
        let texts = [
            ("extra: a key", &key),
            ("extra: a ticket", &ticket),
            ("extra: a name", &name),
            ("extra: in a list", &listed),
            ("extra: in a mapping", &mapped),
            ("extra: a sentence", &sentence),
        ];
        texts.iter().for_each(|(place, text)| self.note(file, place, text, reader));
        json!({ key: ticket, "a": name, "b": [listed, "x"], "c": { "d": mapped }, "e": sentence })
    }

    /// How people are written: each entry in another way.
    fn person(&mut self, style: usize) -> String {
        match style % 4 {
            0 => format!("{}.{}@acme.example", self.words.plain(), self.words.plain()),
            1 => format!("@{}", self.words.plain()),
            2 => self.words.name(),
            _ => capitalized(&self.words.word()),
        }
    }

    fn account(&mut self, style: usize) -> String {
        match style % 3 {
            0 => format!("{} GmbH", capitalized(&self.words.word())),
            1 => capitalized(&self.words.word()),
            _ => self.words.name(),
        }
    }

    fn blocks(&mut self, file: &str, limit: Audience) -> String {
        let [unmarked, sales, client] = [(); 3].map(|()| self.words.sentence());
        self.note(file, "unmarked text", &unmarked, Some(Engineering));
        self.note(file, "a sales block", &sales, Some(limit.min(Sales)));
        self.note(file, "a client block", &client, Some(limit));
        format!("{unmarked}\n\n::: sales\n{sales}\n:::\n\n::: client\n{client}\n:::")
    }

    /// A shown entry with one canary in a hidden part of its body.
    fn body(&mut self, place: &'static str, markdown: &str, label: Audience) {
        let number = self.canaries.len();
        let file = format!("content/public{number}.md");
        let words = self.words.sentence().trim_end_matches('.').to_owned();
        self.note(&file, place, &words, Some(label));
        // Each of these hosts is in one document alone.
        let host = format!("docs{number}.example");
        let text = markdown.replace('@', &words).replace("content/", "");
        let text = text.replace("docs.example", &host);
        let body = match label {
            Engineering => text,
            Sales => format!("::: sales\n{text}\n:::"),
            Client => unreachable!("clients read it"),
        };
        let front = format!("title: Public {number}\nstage: planned\nvisibility: client");
        self.project.write(&file, document(&front, &body));
        self.project.write("content/dot.png", png([1, 2, 3]));
    }

    /// Addresses and names of files in hidden text.
    fn addresses(&mut self) {
        let file = "content/addresses.md";
        let [host, path, person, picture] = [(); 4].map(|()| self.words.plain());
        let web = format!("{host}.example/{path}");
        let mail = format!("{person}@acme.example");
        let name = format!("{picture}.png");
        self.project.write(&format!("content/{name}"), png([9, 9, 9]));
        for (key, text) in
            [("a web address", &web), ("a mail address", &mail), ("the name of a picture", &name)]
        {
            self.note(file, key, text, Some(Engineering));
        }
        let body = format!("[w](https://{web}) <{mail}> ![w]({name})");
        let front = "title: Public addresses\nstage: planned\nvisibility: client";
        self.project.write(file, document(front, &body));
    }

    /// `roadcast.yaml` with every key.
    fn settings(&mut self) {
        let file = "roadcast.yaml";
        let mut root = Map::new();
        for key in &SETTINGS {
            let host = self.words.plain();
            let value = match key.path {
                "logo" => json!("content/dot.png"),
                "accent" => json!("#123456"),
                "fonts" => continue,
                path if path.starts_with("fonts.") => {
                    let name = format!("content/{host}.woff2");
                    self.project.write(&name, woff2());
                    self.note(file, key.path, &host, None);
                    json!(name)
                }
                "content" => json!(["content/**/*.md"]),
                "output" => json!("dist"),
                "feedback" => json!("mailto:roadmap@northwind.example"),
                "dates.slack" => json!("1 quarter"),
                "allow_terms[].until" => json!("2027-01-01"),
                "editions.client.base_url" => json!("https://roadmap.northwind.example/"),
                // What it says is what `base_url` says.
                path if path.starts_with("publish.") && path.ends_with(".address") => continue,
                path if path.ends_with(".base_url") => {
                    let text = format!("{host}.acme.example");
                    self.note(file, key.path, &text, key.reach.audience());
                    json!(format!("https://{text}/"))
                }
                path if path.ends_with(".site_theme") => json!("default"),
                _ => self.value(file, key, Some(Client), 2),
            };
            insert(&mut root, key.path, value);
        }
        self.project.write(file, yaml(root.into_iter().collect()));
    }
}

/// A word that the key takes.
fn word(path: &str) -> &'static str {
    match path.rsplit('.').next().unwrap_or(path) {
        "horizon" => "next",
        "confidence" => "likely",
        "origin" => "sales",
        "outcome" => "accepted",
        "precision" => "quarter",
        "mode" => "encrypted",
        other => panic!("which words does `{other}` take?"),
    }
}

/// Puts a value at its path.
fn insert(root: &mut Map<String, Value>, path: &str, value: Value) {
    let Some((first, rest)) = path.split_once('.') else {
        root.entry(path).or_insert(value);
        return;
    };
    let name = first.trim_end_matches("[]");
    let inner = root.entry(name).or_insert_with(|| json!({}));
    if first.ends_with("[]") && !inner.is_array() {
        *inner = json!([{}]);
    }
    let inner = if inner.is_array() { &mut inner[0] } else { inner };
    insert(inner.as_object_mut().expect("it is a mapping"), rest, value);
}

/// A mapping, one key on a line; JSON is YAML.
fn yaml(fields: Vec<(String, Value)>) -> String {
    fields.iter().map(|(key, value)| format!("{key}: {value}\n")).collect()
}

/// Whether the engineering site shows a canary: a comment is in the sources only.
pub fn is_shown_to_engineering(canary: &Canary) -> bool {
    let is_markup = BODIES.iter().any(|(place, _, shown)| *place == canary.key && !shown);
    let is_name = canary.key == "the name of a picture" || canary.key.ends_with("picture.file");
    let is_program = canary.reader.is_none() && canary.key != "file name";
    let is_theme_file = canary.key == "file name" && canary.file.contains("/themes/");
    let is_site = ["editions.sales.base_url", "allow_terms[].term"].contains(&canary.key);
    !(is_markup || is_name || is_program || is_theme_file || is_site)
}
