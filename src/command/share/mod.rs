//! `roadcast share`: what one prospect may be shown, from the question to the link.

mod approve;
mod link;
mod list;
mod new;
mod open;
mod revoke;

use std::path::Path;

use jiff::civil::Date;

use crate::audience::Audience;
use crate::cli::{ShareArguments, ShareCommand, ShareProject};
use crate::config::Settings;
use crate::diagnostic::{Diagnostic, Severity, Sources, did_you_mean, message, place, value};
use crate::draft::within;
use crate::site_theme::SiteTheme;
use crate::vault::Vault;
use crate::vault::share::{Recipient, Share, ShareState};

use super::Exit;
use super::ending::end;
use super::pipeline::{self, Failure, Request};
use super::progress::Progress;
use super::readers::Streams;

/// Runs one of the commands about shares.
pub fn run(arguments: &ShareArguments, streams: Streams) -> Exit {
    let mut sources = Sources::default();
    let outcome = match &arguments.command {
        ShareCommand::New(arguments) => new::run(arguments, &mut sources),
        ShareCommand::Approve(arguments) => approve::run(arguments, &mut sources),
        ShareCommand::List(arguments) => list::run(arguments, &mut sources),
        ShareCommand::Link(arguments) => link::run(arguments, &mut sources),
        ShareCommand::Revoke(arguments) => revoke::run(arguments, &mut sources),
        ShareCommand::Open(arguments) => open::run(arguments, &mut sources),
    };
    end(outcome, &sources, streams.stderr)
}

/// A project that was read, perhaps with mistakes.
struct Scene<'a> {
    project: &'a Path,
    as_of: Date,
    settings: &'a Settings,
    theme: &'a SiteTheme,
    vault: &'a Vault<'a>,
    sources: &'a Sources,
    mistakes: Vec<Diagnostic>,
}

/// Reads a project, and hands it to `then`.
fn with_scene<T>(
    at: &ShareProject,
    sources: &mut Sources,
    then: impl FnOnce(&Scene<'_>) -> Result<T, Failure>,
) -> Result<T, Failure> {
    let project = at.project.as_path();
    let as_of = at.as_of.unwrap_or_else(|| jiff::Zoned::now().date());
    let request = Request::of_sites(project, vec![Audience::Client], as_of);
    let input = pipeline::read(&request, sources, &Progress::hidden())?;
    let (settings, mut mistakes) = (&input.settings, input.mistakes);
    let sources = &*sources;
    let vault = Vault::survey(project, settings, as_of, &input.files, sources, &mut mistakes);
    let theme = input.themes.first().expect("the theme of one audience was asked for");
    then(&Scene { project, as_of, settings, theme, vault: &vault, sources, mistakes })
}

impl Scene<'_> {
    /// The share of this name: that of its file, or the path of the file.
    fn share(&self, name: &str) -> Result<&Share, Failure> {
        let file = name.rsplit('/').next().unwrap_or(name);
        let id = file.strip_suffix(".md").unwrap_or(file);
        if let Some(share) = self.vault.shares().find(|share| share.id() == id) {
            return Ok(share);
        }
        // A share that cannot be read has mistakes of its own.
        self.refuse(|_| false)?;
        let known = || self.vault.shares().map(|share| place(share.id()));
        let hint = did_you_mean(id, known()).map(|hint| message!(": {}", hint));
        let message = message!("there is no share `{}`{}", value(id), hint.unwrap_or_default());
        Err(Failure::Machine(message))
    }

    /// Fails with all errors but those that are tolerated.
    fn refuse(&self, is_tolerated: impl Fn(&Diagnostic) -> bool) -> Result<(), Failure> {
        let errors = self.mistakes.iter().filter(|mistake| mistake.severity == Severity::Error);
        let errors: Vec<_> = errors.filter(|error| !is_tolerated(error)).cloned().collect();
        if errors.is_empty() { Ok(()) } else { Err(Failure::Content(errors)) }
    }

    /// Fails with the errors that keep a share from being looked at. That it was approved with other
    /// words is none: somebody is looking.
    fn refuse_but_changes_of(&self, share: &Share) -> Result<(), Failure> {
        self.refuse(|error| is_change_of(share, error))
    }

    /// Whether what was approved is what is there.
    fn is_unchanged(&self, share: &Share) -> bool {
        !self.mistakes.iter().any(|mistake| is_change_of(share, mistake))
    }

    /// The state of a share in a word or two.
    fn state(&self, share: &Share) -> &'static str {
        match self.vault.state_of(share) {
            ShareState::Active if !self.is_unchanged(share) => "changed since",
            state => state.word(),
        }
    }

    /// The recipients of a share, or the one of this name.
    fn recipients(&self, share: &Share, name: Option<&str>) -> Result<Vec<Recipient>, Failure> {
        let all = share.recipients();
        let Some(name) = name else { return Ok(all) };
        let is_one = |recipient: &&Recipient| recipient.name.eq_ignore_ascii_case(name);
        if let Some(recipient) = all.iter().find(is_one) {
            return Ok(vec![recipient.clone()]);
        }
        let known = all.iter().map(|recipient| value(&recipient.name));
        let hint = did_you_mean(name, known).map(|hint| message!(": {}", hint));
        let message =
            message!("`{}` is no recipient of this share{}", value(name), hint.unwrap_or_default());
        Err(Failure::Machine(message))
    }

    /// Writes a new text of a share, unless somebody has changed it since it was read.
    fn replace(&self, share: &Share, text: &str) -> Result<(), Failure> {
        let path = within(self.project, self.sources.path(share.file()));
        crate::draft::replace(&path, self.sources.text(share.file()), text)
            .map_err(|error| super::ending::refused(&error))
    }
}

/// Whether a mistake is that a share was approved with other words.
fn is_change_of(share: &Share, mistake: &Diagnostic) -> bool {
    let is_here = mistake.span.is_some_and(|span| span.file == share.file());
    mistake.code == "share-changed" && is_here
}

/// What to say where the front matter of a share cannot be changed by a program.
fn edit_yourself(key: &'static str) -> Failure {
    Failure::Machine(message!("`{}` cannot be changed here; edit the file yourself", key))
}
