//! One hash for all that a page is made of, so that a preview renders a page again only when it
//! changes.

use std::collections::HashMap;

use blake3::Hash;
use rayon::prelude::{IntoParallelRefIterator as _, ParallelIterator as _};
use tera::{Context, Value};

use super::listing::Card;

/// The variables that every page has, before those of its own.
const COMMON: [&str; 3] = ["site", "root", "page"];

/// The hashes of values that stand on many pages, by the address of what all copies share.
#[derive(Default)]
pub struct SharedHashes(HashMap<usize, Hash>);

impl SharedHashes {
    /// Hashes each card and what is said of the site once. They must live as long as this is asked.
    pub fn of(cards: &[Card], site: Option<&Value>) -> SharedHashes {
        let values = cards.par_iter().map(|card| &card.value).chain(site);
        let hash = |value: &Value| {
            let mut bytes = Vec::new();
            SharedHashes::default().write(value, &mut bytes);
            Some((address(value)?, blake3::hash(&bytes)))
        };
        SharedHashes(values.filter_map(hash).collect())
    }

    /// The hash of a page's template and of everything that it can read.
    pub fn fingerprint(
        &self,
        templates: &Hash,
        template: &str,
        context: &Context,
        own: &[&str],
    ) -> Hash {
        let mut bytes = templates.as_bytes().to_vec();
        write_text(template, &mut bytes);
        for name in COMMON.iter().chain(own) {
            write_text(name, &mut bytes);
            self.write(context.get(name).unwrap_or(&Value::undefined()), &mut bytes);
        }
        blake3::hash(&bytes)
    }

    fn write(&self, value: &Value, bytes: &mut Vec<u8>) {
        // The kind comes first: the number 1 and the text "1" are not the same to a template.
        bytes.extend([value.kind() as u8, u8::from(value.is_safe())]);
        if let Some(hash) = address(value).and_then(|address| self.0.get(&address)) {
            bytes.extend(hash.as_bytes());
        } else if let Some(map) = value.as_map() {
            let mut fields: Vec<_> =
                map.iter().map(|(key, value)| (key.as_str().unwrap_or_default(), value)).collect();
            fields.sort_unstable_by_key(|(key, _)| *key);
            bytes.extend(fields.len().to_le_bytes());
            for (key, value) in fields {
                write_text(key, bytes);
                self.write(value, bytes);
            }
        } else if let Some(items) = value.as_array() {
            bytes.extend(items.len().to_le_bytes());
            items.iter().for_each(|item| self.write(item, bytes));
        } else if let Some(text) = value.as_str() {
            write_text(text, bytes);
        } else {
            write_text(&value.to_string(), bytes);
        }
    }
}

/// Where the fields of a value are. Copies of a value share them.
fn address(value: &Value) -> Option<usize> {
    value.as_map().map(|map| std::ptr::from_ref(map).addr())
}

/// With its length, so that texts cannot run into each other.
fn write_text(text: &str, bytes: &mut Vec<u8>) {
    bytes.extend(text.len().to_le_bytes());
    bytes.extend(text.as_bytes());
}

#[cfg(test)]
mod tests {
    use tera::{Context, Value};

    use super::SharedHashes;
    use crate::render::listing::Card;
    use crate::render::object;

    fn fingerprint(value: &Value, hashes: &SharedHashes) -> blake3::Hash {
        let mut context = Context::new();
        context.insert_value("site", Value::from("a"));
        context.insert_value("entry", value.clone());
        hashes.fingerprint(&blake3::hash(b""), "entry.html", &context, &["entry"])
    }

    #[test]
    fn pages_have_the_same_hash_only_if_all_that_they_show_is_the_same() {
        let values: [Value; 11] = [
            Value::none(),
            Value::undefined(),
            1.into(),
            "1".into(),
            Value::safe_string("1"),
            vec![Value::from("1")].into(),
            vec![Value::from("1"), Value::from("")].into(),
            object([("a", "1".into())]),
            object([("a", "1".into()), ("b", "2".into())]),
            object([("a", "2".into()), ("b", "1".into())]),
            object([("a", object([("b", "2".into())]))]),
        ];
        for (at, one) in values.iter().enumerate() {
            for (other_at, other) in values.iter().enumerate() {
                let [one, other] = [one, other].map(|v| fingerprint(v, &SharedHashes::default()));
                assert_eq!(one == other, at == other_at, "{at} and {other_at}");
            }
        }
        // Fields have no order.
        let swapped = object([("b", "2".into()), ("a", "1".into())]);
        let [one, other] = [&values[8], &swapped].map(|v| fingerprint(v, &SharedHashes::default()));
        assert_eq!(one, other);
    }

    #[test]
    fn a_card_that_changes_changes_every_page_that_shows_it() {
        let card = |title: &str| Card {
            value: object([("title", title.into())]),
            url: String::new(),
            theme: None,
            shipped: None,
            news: Vec::new(),
        };
        let page = |card: &Card| {
            let hashes = SharedHashes::of(std::slice::from_ref(card), None);
            fingerprint(&vec![Value::from(1), card.value.clone()].into(), &hashes)
        };
        assert_eq!(page(&card("A")), page(&card("A")));
        assert_ne!(page(&card("A")), page(&card("B")));
    }
}
