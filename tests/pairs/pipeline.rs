//! The program's own pipeline, in memory: a project to one audience's files.

use std::collections::BTreeMap;
use std::fs;
use std::io::Cursor;

use jiff::civil::date;
use tempfile::TempDir;

use roadcast::accent::Accent;
use roadcast::audience::{Audience, Client, Sales};
use roadcast::audit;
use roadcast::config;
use roadcast::diagnostic::{Diagnostic, Located, Sources, Span};
use roadcast::render::{self, Rendered, Templates};
use roadcast::site_theme::SiteTheme;
use roadcast::vault::{self, Projected, SourceFile, SourceFiles, Vault};

use super::project::Project;

/// The files of a site by path, or the codes of what was refused.
pub type Built = Result<BTreeMap<String, Vec<u8>>, Vec<String>>;

/// What all builds share: the templates, and a folder with the pictures.
pub struct Press {
    pictures: TempDir,
    client: Templates,
    sales: Templates,
}

impl Press {
    pub fn new() -> Press {
        let pictures = tempfile::tempdir().expect("the system has room for a test");
        draw(&pictures);
        let client = templates(&pictures, Audience::Client);
        let sales = templates(&pictures, Audience::Sales);
        Press { pictures, client, sales }
    }

    /// Builds one audience's site, with the whole audit.
    pub fn build(&self, project: &Project, audience: Audience) -> Built {
        let mut mistakes = Vec::new();
        let mut sources = Sources::default();
        let mut files = SourceFiles::default();
        let mut settings = None;
        for (path, text) in &project.files {
            let bytes = text.clone().into_bytes();
            let Some(file) = vault::add_text(path, bytes, &mut sources, &mut mistakes) else {
                continue;
            };
            if path == config::FILE_NAME {
                settings = config::read(file, &sources, &mut mistakes);
            } else {
                files.readable.push(SourceFile { file, path: path.clone() });
            }
        }
        let Some(settings) = settings else { return Err(codes(&mistakes)) };
        let root = self.pictures.path();
        let as_of = date(2026, 11, 22);
        let vault = Vault::open(root, &settings, as_of, &files, &sources, &mut mistakes);
        let Some(vault) = vault else { return Err(codes(&mistakes)) };
        match audience {
            Audience::Client => make::<Client>(&vault, &self.client, &sources),
            Audience::Sales => make::<Sales>(&vault, &self.sales, &sources),
            Audience::Engineering => unreachable!("nothing is hidden from engineering"),
        }
        .map_err(|mistakes| codes(&mistakes))
    }
}

fn make<A: Projected + Rendered>(
    vault: &Vault<'_>,
    templates: &Templates,
    sources: &Sources,
) -> Result<BTreeMap<String, Vec<u8>>, Vec<Diagnostic>> {
    let site = render::render(vault.edition::<A>(), templates)?;
    let site = audit::audit(site, vault, sources)?;
    Ok(site.files().iter().map(|file| (file.path.clone(), file.bytes.clone())).collect())
}

fn codes(mistakes: &[Diagnostic]) -> Vec<String> {
    let mut codes: Vec<_> =
        mistakes.iter().map(|mistake| format!("{}: {}", mistake.code, mistake.message)).collect();
    codes.sort();
    codes
}

fn templates(root: &TempDir, audience: Audience) -> Templates {
    let mut sources = Sources::default();
    let mut mistakes = Vec::new();
    let file = sources.add("roadcast.yaml", "default");
    let name = Located::new("default".to_owned(), Span::new(file, 0..7));
    let theme = SiteTheme::load(root.path(), &name, &mut sources, &mut mistakes);
    assert!(mistakes.is_empty(), "the default theme is sound");
    let accent = Accent::of("#1f5fbf");
    let templates = Templates::compile(&theme, audience, &accent, &sources);
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
