//! The program's own pipeline, in memory: a project to one audience's files.

use std::collections::BTreeMap;
use std::fs;
use std::io::Cursor;
use std::sync::Arc;

use jiff::civil::{Date, date};
use tempfile::TempDir;

use roadcast::accent::Accent;
use roadcast::audience::{Audience, Client, Engineering, Sales};
use roadcast::audit::{self, AuditedLetter, RenderedShare};
use roadcast::config;
use roadcast::diagnostic::{Diagnostic, Located, Sources, Span};
use roadcast::ledger::{History, Ledger, Published, Readers, Slips, Snapshot};
use roadcast::render::digest::{self, Digested, Format, Scope};
use roadcast::render::{self, CopyMark, KeptPages, Templates};
use roadcast::site_theme::SiteTheme;
use roadcast::vault::share::Recipient;
use roadcast::vault::{self, KeptFiles, Projected, SourceFile, SourceFiles, Vault};

use super::project::Project;

/// The files of a site by path, or the codes of what was refused.
pub type Built = Result<BTreeMap<String, Vec<u8>>, Vec<String>>;

/// The day of all builds.
const TODAY: Date = date(2026, 11, 22);

/// What all builds share: the theme, and a folder with the pictures.
pub struct Press {
    pictures: TempDir,
    client: Templates,
    sales: Templates,
    share: Templates,
}

impl Press {
    pub fn new() -> Press {
        let pictures = tempfile::tempdir().expect("the system has room for a test");
        draw(&pictures);
        let client = templates(&pictures, Audience::Client);
        let sales = templates(&pictures, Audience::Sales);
        let share = templates_of(&pictures, Templates::compile_share);
        Press { pictures, client, sales, share }
    }

    /// Builds one audience's site, with the whole audit.
    pub fn build(&self, project: &Project, audience: Audience) -> Built {
        self.build_after(&Ledger::default(), project, audience)
    }

    /// The same after something was published.
    pub fn build_after(&self, past: &Ledger, project: &Project, audience: Audience) -> Built {
        let made =
            self.with_vault(&project.files, Arc::default(), |vault, sources| match audience {
                Audience::Client => make::<Client>(vault, (&self.client, past), sources),
                Audience::Sales => make::<Sales>(vault, (&self.sales, past), sources),
                Audience::Engineering => unreachable!("nothing is hidden from engineering"),
            });
        made.map_err(|mistakes| codes(&mistakes))
    }

    /// The ledger after what the project was earlier was published; none if that was refused.
    pub fn past(&self, project: &Project, audience: Audience) -> Option<Ledger> {
        let edition = self.with_vault(&project.earlier, Arc::default(), |vault, _| {
            Ok(match audience {
                Audience::Client => Snapshot::take(&vault.edition::<Client>()),
                Audience::Sales => Snapshot::take(&vault.edition::<Sales>()),
                Audience::Engineering => unreachable!("nothing is hidden from engineering"),
            })
        });
        let published = Published {
            readers: Readers::Audience(audience),
            day: date(2026, 10, 1),
            address: None,
            commit: None,
            version: "1".to_owned(),
            as_of: date(2026, 10, 1),
            manifest: Vec::new(),
            by: None,
        };
        let mut ledger = Ledger::default();
        let addition = ledger.add(&edition.ok()?, published).expect("it is the first one");
        ledger.take(&addition);
        Some(ledger)
    }

    /// Makes the page of the share `own`, with the whole audit.
    pub fn build_share(&self, project: &Project) -> Result<String, Vec<String>> {
        let made = self.with_vault(&project.files, Arc::default(), |vault, sources| {
            let share = vault.shares().find(|share| share.id() == "own").expect("it is there");
            let edition = vault.share_edition(share, &vault.client_view());
            let copy = CopyMark { recipient: "the reader", number: "0000-0000" };
            let page = render::render_share(&edition, &copy, &self.share)?;
            let recipient = Recipient { name: "the reader".to_owned(), generation: 1 };
            let rendered = RenderedShare { share, edition, pages: vec![(recipient, page)] };
            let audited = audit::audit_some_shares(vec![rendered], vault, sources)?;
            Ok(audited[0].pages()[0].page().document())
        });
        made.map_err(|mistakes| codes(&mistakes))
    }

    fn with_vault<T>(
        &self,
        project: &BTreeMap<String, String>,
        kept: Arc<KeptFiles>,
        make: impl FnOnce(&Vault<'_>, &Sources) -> Result<T, Vec<Diagnostic>>,
    ) -> Result<T, Vec<Diagnostic>> {
        let mut mistakes = Vec::new();
        let mut sources = Sources::default();
        let mut files = SourceFiles { kept, ..SourceFiles::default() };
        let mut settings = None;
        for (path, text) in project {
            let bytes = text.clone().into_bytes();
            let Some(file) = vault::add_text(path, bytes, &mut sources, &mut mistakes) else {
                continue;
            };
            if path == config::FILE_NAME {
                settings = config::read(file, &sources, &mut mistakes);
            } else {
                files.add(SourceFile { file, path: path.clone() });
            }
        }
        let Some(settings) = settings else { return Err(mistakes) };
        let root = self.pictures.path();
        let vault = Vault::open(root, &settings, TODAY, &files, &sources, &mut mistakes);
        let Some(vault) = vault else { return Err(mistakes) };
        make(&vault, &sources)
    }
}

/// Builds all three sites, one project after the other, and keeps what it made or does not.
pub struct Bench<'a> {
    press: &'a Press,
    files: Arc<KeptFiles>,
    pages: Arc<KeptPages>,
    templates: [Templates; 3],
}

impl Bench<'_> {
    /// As a preview does.
    pub fn keeping(press: &Press) -> Bench<'_> {
        Bench::new(press, KeptFiles::between_builds(), KeptPages::between_builds())
    }

    /// As a build does.
    pub fn fresh(press: &Press) -> Bench<'_> {
        Bench::new(press, KeptFiles::default(), KeptPages::default())
    }

    fn new(press: &Press, files: KeptFiles, pages: KeptPages) -> Bench<'_> {
        let (files, pages) = (Arc::new(files), Arc::new(pages));
        let templates =
            Audience::ALL.map(|audience| templates(&press.pictures, audience).keeping(&pages));
        Bench { press, files, pages, templates }
    }

    pub fn build(&self, project: &Project) -> Result<[BTreeMap<String, Vec<u8>>; 3], Vec<String>> {
        let [engineering, sales, client] = &self.templates;
        let made =
            self.press.with_vault(&project.files, Arc::clone(&self.files), |vault, sources| {
                let past = Ledger::default();
                Ok([
                    make::<Engineering>(vault, (engineering, &past), sources)?,
                    make::<Sales>(vault, (sales, &past), sources)?,
                    make::<Client>(vault, (client, &past), sources)?,
                ])
            });
        if made.is_ok() {
            self.files.forget_the_unused();
            self.pages.forget_the_unused();
        }
        made.map_err(|mistakes| codes(&mistakes))
    }

    /// How many pages were found, and how many were asked for.
    pub fn found(&self) -> (u64, u64) {
        self.pages.found()
    }
}

fn make<A: Projected + Digested>(
    vault: &Vault<'_>,
    (templates, past): (&Templates, &Ledger),
    sources: &Sources,
) -> Result<BTreeMap<String, Vec<u8>>, Vec<Diagnostic>> {
    let edition = vault.edition::<A>();
    let history = match past.lines().is_empty() {
        true => History::none(),
        false => History::trace(past, &Snapshot::take(&edition), TODAY, Slips::Shown),
    };
    let site = render::render_with_history(edition, &history, templates)?;
    let site = audit::audit(site, vault, sources)?;
    let mut files: BTreeMap<String, Vec<u8>> =
        site.files().iter().map(|file| (file.path.clone(), file.bytes.to_vec())).collect();
    if !past.lines().is_empty() {
        files.extend(letters(vault, &history, sources)?);
    }
    Ok(files)
}

/// The letters that tell what has moved, with the whole audit.
fn letters<A: Projected + Digested>(
    vault: &Vault<'_>,
    history: &History<A>,
    sources: &Sources,
) -> Result<BTreeMap<String, Vec<u8>>, Vec<Diagnostic>> {
    let edition = vault.edition::<A>();
    let scope = Scope { since: date(2026, 10, 1), account: None, by: None };
    let written = digest::write(&edition, history, &scope, Format::Eml);
    let written = written.expect("nobody is named");
    let (letters, _) = audit::audit_letters(&edition, written, vault, sources)?;
    let file = |letter: &AuditedLetter| (letter.path().to_owned(), letter.bytes().to_vec());
    Ok(letters.iter().map(file).collect())
}

fn codes(mistakes: &[Diagnostic]) -> Vec<String> {
    let mut codes: Vec<_> = mistakes
        .iter()
        .map(|mistake| format!("{}: {}", mistake.code, mistake.message.in_full()))
        .collect();
    codes.sort();
    codes
}

fn templates(root: &TempDir, audience: Audience) -> Templates {
    templates_of(root, |theme, accent, sources| {
        Templates::compile(theme, audience, accent, sources)
    })
}

fn templates_of(
    root: &TempDir,
    compile: impl FnOnce(&SiteTheme, &Accent, &Sources) -> Result<Templates, Vec<Diagnostic>>,
) -> Templates {
    let mut sources = Sources::default();
    let mut mistakes = Vec::new();
    let file = sources.add("roadcast.yaml", "default");
    let name = Located::new("default".to_owned(), Span::new(file, 0..7));
    let theme = SiteTheme::load(root.path(), &name, &mut sources, &mut mistakes);
    assert!(mistakes.is_empty(), "the default theme is sound");
    let accent = Accent::of("#1f5fbf");
    let templates = compile(&theme, &accent, &sources);
    templates.unwrap_or_else(|mistakes| panic!("{mistakes:?}"))
}

/// Every picture at every place where a document may look for it.
fn draw(root: &TempDir) {
    let pictures = [
        ("pictures/shown", [10, 20, 30]),
        ("content/vexq art/", [10, 20, 30]),
        ("vexq-é-", [10, 20, 30]),
        ("pictures/vexq", [200, 100, 50]),
    ];
    for (place, color) in pictures {
        for number in 0..3_u8 {
            let path = root.path().join(format!("{place}{number}.png"));
            fs::create_dir_all(path.parent().expect("it lies in the root")).expect("it is ours");
            let color = image::Rgb([color[0] + number, color[1], color[2]]);
            let mut bytes = Cursor::new(Vec::new());
            image::RgbImage::from_pixel(2, 2, color)
                .write_to(&mut bytes, image::ImageFormat::Png)
                .expect("a small picture can be encoded");
            fs::write(path, bytes.into_inner()).expect("it is ours");
        }
    }
}
