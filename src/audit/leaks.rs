//! The scan of a site: every file searched for what is withheld, and for each find where it stands
//! in the sources and in the site.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::OnceLock;

use rayon::prelude::{IntoParallelIterator as _, ParallelIterator as _};

use crate::audience::Audience;
use crate::diagnostic::{Message, Severity, Sources, Span, message, place, value};
use crate::render::{Rendered, RenderedFile, Site, embedded_files};
use crate::scan::Hit;
use crate::vault::{Edition, Findings, SplitFind, Vault, Withheld};

use super::alarm::{Alarm, PLACES, once_each};

/// What the scan of a site found.
#[derive(Default)]
pub struct Found {
    /// What must not be there.
    pub leaks: Vec<Alarm>,
    /// What may be chance.
    pub warnings: Vec<Alarm>,
    /// Which of the allowed terms excused something.
    pub used_terms: BTreeSet<usize>,
}

/// Searches a site for what is withheld from its readers.
pub fn find<A: Rendered>(site: &Site<A>, vault: &Vault<'_>, sources: &Sources) -> Found {
    find_in(site.edition(), site.files(), vault, sources)
}

/// Searches files for what is withheld from the readers of an edition.
pub fn find_in<A: Rendered>(
    edition: &Edition<A>,
    files: &[RenderedFile],
    vault: &Vault<'_>,
    sources: &Sources,
) -> Found {
    let withheld = edition.withheld();
    if withheld.is_empty() {
        return Found::default();
    }
    let public = Public::of(embedded_files(A::AUDIENCE), withheld);
    // The longest first, so that none is left to one core at the end.
    let mut files: Vec<&RenderedFile> = files.iter().collect();
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
    let mut leaks = scene.alarms(&searched, Severity::Error);
    for leak in withheld.split().filter_map(|find| scene.split_leak(find)) {
        leaks.push(leak);
    }
    let warnings = once_each(scene.alarms(&searched, Severity::Warning));
    Found { leaks: once_each(leaks), warnings, used_terms }
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
    /// Searches the embedded files of a site theme.
    pub fn of(files: Vec<(String, Vec<u8>)>, withheld: &Withheld) -> Public {
        let mut public = Public { words: BTreeSet::new(), between: BTreeSet::new() };
        for (_, bytes) in files {
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

    /// One find in a file.
    pub fn alarm(&self, file: &Searched<'_>, hit: &Hit, severity: Severity) -> Alarm {
        let bytes = if hit.in_path { file.path.as_bytes() } else { file.bytes };
        let words = String::from_utf8_lossy(&bytes[hit.bytes.0..hit.bytes.1]);
        let source = self.source(file.path);
        let shown = source.and_then(|path| self.vault.locate_shown(self.audience, path, &words));
        let place = self.place(file, hit, source);
        let withheld = self.withheld.locate(hit, &words, self.sources);
        let shown_file = shown.map(|span| span.file);
        Alarm { shown, shown_file, ..self.alarm_at(place, hit, withheld, severity) }
    }

    fn alarm_at(&self, place: Message, hit: &Hit, withheld: Span, severity: Severity) -> Alarm {
        Alarm {
            severity,
            kind: self.withheld.place(hit).kind,
            audiences: vec![self.audience],
            withheld,
            shown: None,
            shown_file: None,
            words: hit.words,
            places: vec![(self.audience, place)],
            count: 1,
            advice: None,
            more: Vec::new(),
        }
    }

    /// Words that are split over two texts of one page, as an error, unless a term allows them.
    fn split_leak(&self, find: &SplitFind) -> Option<Alarm> {
        let hit = &find.hit;
        let found = message!(
            "found {} words in a row that begin in one text that `{}` shows {} readers and end in the next",
            hit.words,
            place(self.sources.path(find.file)),
            self.audience.name(),
        );
        let withheld = self.withheld.locate_split(find, self.sources);
        let alarm = self.alarm_at(found, hit, withheld, Severity::Error);
        hit.excused.is_none().then_some(Alarm { shown_file: Some(find.file), ..alarm })
    }

    fn alarms(&self, searched: &[(&RenderedFile, Findings)], severity: Severity) -> Vec<Alarm> {
        let in_file = |(file, findings): &(&RenderedFile, Findings)| {
            let hits = match severity {
                Severity::Error => &findings.leaks,
                Severity::Warning => &findings.doubtful,
            };
            // A name that holds something withheld is not printed, whatever was found in the file.
            let mut all = findings.leaks.iter().chain(&findings.doubtful);
            let names_secret = all.any(|hit| hit.in_path);
            let shown = if names_secret { "…" } else { file.path.as_str() };
            let searched = Searched { path: &file.path, shown, bytes: &file.bytes };
            self.alarms_in(&searched, hits, severity)
        };
        searched.iter().flat_map(in_file).collect()
    }

    /// The alarms of one file. Of a name that stands in it often, only the first places are looked up.
    fn alarms_in(&self, file: &Searched<'_>, hits: &[Hit], severity: Severity) -> Vec<Alarm> {
        let mut alarms: Vec<Alarm> = Vec::new();
        let mut names: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        for hit in hits {
            if hit.words == 0 {
                let known = names.entry(hit.id).or_default();
                if known.len() >= PLACES {
                    alarms[known[0]].count += 1;
                    continue;
                }
                known.push(alarms.len());
            }
            alarms.push(self.alarm(file, hit, severity));
        }
        alarms
    }

    /// Where in the site something was found.
    fn place(&self, file: &Searched<'_>, hit: &Hit, source: Option<&str>) -> Message {
        let audience = self.audience.name();
        let made_from = source.map(|path| message!(", made from `{}`", place(path)));
        let made_from = made_from.unwrap_or_default();
        if hit.in_path {
            return message!("found in the name of a file of the {} site{}", audience, made_from);
        }
        let count = match hit.words {
            0 => Message::default(),
            words => message!("{} words in a row ", words),
        };
        message!(
            "found {}{} of `{}/{}`, line {}, column {}{}",
            count,
            place(hit.form),
            audience,
            file_name(self.audience, file.shown, true),
            hit.line,
            hit.column,
            made_from
        )
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
