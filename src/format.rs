//! The content format as data: every key of entries, themes and settings, with its type and the
//! outermost audience that reads it.
//!
//! The readers in `vault` and `config` are written by hand, key by key; tests hold this list to
//! what they accept and to what each site shows.

use crate::audience::Audience::{self, Client, Engineering, Sales};

/// A key of the format.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Key {
    /// Its path: `requests[].account` is `account` in each item of the list `requests`.
    pub path: &'static str,
    /// What its value is.
    pub kind: Kind,
    /// Who reads it in a document, or a site, that everybody reads.
    pub reach: Reach,
    /// What it means.
    pub about: &'static str,
    /// Whether it must be given where the mapping around it is given.
    pub required: bool,
    /// A regular expression that every value fits; none if any will do.
    pub pattern: Option<&'static str>,
}

/// What a value is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// One line of text.
    Line,
    /// Text of one or more lines.
    Text,
    /// A list of lines.
    Lines,
    /// `true` or `false`.
    Flag,
    /// A number of zero or more.
    Number,
    /// A whole number from the first to the second.
    Whole(u32, u32),
    /// One of a set of words.
    Word(Words),
    /// A day: `2026-11-15`.
    Day,
    /// A day or a longer period: `2026-Q4`.
    Target,
    /// A mapping with the keys below it.
    Map,
    /// A list of mappings with the keys below it.
    Maps,
    /// A mapping with any keys.
    Free,
}

/// A set of words. Which they are, say those who read them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Words {
    /// Of `stage`.
    Stage,
    /// Of `visibility`, which also takes a list of them.
    Audience,
    /// Of `horizon`.
    Horizon,
    /// Of `confidence`.
    Confidence,
    /// Of `origin`.
    Origin,
    /// Of `decision.outcome`.
    Outcome,
    /// Of `dates.precision`.
    Precision,
    /// Of `shares.mode`.
    ShareMode,
}

/// Who reads a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reach {
    /// This audience and those further inside.
    To(Audience),
    /// Sales and engineering; clients too, where this key is missing.
    UnlessGiven(&'static str),
    /// This audience and those further inside; others are told something coarser, by
    /// [`declassify`](crate::vault::declassify).
    Coarser(Audience),
    /// Nobody: it says what the program is to do.
    Nobody,
}

impl Reach {
    /// The outermost audience that may read the value as it was written; none if nobody reads it.
    /// Of a value that stands in for another one, where the other one is given.
    pub fn audience(self) -> Option<Audience> {
        match self {
            Reach::To(audience) | Reach::Coarser(audience) => Some(audience),
            Reach::UnlessGiven(_) => Some(Sales),
            Reach::Nobody => None,
        }
    }

    /// Whether this audience may read the value as it was written.
    pub fn includes(self, reader: Audience) -> bool {
        self.audience().is_some_and(|audience| audience.reaches(reader))
    }
}

const fn key(path: &'static str, kind: Kind, reach: Reach, about: &'static str) -> Key {
    Key { path, kind, reach, about, required: false, pattern: None }
}

impl Key {
    const fn required(self) -> Key {
        Key { required: true, ..self }
    }

    const fn like(self, pattern: &'static str) -> Key {
        Key { pattern: Some(pattern), ..self }
    }
}

/// The front matter of an entry.
pub const ENTRY: [Key; 61] = [
    key("title", Kind::Line, Reach::UnlessGiven("client.title"), "the name inside the company")
        .required(),
    key("slug", Kind::Line, Reach::UnlessGiven("client.title"), SLUG_IS).like(SLUG),
    key("aliases", Kind::Lines, Reach::UnlessGiven("client.title"), ALIASES_ARE),
    key("search_words", Kind::Lines, Reach::UnlessGiven("client.title"), SEARCH_WORDS),
    key("picture", Kind::Map, Reach::UnlessGiven("client.title"), PICTURE),
    key("picture.file", Kind::Line, Reach::UnlessGiven("client.title"), PICTURE_FILE).required(),
    key("picture.alt", Kind::Line, Reach::UnlessGiven("client.title"), PICTURE_ALT).required(),
    key("stage", Kind::Word(Words::Stage), Reach::Coarser(Sales), "how far it has come").required(),
    key(
        "visibility",
        Kind::Word(Words::Audience),
        Reach::To(Engineering),
        "the outermost audience that sees it",
    ),
    key("confidential", Kind::Flag, Reach::To(Sales), "clients never see it"),
    key("summary", Kind::Text, Reach::UnlessGiven("client.summary"), "one or two sentences"),
    key("problem", Kind::Text, Reach::UnlessGiven("client.problem"), "what is difficult today"),
    key("theme", Kind::Line, Reach::To(Client), "the file stem of its theme"),
    key(
        "horizon",
        Kind::Word(Words::Horizon),
        Reach::UnlessGiven("client.horizon"),
        "now, next or later",
    ),
    key("target", Kind::Target, Reach::Coarser(Engineering), "when it is to be done"),
    key("confidence", Kind::Word(Words::Confidence), Reach::To(Sales), "how sure the team is"),
    key("owner", Kind::Line, Reach::To(Sales), "whom to ask"),
    key("team", Kind::Line, Reach::To(Sales), "who builds it"),
    key("origin", Kind::Word(Words::Origin), Reach::To(Sales), "where the wish came from"),
    key("phase", Kind::Whole(1, 99), Reach::To(Sales), "its phase in a longer plan"),
    key("effort", Kind::Number, Reach::To(Engineering), "person-weeks"),
    key("depends_on", Kind::Lines, Reach::To(Engineering), "file stems of entries it waits for"),
    key("codenames", Kind::Lines, Reach::To(Engineering), "names that must not get out"),
    key("tags", Kind::Lines, Reach::To(Sales), "free words to find it by"),
    key("rice", Kind::Map, Reach::To(Engineering), "a score: reach × impact × confidence ÷ effort"),
    key("rice.reach", Kind::Number, Reach::To(Engineering), "how many per quarter").required(),
    key("rice.impact", Kind::Number, Reach::To(Engineering), "how much for each").required(),
    key("rice.confidence", Kind::Number, Reach::To(Engineering), "how sure, from 0 to 1")
        .required(),
    key("rice.effort", Kind::Number, Reach::To(Engineering), "how much work").required(),
    key("requests", Kind::Maps, Reach::To(Sales), "who asked for it"),
    key("requests[].account", Kind::Line, Reach::To(Sales), "the customer or prospect").required(),
    key("requests[].by", Kind::Line, Reach::To(Sales), "who passed it on"),
    key("requests[].value", Kind::Line, Reach::To(Sales), "what it is worth, in words"),
    key("requests[].blocker", Kind::Flag, Reach::To(Sales), "whether a sale hangs on it"),
    key("requests[].asked_on", Kind::Day, Reach::To(Sales), "when they asked"),
    key("decision", Kind::Map, Reach::To(Sales), "what was decided"),
    key("decision.outcome", Kind::Word(Words::Outcome), Reach::To(Sales), "how it fell").required(),
    key("decision.reason", Kind::Text, Reach::To(Sales), "why"),
    key("decision.revisit_when", Kind::Text, Reach::To(Sales), "what would reopen it"),
    key("decision.by", Kind::Line, Reach::To(Sales), "who decided"),
    key("decision.on", Kind::Day, Reach::To(Sales), "when it was decided"),
    key("sales", Kind::Map, Reach::To(Sales), "what salespeople should say"),
    key("sales.say", Kind::Text, Reach::To(Sales), "words that customers may be told as they are"),
    key("sales.note", Kind::Text, Reach::To(Sales), "guidance, not to be passed on"),
    key("sales.dont_say", Kind::Text, Reach::To(Sales), "words to avoid"),
    key("sales.workaround", Kind::Text, Reach::To(Sales), "what to offer instead"),
    key("client", Kind::Map, Reach::To(Client), "what clients read instead"),
    key("client.title", Kind::Line, Reach::To(Client), "the name for clients"),
    key("client.slug", Kind::Line, Reach::To(Client), "the address of its page for clients")
        .like(SLUG),
    key("client.aliases", Kind::Lines, Reach::To(Client), "former addresses of that page"),
    key("client.search_words", Kind::Lines, Reach::To(Client), SEARCH_WORDS),
    key("client.picture", Kind::Map, Reach::To(Client), PICTURE),
    key("client.picture.file", Kind::Line, Reach::To(Client), PICTURE_FILE).required(),
    key("client.picture.alt", Kind::Line, Reach::To(Client), PICTURE_ALT).required(),
    key("client.summary", Kind::Text, Reach::To(Client), "the summary for clients"),
    key("client.problem", Kind::Text, Reach::To(Client), "the problem, for clients"),
    key("client.horizon", Kind::Word(Words::Horizon), Reach::To(Client), "the horizon for clients"),
    key("client.availability", Kind::Line, Reach::To(Client), "who will get it"),
    key("reviewed_on", Kind::Day, Reach::To(Engineering), "when somebody last looked at it"),
    key("shipped_on", Kind::Day, Reach::Coarser(Sales), "when everybody had it"),
    key("extra", Kind::Free, Reach::To(Engineering), "anything else"),
];

/// The front matter of a theme.
pub const THEME: [Key; 5] = [
    key("title", Kind::Line, Reach::To(Client), "the name of the problem area").required(),
    key(
        "visibility",
        Kind::Word(Words::Audience),
        Reach::Nobody,
        "the outermost audience that sees it",
    ),
    key("problem", Kind::Text, Reach::To(Client), "what is difficult today"),
    key("slug", Kind::Line, Reach::To(Client), SLUG_IS).like(SLUG),
    key("aliases", Kind::Lines, Reach::To(Client), ALIASES_ARE),
];

/// The front matter of a share. Its readers read the account and the last day, salespeople also who
/// approved it; nobody reads the rest.
pub const SHARE: [Key; 12] = [
    key("account", Kind::Line, Reach::To(Sales), "whom it is for").required(),
    key("asked_by", Kind::Line, Reach::Nobody, "who asked whether it may be shown").required(),
    key("reason", Kind::Text, Reach::Nobody, "why, and why now").required(),
    key("until", Kind::Day, Reach::To(Sales), "the last day on which it is shown").required(),
    key("entries", Kind::Lines, Reach::To(Sales), "file stems of the entries").required(),
    key("recipients", Kind::Lines, Reach::Nobody, "who gets a link of their own").required(),
    key("generations", Kind::Free, Reach::Nobody, "the number of a link that is not the first"),
    key("nda", Kind::Line, Reach::Nobody, "the agreement, for a confidential entry"),
    key("approved", Kind::Map, Reach::To(Sales), "who has approved it; several in a list"),
    key("approved.by", Kind::Line, Reach::To(Sales), "who").required(),
    key("approved.on", Kind::Day, Reach::Nobody, "when").required(),
    key("approved.text", Kind::Line, Reach::Nobody, "the hash of what was approved")
        .like(HASH)
        .required(),
];

/// `roadcast.yaml`.
pub const SETTINGS: [Key; 64] = [
    key("product", Kind::Line, Reach::To(Client), "the name of the product").required(),
    key("tagline", Kind::Line, Reach::To(Client), "one sentence under the name"),
    key("logo", Kind::Line, Reach::Nobody, "the path of a picture"),
    key("accent", Kind::Line, Reach::To(Client), "the color of links and buttons").like(COLOR),
    key("fonts", Kind::Map, Reach::Nobody, "font files of the project, in WOFF2"),
    key("fonts.text", Kind::Line, Reach::Nobody, "the path of the font for everything"),
    key("fonts.bold", Kind::Line, Reach::Nobody, "the path of its bold face"),
    key("fonts.headings", Kind::Line, Reach::Nobody, "the path of the font for headings"),
    key("content", Kind::Lines, Reach::Nobody, "patterns of Markdown files"),
    key("output", Kind::Line, Reach::Nobody, "the folder for the sites"),
    key("disclaimer", Kind::Text, Reach::To(Client), "Markdown at the foot of every page"),
    key("feedback", Kind::Line, Reach::To(Client), "a web or mail address").like(FEEDBACK),
    key("entry_previews", Kind::Flag, Reach::Nobody, "whether each entry has a preview of its own"),
    key("dates", Kind::Map, Reach::Nobody, "what clients are told about dates"),
    key(
        "dates.precision",
        Kind::Word(Words::Precision),
        Reach::Nobody,
        "the length of the periods they are told",
    ),
    key("dates.slack", Kind::Line, Reach::Nobody, "what is added before rounding up").like(SLACK),
    key("never_publish", Kind::Lines, Reach::Nobody, "terms that must not be in the client site"),
    key("allow_terms", Kind::Maps, Reach::Nobody, "exceptions from the search for leaks"),
    key("allow_terms[].term", Kind::Text, Reach::To(Client), "the words that may be read")
        .required(),
    key("allow_terms[].reason", Kind::Line, Reach::Nobody, "why").required(),
    key("allow_terms[].owner", Kind::Line, Reach::Nobody, "who answers for it").required(),
    key("allow_terms[].until", Kind::Day, Reach::Nobody, "the last day on which it holds")
        .required(),
    key("hygiene", Kind::Map, Reach::Nobody, "what `check` reminds of"),
    key(
        "hygiene.review_days",
        Kind::Whole(1, 3650),
        Reach::Nobody,
        "days between reviews of an entry",
    ),
    key("changes", Kind::Map, Reach::Nobody, "what the sites tell of what has changed"),
    key("changes.show", Kind::Flag, Reach::Nobody, "whether they tell of it"),
    key("changes.show_slips", Kind::Flag, Reach::Nobody, "whether they tell of delays, too"),
    key("shares", Kind::Map, Reach::Nobody, "what one prospect may be shown"),
    key("shares.approvers", Kind::Lines, Reach::Nobody, "who may approve a share"),
    key("shares.max_days", Kind::Whole(1, 365), Reach::Nobody, "the most days that a share lasts"),
    key("shares.mode", Kind::Word(Words::ShareMode), Reach::Nobody, "how pages go out"),
    key("shares.base_url", Kind::Line, Reach::Nobody, "the address of the folder of shares")
        .like(SECURE),
    key("shares.secret_file", Kind::Line, Reach::Nobody, "the file that holds the secret"),
    key("publish", Kind::Map, Reach::Nobody, "where each site is published"),
    key("publish.project", Kind::Line, Reach::Nobody, PROJECT),
    key("publish.client", Kind::Map, Reach::Nobody, "where the site for clients goes"),
    key("publish.client.to", Kind::Line, Reach::Nobody, TO).required(),
    key("publish.client.address", Kind::Line, Reach::To(Client), ADDRESS).like(WEB),
    key("publish.client.max_days", Kind::Whole(1, 365), Reach::Nobody, MAX_DAYS),
    key("publish.sales", Kind::Map, Reach::Nobody, "where the site for sales goes"),
    key("publish.sales.to", Kind::Line, Reach::Nobody, TO).required(),
    key("publish.sales.address", Kind::Line, Reach::To(Sales), ADDRESS).like(WEB),
    key("publish.sales.public", Kind::Line, Reach::Nobody, PUBLIC),
    key("publish.sales.max_days", Kind::Whole(1, 365), Reach::Nobody, MAX_DAYS),
    key("publish.engineering", Kind::Map, Reach::Nobody, "where the site for engineering goes"),
    key("publish.engineering.to", Kind::Line, Reach::Nobody, TO).required(),
    key("publish.engineering.address", Kind::Line, Reach::To(Engineering), ADDRESS).like(WEB),
    key("publish.engineering.public", Kind::Line, Reach::Nobody, PUBLIC),
    key("publish.engineering.max_days", Kind::Whole(1, 365), Reach::Nobody, MAX_DAYS),
    key("publish.shares", Kind::Map, Reach::Nobody, "where the pages of shares go"),
    key("publish.shares.to", Kind::Line, Reach::Nobody, TO).required(),
    key("editions", Kind::Map, Reach::Nobody, "settings of one site each"),
    key("editions.engineering", Kind::Map, Reach::Nobody, "the site for engineering"),
    key("editions.engineering.base_url", Kind::Line, Reach::To(Engineering), BASE_URL).like(WEB),
    key("editions.engineering.site_theme", Kind::Line, Reach::Nobody, SITE_THEME),
    key("editions.engineering.search_engines", Kind::Flag, Reach::Nobody, SEARCH_ENGINES),
    key("editions.sales", Kind::Map, Reach::Nobody, "the site for sales"),
    key("editions.sales.base_url", Kind::Line, Reach::To(Sales), BASE_URL).like(WEB),
    key("editions.sales.site_theme", Kind::Line, Reach::Nobody, SITE_THEME),
    key("editions.sales.search_engines", Kind::Flag, Reach::Nobody, SEARCH_ENGINES),
    key("editions.client", Kind::Map, Reach::Nobody, "the site for clients"),
    key("editions.client.base_url", Kind::Line, Reach::To(Client), BASE_URL).like(WEB),
    key("editions.client.site_theme", Kind::Line, Reach::Nobody, SITE_THEME),
    key("editions.client.search_engines", Kind::Flag, Reach::Nobody, SEARCH_ENGINES),
];

const SLUG: &str = "^[a-z0-9]+(-[a-z0-9]+)*$";
const SLUG_IS: &str = "the address of its page; made from the title, if missing";
const ALIASES_ARE: &str = "former addresses of its page, which lead on";
const SEARCH_WORDS: &str = "other words for it, by which a search finds it";
const PICTURE: &str = "a picture for its card and its page";
const PICTURE_FILE: &str = "an image, by its path from the folder of this file";
const PICTURE_ALT: &str = "what it shows, for those who do not see it";
const COLOR: &str = "^#[0-9a-fA-F]{6}$";
const FEEDBACK: &str = r#"^(https://|mailto:)[^\s"<>\\]+$"#;
const SLACK: &str = "^([0-9]{1,3}|1000) (day|week|month|quarter|half|halve|year)s?$";
const WEB: &str = r#"^https?://[^\s"<>\\?#]+$"#;
const SECURE: &str = r#"^https://[^\s"<>\\?#]+$"#;
const HASH: &str = "^b3-[0-9a-f]{64}$";
const PROJECT: &str = "the project's name at its targets, if not that of the product";
const TO: &str = "a folder, or the address of an object store";
const ADDRESS: &str = "where readers find it; the same as `base_url`";
const PUBLIC: &str = "why strangers may read it";
const MAX_DAYS: &str = "the most days between two publications";
const BASE_URL: &str = "the address at which the site will be published";
const SITE_THEME: &str = "the folder with its templates";
const SEARCH_ENGINES: &str = "whether search engines may list it";
