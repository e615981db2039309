//! The manifest: every file of a site, its hash, and why it is there.

use std::collections::BTreeSet;

use rayon::prelude::{IntoParallelRefIterator as _, ParallelIterator as _};
use serde::Serialize;

use crate::audience::Audience;
use crate::diagnostic::{Diagnostic, message, value};
use crate::render::{REDIRECTS, Reason, Rendered, RenderedFile, Site, page_before, preview_path};
use crate::vault::View as _;

/// Files that every site has.
const COMMON: [&str; 9] = [
    "404.html",
    "embed.html",
    "feed.xml",
    "index.html",
    "roadmap.json",
    "robots.txt",
    "search.js",
    "shipped.html",
    "sitemap.xml",
];

/// Pages of a site that tells what has changed.
const OF_CHANGES: [&str; 2] = ["changes.html", "changes.xml"];

/// Folders in which nothing lies but what is made of the content.
const OURS: [&str; 3] = ["assets/", "items/", "themes/"];

/// Those of them that show no list, or only its beginning.
const NEVER_LONG: [&str; 2] = ["404.html", "embed.html"];

/// Files that every site of one audience has beside those.
fn own_pages(audience: Audience) -> &'static [&'static str] {
    match audience {
        Audience::Engineering => &[
            "balance.html",
            "dependencies.html",
            "people.html",
            "table.html",
            "timeline-teams.html",
            "timeline.html",
        ],
        Audience::Sales => &["accounts.html", "requests.html"],
        Audience::Client => &[],
    }
}

/// Adds a leak for every file that nothing explains, and for every page that is missing.
pub fn check<A: Rendered>(site: &Site<A>, leaks: &mut Vec<Diagnostic>) {
    let pages: BTreeSet<String> = A::addresses(site.edition()).into_iter().collect();
    let gathered: BTreeSet<String> = A::gathered_addresses(site.edition()).into_iter().collect();
    let former = A::former_addresses(site.edition());
    let former: BTreeSet<&str> = former.iter().map(|[path, ..]| path.as_str()).collect();
    let previews = A::previews(site.edition()).into_iter();
    let previews: BTreeSet<Vec<String>> =
        previews.map(|words| words.page.into_iter().collect()).collect();
    let images = site.edition().view().images();
    let of_changes = if site.tells_changes() { &OF_CHANGES[..] } else { &[] };
    let own: Vec<&str> = own_pages(A::AUDIENCE).iter().chain(of_changes).copied().collect();
    let paths: BTreeSet<&str> = site.files().iter().map(|file| file.path.as_str()).collect();
    // Lists that are too long for a page go on on a further one. Entries do not, nor do frames.
    let goes_on = |path: &str| {
        let is_listed = COMMON.contains(&path) || own.contains(&path);
        is_listed && !NEVER_LONG.contains(&path)
            || path.starts_with("themes/") && pages.contains(path)
            || gathered.contains(path)
    };
    let mut seen = BTreeSet::new();
    for file in site.files() {
        let path = file.path.as_str();
        let is_page = COMMON.contains(&path) || own.contains(&path) || pages.contains(path);
        let gathers = |shown: &[String]| !shown.is_empty() && gathered.contains(path);
        let is_explained = match &file.reason {
            Reason::Shows(shown) => {
                let is_part = || !shown.is_empty() && is_further(path, &paths, goes_on);
                let leads_on = || shown.len() == 1 && former.contains(path);
                let is_list = || path == REDIRECTS && !former.is_empty();
                let is_drawn = || previews.contains(shown) && path == preview_path(&file.bytes);
                (is_page || gathers(shown) || leads_on() || is_list() || is_part() || is_drawn())
                    && shown.iter().all(|page| pages.contains(page))
            }
            Reason::SiteTheme => path.starts_with("assets/"),
            Reason::Image => {
                path.strip_prefix("assets/").is_some_and(|name| images.contains_key(name))
            }
            // What the project adds is no page, and takes the place of none.
            Reason::Host => {
                !is_page
                    && !former.contains(path)
                    && !OURS.iter().any(|ours| path.starts_with(ours))
            }
        };
        if !is_explained || !seen.insert(path.to_lowercase()) {
            leaks.push(unexplained(A::AUDIENCE));
        }
    }
    let expected = COMMON.iter().chain(&own).copied().chain(pages.iter().map(String::as_str));
    let redirects = (!former.is_empty()).then_some(REDIRECTS);
    let expected = expected.chain(gathered.iter().map(String::as_str));
    let expected = expected.chain(former.iter().copied()).chain(redirects);
    for path in expected.filter(|path| !seen.contains(*path)) {
        leaks.push(
            Diagnostic::unplaced(
                "manifest",
                message!("the {} site lacks `{}`", A::AUDIENCE.name(), value(path)),
            )
            .hint("this is a defect of Roadcast: nothing was written; please report it"),
        );
    }
}

/// Whether this continues a page that goes on, by way of all those between.
fn is_further(path: &str, paths: &BTreeSet<&str>, goes_on: impl Fn(&str) -> bool) -> bool {
    let mut before = page_before(path);
    while let Some(page) = before {
        if !paths.contains(page.as_str()) {
            return false;
        }
        if goes_on(&page) {
            return true;
        }
        before = page_before(&page);
    }
    false
}

fn unexplained(audience: Audience) -> Diagnostic {
    Diagnostic::unplaced(
        "leak-unexplained",
        message!("the {} site has a file that no shown entry explains", audience.name()),
    )
    .hint("this is a defect of Roadcast: nothing was written; please report it")
}

/// The manifest as it is kept beside the sites, never in one: it names what explains what.
#[derive(Serialize)]
struct Manifest<'a> {
    as_of: &'a str,
    audience: &'a str,
    files: Vec<Explained<'a>>,
    version: u32,
}

/// A file, and why it is there.
#[derive(Serialize)]
struct Explained<'a> {
    blake3: String,
    bytes: usize,
    path: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    reason: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    shows: Option<&'a [String]>,
}

impl Explained<'_> {
    fn of(file: &RenderedFile) -> Explained<'_> {
        let (reason, shows) = match &file.reason {
            Reason::Shows(pages) => (None, Some(pages.as_slice())),
            Reason::SiteTheme => (Some("site theme"), None),
            Reason::Image => (Some("image of a shown text"), None),
            Reason::Host => (Some("file for the host"), None),
        };
        let blake3 = file.bytes.hash().to_hex().to_string();
        Explained { blake3, bytes: file.bytes.len(), path: &file.path, reason, shows }
    }
}

/// The manifest of a site as JSON. Files are hashed on all cores.
pub fn write(audience: Audience, as_of: &str, files: &[RenderedFile]) -> Vec<u8> {
    let files = files.par_iter().map(Explained::of).collect();
    let manifest = Manifest { as_of, audience: audience.name(), files, version: 1 };
    let mut bytes = serde_json::to_vec_pretty(&manifest).expect("it is plain data");
    bytes.push(b'\n');
    bytes
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use crate::accent::Accent;
    use crate::audience::{Client, Sales};
    use crate::audit::audit;
    use crate::diagnostic::{Located, Sources, Span};
    use crate::kept::HashedBytes;
    use crate::render::{self, Reason, Rendered, RenderedFile, Site, Templates};
    use crate::site_theme::SiteTheme;
    use crate::vault::Projected;
    use crate::vault::test_project::with_vault;

    use super::preview_path;

    /// The codes of what the audit says of a site after a change that the manifest alone can see.
    fn check(change: impl FnOnce(&mut Site<Client>)) -> Vec<&'static str> {
        check_in(change)
    }

    fn check_in<A: Rendered + Projected>(change: impl FnOnce(&mut Site<A>)) -> Vec<&'static str> {
        const FRONT: &str =
            "title: A\nstage: beta\nvisibility: client\nrequests: [{ account: Globex Holding }]";
        with_vault(FRONT, |vault, own| {
            let (mut sources, mut mistakes) = (Sources::default(), Vec::new());
            let name = sources.add("roadcast.yaml", "default");
            let name = Located::new("default".to_owned(), Span::new(name, 0..7));
            let theme = SiteTheme::load(Path::new("."), &name, &mut sources, &mut mistakes);
            let accent = Accent::of("#000000");
            let templates = Templates::compile(&theme, A::AUDIENCE, &accent, &sources);
            let templates = templates.expect("the default theme is sound");
            let site = render::render(vault.edition::<A>(), &templates);
            let mut site = site.expect("the default theme is sound");
            change(&mut site);
            let leaks = audit(site, vault, own).err().unwrap_or_default();
            leaks.iter().map(|leak| leak.code).collect()
        })
    }

    fn file(path: &str, reason: Reason) -> RenderedFile {
        RenderedFile { path: path.to_owned(), bytes: HashedBytes::default(), reason }
    }

    #[test]
    fn a_site_as_it_was_made_is_explained() {
        assert_eq!(check(|_| {}), [""; 0]);
    }

    #[test]
    fn files_without_a_reason_are_unexplained() {
        let shows = |page: &str| Reason::Shows(vec![page.to_owned()]);
        for (path, reason) in [
            ("items/b.html", Reason::Shows(Vec::new())),
            ("items/a.html", shows("items/b.html")),
            ("extra.html", shows("items/a.html")),
            ("extra.html", Reason::SiteTheme),
            ("assets/b.png", Reason::Image),
            ("assets/b.css", Reason::Host),
            ("items/b.html", Reason::Host),
            ("INDEX.html", Reason::Shows(Vec::new())),
            ("index-2.html", Reason::Shows(Vec::new())),
            ("index-3.html", shows("items/a.html")),
            ("embed-2.html", shows("items/a.html")),
            ("items/a--2.html", shows("items/a.html")),
        ] {
            let said = check(|site| site.plant(file(path, reason)));
            assert_eq!(said.first(), Some(&"leak-unexplained"), "{path}: {said:?}");
        }
    }

    #[test]
    fn a_preview_is_explained_by_its_words_and_its_bytes() {
        let own = preview_path(&HashedBytes::default());
        for (path, shown, expected) in [
            (own.as_str(), vec![], None),
            (own.as_str(), vec!["items/a.html".to_owned()], Some(&"leak-unexplained")),
            ("assets/preview-000000000000.png", vec![], Some(&"leak-unexplained")),
        ] {
            let said = check(|site| site.plant(file(path, Reason::Shows(shown))));
            assert_eq!(said.first(), expected, "{path}: {said:?}");
        }
    }

    #[test]
    fn a_further_page_of_a_list_is_explained_by_what_it_shows() {
        let shows = || Reason::Shows(vec!["items/a.html".to_owned()]);
        assert_eq!(check(|site| site.plant(file("index-2.html", shows()))), [""; 0]);
    }

    #[test]
    fn a_page_that_is_missing_is_noticed() {
        assert_eq!(check(|site| site.lose("items/a.html")), ["manifest"]);
        assert_eq!(check(|site| site.lose("feed.xml")), ["manifest"]);
    }

    #[test]
    fn the_page_of_an_account_is_explained_by_who_asked_and_by_nothing_else() {
        assert_eq!(check_in::<Sales>(|_| {}), [""; 0]);
        let shows = || Reason::Shows(vec!["items/a.html".to_owned()]);
        let plant = |path: &str, reason| check_in::<Sales>(|site| site.plant(file(path, reason)));
        assert_eq!(plant("accounts/initech-ag.html", shows()), ["leak-unexplained"]);
        let nothing = Reason::Shows(Vec::new());
        assert_eq!(plant("accounts/globex-holding.html", nothing)[0], "leak-unexplained");
        assert_eq!(plant("accounts/globex-holding--2.html", shows()), [""; 0]);
        assert_eq!(plant("accounts/globex-holding--3.html", shows()), ["leak-unexplained"]);
        let lost = check_in::<Sales>(|site| site.lose("accounts/globex-holding.html"));
        assert_eq!(lost, ["manifest"]);
        let path = "accounts/globex-holding.html";
        let said = check(|site| site.plant(file(path, shows())));
        assert!(said.contains(&"leak-unexplained"), "{said:?}");
    }
}
