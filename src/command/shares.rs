//! What the commands share about shares: their pages, made and audited, and the secret that seals
//! them.

use std::path::Path;

use rayon::prelude::{IntoParallelIterator as _, ParallelIterator as _};

use crate::accent::Accent;
use crate::audience::Prospect;
use crate::audit::{AuditedShare, RenderedShare, audit_shares, audit_some_shares};
use crate::config::Settings;
use crate::diagnostic::{Diagnostic, Message, Sources, message, place};
use crate::ledger::Snapshot;
use crate::read::{Contents, read_ordinary};
use crate::render::{CopyMark, Templates, render_share};
use crate::share::{Link, Secret};
use crate::site_theme::SiteTheme;
use crate::vault::share::{Share, ShareState};
use crate::vault::{Edition, Vault};

use super::pipeline::{NO_COPY, Request, Shares, Snapshots};

/// Where the secret is looked for first.
pub const VARIABLE: &str = "ROADCAST_SHARE_SECRET";

/// A secret has 64 digits; a file that holds much more is not it.
const MAX_BYTES: u64 = 1024;

/// The shares of the day.
#[derive(Default)]
pub struct MadeShares {
    /// Their pages.
    pub audited: Vec<AuditedShare>,
    /// What each of them tells beyond the client site, if that is asked for.
    pub snapshots: Vec<(String, Snapshot)>,
}

/// The pages of the shares of the day.
///
/// # Errors
/// Leaks that were stopped, and what is wrong with the templates.
pub fn make(
    vault: &Vault<'_>,
    theme: &SiteTheme,
    sources: &Sources,
    request: &Request<'_>,
) -> Result<MadeShares, Vec<Diagnostic>> {
    let secret = match &request.shares {
        Shares::LeftOut => return Ok(MadeShares::default()),
        Shares::Checked => None,
        Shares::Sealed(secret) => Some(secret),
    };
    // Those that wait for an approval are audited too: whoever approves them must not be told later.
    let open = vault.shares().filter(|share| vault.state_of(share) != ShareState::Expired);
    let open: Vec<&Share> = open.collect();
    if open.is_empty() {
        return Ok(MadeShares::default());
    }
    let rendered = render_all(vault, theme, sources, open, secret)?;
    let is_kept = request.snapshots == Snapshots::Take;
    let kept = rendered.iter().filter(|_| is_kept);
    let take = |it: &RenderedShare<'_>| (it.share.id().to_owned(), Snapshot::take(&it.edition));
    let snapshots = kept.map(take).collect();
    Ok(MadeShares { audited: audit_shares(rendered, vault, sources)?, snapshots })
}

/// The pages of one share, for its author.
///
/// # Errors
/// Leaks that were stopped, and what is wrong with the templates.
pub fn make_one(
    vault: &Vault<'_>,
    theme: &SiteTheme,
    sources: &Sources,
    share: &Share,
    secret: Option<&Secret>,
) -> Result<AuditedShare, Vec<Diagnostic>> {
    let rendered = render_all(vault, theme, sources, vec![share], secret)?;
    let mut audited = audit_some_shares(rendered, vault, sources)?;
    Ok(audited.pop().expect("there was one"))
}

/// Some shares with their pages.
fn render_all<'v>(
    vault: &Vault<'_>,
    theme: &SiteTheme,
    sources: &Sources,
    shares: Vec<&'v Share>,
    secret: Option<&Secret>,
) -> Result<Vec<RenderedShare<'v>>, Vec<Diagnostic>> {
    let client = vault.client_view();
    let accent = Accent::of(&client.site.accent);
    let templates = Templates::compile_share(theme, &accent, sources)?;
    let pages = |share| render(vault.share_edition(share, &client), share, &templates, secret);
    shares.into_par_iter().map(pages).collect()
}

/// The page of each recipient of a share.
fn render<'v>(
    edition: Edition<Prospect>,
    share: &'v Share,
    templates: &Templates,
    secret: Option<&Secret>,
) -> Result<RenderedShare<'v>, Vec<Diagnostic>> {
    let mut pages = Vec::new();
    for recipient in share.recipients() {
        let link = secret.map(|secret| secret.link(share.id(), &recipient));
        let number = link.as_ref().map_or(NO_COPY, Link::number);
        let copy = CopyMark { recipient: &recipient.name, number };
        let page = render_share(&edition, &copy, templates)?;
        pages.push((recipient, page));
    }
    Ok(RenderedShare { share, edition, pages })
}

/// The secret, from a file that was named, the environment, or the file that the settings name; none
/// where it is not known. It is never an argument: whoever lists processes would see it.
///
/// # Errors
/// What was named holds no secret, or lies in the project, from where it would be published.
pub fn secret(
    settings: &Settings,
    project: &Path,
    named: Option<&Path>,
) -> Result<Option<Secret>, Message> {
    if let Some(path) = named {
        return read(path, project)?.map_or_else(|| Err(missing(path)), |secret| Ok(Some(secret)));
    }
    if let Some(text) = std::env::var_os(VARIABLE).filter(|text| !text.is_empty()) {
        let secret = text.to_str().and_then(Secret::parse);
        return secret.map(Some).ok_or_else(|| no_secret(VARIABLE.into()));
    }
    let file = settings.shares.secret_file.as_ref();
    file.map_or(Ok(None), |file| read(&project.join(&file.value), project))
}

/// The secret, where nothing can be done without it.
///
/// # Errors
/// Those of [`secret`]; or it is not known.
pub fn needed_secret(
    settings: &Settings,
    project: &Path,
    named: Option<&Path>,
) -> Result<Secret, Message> {
    secret(settings, project, named)?.ok_or_else(|| {
        message!(
            "the secret is not known: set `{}`, or name its file with `--share-secret-file`",
            VARIABLE
        )
    })
}

fn missing(path: &Path) -> Message {
    message!("there is no file `{}`", place(path.display()))
}

/// None if there is no such file.
fn read(path: &Path, project: &Path) -> Result<Option<Secret>, Message> {
    let shown = || place(path.display());
    let Ok(real) = path.canonicalize() else { return Ok(None) };
    if project.canonicalize().is_ok_and(|project| real.starts_with(project)) {
        return Err(message!(
            "`{}` lies in the project; keep the secret where it cannot be published",
            shown()
        ));
    }
    let text = match read_ordinary(&real, MAX_BYTES) {
        Ok(Contents::Whole(bytes)) => String::from_utf8(bytes).unwrap_or_default(),
        Ok(Contents::TooLarge(_)) => String::new(),
        Err(error) => return Err(message!("`{}` cannot be read: {}", shown(), place(error))),
    };
    Secret::parse(&text).map(Some).ok_or_else(|| no_secret(shown()))
}

fn no_secret(holder: Message) -> Message {
    message!("`{}` holds no secret: it must be 64 random hexadecimal digits", holder)
}
