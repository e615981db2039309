//! The text of a new entry or theme: what is required, and what helps, commented out.

use std::fmt::Write as _;

use jiff::ToSpan as _;
use jiff::civil::Date;

use crate::audience::Audience;
use crate::dates::{Precision, Target};
use crate::vault::vocabulary::Stage;
use crate::yaml::Choice as _;

use super::scalar::scalar;

/// The column at which comments begin.
const COMMENTS: usize = 25;

/// What is known of a new entry.
#[derive(Clone, Debug)]
pub struct EntryDraft<'a> {
    /// One line.
    pub title: &'a str,
    /// How far it has come.
    pub stage: Stage,
    /// The outermost audience that will see it.
    pub visibility: Audience,
    /// The file stem of its theme.
    pub theme: Option<&'a str>,
    /// The themes there are.
    pub themes: Vec<&'a str>,
    /// The day on which it is written.
    pub today: Date,
}

impl EntryDraft<'_> {
    /// The text of the file.
    pub fn text(&self) -> String {
        let mut out = String::from("---\n");
        field(&mut out, "title", &scalar(self.title), "");
        field(&mut out, "stage", self.stage.word(), &words(Stage::ALL.iter().map(|s| s.word())));
        visibility(&mut out, self.visibility);
        if let Some(theme) = self.theme {
            field(&mut out, "theme", &scalar(theme), "");
        }
        let today = self.today.to_string();
        if self.stage == Stage::Shipped {
            field(&mut out, "shipped_on", &today, "the day on which everybody had it");
        }
        field(&mut out, "reviewed_on", &today, "when somebody last made sure that this is right");
        out.push_str(
            "# Remove the `# ` of a line to fill it in. Everything here may be left out.\n",
        );
        self.suggest(&mut out);
        out.push_str(
            "# Text below the next line is for engineering alone, unless it is in a block.\n",
        );
        out.push_str("---\n");
        match self.visibility {
            Audience::Engineering => {}
            Audience::Sales => out.push_str("\n::: sales\n\n:::\n"),
            Audience::Client => out.push_str("\n::: client\n\n:::\n"),
        }
        out
    }

    /// The fields that fit the stage and the readers, as comments.
    fn suggest(&self, out: &mut String) {
        field(out, "# summary", "What changes, and for whom.", "");
        if let (None, [first, ..]) = (self.theme, self.themes.as_slice()) {
            field(out, "# theme", &scalar(first), &words(self.themes.iter().copied()));
        }
        field(out, "# owner", "kim@yourcompany.example", "whom to ask");
        match self.stage {
            Stage::Idea | Stage::Discovery => self.suggest_requests(out),
            Stage::Planned | Stage::InProgress | Stage::Beta => self.suggest_target(out),
            Stage::Shipped => {}
            Stage::Paused | Stage::Declined => out.push_str(
                "# decision:\n#   outcome: deferred      # accepted | declined | deferred\n\
                 #   reason: Why it was decided so.\n#   revisit_when: What would reopen it.\n",
            ),
        }
        if self.visibility.reaches(Audience::Sales) {
            out.push_str("# sales:                  # never shown to customers\n");
            out.push_str("#   say: What salespeople may say about it.\n");
            out.push_str("#   note: What to bear in mind, not to be passed on.\n");
            out.push_str("#   dont_say: What they must not promise.\n");
        }
        if self.visibility.reaches(Audience::Client) {
            out.push_str(
                "# client:                 # where customers should read something else\n",
            );
            out.push_str("#   title: The title for customers\n");
            out.push_str("#   summary: The summary for customers.\n");
            out.push_str("#   availability: All plans\n");
        }
    }

    fn suggest_requests(&self, out: &mut String) {
        let origins = "sales | product | customer | compliance | tech-debt";
        field(out, "# origin", "product", origins);
        out.push_str("# requests:               # who asked for it, and what hangs on it\n");
        out.push_str("#   - account: Name of the account\n#     value: 40000 EUR\n");
        writeln!(out, "#     asked_on: {}", self.today).expect("writing to a String never fails");
    }

    fn suggest_target(&self, out: &mut String) {
        let soon = self.today.saturating_add(3.months());
        let target = Target::containing(soon, Precision::Quarter).written();
        let day = soon.to_string();
        let forms = format!("or {}, or {day}; customers see only the padded window", &day[..7]);
        field(out, "# target", &target, &forms);
        field(out, "# confidence", "likely", "committed | likely | exploratory");
        field(out, "# effort", "4", "person-weeks");
    }
}

/// The text of a new theme.
pub fn theme(title: &str, audience: Audience) -> String {
    let mut out = String::from("---\n");
    field(&mut out, "title", &scalar(title), "");
    visibility(&mut out, audience);
    out.push_str("# problem: What is difficult today, and for whom.\n---\n");
    out
}

fn visibility(out: &mut String, audience: Audience) {
    let audiences = words(Audience::ALL.iter().map(|audience| audience.name()));
    field(out, "visibility", audience.name(), &audiences);
}

fn words<'a>(words: impl Iterator<Item = &'a str>) -> String {
    words.collect::<Vec<_>>().join(" | ")
}

fn field(out: &mut String, key: &str, value: &str, comment: &str) {
    let line = format!("{key}: {value}");
    let line = if comment.is_empty() { line } else { format!("{line:<COMMENTS$} # {comment}") };
    writeln!(out, "{line}").expect("writing to a String never fails");
}
