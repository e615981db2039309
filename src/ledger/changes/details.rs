//! What differs between an entry as it was and as it is.

use std::collections::BTreeSet;

use super::super::plain::plain;
use super::super::snapshot::{Document, SiteWords, Word, fact_name, order};
use super::Kind;
use super::words::{Piece, words};

/// One thing that differs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Detail {
    /// In which way.
    pub kind: Kind,
    /// What it is called: `window`, `summary`, `text`.
    pub field: String,
    /// What it was, in words; none if there was nothing.
    pub from: Option<String>,
    /// What it is, in words; none if there is nothing.
    pub to: Option<String>,
    /// Both, word by word, where words differ.
    pub pieces: Vec<Piece>,
    /// Whether the date alone has done it.
    pub by_date: bool,
}

/// Values that are texts: compared word by word.
const TEXTS: [&str; 10] = [
    "summary",
    "problem",
    "say",
    "note",
    "dont_say",
    "workaround",
    "client_title",
    "client_summary",
    "client_problem",
    "decision",
];
/// Values that say where an entry stands.
const PLACES: [&str; 5] = ["status", "stage", "badge", "theme", "shipped"];

/// Everything that differs, in the order in which it is told.
pub fn of(old: &Document, new: &Document) -> Vec<Detail> {
    let mut found = Vec::new();
    // What has shipped is expected no more: that it lies ahead no longer needs no words.
    if !new.facts.contains_key("shipped") {
        found.extend(window(old, new));
        let label = |word: &Option<Word>| word.as_ref().map(|word| word.label.clone());
        found.extend(value(Kind::Moved, "horizon", label(&old.horizon), label(&new.horizon)));
    }
    let mut keys: Vec<&String> = old.facts.keys().chain(new.facts.keys()).collect();
    keys.sort_by_key(|key| (order(key), *key));
    keys.dedup();
    for key in keys.iter().filter(|key| PLACES.contains(&key.as_str())) {
        found.extend(value(Kind::Moved, fact_name(key), joined(old, key), joined(new, key)));
    }
    found.extend(reworded("title", Some(old.title.clone()), Some(new.title.clone())));
    for key in &keys {
        if TEXTS.contains(&key.as_str()) {
            found.extend(reworded(fact_name(key), joined(old, key), joined(new, key)));
        } else if !PLACES.contains(&key.as_str()) {
            found.extend(listed(fact_name(key), old.facts.get(*key), new.facts.get(*key)));
        }
    }
    let readers = old.texts.iter().chain(&new.texts).map(|text| text.readers.as_deref());
    for readers in readers.collect::<BTreeSet<_>>() {
        let name = readers.map_or("text".to_owned(), |readers| format!("text for {readers}"));
        found.extend(reworded(&name, text(old, readers), text(new, readers)));
    }
    found.extend(value(Kind::Changed, "address", Some(old.path.clone()), Some(new.path.clone())));
    found
}

/// What differs of that which stands on every page.
pub fn of_site(old: &SiteWords, new: &SiteWords) -> Vec<Detail> {
    let disclaimer = |site: &SiteWords| Some(plain(&site.disclaimer)).filter(|it| !it.is_empty());
    let changes = [
        reworded("product", Some(old.product.clone()), Some(new.product.clone())),
        reworded("tagline", old.tagline.clone(), new.tagline.clone()),
        reworded("disclaimer", disclaimer(old), disclaimer(new)),
        value(Kind::Changed, "feedback", old.feedback.clone(), new.feedback.clone()),
    ];
    changes.into_iter().flatten().collect()
}

fn window(old: &Document, new: &Document) -> Option<Detail> {
    let kind = match (&old.window, &new.window) {
        (None, None) => return None,
        (None, Some(_)) => Kind::Dated,
        (Some(_), None) => Kind::Undated,
        (Some(old), Some(new)) => match new.until.cmp(&old.until) {
            std::cmp::Ordering::Less => Kind::Earlier,
            std::cmp::Ordering::Greater => Kind::Later,
            std::cmp::Ordering::Equal => Kind::Changed,
        },
    };
    let label = |document: &Document| document.window.as_ref().map(|window| window.label.clone());
    value(kind, "window", label(old), label(new))
}

fn value(kind: Kind, field: &str, from: Option<String>, to: Option<String>) -> Option<Detail> {
    let detail = || Detail {
        kind,
        field: field.to_owned(),
        from: from.clone(),
        to: to.clone(),
        pieces: Vec::new(),
        by_date: false,
    };
    (from != to).then(detail)
}

fn reworded(field: &str, from: Option<String>, to: Option<String>) -> Option<Detail> {
    let detail = value(Kind::Reworded, field, from, to)?;
    let text = |side: &Option<String>| side.clone().unwrap_or_default();
    let pieces = words(&text(&detail.from), &text(&detail.to));
    Some(Detail { pieces, ..detail })
}

/// Of a list, what came and what went.
fn listed(field: &str, old: Option<&Vec<String>>, new: Option<&Vec<String>>) -> Option<Detail> {
    let (old, new) = (old.map_or(&[][..], |list| list), new.map_or(&[][..], |list| list));
    let only = |these: &[String], those: &[String]| {
        let only: Vec<_> = these.iter().filter(|one| !those.contains(one)).cloned().collect();
        (!only.is_empty()).then(|| only.join("; "))
    };
    let (from, to) = (only(old, new), only(new, old));
    // The same values in another order.
    let (from, to) = match (&from, &to) {
        (None, None) => (Some(old.join("; ")), Some(new.join("; "))),
        _ => (from, to),
    };
    value(Kind::Changed, field, from, to)
}

fn joined(document: &Document, key: &str) -> Option<String> {
    document.facts.get(key).map(|values| values.join("; "))
}

/// The texts for some readers, one below the other.
fn text(document: &Document, readers: Option<&str>) -> Option<String> {
    let texts = document.texts.iter().filter(|text| text.readers.as_deref() == readers);
    let texts: Vec<String> = texts.map(|text| plain(&text.html)).collect();
    let text = texts.join("\n");
    (!text.is_empty()).then_some(text)
}

#[cfg(test)]
mod tests {
    use super::super::super::snapshot::Span;
    use super::super::super::snapshot::tests::entry;
    use super::{Detail, Document, of};

    fn told(old: &Document, new: &Document) -> Vec<(String, Option<String>, Option<String>)> {
        let tell = |Detail { field, from, to, .. }| (field, from, to);
        of(old, new).into_iter().map(tell).collect()
    }

    #[test]
    fn of_a_list_only_what_came_and_went_is_told() {
        let with = |tags: &[&str]| {
            let mut one = entry("A", "", "");
            let tags = tags.iter().map(|tag| (*tag).to_owned()).collect();
            one.facts.insert("tags".to_owned(), tags);
            one
        };
        let some = |text: &str| Some(text.to_owned());
        let expected = [("tags".to_owned(), some("b"), some("c; d"))];
        assert_eq!(told(&with(&["a", "b"]), &with(&["a", "c", "d"])), expected);
        let expected = [("tags".to_owned(), None, some("b"))];
        assert_eq!(told(&with(&["a"]), &with(&["a", "b"])), expected);
        let expected = [("tags".to_owned(), some("a; b"), some("b; a"))];
        assert_eq!(told(&with(&["a", "b"]), &with(&["b", "a"])), expected);
    }

    #[test]
    fn what_has_shipped_is_not_said_to_have_lost_its_window() {
        let until = jiff::civil::date(2027, 3, 31);
        let window = Some(Span { label: "Q1 2027".to_owned(), until });
        let open = Document { window, ..entry("A", "", "") };
        let mut shipped = entry("A", "", "");
        shipped.facts.insert("shipped".to_owned(), vec!["November 2026".to_owned()]);
        let expected = [("shipped".to_owned(), None, Some("November 2026".to_owned()))];
        assert_eq!(told(&open, &shipped), expected);
    }

    #[test]
    fn an_emphasis_is_no_other_word_and_another_picture_is() {
        let with = |html: &str| {
            let mut one = entry("A", "", "");
            one.texts[0].html = html.to_owned();
            one
        };
        assert_eq!(told(&with("<p>a b</p>"), &with("<p>a <em>b</em></p>")), []);
        let picture =
            |name: &str| with(&format!("<p><img src=\"../assets/{name}\" alt=\"p\"></p>"));
        assert_eq!(told(&picture("0123456789.png"), &picture("9876543210.png")).len(), 1);
    }
}
