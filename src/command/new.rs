//! `roadcast new`: one more entry or theme.

use std::path::Path;

use jiff::civil::Date;

use crate::audience::Audience;
use crate::cli::{NewArguments, NewEntryArguments, NewKind, NewThemeArguments};
use crate::config::Settings;
use crate::diagnostic::{Diagnostic, Sources, did_you_mean, message, place, quoted_list, value};
use crate::draft::{self, EntryDraft, Kind, NewSource};
use crate::vault::vocabulary::Stage;
use crate::vault::{self, Outline};
use crate::yaml::Choice as _;

use super::Exit;
use super::ending::{end, project_option, refused, say_paths, survey};
use super::pipeline::Failure;
use super::readers::Streams;
use super::trial::check_with;

/// Makes the file, prints its path, and says what to do next.
pub fn run(arguments: &NewArguments, streams: Streams) -> Exit {
    let mut sources = Sources::default();
    let outcome = match &arguments.kind {
        Some(NewKind::Theme(arguments)) => new_theme(arguments, &mut sources),
        None => new_entry(&arguments.entry, &mut sources),
    };
    end(outcome, &sources, streams.stderr)
}

fn new_entry(arguments: &NewEntryArguments, sources: &mut Sources) -> Result<Exit, Failure> {
    let NewEntryArguments { title, stage, visibility, project, .. } = arguments;
    if *visibility == Audience::Client && stage.is_undiscovered() {
        return Err(Failure::Machine(message!(
            "customers never see an entry in `{}`, so it cannot be `client`; give \
             `--stage planned` or a later one, or `--visibility sales`",
            stage.word()
        )));
    }
    let (settings, outline) = survey(project, sources)?;
    let theme = arguments.theme.as_deref();
    if let Some(wrong) = theme.filter(|theme| !outline.theme_ids.contains(*theme)) {
        return Err(unknown_theme(wrong, &outline));
    }
    let title = title_of(title.as_deref().unwrap_or_default())?;
    let path = free_path(&settings, &outline, Kind::Entry, title)?;
    let today = arguments.as_of.unwrap_or_else(|| jiff::Zoned::now().date());
    let draft = EntryDraft {
        title,
        stage: *stage,
        visibility: *visibility,
        theme,
        themes: outline.theme_ids.iter().map(String::as_str).collect(),
        today,
    };
    make(project, NewSource::new(path, draft.text()), today, sources)?;
    anstream::eprintln!("{}", advice(*stage, *visibility));
    if *visibility == Audience::Client && may_have_window(*stage) {
        anstream::eprintln!("{}", of_dates(&settings));
    }
    anstream::eprintln!("then: roadcast check{}", project_option(project));
    Ok(Exit::Fine)
}

fn new_theme(arguments: &NewThemeArguments, sources: &mut Sources) -> Result<Exit, Failure> {
    let NewThemeArguments { title, visibility, project } = arguments;
    let (settings, outline) = survey(project, sources)?;
    let title = title_of(title)?;
    let path = free_path(&settings, &outline, Kind::Theme, title)?;
    let today = jiff::Zoned::now().date();
    make(project, NewSource::new(path, draft::theme(title, *visibility)), today, sources)?;
    let id = vault::slug(title);
    anstream::eprintln!("entries of this theme say `theme: {id}`; for a new one:");
    anstream::eprintln!("  roadcast new \"Title\" --theme {id}{}", project_option(project));
    Ok(Exit::Fine)
}

fn title_of(title: &str) -> Result<&str, Failure> {
    let title = title.trim();
    let is_line = title.chars().all(|c| draft::is_printable(c) && !matches!(c, '\n' | '\t'));
    if title.is_empty() {
        return Err(Failure::Machine("the title is empty".into()));
    }
    if !is_line {
        let message = "the title must be one line, without tabs or control characters";
        return Err(Failure::Machine(message.into()));
    }
    Ok(title)
}

/// The path of the new file, if nothing else has its name or its address.
fn free_path(
    settings: &Settings,
    outline: &Outline,
    kind: Kind,
    title: &str,
) -> Result<String, Failure> {
    let id = vault::slug(title);
    let (taken, what) = match kind {
        Kind::Entry => (&outline.entries, "an entry"),
        Kind::Theme => (&outline.themes, "a theme"),
    };
    if let Some(path) = taken.by_name(&id).or_else(|| taken.by_title(title)) {
        let message = message!("there is {} of this name already: `{}`", what, place(path));
        let mistake = Diagnostic::unplaced("taken", message);
        return Err(Failure::Content(vec![
            mistake.hint("edit that file, or choose another title"),
        ]));
    }
    draft::place(&settings.content, kind, &id).ok_or_else(|| {
        let example = if kind == Kind::Theme { "content/themes/*.md" } else { "content/**/*.md" };
        Failure::Machine(message!(
            "no pattern under `content` in `roadcast.yaml` would find {} in a folder of its own; \
             add one, such as `{}`",
            what,
            example
        ))
    })
}

fn make(
    project: &Path,
    file: NewSource,
    today: Date,
    sources: &mut Sources,
) -> Result<(), Failure> {
    // An author who has just been given a file must not be told to mend it.
    check_with(&file, project, today, sources)?;
    let files = [file];
    draft::create(project, &files).map_err(|error| refused(&error))?;
    say_paths(project, &files);
    Ok(())
}

fn unknown_theme(wrong: &str, outline: &Outline) -> Failure {
    let known = || outline.theme_ids.iter().map(value);
    let near = did_you_mean(wrong, known()).map(|hint| message!(": {}", hint)).unwrap_or_default();
    let rest = if outline.theme_ids.is_empty() {
        "; there are none yet: `roadcast new theme \"Title\"` makes one".into()
    } else {
        message!(" (themes: {})", quoted_list(known()))
    };
    Failure::Machine(message!("there is no theme `{}`{}{}", value(wrong), near, rest))
}

/// Whether customers may be told when an entry of this stage is expected.
fn may_have_window(stage: Stage) -> bool {
    match stage {
        Stage::Planned | Stage::InProgress | Stage::Beta => true,
        Stage::Idea | Stage::Discovery | Stage::Shipped | Stage::Paused | Stage::Declined => false,
    }
}

/// What customers are told of a target.
fn of_dates(settings: &Settings) -> &'static str {
    if settings.dates.precision.is_none() {
        "of a `target`, customers see nothing: `dates` in `roadcast.yaml` gives them no dates"
    } else {
        "of a `target`, customers see only the padded window that `dates` in `roadcast.yaml` makes"
    }
}

/// What to write next, for those who will read it.
fn advice(stage: Stage, visibility: Audience) -> &'static str {
    match (visibility, stage) {
        (Audience::Engineering, _) => "only engineering sees it; write below the second `---`",
        (Audience::Sales, _) => "write what salespeople may read between `::: sales` and `:::`",
        (Audience::Client, Stage::Shipped) => {
            "write what customers may read between `::: client` and `:::`, and look at `shipped_on`"
        }
        (
            Audience::Client,
            Stage::Idea
            | Stage::Discovery
            | Stage::Planned
            | Stage::InProgress
            | Stage::Beta
            | Stage::Paused
            | Stage::Declined,
        ) => "write what customers may read between `::: client` and `:::`",
    }
}
