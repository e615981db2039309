//! What the audience may not know of a project: everything but the shown.

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::{Index, select, subsequence};

use roadcast::audience::Audience;

use super::words::{HIDDEN_TEXTS, hidden_word};

/// Documents with hidden things around something shown; more are shown never.
pub const PLACES: usize = 8;

/// The hidden side of a project.
#[derive(Clone, Debug)]
pub struct Hidden {
    /// What is hidden of or around each shown document.
    pub places: Vec<Secrets>,
    /// Documents of which nothing is shown, each with the way in which it is hidden.
    pub documents: Vec<(Secrets, usize)>,
}

/// What is hidden of one document.
#[derive(Clone, Debug)]
pub struct Secrets {
    pub folder: &'static str,
    pub words: Vec<String>,
    pub numbers: Vec<u16>,
    /// The order of the lines of front matter.
    pub order: Vec<u32>,
    /// Which hidden keys it has.
    pub keys: Vec<Key>,
    /// Hidden text around and between the shown blocks.
    pub around: Vec<&'static str>,
    /// Which of the targets or days that look the same.
    pub date: Index,
    pub style: Style,
    /// Whether the shown title is `client.title`, and `title` a hidden one.
    pub renames: bool,
    /// Whether it refers to hidden documents and images.
    pub refers: bool,
    /// How many hidden addresses it sets: one as `slug`, others as `aliases`.
    pub addresses: usize,
}

/// How a document is written.
#[derive(Clone, Copy, Debug)]
pub struct Style {
    pub quotes: usize,
    pub lines: usize,
    pub list: usize,
}

/// A key that may be hidden.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Key {
    Effort,
    Rice,
    CodeNames,
    DependsOn,
    ReviewedOn,
    Extra,
    Confidence,
    Confidential,
    Owner,
    Team,
    Origin,
    Phase,
    Tags,
    Requests,
    Decision,
    Sales,
}

/// Keys that are for engineering alone.
const ENGINEERING: [Key; 6] =
    [Key::Effort, Key::Rice, Key::CodeNames, Key::DependsOn, Key::ReviewedOn, Key::Extra];
/// Keys that sales reads too.
const SALES: [Key; 10] = [
    Key::Confidence,
    Key::Confidential,
    Key::Owner,
    Key::Team,
    Key::Origin,
    Key::Phase,
    Key::Tags,
    Key::Requests,
    Key::Decision,
    Key::Sales,
];

pub fn hidden(audience: Audience) -> impl Strategy<Value = Hidden> {
    let kinds = match audience {
        Audience::Client => 0..6_usize,
        Audience::Sales | Audience::Engineering => 0..2_usize,
    };
    (vec(secrets(audience), PLACES), vec((secrets(audience), kinds), 0..4))
        .prop_map(|(places, documents)| Hidden { places, documents })
}

/// Hidden things of which some come from `one`: a small difference and not always a large one.
pub fn partly(one: &Hidden, other: Hidden, kept: u16) -> Hidden {
    let is_kept = |at: usize| kept >> at & 1 == 1;
    let places = other.places.into_iter().zip(&one.places).enumerate();
    let places =
        places.map(|(at, (new, old))| if is_kept(at) { old.clone() } else { new }).collect();
    let documents = if is_kept(PLACES) { one.documents.clone() } else { other.documents };
    Hidden { places, documents }
}

fn secrets(audience: Audience) -> impl Strategy<Value = Secrets> {
    let mut keys = ENGINEERING.to_vec();
    let renames = match audience {
        Audience::Client => {
            keys.extend(SALES);
            any::<bool>().boxed()
        }
        Audience::Sales | Audience::Engineering => Just(false).boxed(),
    };
    let folders = vec!["content", "content/a", "content/vexq b", "content/z/é", "content/(1)"];
    let count = keys.len();
    let style = (0..5_usize, 0..4_usize, 0..3_usize).prop_map(|(quotes, lines, list)| Style {
        quotes,
        lines,
        list,
    });
    (
        (select(folders), vec(hidden_word(), 8), vec(1..900_u16, 4), vec(any::<u32>(), 40)),
        subsequence(keys, 0..=count),
        vec(select(HIDDEN_TEXTS.to_vec()), 0..5),
        (any::<Index>(), style, renames, any::<bool>(), 0..4_usize),
    )
        .prop_map(|((folder, words, numbers, order), keys, around, rest)| {
            let (date, style, renames, refers, addresses) = rest;
            Secrets {
                folder,
                words,
                numbers,
                order,
                keys,
                around,
                date,
                style,
                renames,
                refers,
                addresses,
            }
        })
}

impl Secrets {
    /// A hidden word.
    pub fn word(&self, at: usize) -> &str {
        &self.words[at % self.words.len()]
    }

    /// A line or more of front matter.
    pub fn key(&self, key: Key, dependencies: &[String]) -> String {
        let (a, b, c) = (self.word(0), self.word(1), self.word(2));
        let (n, m) = (self.numbers[0], self.numbers[1]);
        let (month, day) = (n % 12 + 1, m % 28 + 1);
        match key {
            Key::Effort => format!("effort: {n} # {a}"),
            Key::Rice => format!("rice: {{ reach: {n}, impact: 2, confidence: 0.8, effort: {m} }}"),
            Key::CodeNames => format!("codenames: [\"Project {a}\", {b}{c}]"),
            Key::DependsOn if dependencies.is_empty() => "depends_on: []".to_owned(),
            Key::DependsOn => format!("depends_on:\n  - \"{}\"", dependencies.join("\"\n  - \"")),
            Key::ReviewedOn => format!("reviewed_on: 2025-{month:02}-{day:02}"),
            Key::Extra => format!(
                "extra: {{ {a}: {b}, deep: [{{visibility: client}}, \"{c}\\n  {n}\"], n: {n} }}"
            ),
            Key::Confidence => {
                format!("confidence: {}", ["likely", "committed"][usize::from(n % 2)])
            }
            Key::Confidential => "confidential: false".to_owned(),
            Key::Owner => format!("owner: {a}.{b}@{c}.example"),
            Key::Team => format!("team: '{a} {b}'"),
            Key::Origin => format!("origin: {}", ["sales", "tech-debt"][usize::from(n % 2)]),
            Key::Phase => format!("phase: {}", n % 99 + 1),
            Key::Tags => format!("tags: [{a}, {b}]"),
            Key::Requests => self.requests(),
            Key::Decision => format!(
                "decision:\n  outcome: deferred\n  reason: >-\n    {a} is\n    {b}\n  \
                 revisit_when: after {c}\n  by: {b}\n  on: 2026-{month:02}-{day:02}"
            ),
            Key::Sales => format!("sales: {{ say: \"{a} {b}\", dont_say: |-\n    {c} {n}\n  }}")
                .replace("|-\n    ", "'")
                .replace("\n  }", "' }"),
        }
    }

    fn requests(&self) -> String {
        let mut text = "requests:".to_owned();
        for at in 0..usize::from(self.numbers[2] % 3) + 1 {
            let (account, by) = (self.word(at), self.word(at + 3));
            let (value, blocker) = (self.numbers[at], self.numbers[3 - at].is_multiple_of(2));
            text += &format!(
                "\n- {{account: {account} GmbH, by: {by}, value: {value} EUR, blocker: {blocker}, \
                 asked_on: 2026-05-02}}"
            );
        }
        text
    }

    /// Lines of front matter with hidden addresses, for the document with this number.
    pub fn address_keys(&self, number: usize) -> Vec<String> {
        let end =
            |word: &str| -> String { word.chars().filter(char::is_ascii_lowercase).collect() };
        let address = |at: usize| format!("vexq-{}-{number}-{at}", end(self.word(at)));
        let mut keys = Vec::new();
        keys.extend((self.addresses > 0).then(|| format!("slug: {}", address(0))));
        let former: Vec<String> = (1..self.addresses).map(address).collect();
        keys.extend((!former.is_empty()).then(|| format!("aliases: [{}]", former.join(", "))));
        keys
    }

    /// The line for a picture that is hidden, or that others show too.
    pub fn picture_key(&self, up: &str) -> String {
        let name = ["vexq0", "vexq1", "shown0"][self.numbers[0] as usize % 3];
        let alt = format!("{} beside {}", self.word(2), self.word(3));
        format!("picture: {{ file: \"{up}pictures/{name}.png\", alt: {alt} }}")
    }

    /// A hidden text with hidden words in it.
    pub fn text(&self, template: &str, at: usize) -> String {
        template.replace('@', self.word(at))
    }
}
