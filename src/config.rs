//! `roadcast.yaml` to [`Settings`]: every key read, checked and resolved here, once.

mod changes;
mod editions;
mod looks;
mod publish;
mod shares;

use jiff::civil::Date;
use unicode_normalization::UnicodeNormalization as _;

use crate::audience::Audience;
use crate::comment;
use crate::conflict;
use crate::dates::{DatePolicy, Precision, Slack, parse_day};
use crate::diagnostic::{Diagnostic, FileId, Located, Sources, Span, message, value};
use crate::yaml::{self, Choice, Fields, Node, Value};

pub use changes::ChangeSettings;
pub use publish::{PublishSettings, TargetSettings};
pub use shares::{ShareMode, ShareSettings};

/// The name of the settings file.
pub const FILE_NAME: &str = "roadcast.yaml";

/// Shown on every page unless the settings say otherwise.
const DEFAULT_DISCLAIMER: &str = "This roadmap shows what we intend today. It is not a promise: \
     plans change, and items may move, change or be dropped. Please do not base a purchase on \
     anything that is not available yet.";

/// One quarter: a plan that slips by less keeps the window that clients were told.
const DEFAULT_SLACK: Slack = Slack { months: 3, days: 0 };

/// The settings of a project, complete.
#[derive(Clone, Debug)]
pub struct Settings {
    /// Name of the product.
    pub product: String,
    /// One sentence of intent.
    pub tagline: Option<Located<String>>,
    /// Image file, relative to the project.
    pub logo: Option<Located<String>>,
    /// `#rrggbb`.
    pub accent: String,
    /// Font files of the project.
    pub fonts: Fonts,
    /// Globs of Markdown files; those that begin with `!` leave files out.
    pub content: Vec<Located<String>>,
    /// Output folder, relative to the project.
    pub output: String,
    /// Markdown.
    pub disclaimer: Located<String>,
    /// `https:` or `mailto:` address.
    pub feedback: Option<String>,
    /// Whether a link to an entry has a preview picture of its own.
    pub entry_previews: bool,
    /// What clients are told about dates.
    pub dates: DatePolicy,
    /// Terms that must never be in the client site.
    pub never_publish: Vec<Located<String>>,
    /// Terms that the scan must not report.
    pub allow_terms: Vec<AllowTerm>,
    /// After how many days an open entry is to be reviewed again.
    pub review_days: Option<u32>,
    /// What is told of what has changed.
    pub changes: ChangeSettings,
    /// What may be shown to one prospect, and how.
    pub shares: ShareSettings,
    /// Where the sites go.
    pub publish: PublishSettings,
    /// Per edition.
    editions: [EditionSettings; 3],
}

/// Font files, relative to the project; the fonts of the reader's system stand in for the others.
#[derive(Clone, Debug, Default)]
pub struct Fonts {
    /// For everything.
    pub text: Option<Located<String>>,
    /// For bold words and headings, where the font of the text has no weights of its own.
    pub bold: Option<Located<String>>,
    /// For headings.
    pub headings: Option<Located<String>>,
}

/// The settings of one edition.
#[derive(Clone, Debug)]
pub struct EditionSettings {
    /// Where the site will be published, ending in `/`.
    pub base_url: Option<Located<String>>,
    /// Folder under `themes/`.
    pub site_theme: Located<String>,
    /// Whether search engines may list it.
    pub search_engines: bool,
}

impl EditionSettings {
    /// Those of a site of which the settings say nothing.
    fn usual(span: Span) -> EditionSettings {
        EditionSettings {
            base_url: None,
            site_theme: Located::new("default".to_owned(), span),
            search_engines: false,
        }
    }
}

/// A term that is withheld somewhere and nevertheless allowed.
#[derive(Clone, Debug)]
pub struct AllowTerm {
    /// The term.
    pub term: Located<String>,
    /// Why.
    pub reason: Located<String>,
    /// Who answers for it.
    pub owner: Located<String>,
    /// The last day on which it holds.
    pub until: Located<Date>,
}

impl Settings {
    /// The settings of one edition.
    pub fn edition(&self, audience: Audience) -> &EditionSettings {
        edition_of(&self.editions, audience)
    }

    /// Whether a term must never be published, so that no setting may allow it.
    pub fn is_never_published(&self, term: &str) -> bool {
        never_holds(&self.never_publish, term).is_some()
    }
}

fn edition_of(editions: &[EditionSettings; 3], audience: Audience) -> &EditionSettings {
    match audience {
        Audience::Engineering => &editions[0],
        Audience::Sales => &editions[1],
        Audience::Client => &editions[2],
    }
}

/// The term that is the same, in whatever case.
fn never_holds<'a>(never: &'a [Located<String>], term: &str) -> Option<&'a Located<String>> {
    never.iter().find(|never| never.value.to_lowercase() == term.to_lowercase())
}

/// Reads the settings from the text of `roadcast.yaml`.
///
/// Returns nothing if they cannot be used; all mistakes are added to `mistakes`.
pub fn read(file: FileId, sources: &Sources, mistakes: &mut Vec<Diagnostic>) -> Option<Settings> {
    let text = sources.text(file);
    let start = if text.starts_with('\u{feff}') { 3 } else { 0 };
    let conflicts = conflict::find(text, file, text.len());
    if !conflicts.is_empty() {
        mistakes.extend(conflicts);
        return None;
    }
    let node = match yaml::parse(&text[start..], file, start) {
        Ok(node) => node,
        Err(mistake) => {
            mistakes.push(mistake);
            return None;
        }
    };
    let first_line = Span::new(file, start..text.find('\n').unwrap_or(text.len()).max(start));
    let node = match node.value {
        Value::Null => Node { value: Value::Map(Vec::new()), ..node },
        _ => node,
    };
    let before = mistakes.len();
    let settings = read_settings(&Node { span: first_line, ..node }, mistakes);
    settings.filter(|_| mistakes.len() == before)
}

fn read_settings(node: &Node, mistakes: &mut Vec<Diagnostic>) -> Option<Settings> {
    let mut fields = Fields::of(node, "`roadcast.yaml`", mistakes)?;
    let span = fields.span();
    let product = fields.line("product");
    let product = fields.require("product", product);
    let tagline = fields.line("tagline");
    for shown in product.iter().chain(&tagline) {
        if let Some(mistake) = comment::refuse_in_value(&shown.value, shown.span) {
            fields.mistake(mistake);
        }
    }
    let logo = looks::read_logo(&mut fields);
    let accent = looks::read_accent(&mut fields);
    let fonts = fields.map("fonts", looks::read_fonts).unwrap_or_default();
    let mut content: Vec<_> = fields.lines("content").into_iter().map(plain_pattern).collect();
    // What is left out is left out of something.
    if content.iter().all(|glob| glob.value.starts_with('!')) {
        content.insert(0, Located::new("content/**/*.md".to_owned(), span));
    }
    let output = read_output(&mut fields, &content);
    let disclaimer = fields.text("disclaimer");
    let feedback = read_feedback(&mut fields);
    let entry_previews = fields.flag("entry_previews").is_some_and(|flag| flag.value);
    let dates = fields.map("dates", read_dates);
    let never_publish = fields.lines("never_publish");
    let allow_terms = fields.maps("allow_terms", read_allow_term);
    stricter_holds(&mut fields, &never_publish, &allow_terms);
    let review_days = fields.map("hygiene", read_hygiene);
    let changes = fields.map("changes", changes::read_changes).unwrap_or_default();
    let shares = fields.map("shares", shares::read_shares).unwrap_or_default();
    let publish = fields.map("publish", publish::read_publish).unwrap_or_default();
    let editions = fields.node("editions");
    let editions = editions.and_then(|node| editions::read_editions(&mut fields, node));
    let editions = editions.unwrap_or_else(|| [(); 3].map(|()| EditionSettings::usual(span)));
    for mistake in publish::contrary_addresses(&publish, &editions) {
        fields.mistake(mistake);
    }
    fields.finish();
    Some(Settings {
        product: product?.value,
        tagline,
        entry_previews,
        logo,
        accent,
        fonts,
        content,
        output,
        disclaimer: disclaimer.unwrap_or_else(|| Located::new(DEFAULT_DISCLAIMER.to_owned(), span)),
        feedback,
        dates: dates.unwrap_or(DatePolicy { precision: None, slack: DEFAULT_SLACK }),
        never_publish,
        allow_terms,
        review_days,
        changes,
        shares,
        publish,
        editions,
    })
}

/// `./content/*.md` as `content/*.md`: patterns are compared with paths, and those are plain.
fn plain_pattern(pattern: Located<String>) -> Located<String> {
    let text: String = pattern.value.nfc().collect();
    let (sign, text) = text.split_at(usize::from(text.starts_with('!')));
    let parts = text.split('/').enumerate();
    // An empty first part is that of an absolute path, which is refused.
    let kept = parts.filter(|(at, part)| *part != "." && (*at == 0 || !part.is_empty()));
    let kept: Vec<&str> = kept.map(|(_, part)| part).collect();
    Located::new(format!("{sign}{}", kept.join("/")), pattern.span)
}

/// A term cannot be both allowed and never published.
fn stricter_holds(fields: &mut Fields<'_>, never: &[Located<String>], allowed: &[AllowTerm]) {
    for allowed in allowed {
        if let Some(term) = never_holds(never, &allowed.term.value) {
            fields.mistake(
                Diagnostic::error(
                    "contradiction",
                    allowed.term.span,
                    "this term is allowed, but must never be published",
                )
                .related(term.span, "never to be published")
                .hint("remove it from one of the two lists"),
            );
        }
    }
}

fn read_output(fields: &mut Fields<'_>, content: &[Located<String>]) -> String {
    let Some(output) = fields.line("output") else { return "dist".to_owned() };
    let path = output.value.trim_end_matches('/').trim_start_matches("./").to_owned();
    let holds_sources = |folder: &str| {
        let folder = format!("{folder}/");
        let is_ours = ["themes/", "ledger/", "shares/", "static/"]
            .iter()
            .any(|ours| folder.starts_with(ours));
        is_ours || content.iter().any(|glob| glob.value.starts_with(&folder))
    };
    let is_plain = !path.is_empty()
        && !path.starts_with('/')
        && !path.contains('\\')
        && !path.split('/').any(|part| matches!(part, "" | "." | ".." | ".git"));
    if !is_plain || holds_sources(&path) {
        let mistake = Diagnostic::error(
            "bad-output",
            output.span,
            "`output` must be a folder of its own inside the project",
        );
        let mended = path.replace('\\', "/");
        fields.mistake(match path.contains('\\') {
            true => {
                mistake.hint(message!("write `/` between folders: `output: {}`", value(mended)))
            }
            false => mistake.hint("use a folder that holds no sources, such as `output: dist`"),
        });
    }
    path
}

fn read_feedback(fields: &mut Fields<'_>) -> Option<String> {
    let feedback = fields.line("feedback")?;
    if is_address(&feedback.value, &["https://", "mailto:"]) {
        return Some(feedback.value);
    }
    fields.mistake(
        Diagnostic::error(
            "bad-address",
            feedback.span,
            "`feedback` is not an address that a page can link to",
        )
        .hint("write `https://…` or `mailto:…`"),
    );
    None
}

fn is_address(text: &str, schemes: &[&str]) -> bool {
    let bad = |c: char| c.is_whitespace() || matches!(c, '"' | '<' | '>' | '\\');
    schemes.iter().any(|scheme| text.len() > scheme.len() && text.starts_with(scheme))
        && !text.contains(bad)
}

/// Words for `precision`.
#[derive(Clone, Copy, PartialEq)]
#[allow(missing_docs, reason = "each word says what it is")]
pub enum PrecisionWord {
    None,
    Year,
    Half,
    Quarter,
    Month,
}

impl Choice for PrecisionWord {
    const WHAT: &'static str = "a precision";
    const ALL: &'static [Self] = &[
        PrecisionWord::None,
        PrecisionWord::Year,
        PrecisionWord::Half,
        PrecisionWord::Quarter,
        PrecisionWord::Month,
    ];

    fn word(self) -> &'static str {
        match self {
            PrecisionWord::None => "none",
            PrecisionWord::Year => "year",
            PrecisionWord::Half => "half",
            PrecisionWord::Quarter => "quarter",
            PrecisionWord::Month => "month",
        }
    }
}

fn read_dates(mut fields: Fields<'_>) -> Option<DatePolicy> {
    let precision = fields.choice::<PrecisionWord>("precision");
    let slack = match fields.line("slack") {
        Some(slack) => {
            let parsed = Slack::parse(&slack.value);
            if parsed.is_none() {
                fields.mistake(
                    Diagnostic::error("bad-slack", slack.span, "`slack` is not a length of time")
                        .hint("write a number and a unit: `slack: 1 quarter`, `6 weeks`, `2 months`, `10 days`"),
                );
            }
            parsed.unwrap_or(DEFAULT_SLACK)
        }
        None => DEFAULT_SLACK,
    };
    fields.finish();
    let precision = match precision.map_or(PrecisionWord::None, |word| word.value) {
        PrecisionWord::None => None,
        PrecisionWord::Year => Some(Precision::Year),
        PrecisionWord::Half => Some(Precision::Half),
        PrecisionWord::Quarter => Some(Precision::Quarter),
        PrecisionWord::Month => Some(Precision::Month),
    };
    Some(DatePolicy { precision, slack })
}

fn read_hygiene(mut fields: Fields<'_>) -> Option<u32> {
    let days = fields.whole("review_days", 1..=3650);
    fields.finish();
    days.map(|days| days.value)
}

fn read_allow_term(mut fields: Fields<'_>) -> Option<AllowTerm> {
    // Copied words may go over several lines.
    let term = fields.text("term");
    let term = fields.require("term", term);
    let mut line = |key| {
        let value = fields.line(key);
        fields.require(key, value)
    };
    let (reason, owner, until) = (line("reason"), line("owner"), line("until"));
    let day = until.and_then(|until| match parse_day(&until.value) {
        Some(day) => Some(Located::new(day, until.span)),
        None => {
            fields.mistake(
                Diagnostic::error("bad-date", until.span, "`until` is not a day that exists")
                    .hint("write it as year, month and day: `2027-06-30`"),
            );
            None
        }
    });
    fields.finish();
    Some(AllowTerm { term: term?, reason: reason?, owner: owner?, until: day? })
}
