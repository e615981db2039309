//! What the audience may know of a project.

use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use proptest::sample::{Index, select};

use roadcast::audience::Audience;
use roadcast::dates::{DatePolicy, Precision, Slack, Target};
use roadcast::vault::declassify;

use super::words::{SHOWN_TEXTS, shown_line};

/// What stays the same in both projects of a pair.
#[derive(Clone, Debug)]
pub struct Shown {
    pub audience: Audience,
    pub settings: Settings,
    pub themes: Vec<ShownTheme>,
    pub entries: Vec<ShownEntry>,
}

impl Shown {
    /// The same some time ago: the last entry was not there yet, and the others were only planned.
    pub fn earlier(&self) -> Shown {
        let mut earlier = self.clone();
        earlier.entries.pop();
        for entry in &mut earlier.entries {
            (entry.stage, entry.horizon) = ("planned", None);
        }
        earlier
    }
}

/// `roadcast.yaml`. The guarantee is for one configuration.
#[derive(Clone, Debug)]
pub struct Settings {
    pub product: String,
    pub tagline: Option<String>,
    pub precision: &'static str,
    pub slack: &'static str,
    pub more: Vec<&'static str>,
}

impl Settings {
    /// The date policy that they name, by tables of the test's own.
    pub fn policy(&self) -> DatePolicy {
        let precision = match self.precision {
            "year" => Some(Precision::Year),
            "half" => Some(Precision::Half),
            "quarter" => Some(Precision::Quarter),
            "month" => Some(Precision::Month),
            _ => None,
        };
        let (months, days) = match self.slack {
            "20 days" => (0, 20),
            "1 quarter" => (3, 0),
            "1 years" => (12, 0),
            _ => (0, 0),
        };
        DatePolicy { precision, slack: Slack { months, days } }
    }
}

#[derive(Clone, Debug)]
pub struct ShownTheme {
    pub title: String,
    pub problem: Option<String>,
    pub blocks: Vec<Block>,
    pub addresses: Addresses,
}

/// Whether a document sets its address, and former ones. They are made of its place, as no two may
/// be equal.
#[derive(Clone, Copy, Debug)]
pub struct Addresses {
    pub slug: bool,
    pub aliases: usize,
}

impl Addresses {
    /// Lines of front matter, for the document with this name.
    pub fn keys(self, name: &str) -> Vec<String> {
        let mut keys = Vec::new();
        keys.extend(self.slug.then(|| format!("slug: way-to-{name}")));
        let former: Vec<String> = (0..self.aliases).map(|at| format!("old-{name}-{at}")).collect();
        keys.extend((self.aliases > 0).then(|| format!("aliases: [{}]", former.join(", "))));
        keys
    }
}

fn addresses() -> impl Strategy<Value = Addresses> {
    (any::<bool>(), 0..3_usize).prop_map(|(slug, aliases)| Addresses { slug, aliases })
}

#[derive(Clone, Debug)]
pub struct ShownEntry {
    pub title: String,
    pub summary: Option<String>,
    pub stage: &'static str,
    /// The outermost audience: the one the pair is for, or one further out.
    pub visibility: &'static str,
    pub horizon: Option<&'static str>,
    pub availability: Option<String>,
    pub theme: Option<Index>,
    pub target: Option<Index>,
    /// The month in which it shipped, if it has.
    pub month: u8,
    /// Lines of front matter that sales may read and clients may not.
    pub internal: Vec<String>,
    pub blocks: Vec<Block>,
    pub addresses: Addresses,
    pub search_words: Vec<String>,
    pub problem: Option<String>,
    /// Which one, and the words for it.
    pub picture: Option<(usize, String)>,
}

impl ShownEntry {
    /// Its search words, as they are written, and the line with its problem.
    pub fn beside(&self, quoted: impl Fn(&str) -> String) -> (Vec<String>, Option<String>) {
        let words = self.search_words.iter().filter(|word| !word.trim().is_empty());
        let problem = self.problem.as_ref().filter(|text| !text.trim().is_empty());
        let problem = problem.map(|text| format!("problem: {}", quoted(text)));
        (words.map(|word| quoted(word)).collect(), problem)
    }
}

/// A line of front matter, where there are such words.
pub fn search_words(words: &[String]) -> Option<String> {
    (!words.is_empty()).then(|| format!("search_words: [{}]", words.join(", ")))
}

/// A marked block.
#[derive(Clone, Debug)]
pub struct Block {
    pub label: &'static str,
    pub pieces: Vec<Piece>,
}

/// A part of a block.
#[derive(Clone, Debug)]
pub enum Piece {
    Text(&'static str),
    Line(String),
    /// A link to a shown document, written in one of several ways.
    Link(Index, usize),
    Image(usize, usize),
    Section(u8),
}

/// The targets that have the same window, one of which an author wrote.
pub fn targets_like(class: Index, policy: DatePolicy) -> Vec<String> {
    let all: Vec<String> = (2026..2029)
        .flat_map(|year| {
            let coarse = ["", "-H1", "-H2", "-Q1", "-Q3", "-03", "-06", "-07", "-12"];
            let days = ["-01-15", "-03-31", "-05-02", "-06-30", "-09-01", "-11-30", "-12-31"];
            coarse.into_iter().chain(days).map(move |rest| format!("{year}{rest}"))
        })
        .collect();
    let window = |text: &str| {
        declassify::window(Target::parse(text).expect("it is written as a target"), policy)
    };
    let wanted = window(&all[class.index(all.len())]);
    all.into_iter().filter(|text| window(text) == wanted).collect()
}

pub fn shown(audience: Audience) -> impl Strategy<Value = Shown> {
    let (themes, entries) = (vec(theme(audience), 0..3), vec(entry(audience), 0..4));
    (settings(), themes, entries).prop_map(move |(settings, mut themes, mut entries)| {
        // Titles of one audience differ; hidden ones never count.
        themes.iter_mut().enumerate().for_each(|(at, theme)| theme.title += &format!(" t{at}"));
        entries.iter_mut().enumerate().for_each(|(at, entry)| entry.title += &format!(" e{at}"));
        Shown { audience, settings, themes, entries }
    })
}

fn settings() -> impl Strategy<Value = Settings> {
    let more = vec![
        "feedback: mailto:us@acme.example",
        "never_publish: [cost to serve, vexqnever]",
        "disclaimer: \"Plans *change*.\"",
        "editions: { client: { base_url: \"https://acme.example/map/\", search_engines: true } }",
        "logo: pictures/shown0.png",
    ];
    (
        select(vec!["Acme", "Ünder & Söhne"]),
        option::of(shown_line()),
        select(vec!["none", "year", "half", "quarter", "month"]),
        select(vec!["0 days", "20 days", "1 quarter", "1 years"]),
        proptest::sample::subsequence(more, 0..=5),
    )
        .prop_map(|(product, tagline, precision, slack, more)| Settings {
            product: product.to_owned(),
            tagline,
            precision,
            slack,
            more,
        })
}

fn theme(audience: Audience) -> impl Strategy<Value = ShownTheme> {
    (shown_line(), option::of(shown_line()), blocks(audience), addresses()).prop_map(
        |(title, problem, blocks, addresses)| ShownTheme { title, problem, blocks, addresses },
    )
}

fn entry(audience: Audience) -> impl Strategy<Value = ShownEntry> {
    let mut stages = vec!["planned", "in-progress", "beta", "shipped", "paused", "declined"];
    if audience == Audience::Sales {
        stages.extend(["idea", "discovery"]);
    }
    let words = (shown_line(), option::of(shown_line()), option::of(shown_line()));
    let picture = option::of((0..3_usize, shown_line()));
    let beside = (vec(shown_line(), 0..3), option::of(shown_line()), picture);
    let horizon = option::of(select(vec!["now", "next", "later"]));
    let places = (option::of(any::<Index>()), option::of(any::<Index>()), 1..12_u8);
    let visibility = match audience {
        Audience::Client => Just("client").boxed(),
        Audience::Sales | Audience::Engineering => select(vec!["client", "sales"]).boxed(),
    };
    let internal = match audience {
        Audience::Sales => proptest::sample::subsequence(INTERNAL.to_vec(), 0..6).boxed(),
        Audience::Client | Audience::Engineering => Just(Vec::new()).boxed(),
    };
    let kind = (select(stages), visibility, addresses());
    (words, kind, horizon, places, internal, blocks(audience), beside).prop_map(
        |(words, (stage, visibility, addresses), horizon, places, internal, blocks, beside)| {
            let (search_words, problem, picture) = beside;
            let picture = picture.filter(|(_, alt)| !alt.trim().is_empty());
            let ((title, summary, availability), (theme, target, month)) = (words, places);
            let is_undiscovered = matches!(stage, "idea" | "discovery");
            let visibility = if is_undiscovered { "sales" } else { visibility };
            let internal = internal.into_iter().map(str::to_owned).collect();
            let horizon = horizon.filter(|_| !matches!(stage, "shipped" | "declined"));
            ShownEntry {
                title,
                summary,
                stage,
                visibility,
                horizon,
                availability,
                theme,
                target,
                month,
                internal,
                blocks,
                addresses,
                search_words,
                problem,
                picture,
            }
        },
    )
}

/// What salespeople read and clients do not.
const INTERNAL: [&str; 9] = [
    "confidence: likely",
    "owner: ida@acme.example",
    "team: Stock & \"Orders\"",
    "origin: customer",
    "phase: 2",
    "tags: [erp, 'C#']",
    "requests:\n  - account: Globex GmbH\n    by: tom\n    value: 10 EUR\n    blocker: true",
    "decision: { outcome: accepted, reason: It fits., by: ida, on: 2026-05-01 }",
    "sales:\n  say: >-\n    Soon,\n    we think.\n  dont_say: |\n    Tomorrow.",
];

fn blocks(audience: Audience) -> impl Strategy<Value = Vec<Block>> {
    let label = match audience {
        Audience::Client => select(vec!["client"]),
        Audience::Sales | Audience::Engineering => select(vec!["client", "sales"]),
    };
    let piece = prop_oneof![
        4 => select(SHOWN_TEXTS.to_vec()).prop_map(Piece::Text),
        2 => shown_line().prop_map(Piece::Line),
        2 => (any::<Index>(), 0..8_usize).prop_map(|(to, style)| Piece::Link(to, style)),
        1 => (0..3_usize, 0..3_usize).prop_map(|(image, style)| Piece::Image(image, style)),
        1 => (0..3_u8).prop_map(Piece::Section),
    ];
    let block = (label, vec(piece, 0..4)).prop_map(|(label, pieces)| Block { label, pieces });
    vec(block, 0..3)
}
