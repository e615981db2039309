//! Rendering: an edition to a site, in memory.
//!
//! Sees an [`Edition`], the history of that edition and the templates, and nothing else: no file
//! system, clock, environment or entry.

mod accounts;
mod changes;
mod client;
pub mod digest;
mod engineering;
mod fields;
mod fingerprint;
mod insider;
mod json;
mod listing;
mod money;
mod parts;
mod plot;
mod preview;
mod requests;
mod sales;
mod search;
mod share;
mod site;
mod templates;

use fingerprint::SharedHashes;
use listing::Card;
pub use parts::before as page_before;
pub use preview::path_of as preview_path;
use preview::{Preview, Words};
pub use share::{CopyMark, SharePage, render_share, style_hash};
pub use site::{Page, Reason, RenderedFile, Site, Variables};
pub use templates::{KeptPages, Templates, embedded_files, embedded_share_files};

use std::collections::BTreeMap;

use rayon::prelude::{IntoParallelIterator as _, ParallelIterator as _};
use tera::Context;

use crate::diagnostic::Diagnostic;
use crate::ledger::History;
use crate::vault::edition::{Html, PictureView, Site as SiteInfo};
use crate::vault::{Edition, HasView, View as _};

/// The list of former addresses, where there are any.
pub const REDIRECTS: &str = "_redirects";

/// An audience whose pages can be rendered.
pub trait Rendered: HasView {
    /// Whether its site tells what has changed from publication to publication.
    const TELLS_CHANGES: bool;
    /// What several pages share, made once.
    type Shared: Sync;
    /// Makes what several pages share.
    fn share(edition: &Edition<Self>, history: &History<Self>) -> Self::Shared;
    /// The entries in lists.
    fn cards(shared: &Self::Shared) -> &[Card];
    /// The pages of the site.
    fn pages<'a>(edition: &'a Edition<Self>, shared: &'a Self::Shared) -> Vec<Page<'a>>;
    /// `roadmap.json`.
    fn json(edition: &Edition<Self>) -> Vec<u8>;
    /// Further files that this audience alone has.
    fn more_files(_edition: &Edition<Self>) -> Vec<RenderedFile> {
        Vec::new()
    }
    /// What the pictures say that are shown of links to pages: of links to this page, or to all others.
    fn previews(_edition: &Edition<Self>) -> Vec<Words> {
        Vec::new()
    }
    /// Pictures of entries that are shown of links to their pages, by page.
    fn own_previews(_edition: &Edition<Self>) -> BTreeMap<String, PictureView> {
        BTreeMap::new()
    }
    /// Whether anything has shipped.
    fn has_shipped(edition: &Edition<Self>) -> bool;
    /// Addresses of all shown entries and themes.
    fn addresses(edition: &Edition<Self>) -> Vec<String>;
    /// Addresses of pages that gather what several entries say, such as those of accounts.
    fn gathered_addresses(_edition: &Edition<Self>) -> Vec<String> {
        Vec::new()
    }
    /// Former addresses of shown entries and themes, each with the one that it leads to and the
    /// title there.
    fn former_addresses(edition: &Edition<Self>) -> Vec<[String; 3]>;
    /// Every field that a template of this edition can name.
    fn field_names() -> fields::FieldNames;
}

/// Renders an edition, of which nothing was published yet, with the templates of its audience.
///
/// # Errors
/// What is wrong with the templates: each unknown field, or the first error of each page.
pub fn render<A: Rendered>(
    edition: Edition<A>,
    templates: &Templates,
) -> Result<Site<A>, Vec<Diagnostic>> {
    render_with_history(edition, &History::none(), templates)
}

/// Renders an edition and how it came to be so, with the templates of its audience.
///
/// # Errors
/// What is wrong with the templates: each unknown field, or the first error of each page.
pub fn render_with_history<A: Rendered>(
    edition: Edition<A>,
    history: &History<A>,
    templates: &Templates,
) -> Result<Site<A>, Vec<Diagnostic>> {
    let unknown = templates.unknown_fields(&A::field_names());
    if !unknown.is_empty() {
        return Err(unknown);
    }
    let site = edition.view().site();
    let previews = A::previews(&edition).into_par_iter();
    let draw = |words: Words| preview::draw(words, site, templates.kept());
    let previews: Vec<_> = previews.filter_map(draw).collect();
    let mut files: Vec<_> = previews.iter().map(Preview::file).collect();
    let has_changes = A::TELLS_CHANGES && history.first().is_some();
    let own = A::own_previews(&edition).into_iter().map(|(page, own)| (Some(page), own));
    let previews = previews.iter().map(|it| (it.page.clone(), it.view())).chain(own).collect();
    let frame = Frame::new(site, (A::has_shipped(&edition), has_changes), previews);
    let (rendered, json) = rayon::join(
        || {
            let shared = A::share(&edition, history);
            let hashes = templates.hashes_of(A::cards(&shared), frame.context.get("site"));
            let pages = A::pages(&edition, &shared).into_par_iter();
            pages.map(|page| frame.render(page, templates, &hashes)).collect::<Vec<_>>()
        },
        || json::file(A::json(&edition), A::addresses(&edition)),
    );
    let mut mistakes = Vec::new();
    for result in rendered {
        match result {
            Ok(file) => files.push(file),
            Err(mistake) => mistakes.push(mistake),
        }
    }
    if !mistakes.is_empty() {
        mistakes.dedup_by(|a, b| a.message == b.message);
        return Err(mistakes);
    }
    files.push(json);
    files.extend(A::more_files(&edition));
    files.extend(redirects(A::former_addresses(&edition), frame.base_url.as_deref()));
    let is_long = files.iter().any(|file| page_before(&file.path).is_some());
    let is_wanted = |path: &str| {
        (is_long || !parts::is_for_long(path)) && (has_changes || !changes::is_for_changes(path))
    };
    let assets = templates.assets().filter(|(path, _)| is_wanted(path));
    for (path, bytes) in assets {
        let (path, bytes) = (path.to_owned(), bytes.into());
        files.push(RenderedFile { path, bytes, reason: Reason::SiteTheme });
    }
    for image in edition.view().images().values() {
        let (path, bytes) = (format!("assets/{}", image.name), image.bytes.as_slice().into());
        files.push(RenderedFile { path, bytes, reason: Reason::Image });
    }
    Ok(Site::new(edition, files, has_changes))
}

/// Former addresses for hosts that read such a list: they then answer with a redirection, and not
/// with the small page that leads on.
fn redirects(former: Vec<[String; 3]>, base_url: Option<&str>) -> Option<RenderedFile> {
    if former.is_empty() {
        return None;
    }
    let host = base_url.and_then(|url| url.split_once("://")).map_or("", |(_, rest)| rest);
    let root = host.find('/').map_or("/", |at| &host[at..]);
    let line = |[from, to, _]: &[String; 3]| format!("{root}{from} {root}{to} 301\n");
    let text: String = former.iter().map(line).collect();
    let mut shows: Vec<String> = former.into_iter().map(|[_, to, _]| to).collect();
    shows.sort();
    shows.dedup();
    let bytes = text.into_bytes().into();
    Some(RenderedFile { path: REDIRECTS.to_owned(), bytes, reason: Reason::Shows(shows) })
}

/// The part of the context that is the same on every page.
struct Frame {
    context: Context,
    base_url: Option<String>,
    previews: Previews,
}

/// What is shown of links to pages, by the page; that of none is for all others.
type Previews = BTreeMap<Option<String>, PictureView>;

impl Frame {
    fn new(info: &SiteInfo, (has_shipped, has_changes): (bool, bool), previews: Previews) -> Frame {
        let mut context = Context::new();
        let disclaimer = html(&info.disclaimer);
        let more = [
            ("disclaimer", disclaimer),
            ("has_shipped", has_shipped.into()),
            ("has_changes", has_changes.into()),
        ];
        let site = extended(info, more);
        context.insert_value("site", site);
        Frame { context, base_url: info.base_url.clone(), previews }
    }

    /// The picture of a page, in full, for those who read its head.
    fn preview(&self, path: &str) -> Option<serde_json::Value> {
        let base = self.base_url.as_ref()?;
        let own = self.previews.get(&Some(path.to_owned()));
        let PictureView { src, alt, width, height } = own.or_else(|| self.previews.get(&None))?;
        Some(serde_json::json!({
            "url": format!("{base}{src}"), "alt": alt, "width": width, "height": height,
        }))
    }

    fn render(
        &self,
        page: Page<'_>,
        templates: &Templates,
        hashes: &SharedHashes,
    ) -> Result<RenderedFile, Diagnostic> {
        let mut context = self.context.clone();
        let depth = page.path.matches('/').count();
        // The 404 page is served at any depth, so only full addresses work there.
        let root = match &self.base_url {
            Some(base) if page.path == "404.html" => base.clone(),
            _ => "../".repeat(depth),
        };
        let path = if page.path == "index.html" { "" } else { page.path.as_str() };
        let canonical = self.base_url.as_ref().map(|base| format!("{base}{path}"));
        context.insert("root", &root);
        context.insert(
            "page",
            &serde_json::json!({
                "path": page.path, "title": page.title, "description": page.description,
                "canonical": canonical, "picture": self.preview(&page.path),
            }),
        );
        let mut own = Vec::new();
        for (key, value) in (page.variables)() {
            own.push(key);
            context.insert_value(key, value);
        }
        let bytes = templates.render_once(page.template, &context, &own, hashes)?;
        Ok(RenderedFile { path: page.path, bytes, reason: Reason::Shows(page.shows) })
    }
}

/// A text with one blank for all white space in a row.
fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The variables of a page as they are.
fn ready(variables: Variables) -> Box<dyn FnOnce() -> Variables + Send> {
    Box::new(|| variables)
}

/// HTML as a value that templates do not escape again.
fn html(html: &Html) -> tera::Value {
    tera::Value::safe_string(html.as_str())
}

/// A value with further fields.
fn extended<T: serde::Serialize, const N: usize>(
    value: &T,
    more: [(&'static str, tera::Value); N],
) -> tera::Value {
    let mut map = tera::Value::from_serializable(value).into_map().unwrap_or_default();
    for (key, value) in more {
        map.insert(key.into(), value);
    }
    map.into()
}

/// A value made of fields.
fn object<const N: usize>(fields: [(&'static str, tera::Value); N]) -> tera::Value {
    let map: tera::value::Map =
        fields.into_iter().map(|(key, value)| (key.into(), value)).collect();
    map.into()
}
