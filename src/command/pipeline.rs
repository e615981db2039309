//! What the commands share: a project's folder to audited sites, in memory.

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::Arc;

use jiff::civil::Date;
use rayon::prelude::{
    IndexedParallelIterator as _, IntoParallelRefIterator as _, ParallelIterator as _,
};

use crate::accent::Accent;
use crate::audience::{Audience, Client, Engineering, Sales};
use crate::audit::{self, AuditedShare, AuditedSite, Detail, Refused};
use crate::config::{self, Settings};
use crate::diagnostic::{self, Diagnostic, Message, Sources, message, place};
use crate::ledger::{History, Ledger, Recorded, Slips, Snapshot};
use crate::read::{Contents, read_ordinary, symlink, symlink_within};
use crate::render::{self, KeptPages, Rendered, Templates};
use crate::share::{self, SealedShares, Secret};
use crate::site_theme::{FontFiles, HostFiles, SiteTheme};
use crate::vault::{self, KeptFiles, Projected, SourceFiles, Vault, View as _};

use super::progress::Progress;
use super::shares::{self, MadeShares};

/// What to make.
pub struct Request<'a> {
    /// The folder that holds `roadcast.yaml`.
    pub project: &'a Path,
    /// For whom, in the order of the sites.
    pub audiences: Vec<Audience>,
    /// The day to build for.
    pub as_of: Date,
    /// What earlier builds have made.
    pub kept: KeptWork,
    /// What becomes of shares.
    pub shares: Shares,
    /// How much is told of leaks.
    pub detail: Detail,
    /// Whether what readers can read is handed over beside the pages.
    pub snapshots: Snapshots,
    /// What was published before.
    pub ledger: Publications,
}

impl<'a> Request<'a> {
    /// The sites of these audiences and nothing beside them, made anew.
    pub fn of_sites(project: &'a Path, audiences: Vec<Audience>, as_of: Date) -> Request<'a> {
        Request {
            project,
            audiences,
            as_of,
            kept: KeptWork::default(),
            shares: Shares::LeftOut,
            detail: Detail::Short,
            snapshots: Snapshots::Skip,
            ledger: Publications::Read,
        }
    }

    /// The shares of a day, with the client site that stands on their pages.
    pub fn of_shares(project: &'a Path, as_of: Date, secret: &Secret) -> Request<'a> {
        let shares = Shares::Sealed(secret.clone());
        Request { shares, ..Request::of_sites(project, vec![Audience::Client], as_of) }
    }
}

/// Whether what readers can read is handed over beside the pages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Snapshots {
    /// Pages are enough.
    Skip,
    /// It is compared, or kept.
    Take,
}

/// Where the sites have it from what was published before.
#[derive(Clone, Debug)]
pub enum Publications {
    /// The ledger of the project is read, if the settings say that sites tell of it.
    Read,
    /// This is what was read of it.
    Known(Arc<Ledger>),
}

/// What becomes of shares, where the client edition is made.
#[derive(Clone, Debug)]
pub enum Shares {
    /// Nothing: only the sites are asked for.
    LeftOut,
    /// Their pages are made and audited, with a number for all copies.
    Checked,
    /// Their pages are made as this secret seals them.
    Sealed(Secret),
}

/// The number of a copy that nobody gets.
pub const NO_COPY: &str = "0000-0000";

/// What builds leave to later ones. By default, nothing.
#[derive(Clone, Default)]
pub struct KeptWork {
    files: Arc<KeptFiles>,
    pages: Arc<KeptPages>,
}

impl KeptWork {
    /// Keeps what each build makes, for the next one.
    pub fn between_builds() -> KeptWork {
        KeptWork {
            files: Arc::new(KeptFiles::between_builds()),
            pages: Arc::new(KeptPages::between_builds()),
        }
    }

    /// The pictures that the last build has asked for.
    pub fn pictures(&self) -> BTreeSet<String> {
        self.files.pictures()
    }

    /// No texts yet, for the next build.
    pub fn sources(&self) -> Sources {
        self.files.sources()
    }

    fn forget_the_unused(&self) {
        self.files.forget_the_unused();
        self.pages.forget_the_unused();
    }
}

/// What was made.
pub struct Made<'a> {
    /// The project's settings.
    pub settings: &'a Settings,
    /// The project in full.
    pub vault: &'a Vault<'a>,
    /// The texts of all files.
    pub sources: &'a Sources,
    /// The sites, one for each audience asked for.
    pub sites: Vec<AuditedSite>,
    /// What can be read in each, if that is asked for.
    pub snapshots: Vec<Snapshot>,
    /// The shares of the day, if they were asked for.
    pub shares: Vec<AuditedShare>,
    /// What each of them tells beyond the client site, if that is asked for.
    pub share_snapshots: Vec<(String, Snapshot)>,
    /// Mistakes that do not stop a build.
    pub warnings: Vec<Diagnostic>,
}

impl Made<'_> {
    /// The pages of the shares as this secret seals them; they were made with it.
    pub fn seal(&self, secret: &Secret, as_of: Date) -> SealedShares {
        share::seal(&self.shares, secret, self.settings.shares.mode, &as_of.to_string())
    }
}

/// Why nothing was made.
pub enum Failure {
    /// Mistakes in the project, or leaks.
    Content(Vec<Diagnostic>),
    /// The command was misused, or the machine failed.
    Machine(Message),
}

/// What sites are made of, images apart, beside the texts in [`Sources`].
pub struct Input {
    /// The project's settings.
    pub settings: Settings,
    /// The Markdown files.
    pub files: SourceFiles,
    /// The site theme of each audience asked for, with the project's fonts.
    pub themes: Vec<SiteTheme>,
    /// What was published before, if the sites tell of it.
    pub ledger: Arc<Ledger>,
    /// What is wrong so far.
    pub mistakes: Vec<Diagnostic>,
}

/// Reads the project, and makes the sites.
pub fn make<T>(
    request: &Request<'_>,
    sources: &mut Sources,
    progress: &Progress,
    then: impl FnOnce(Made<'_>) -> Result<T, Failure>,
) -> Result<T, Failure> {
    let input = read(request, sources, progress)?;
    make_of(input, request, sources, progress, then)
}

/// Reads the project.
pub fn read(
    request: &Request<'_>,
    sources: &mut Sources,
    progress: &Progress,
) -> Result<Input, Failure> {
    let Request { project, audiences, kept, .. } = request;
    let settings = read_settings(project, sources)?;
    progress.step("reading");
    let mut mistakes = Vec::new();
    let mut files = vault::load(project, &settings, sources, &mut mistakes);
    files.kept = Arc::clone(&kept.files);
    let fonts = FontFiles::load(project, &settings.fonts, &mut mistakes);
    let themes = audiences
        .iter()
        .map(|audience| {
            let name = &settings.edition(*audience).site_theme;
            let host_files = HostFiles::load(project, *audience, &mut mistakes);
            let theme = SiteTheme::load(project, name, sources, &mut mistakes);
            theme.with_fonts(&fonts).with_host_files(host_files)
        })
        .collect();
    let ledger = match &request.ledger {
        _ if !settings.changes.show => Arc::default(),
        Publications::Read => Arc::new(read_whole(project, &mut mistakes)),
        Publications::Known(ledger) => Arc::clone(ledger),
    };
    Ok(Input { settings, files, themes, ledger, mistakes })
}

/// The ledger; none of it if any of it is not as it was written.
fn read_whole(project: &Path, mistakes: &mut Vec<Diagnostic>) -> Ledger {
    let before = mistakes.len();
    let ledger = Ledger::read(project, mistakes);
    if mistakes.len() == before { ledger } else { Ledger::default() }
}

/// Makes the sites of what was read, and hands them to `then` with everything they were made from.
pub fn make_of<T>(
    input: Input,
    request: &Request<'_>,
    sources: &Sources,
    progress: &Progress,
    then: impl FnOnce(Made<'_>) -> Result<T, Failure>,
) -> Result<T, Failure> {
    let Request { project, audiences, as_of, kept, detail, snapshots, .. } = request;
    let Input { settings, files, themes, ledger, mut mistakes } = input;
    progress.step("checking");
    let vault = Vault::open(project, &settings, *as_of, &files, sources, &mut mistakes)
        .ok_or_else(|| Failure::Content(std::mem::take(&mut mistakes)))?;
    progress.step("rendering");
    // The engineering site, from which nothing is withheld, comes last: its pages keep all cores busy
    // to the end, and the long lists of the others are made meanwhile.
    let slips = Slips::shown(settings.changes.show_slips);
    let past = Past { ledger: &ledger, today: *as_of, slips };
    let shared = Shared { vault: &vault, pages: &kept.pages, sources, past, snapshots: *snapshots };
    let made = audiences.par_iter().zip(&themes).rev().map(|(audience, theme)| match audience {
        Audience::Engineering => make_site::<Engineering>(&shared, theme),
        Audience::Sales => make_site::<Sales>(&shared, theme),
        Audience::Client => make_site::<Client>(&shared, theme),
    });
    let (mut sites, mut taken, mut alarms) = (Vec::new(), Vec::new(), Vec::new());
    for site in made.collect::<Vec<_>>().into_iter().rev() {
        match site {
            Ok((site, snapshot)) => {
                sites.push(site);
                taken.extend(snapshot);
            }
            Err(refused) => {
                mistakes.extend(refused.mistakes);
                alarms.extend(refused.alarms);
            }
        }
    }
    mistakes.extend(audit::report(alarms, sources, *detail));
    let theme = audiences.iter().zip(&themes).find(|(audience, _)| **audience == Audience::Client);
    let made_shares = theme.map(|(_, theme)| shares::make(&vault, theme, sources, request));
    let made_shares = made_shares.unwrap_or_else(|| Ok(MadeShares::default()));
    let MadeShares { audited: shares, snapshots: share_snapshots } =
        made_shares.unwrap_or_else(|found| {
            mistakes.extend(found);
            MadeShares::default()
        });
    if diagnostic::has_errors(&mistakes) {
        return Err(Failure::Content(mistakes));
    }
    kept.forget_the_unused();
    // Reminders come only when nothing is wrong: they would hide what is.
    mistakes.extend(vault.hygiene(&files));
    let doubtful = sites.iter().flat_map(|site| site.warnings().iter().cloned());
    mistakes.extend(audit::report(doubtful.collect(), sources, *detail));
    mistakes.extend(shares.iter().flat_map(|share| share.warnings().iter().cloned()));
    let (settings, vault) = (&settings, &vault);
    let warnings = mistakes;
    let snapshots = taken;
    then(Made { settings, vault, sources, sites, shares, share_snapshots, snapshots, warnings })
}

/// What all sites are made with.
struct Shared<'a> {
    vault: &'a Vault<'a>,
    pages: &'a Arc<KeptPages>,
    sources: &'a Sources,
    past: Past<'a>,
    snapshots: Snapshots,
}

/// What was published before.
#[derive(Clone, Copy)]
struct Past<'a> {
    ledger: &'a Ledger,
    today: Date,
    slips: Slips,
}

impl Past<'_> {
    /// Whether an edition has a history that its site tells.
    fn has<A: Recorded + Rendered>(self) -> bool {
        A::TELLS_CHANGES && self.ledger.last(A::AUDIENCE).is_some()
    }

    /// How what can be read now came to be so.
    fn of<A: Recorded>(self, now: &Snapshot) -> History<A> {
        History::trace(self.ledger, now, self.today, self.slips)
    }
}

fn make_site<A: Projected + Rendered + Recorded>(
    shared: &Shared<'_>,
    theme: &SiteTheme,
) -> Result<(AuditedSite, Option<Snapshot>), Refused> {
    let Shared { vault, pages, sources, past, snapshots } = *shared;
    let edition = vault.edition::<A>();
    let is_wanted = snapshots == Snapshots::Take || past.has::<A>();
    let snapshot = is_wanted.then(|| Snapshot::take(&edition));
    let told = snapshot.as_ref().filter(|_| past.has::<A>());
    let history = told.map_or_else(History::none, |now| past.of::<A>(now));
    let site = edition.view().site();
    let accent = Accent::of(&site.accent);
    let templates = Templates::compile(theme, A::AUDIENCE, &accent, sources)?;
    let site = render::render_with_history(edition, &history, &templates.keeping(pages))?;
    let site = site.with_host_files(theme.host_files())?;
    // What fails the audit is told to nobody in any form.
    let snapshot = snapshot.filter(|_| snapshots == Snapshots::Take);
    audit::audit_one_of_several(site, vault, sources).map(|site| (site, snapshot))
}

/// Reads and checks `roadcast.yaml`.
pub fn read_settings(project: &Path, sources: &mut Sources) -> Result<Settings, Failure> {
    let path = project.join(config::FILE_NAME);
    if let Some(link) = symlink_within(project, Path::new(config::FILE_NAME)) {
        return Err(Failure::Content(vec![symlink(&link)]));
    }
    let contents = read_ordinary(&path, vault::MAX_FILE_BYTES).map_err(|error| {
        let shown = place(path.display());
        Failure::Machine(match error.kind() {
            std::io::ErrorKind::NotFound => message!(
                "there is no `{}`; run the command in a Roadcast project, or name one with `-C DIR`",
                shown
            ),
            _ => message!("`{}` cannot be read: {}", shown, place(error)),
        })
    })?;
    let bytes = match contents {
        Contents::Whole(bytes) => bytes,
        Contents::TooLarge(size) => {
            return Err(Failure::Content(vec![vault::too_large(config::FILE_NAME, size)]));
        }
    };
    let mut mistakes = Vec::new();
    vault::add_text(config::FILE_NAME, bytes, sources, &mut mistakes)
        .and_then(|file| config::read(file, sources, &mut mistakes))
        .ok_or(Failure::Content(mistakes))
}
