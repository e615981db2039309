//! Web and mail addresses in a hidden text: too short for a run of words, and telling all the same.

use std::ops::Range;

/// The addresses in a text: what follows `://` if it leads further than to a host, and what has an
/// `@` between a name and a host.
pub fn addresses(text: &str) -> Vec<Range<usize>> {
    let webs = text.match_indices("://").map(|(at, sign)| at + sign.len());
    let webs = webs.map(|start| start..end_of_address(text, start)).filter(|web| {
        let path = text[web.clone()].split_once('/').map_or("", |(_, path)| path);
        !path.is_empty()
    });
    let mut found: Vec<_> = webs.collect();
    found.extend(text.match_indices('@').filter_map(|(at, _)| mail(text, at)));
    found
}

/// The host of a web address. A mail address stands for itself: many people share a host.
pub fn host(address: &str) -> String {
    address.split(['/', '?']).next().unwrap_or(address).to_lowercase()
}

fn end_of_address(text: &str, start: usize) -> usize {
    let is_end = |c: char| c.is_whitespace() || "<>\"'`()[]{}|\\^".contains(c);
    let rest = &text[start..];
    let address = &rest[..rest.find(is_end).unwrap_or(rest.len())];
    start + address.trim_end_matches(['.', ',', ';', ':', '!', '?', '/', '#', '*', '_']).len()
}

fn mail(text: &str, at: usize) -> Option<Range<usize>> {
    let is_part = |c: char| c.is_alphanumeric() || "._%+-".contains(c);
    let start = text[..at].trim_end_matches(is_part).len();
    let rest = &text[at + 1..];
    let host = &rest[..rest.find(|c| !is_part(c)).unwrap_or(rest.len())];
    let host = host.trim_end_matches(['.', '-', '_']);
    let is_host = host.contains('.') && host.ends_with(char::is_alphabetic);
    (start < at && is_host).then_some(start..at + 1 + host.len())
}

#[cfg(test)]
mod tests {
    use super::{addresses, host};

    #[test]
    fn addresses_are_found_where_they_begin_and_end() {
        for (text, expected) in [
            ("see https://wiki.acme.example/plan.", &["wiki.acme.example/plan"][..]),
            ("[a](http://acme.example/a_(b) \"t\")", &["acme.example/a"]),
            ("<https://acme.example/x?y=1#z>", &["acme.example/x?y=1#z"]),
            ("https://acme.example and https://acme.example/", &[]),
            ("ask tom.holt@acme.example, or @ana", &["tom.holt@acme.example"]),
            ("a@b, @c.example, mail@10.0", &[]),
            ("", &[]),
        ] {
            let found: Vec<_> = addresses(text).into_iter().map(|range| &text[range]).collect();
            assert_eq!(found, expected, "{text}");
        }
    }

    #[test]
    fn the_host_is_what_comes_before_path_and_query_in_small_letters() {
        for (address, expected) in [
            ("Wiki.acme.example/Plan", "wiki.acme.example"),
            ("wiki.acme.example?page=1", "wiki.acme.example"),
            ("tom.holt@acme.example", "tom.holt@acme.example"),
        ] {
            assert_eq!(host(address), expected);
        }
    }
}
