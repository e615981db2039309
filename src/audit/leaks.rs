//! The scan of a site: every file searched for what is withheld, and what is found put into words
//! that name places and never what stands there.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::OnceLock;

use rayon::prelude::{IntoParallelIterator as _, ParallelIterator as _};

use crate::audience::Audience;
use crate::diagnostic::{Diagnostic, Message, Severity, Sources, Span, message, place, value};
use crate::render::{Rendered, RenderedFile, Site, embedded_files};
use crate::scan::Hit;
use crate::vault::{Findings, Kind, SplitFind, Vault, Withheld};

/// Leaks reported in full, if nobody asks for more; others are counted.
pub const MAX_REPORTED: usize = 50;

/// What the scan of a site found.
#[derive(Default)]
pub struct Found {
    /// What must not be there.
    pub leaks: Vec<Diagnostic>,
    /// What may be chance.
    pub warnings: Vec<Diagnostic>,
    /// Which of the allowed terms excused something.
    pub used_terms: BTreeSet<usize>,
}

/// Searches a site for what is withheld from its readers, and reports so many finds in full.
pub fn find<A: Rendered>(
    site: &Site<A>,
    vault: &Vault<'_>,
    sources: &Sources,
    most: usize,
) -> Found {
    let withheld = site.edition().withheld();
    if withheld.is_empty() {
        return Found::default();
    }
    let public = Public::of(A::AUDIENCE, withheld);
    // The longest first, so that none is left to one core at the end.
    let mut files: Vec<&RenderedFile> = site.files().iter().collect();
    files.sort_by_key(|file| Reverse(file.bytes.len()));
    let mut searched: Vec<(&RenderedFile, Findings)> = files
        .into_par_iter()
        .map(|file| {
            let hash = || file.bytes.hash();
            let mut findings = withheld.search(&file.path, &file.bytes, hash);
            findings.leaks.retain(|hit| !public.excuses(hit, &file.bytes));
            findings.doubtful.retain(|hit| !public.excuses(hit, &file.bytes));
            (file, findings)
        })
        .collect();
    // Pages of single entries first: they say best which text to mend.
    searched.sort_by_key(|(file, _)| (!file.path.contains('/'), file.path.as_str()));
    let scene = Scene::new(A::AUDIENCE, withheld, vault, sources);
    let in_files = searched.iter().flat_map(|(_, findings)| &findings.excused);
    let split = withheld.split().map(|find| &find.hit);
    let used_terms = in_files.chain(split).filter_map(|hit| hit.excused).collect();
    let mut leaks = scene.report(&searched, Severity::Error, most);
    for leak in withheld.split().filter_map(|find| scene.split_leak(find)) {
        add(&mut leaks, leak);
    }
    Found { leaks, warnings: scene.report(&searched, Severity::Warning, most), used_terms }
}

/// Withheld names that are also words of the embedded site theme: finding them there says nothing.
pub struct Public {
    /// Found anywhere they say nothing: an entry titled "Shipped".
    words: BTreeSet<usize>,
    /// The name of somebody says nothing only between the same characters: `-apple-system`.
    between: BTreeSet<(usize, Vec<u8>)>,
}

/// So many bytes before and after a name tell a place of a template.
const AROUND: usize = 4;

impl Public {
    /// Searches the embedded site theme.
    pub fn of(audience: Audience, withheld: &Withheld) -> Public {
        let mut public = Public { words: BTreeSet::new(), between: BTreeSet::new() };
        for (_, bytes) in embedded_files(audience) {
            let Findings { leaks, doubtful, .. } =
                withheld.search("", &bytes, || blake3::hash(&bytes));
            for hit in leaks.iter().chain(&doubtful).filter(|hit| hit.words == 0) {
                let kind = withheld.place(hit).kind;
                if kind.is_somebody() {
                    public.between.insert((hit.id, around(hit, &bytes)));
                } else if !kind.is_never_excused() {
                    public.words.insert(hit.id);
                }
            }
        }
        public
    }

    /// Whether a find in a file with these bytes says nothing.
    pub fn excuses(&self, hit: &Hit, bytes: &[u8]) -> bool {
        let in_template = || self.between.contains(&(hit.id, around(hit, bytes)));
        self.words.contains(&hit.id) || (!hit.in_path && in_template())
    }
}

fn around(hit: &Hit, bytes: &[u8]) -> Vec<u8> {
    let (start, end) = hit.bytes;
    bytes[start.saturating_sub(AROUND)..(end + AROUND).min(bytes.len())].to_vec()
}

/// The path of a file of a site. Pages for insiders are named after titles that clients may not read.
pub fn file_name(audience: Audience, path: &str, is_expected: bool) -> Message {
    match (audience, path.rsplit_once('/')) {
        (Audience::Client, _) => place(path),
        (Audience::Sales | Audience::Engineering, None | Some(("assets", _))) if is_expected => {
            place(path)
        }
        (Audience::Sales | Audience::Engineering, Some((folder, name))) if is_expected => {
            message!("{}/{}", place(folder), value(name))
        }
        (Audience::Sales | Audience::Engineering, _) => value(path),
    }
}

/// What reports are made with.
pub struct Scene<'a> {
    /// Whose site it is.
    pub audience: Audience,
    /// What must not be in it.
    pub withheld: &'a Withheld,
    /// Where it comes from.
    pub vault: &'a Vault<'a>,
    /// The texts of all files.
    pub sources: &'a Sources,
    /// The file of each page. Made for the first leak: most builds have none.
    pages: OnceLock<BTreeMap<String, &'a str>>,
}

/// A file that was searched.
pub struct Searched<'a> {
    /// Relative to the site.
    pub path: &'a str,
    /// The path as it may be printed.
    pub shown: &'a str,
    /// Its bytes.
    pub bytes: &'a [u8],
}

impl<'a> Scene<'a> {
    /// What leaks of one site are told with.
    pub fn new(
        audience: Audience,
        withheld: &'a Withheld,
        vault: &'a Vault<'a>,
        sources: &'a Sources,
    ) -> Scene<'a> {
        Scene { audience, withheld, vault, sources, pages: OnceLock::new() }
    }

    /// The file whose entry or theme has this page.
    pub fn source(&self, page: &str) -> Option<&'a str> {
        let pages = self.pages.get_or_init(|| self.vault.sources_of_pages(self.audience));
        pages.get(page).copied()
    }

    /// One find as an error.
    pub fn leak(&self, file: &Searched<'_>, hit: &Hit) -> Diagnostic {
        let message = self.message(hit, Severity::Error);
        self.diagnostic(&self.page(file, hit), hit, message, Severity::Error)
    }

    /// Words that are split over two texts of one page, as an error, unless a term allows them.
    fn split_leak(&self, find: &SplitFind) -> Option<Diagnostic> {
        let hit = &find.hit;
        let withheld_at = self.withheld.locate_split(find, self.sources);
        let source = self.sources.path(find.file);
        let audience = self.audience;
        let found = message!(
            "found {} words in a row that begin in one text that `{}` shows {} readers and end in the next",
            hit.words,
            place(source),
            audience.name(),
        );
        let page = Page { withheld_at, shown_at: None, found };
        let message = self.message(hit, Severity::Error);
        let leak = || self.diagnostic(&page, hit, message, Severity::Error);
        hit.excused.is_none().then(leak)
    }

    fn report(
        &self,
        searched: &[(&RenderedFile, Findings)],
        severity: Severity,
        most: usize,
    ) -> Vec<Diagnostic> {
        let mut reported: Vec<Diagnostic> = Vec::new();
        let mut total = 0;
        for (file, findings) in searched {
            let hits = match severity {
                Severity::Error => &findings.leaks,
                Severity::Warning => &findings.doubtful,
            };
            total += hits.len();
            // A name that holds something withheld is not printed, whatever was found in the file.
            let mut all = findings.leaks.iter().chain(&findings.doubtful);
            let names_secret = all.any(|hit| hit.in_path);
            let shown = if names_secret { "…" } else { file.path.as_str() };
            let searched = Searched { path: &file.path, shown, bytes: &file.bytes };
            for hit in hits {
                let page = self.page(&searched, hit);
                let message = self.message(hit, severity);
                add(&mut reported, self.diagnostic(&page, hit, message, severity));
            }
        }
        self.shorten(&mut reported, total, severity, most);
        reported
    }

    /// Replaces what is beyond the limit by its number.
    pub fn shorten(
        &self,
        reported: &mut Vec<Diagnostic>,
        total: usize,
        severity: Severity,
        most: usize,
    ) {
        let more = reported.len().saturating_sub(most);
        reported.truncate(most);
        if more > 0 {
            let audience = self.audience;
            let (code, what) = match severity {
                Severity::Error => ("leak", "withheld strings are in"),
                Severity::Warning => ("common-name", "withheld names may be in"),
            };
            let message = message!(
                "{} more {} the {} site ({} places in all)",
                more,
                what,
                audience.name(),
                total
            );
            reported.push(Diagnostic { severity, ..Diagnostic::unplaced(code, message) });
        }
    }

    fn page(&self, file: &Searched<'_>, hit: &Hit) -> Page {
        let audience = self.audience;
        let bytes = if hit.in_path { file.path.as_bytes() } else { file.bytes };
        let words = String::from_utf8_lossy(&bytes[hit.bytes.0..hit.bytes.1]);
        let source = self.source(file.path);
        let made_from = source.map(|path| message!(", made from `{}`", place(path)));
        let made_from = made_from.unwrap_or_default();
        let count = match hit.words {
            0 => Message::default(),
            words => message!("{} words in a row ", words),
        };
        let audience_name = audience.name();
        let found = if hit.in_path {
            message!("found in the name of a file of the {} site{}", audience_name, made_from)
        } else {
            message!(
                "found {}{} of `{}/{}`, line {}, column {}{}",
                count,
                place(hit.form),
                audience_name,
                file_name(audience, file.shown, true),
                hit.line,
                hit.column,
                made_from
            )
        };
        Page {
            withheld_at: self.withheld.locate(hit, &words, self.sources),
            shown_at: source.and_then(|path| self.vault.locate_shown(audience, path, &words)),
            found,
        }
    }

    fn message(&self, hit: &Hit, severity: Severity) -> Message {
        let withheld = self.withheld.place(hit);
        let (audience, kind) = (self.audience.name(), place(withheld.kind));
        let source = place(self.sources.path(withheld.span.file));
        match severity {
            _ if withheld.kind.is_never_allowed() => {
                message!("{} is in the {} site", kind, audience)
            }
            Severity::Warning => message!(
                "{} of `{}`, withheld from {} readers, may be in their site",
                kind,
                source,
                audience
            ),
            Severity::Error if hit.words > 0 => message!(
                "words of {} of `{}`, withheld from {} readers, are in their site",
                kind,
                source,
                audience
            ),
            Severity::Error => message!(
                "{} of `{}`, withheld from {} readers, is in their site",
                kind,
                source,
                audience
            ),
        }
    }

    fn diagnostic(
        &self,
        page: &Page,
        hit: &Hit,
        message: Message,
        severity: Severity,
    ) -> Diagnostic {
        let advice = self.advice(page, hit, severity);
        let code = if severity == Severity::Error { "leak" } else { "common-name" };
        let diagnostic = Diagnostic::error(code, page.withheld_at, message).redacted();
        let diagnostic = Diagnostic { severity, ..diagnostic };
        let diagnostic = match page.shown_at {
            Some(span) => diagnostic.related(span, "shown here"),
            None => diagnostic,
        };
        diagnostic.hint(page.found.clone()).hint(advice)
    }

    fn advice(&self, page: &Page, hit: &Hit, severity: Severity) -> Message {
        let audience = self.audience.name();
        let withheld = self.withheld.place(hit);
        let source = place(self.sources.path(withheld.span.file));
        let term = if hit.words > 0 {
            let end = self.sources.position(withheld.span.file, page.withheld_at.end as usize);
            let start = self.at(page.withheld_at);
            message!("the words from {} to {}:{}", start, end.line, end.column)
        } else if withheld.kind == Kind::FileName {
            message!("the name of `{}` (without folder and `.md`)", source.clone())
        } else {
            message!("what stands at {}", self.at(page.withheld_at))
        };
        let shown = match page.shown_at {
            Some(span) => message!("the words at {}", self.at(span)),
            None => "the words".into(),
        };
        let how = "to `allow_terms` in `roadcast.yaml`, with `reason`, `owner` and `until`";
        match severity {
            _ if withheld.kind.is_never_allowed() => {
                message!("take the term out of what {} readers see", audience)
            }
            Severity::Error => message!(
                "take {} out of what {} readers see; if they may read them, add {} {}",
                shown,
                audience,
                term,
                how
            ),
            Severity::Warning => message!(
                "one plain word may be chance, so the build goes on; if it is chance, add {} {}; \
                 if it is not, take {} out, and add the name of `{}` to `never_publish`",
                term,
                how,
                shown,
                source
            ),
        }
    }

    /// A place as people point at it: `content/a.md:12:3`.
    fn at(&self, span: Span) -> Message {
        let start = self.sources.position(span.file, span.start as usize);
        message!("{}:{}:{}", place(self.sources.path(span.file)), start.line, start.column)
    }
}

/// Where something withheld was found.
struct Page {
    /// Where it stands in what is withheld.
    withheld_at: Span,
    /// Where it stands in what is shown.
    shown_at: Option<Span>,
    /// Where it stands in the site, as a hint.
    found: Message,
}

/// One report per withheld string: further places become hints of the first.
pub fn add(reported: &mut Vec<Diagnostic>, leak: Diagnostic) {
    let same =
        reported.iter_mut().find(|other| other.span == leak.span && other.message == leak.message);
    match same {
        Some(first) if first.hints.len() < 6 => {
            let place = leak.hints.into_iter().next();
            let at = first.hints.len() - 1;
            first.hints.splice(at..at, place);
        }
        Some(_) => {}
        None => reported.push(leak),
    }
}

#[cfg(test)]
mod tests {
    use super::around;
    use crate::scan::{Form, Hit};

    #[test]
    fn what_stands_around_a_find_are_a_few_characters_on_both_sides() {
        for (bytes, expected) in
            [((0, 5), "Apple-sys"), ((10, 15), "sys-Apple end"), ((16, 19), "ple end")]
        {
            let hit = Hit {
                in_path: false,
                line: 1,
                column: 1,
                id: 0,
                form: Form::Plain,
                words: 0,
                restated: false,
                as_written: true,
                excused: None,
                bytes,
            };
            assert_eq!(around(&hit, b"Apple-sys-Apple end"), expected.as_bytes());
        }
    }
}
