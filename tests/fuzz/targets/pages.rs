//! Whole pages: what an author writes into fields is text on the page, never markup or template.

use std::sync::LazyLock;

use roadcast::accent::Accent;
use roadcast::audience::{Audience, Client, Engineering};
use roadcast::audit::audit;
use roadcast::diagnostic::{Located, Sources, Span};
use roadcast::render::{Rendered, Templates, render};
use roadcast::site_theme::SiteTheme;
use roadcast::vault::{Edition, Projected, Vault};
use serde_json::Value;

use super::html;
use super::project::open;

static CLIENT: LazyLock<Templates> = LazyLock::new(|| templates(Audience::Client));
static ENGINEERING: LazyLock<Templates> = LazyLock::new(|| templates(Audience::Engineering));

/// The lines of the input are title, summary, availability, product, tagline and text.
pub fn run(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let mut lines = text.splitn(6, '\n');
    // JSON is YAML.
    let mut quoted = || Value::from(lines.next().unwrap_or_default()).to_string();
    let (title, summary, availability) = (quoted(), quoted(), quoted());
    let (product, tagline) = (quoted(), quoted());
    let body = lines.next().unwrap_or_default();
    let settings = format!("product: {product}\ntagline: {tagline}\n");
    let entry = format!(
        "---\ntitle: {title}\nsummary: {summary}\nclient: {{ availability: {availability} }}\n\
         stage: shipped\nshipped_on: 2026-08-12\nvisibility: client\nowner: {title}\n\
         tags: [{title}]\ncodenames: []\n---\n::: client\n{body}\n:::\n"
    );
    let entry = entry.replace("codenames: []\n", "");
    let files = [("content/a.md", entry.as_bytes())];
    let _ = open(settings.as_bytes(), &files, |vault, sources| {
        check(vault, sources, vault.edition::<Client>(), &CLIENT);
        check(vault, sources, vault.edition::<Engineering>(), &ENGINEERING);
    });
}

fn check<A: Rendered + Projected>(
    vault: &Vault<'_>,
    sources: &Sources,
    edition: Edition<A>,
    templates: &Templates,
) {
    let site = render(edition, templates);
    let site = site.unwrap_or_else(|mistakes| panic!("a text breaks a template: {mistakes:?}"));
    for file in site.files() {
        let text = || str::from_utf8(&file.bytes).expect("pages are UTF-8");
        match file.path.rsplit('.').next() {
            Some("html") => html::check_page(text()),
            Some("xml") => drop(roxmltree::Document::parse(text()).expect("feeds are XML")),
            Some("json") => drop(serde_json::from_str::<Value>(text()).expect("data is JSON")),
            _ => {}
        }
    }
    if let Err(leaks) = audit(site, vault, sources) {
        let is_leak = leaks.iter().all(|leak| matches!(leak.code, "leak" | "doubtful"));
        assert!(is_leak, "the audit fails for another reason than words: {leaks:?}");
    }
}

fn templates(audience: Audience) -> Templates {
    let mut sources = Sources::default();
    let mut mistakes = Vec::new();
    let nowhere = Span::new(sources.add("roadcast.yaml", ""), 0..0);
    let name = Located::new("default".to_owned(), nowhere);
    let project = std::path::Path::new("/nonexistent/roadcast");
    let theme = SiteTheme::load(project, &name, &mut sources, &mut mistakes);
    Templates::compile(&theme, audience, &Accent::of("#1f5fbf"), &sources)
        .unwrap_or_else(|mistakes| panic!("the embedded theme is broken: {mistakes:?}"))
}
