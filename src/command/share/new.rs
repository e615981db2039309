//! `roadcast share new`: the question, as a file to be reviewed.

use jiff::ToSpan as _;
use jiff::civil::Date;

use crate::cli::ShareNewArguments;
use crate::diagnostic::Sources;
use crate::draft::{self, NewSource, ShareDraft};
use crate::vault::share::{self, Asked};
use crate::vault::slug;

use super::super::Exit;
use super::super::ending::{project_option, refused, say_paths};
use super::super::pipeline::Failure;
use super::super::program::program;
use super::super::trial::check_with;
use super::{Scene, with_scene};

/// So many days a share is shown if nobody says otherwise.
const USUAL_DAYS: u32 = 60;

/// Makes the file, prints its path, and says what to do next.
pub fn run(arguments: &ShareNewArguments, sources: &mut Sources) -> Result<Exit, Failure> {
    let ShareNewArguments { entries, place: at, .. } = arguments;
    let (file, is_written) = with_scene(at, sources, |scene| {
        let asked = scene.vault.asked(&arguments.account, entries);
        let account = asked.as_ref().map_or(arguments.account.trim(), |asked| &asked.account);
        let entries = words(arguments, scene);
        let recipients = match arguments.recipients.as_slice() {
            [] => vec![slug(account)],
            named => named.to_vec(),
        };
        let draft = ShareDraft {
            account,
            asked_by: &asker(arguments, asked.as_ref())?,
            reason: &reason(arguments, asked.as_ref()),
            until: arguments.until.unwrap_or_else(|| usual_until(scene)),
            recipients: &recipients,
            nda: arguments.nda.as_deref(),
            entries: &entries,
        };
        let month = &scene.as_of.to_string()[..7];
        let path = format!("{}/{}-{month}.md", share::FOLDER, slug(account));
        let is_written = entries.iter().all(|(_, words)| !words.trim().is_empty());
        Ok((NewSource::new(path, draft.text()), is_written))
    })?;
    let today = at.as_of.unwrap_or_else(|| jiff::Zoned::now().date());
    let checked = check_with(&file, &at.project, today, sources);
    // Words that are still to be written are no reason to write nothing.
    if let Err(Failure::Content(mistakes)) = checked {
        let rest: Vec<_> = mistakes.into_iter().filter(|it| it.code != "share-text").collect();
        if !rest.is_empty() {
            return Err(Failure::Content(rest));
        }
    } else {
        checked?;
    }
    let files = [file];
    draft::create(&at.project, &files).map_err(|error| refused(&error))?;
    say_paths(&at.project, &files);
    tell(is_written, arguments);
    Ok(Exit::Fine)
}

fn tell(is_written: bool, arguments: &ShareNewArguments) {
    let option = project_option(&arguments.place.project);
    if is_written {
        anstream::eprintln!("read what they would read, and mend it: it is in the file");
    } else {
        anstream::eprintln!("write what they may read between `::: entry` and `:::`");
    }
    anstream::eprintln!("then: roadcast check{option}, and ask an approver to look at it:");
    anstream::eprintln!("  roadcast share approve NAME --by THEIR-NAME{option}");
}

/// The words for each entry: those that were given, or those that are written for clients anyway.
fn words(arguments: &ShareNewArguments, scene: &Scene<'_>) -> Vec<(String, String)> {
    let words = |id: &String| {
        let given = arguments.text.clone();
        let text = given.or_else(|| scene.vault.words_for_clients(id)).unwrap_or_default();
        (id.clone(), text)
    };
    arguments.entries.iter().map(words).collect()
}

fn usual_until(scene: &Scene<'_>) -> Date {
    let days = scene.settings.shares.max_days.min(USUAL_DAYS);
    scene.as_of.checked_add(i64::from(days).days()).unwrap_or(scene.as_of)
}

fn asker(arguments: &ShareNewArguments, asked: Option<&Asked>) -> Result<String, Failure> {
    let named = arguments.by.clone().or_else(|| asked.and_then(|asked| asked.by.clone()));
    named.or_else(address_in_git).ok_or_else(|| {
        let message = "nobody knows who asks; name them with `--by`";
        Failure::Machine(message.into())
    })
}

/// The mail address under which the author's changes are kept.
fn address_in_git() -> Option<String> {
    let output = program("git").args(["config", "--get", "user.email"]).output().ok()?;
    let address = String::from_utf8(output.stdout).ok()?.trim().to_owned();
    (output.status.success() && !address.is_empty()).then_some(address)
}

fn reason(arguments: &ShareNewArguments, asked: Option<&Asked>) -> String {
    let from_request = |asked: &Asked| {
        let when = asked.on.map(|day| format!(" on {day}")).unwrap_or_default();
        let blocker = if asked.is_blocker { ", and a sale hangs on it" } else { "" };
        format!("They asked for it{when}{blocker}.")
    };
    let given = arguments.reason.clone();
    given.or_else(|| asked.map(from_request)).unwrap_or_else(|| "They asked for it.".to_owned())
}
