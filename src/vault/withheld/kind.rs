//! The kinds of things that are withheld: what a message calls them, and how certainly finding one
//! means a leak.

use std::fmt;

use crate::audience::Audience;

/// What something withheld is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// `title` of an entry or theme.
    Title,
    /// `client.title`, or what stands for it.
    ClientTitle,
    /// `slug` or an item of `aliases`.
    Slug,
    /// An item of `search_words`.
    SearchWord,
    /// `summary`.
    Summary,
    /// `client.summary`, or what stands for it.
    ClientSummary,
    /// `client.availability`.
    Availability,
    /// `problem` of an entry or a theme.
    Problem,
    /// `owner`.
    Owner,
    /// An item of `codenames`.
    CodeName,
    /// `requests[].account`.
    Account,
    /// `requests[].by`.
    RequestedBy,
    /// `requests[].value`.
    RequestValue,
    /// `decision.reason`.
    DecisionReason,
    /// `decision.revisit_when`.
    RevisitWhen,
    /// `decision.by`.
    DecidedBy,
    /// `sales.say`.
    Say,
    /// `sales.note`.
    Note,
    /// `sales.dont_say`.
    DontSay,
    /// `sales.workaround`.
    Workaround,
    /// A key of `extra`.
    ExtraKey,
    /// A value of `extra`.
    ExtraValue,
    /// The name of a hidden file.
    FileName,
    /// Text of a body, by its label.
    Body(Audience),
    /// A heading in hidden text.
    Heading,
    /// A web or mail address in hidden text.
    Address,
    /// `picture.alt`, or `client.picture.alt`.
    PictureWords,
    /// The file name of a picture in hidden text, or of a hidden `picture`.
    ImageName,
    /// `editions.NAME.base_url` of a site further inside.
    SiteAddress,
    /// An item of `never_publish`.
    NeverPublish,
    /// `allow_terms[].reason`.
    AllowReason,
    /// `allow_terms[].owner`.
    AllowOwner,
    /// `account` of a share.
    ShareAccount,
    /// `asked_by` of a share.
    AskedBy,
    /// `reason` of a share.
    ShareReason,
    /// `nda` of a share.
    Agreement,
    /// `approved.by` of a share.
    Approver,
    /// An item of `recipients` of a share.
    Recipient,
    /// The words of a share.
    ShareText,
    /// Text of a share outside of its blocks.
    ShareNote,
}

/// Names that excuse one another. A shown title excuses a hidden title, not a code name.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Group {
    Title,
    Person,
    Account,
    Other,
}

impl Kind {
    pub(super) fn group(self) -> Group {
        match self {
            Kind::Title | Kind::ClientTitle | Kind::Slug | Kind::Heading | Kind::SearchWord => {
                Group::Title
            }
            Kind::ExtraValue | Kind::Address => Group::Person,
            person if person.is_person() => Group::Person,
            Kind::Account | Kind::ShareAccount => Group::Account,
            _ => Group::Other,
        }
    }

    /// Whether it is the name of somebody or something, which people write in more ways than words.
    pub fn is_name(self) -> bool {
        self.is_somebody() || matches!(self, Kind::CodeName | Kind::NeverPublish)
    }

    /// Whether it is secret even where it is a word of the pages themselves.
    pub fn is_never_excused(self) -> bool {
        matches!(self, Kind::NeverPublish | Kind::CodeName)
    }

    /// Whether it is the name of a person or a company.
    pub fn is_somebody(self) -> bool {
        self.is_person() || matches!(self, Kind::Account | Kind::ShareAccount)
    }

    /// Whether it is the name of a person.
    pub fn is_person(self) -> bool {
        matches!(
            self,
            Kind::Owner
                | Kind::RequestedBy
                | Kind::DecidedBy
                | Kind::AllowOwner
                | Kind::AskedBy
                | Kind::Approver
                | Kind::Recipient
        )
    }

    /// Whether the place of a find says what to take out, but no setting may allow it.
    pub fn is_never_allowed(self) -> bool {
        self == Kind::NeverPublish
    }

    /// Whether finding it may be chance: a name of one plain word is also a word of the language
    /// (an owner `Will`, a hidden title `Search`). `as_written` says that the
    /// find has its capital.
    pub(super) fn may_be_chance(self, name: &str, as_written: bool) -> bool {
        match self {
            // Who a customer is must not get out in any case.
            Kind::NeverPublish | Kind::CodeName | Kind::Account | Kind::ShareAccount => false,
            Kind::Title
            | Kind::ClientTitle
            | Kind::Owner
            | Kind::RequestedBy
            | Kind::DecidedBy
            | Kind::AllowOwner
            | Kind::AskedBy
            | Kind::Approver
            | Kind::Recipient => is_plain_word(name) && !is_telling(name, as_written),
            // People say `purchase order` without having read it anywhere.
            Kind::SearchWord => !name.contains(|c: char| c.is_uppercase() || c.is_numeric()),
            _ => false,
        }
    }
}

/// How certainly a find means a leak.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Certainty {
    /// As its kind says.
    OfKind,
    /// A company without its legal form may be a plain word: `Target`.
    UnlessPlainWord,
    /// Only with its capital.
    WithCapital,
}

impl Certainty {
    /// Whether finding a name of this kind may be chance.
    pub fn may_be_chance(self, kind: Kind, name: &str, as_written: bool) -> bool {
        match self {
            Certainty::OfKind => kind.may_be_chance(name, as_written),
            Certainty::UnlessPlainWord => is_plain_word(name) && !is_telling(name, as_written),
            Certainty::WithCapital => !as_written,
        }
    }
}

fn is_plain_word(name: &str) -> bool {
    name.chars().all(char::is_alphabetic)
}

fn is_telling(name: &str, as_written: bool) -> bool {
    as_written && name.chars().count() >= TELLING
}

/// A capitalized word with fewer letters (`API`, `UI`, `Go`) says too little to stop a build.
const TELLING: usize = 4;

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Kind::Title => "the title",
            Kind::ClientTitle => "the client title",
            Kind::Slug => "an address of the page",
            Kind::SearchWord => "a search word",
            Kind::Summary => "the summary",
            Kind::ClientSummary => "the client summary",
            Kind::Availability => "the availability",
            Kind::Problem => "the problem",
            Kind::Owner => "the owner",
            Kind::CodeName => "a code name",
            Kind::Account => "the account of a request",
            Kind::RequestedBy => "the person behind a request",
            Kind::RequestValue => "the value of a request",
            Kind::DecisionReason => "the reason of the decision",
            Kind::RevisitWhen => "what would reopen the decision",
            Kind::DecidedBy => "who decided",
            Kind::Say => "what to say",
            Kind::Note => "the note for sales",
            Kind::DontSay => "what not to say",
            Kind::Workaround => "the workaround",
            Kind::ExtraKey => "a key of `extra`",
            Kind::ExtraValue => "a value of `extra`",
            Kind::FileName => "the file name",
            Kind::Body(Audience::Engineering) => "unmarked text",
            Kind::Body(Audience::Sales) => "a sales block",
            Kind::Body(Audience::Client) => "a client block",
            Kind::Heading => "a heading in hidden text",
            Kind::Address => "an address in hidden text",
            Kind::PictureWords => "the words for a picture",
            Kind::ImageName => "the name of a hidden picture",
            Kind::SiteAddress => "the address of another site",
            Kind::NeverPublish => "a term that must never be published",
            Kind::AllowReason => "the reason of an allowed term",
            Kind::AllowOwner => "the owner of an allowed term",
            Kind::ShareAccount => "the account of a share",
            Kind::AskedBy => "who asked for a share",
            Kind::ShareReason => "the reason of a share",
            Kind::Agreement => "the agreement of a share",
            Kind::Approver => "an approver of a share",
            Kind::Recipient => "a recipient of a share",
            Kind::ShareText => "the text of a share",
            Kind::ShareNote => "a note in a share",
        })
    }
}
