//! Long lists go on on further pages, so that no page grows with the roadmap.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use tera::Value;

use super::listing::{Card, Cards, Deck};
use super::{Page, object};

/// Rows or cards that a page holds. A row is a kilobyte or two, and five where much is written
/// about an entry, so that a page stays below one and a half megabytes.
pub const ROOM: usize = 250;

/// Pages to each side of the present one that the navigation names.
const NEIGHBORS: usize = 2;

/// Fields of the variable `parts`.
pub const FIELDS: [&str; 9] =
    ["number", "of", "total", "pages", "path", "previous", "next", "names", "is_gap"];

/// What one page shows of several lists.
#[derive(Clone, Debug, PartialEq)]
pub struct Part {
    /// Counts from 0.
    at: usize,
    /// How many pages there are.
    of: usize,
    /// By list. Rows are named by what stands in the lists that were cut.
    rows: BTreeMap<usize, Vec<usize>>,
    /// Lengths of the whole lists.
    lengths: Arc<[usize]>,
}

impl Part {
    /// Whether it is the page that there would be if there were only one.
    pub fn is_first(&self) -> bool {
        self.at == 0
    }

    /// Whether there is no other.
    pub fn is_all(&self) -> bool {
        self.of == 1
    }

    /// Whether it is the page of this number, from 0.
    pub fn is_on(&self, page: usize) -> bool {
        self.at == page
    }

    /// The lists of which something is shown.
    pub fn lists(&self) -> impl Iterator<Item = usize> {
        self.rows.keys().copied()
    }

    /// What it shows of a list.
    pub fn rows(&self, list: usize) -> &[usize] {
        self.rows.get(&list).map_or(&[], Vec::as_slice)
    }

    /// Length of a list on all pages together.
    pub fn length(&self, list: usize) -> usize {
        self.lengths[list]
    }

    /// What it shows of a list of cards.
    pub fn cards(&self, list: usize, deck: &Deck) -> Cards {
        Cards::of(self.rows(list).iter().map(|at| &deck.cards[*at]))
    }

    /// How many rows of these lists are on other pages.
    pub fn left_out(&self, lists: Range<usize>) -> usize {
        lists.map(|list| self.length(list) - self.rows(list).len()).sum()
    }

    /// Addresses of the cards in these lists, each once, in the order of the view.
    pub fn urls(&self, lists: Range<usize>, cards: &[Card]) -> Vec<String> {
        let mut all: Vec<usize> = lists.flat_map(|list| self.rows(list).to_vec()).collect();
        all.sort_unstable();
        all.dedup();
        all.into_iter().map(|at| cards[at].url.clone()).collect()
    }
}

/// For lists that are read side by side: each page has the next rows of every list.
pub fn abreast(lists: &[Vec<usize>]) -> Vec<Part> {
    let mut parts = Vec::new();
    let mut ends = vec![0; lists.len()];
    while parts.is_empty() || lists.iter().zip(&ends).any(|(list, end)| *end < list.len()) {
        let starts = ends.clone();
        let mut room = ROOM;
        loop {
            let open: Vec<usize> =
                (0..lists.len()).filter(|list| ends[*list] < lists[*list].len()).collect();
            if open.is_empty() || room == 0 {
                break;
            }
            // What short lists leave of the page goes to the long ones.
            let share = (room / open.len()).max(1);
            for list in open {
                let more = share.min(lists[list].len() - ends[list]).min(room);
                ends[list] += more;
                room -= more;
            }
        }
        parts.push((0..lists.len()).map(|list| (list, starts[list]..ends[list])).collect());
    }
    finish(lists, parts)
}

/// For lists that are read one after the other: what fits on a page stays together.
pub fn in_turn(lists: &[Vec<usize>]) -> Vec<Part> {
    let mut parts = vec![Vec::new()];
    let mut room = ROOM;
    for (list, rows) in lists.iter().enumerate() {
        let mut start = 0;
        while start < rows.len() {
            let left = rows.len() - start;
            if room == 0 || (left > room && rows.len() <= ROOM) {
                parts.push(Vec::new());
                room = ROOM;
            }
            let end = start + left.min(room);
            parts.last_mut().expect("it begins with one").push((list, start..end));
            room -= end - start;
            start = end;
        }
    }
    finish(lists, parts)
}

fn finish(lists: &[Vec<usize>], parts: Vec<Vec<(usize, Range<usize>)>>) -> Vec<Part> {
    let lengths: Arc<[usize]> = lists.iter().map(Vec::len).collect();
    let of = parts.len();
    let part = |(at, ranges): (usize, Vec<(usize, Range<usize>)>)| {
        let full = ranges.into_iter().filter(|(_, range)| !range.is_empty());
        let rows = full.map(|(list, range)| (list, lists[list][range].to_vec())).collect();
        Part { at, of, rows, lengths: Arc::clone(&lengths) }
    };
    parts.into_iter().enumerate().map(part).collect()
}

/// A page for each part. `make` makes it as if there were only one; `total` is what the list
/// counts on all of them.
pub fn pages<'a>(parts: Vec<Part>, total: usize, make: impl Fn(Part) -> Page<'a>) -> Vec<Page<'a>> {
    let page = |part: Part| {
        let (at, of) = (part.at, part.of);
        let mut page = make(part);
        if of == 1 {
            return page;
        }
        let way = way(&page.path, at, of, total);
        page.path = path(&page.path, at);
        if at > 0 {
            page.title = format!("{}, page {} of {of}", page.title, at + 1);
        }
        let variables = page.variables;
        page.variables = Box::new(move || {
            let mut variables = variables();
            variables.push(("parts", way));
            variables
        });
        page
    };
    parts.into_iter().map(page).collect()
}

/// `table.html`, `table-2.html`, and so on. No address of an entry or theme has two hyphens in a
/// row, so that those in folders cannot meet one.
pub fn path(first: &str, at: usize) -> String {
    let stem = first.strip_suffix(".html").unwrap_or(first);
    let hyphen = if stem.contains('/') { "--" } else { "-" };
    if at == 0 { first.to_owned() } else { format!("{stem}{hyphen}{}.html", at + 1) }
}

/// The address of the page before, if this is that of a further page.
pub fn before(path: &str) -> Option<String> {
    let stem = path.strip_suffix(".html")?;
    let end = stem.trim_end_matches(|c: char| c.is_ascii_digit()).len();
    let at = stem[end..].parse::<usize>().ok()?.checked_sub(1).filter(|at| *at > 0)?;
    let first = format!("{}.html", stem[..end].trim_end_matches('-'));
    (self::path(&first, at) == path).then(|| self::path(&first, at - 1))
}

/// Whether an asset is of use only where a list has further pages.
pub fn is_for_long(asset: &str) -> bool {
    asset.starts_with("assets/long-list-")
}

/// The way from one page to the others, for templates.
fn way(first: &str, at: usize, of: usize, total: usize) -> Value {
    let name = |at: usize| {
        let path = path(first, at);
        path.rsplit('/').next().unwrap_or(&path).to_owned()
    };
    let near = |other: usize| other == 0 || other + 1 == of || other.abs_diff(at) <= NEIGHBORS;
    let mut pages = Vec::new();
    let mut last = 0;
    for other in (0..of).filter(|other| near(*other)) {
        pages.push(object([
            ("number", (other + 1).into()),
            ("path", path(first, other).into()),
            ("is_gap", (other > last + 1).into()),
        ]));
        last = other;
    }
    let link = |other: Option<usize>| Value::from(other.map(|other| path(first, other)));
    object([
        ("number", (at + 1).into()),
        ("of", of.into()),
        ("total", total.into()),
        ("pages", pages.into()),
        ("path", first.into()),
        ("previous", link(at.checked_sub(1))),
        ("next", link((at + 1 < of).then_some(at + 1))),
        ("names", (0..of).map(name).collect::<Vec<_>>().join(" ").into()),
    ])
}

#[cfg(test)]
mod tests {
    use super::{Part, ROOM, abreast, before, in_turn, path};

    fn lists(lengths: &[usize]) -> Vec<Vec<usize>> {
        lengths.iter().map(|length| (0..*length).collect()).collect()
    }

    fn lengths(part: &Part, lists: usize) -> Vec<usize> {
        (0..lists).map(|list| part.rows(list).len()).collect()
    }

    #[test]
    fn every_row_is_on_one_page_and_in_order() {
        for shape in [&[][..], &[0], &[ROOM], &[ROOM + 1], &[7, 0, 4 * ROOM], &[ROOM - 1, 2, 900]] {
            let lists = lists(shape);
            for parts in [abreast(&lists), in_turn(&lists)] {
                for (at, list) in lists.iter().enumerate() {
                    let rows: Vec<usize> =
                        parts.iter().flat_map(|part| part.rows(at).to_vec()).collect();
                    assert_eq!(&rows, list, "{shape:?}");
                }
                for part in &parts {
                    let rows: usize = lengths(part, lists.len()).iter().sum();
                    assert!(rows <= ROOM, "{shape:?}: {rows}");
                    assert!(rows > 0 || parts.len() == 1, "{shape:?}: an empty page");
                }
                let is_small = shape.iter().sum::<usize>() <= ROOM;
                assert_eq!(parts.len() == 1, is_small, "{shape:?}");
            }
        }
    }

    #[test]
    fn lists_side_by_side_share_a_page_and_short_ones_leave_their_room() {
        let parts = abreast(&lists(&[ROOM, 10, ROOM]));
        let half = (ROOM - 10) / 2;
        assert_eq!(lengths(&parts[0], 3), [half, 10, half]);
        assert_eq!(lengths(&parts[1], 3), [ROOM / 2, 0, ROOM / 2]);
    }

    #[test]
    fn a_group_that_fits_on_a_page_is_not_torn() {
        let parts = in_turn(&lists(&[ROOM - 1, 2, 2 * ROOM]));
        let found: Vec<_> = parts.iter().map(|part| lengths(part, 3)).collect();
        assert_eq!(found, [[ROOM - 1, 0, 0], [0, 2, ROOM - 2], [0, 0, ROOM], [0, 0, 2]]);
    }

    #[test]
    fn the_address_of_a_further_page_is_that_of_no_entry_or_theme() {
        assert_eq!(path("table.html", 0), "table.html");
        assert_eq!(path("table.html", 1), "table-2.html");
        assert_eq!(path("themes/speed.html", 1), "themes/speed--2.html");
    }

    #[test]
    fn a_further_page_knows_the_one_before() {
        assert_eq!(before("table-2.html").as_deref(), Some("table.html"));
        assert_eq!(before("themes/speed--11.html").as_deref(), Some("themes/speed--10.html"));
        for other in ["table.html", "table-1.html", "table-02.html", "table--2.html", "2.html"] {
            assert_eq!(before(other), None, "{other}");
        }
        for other in ["themes/top-10.html", "themes/speed---2.html", "table-2.xml", "table-.html"] {
            assert_eq!(before(other), None, "{other}");
        }
    }
}
