//! Web and mail addresses in a hidden text: too short for a run of words, and telling all the same.

use std::ops::Range;

/// Endings of hosts that only those inside can reach, and reserved ones (RFC 2606, 6762, 8375,
/// ICANN's `internal`).
const INSIDE: [&str; 12] = [
    "internal",
    "intranet",
    "intra",
    "corp",
    "lan",
    "local",
    "localdomain",
    "private",
    "home",
    "example",
    "test",
    "invalid",
];

/// Hosts of standards, reference works and public packages, and what lies below them: an address there
/// says nothing that is not for everybody.
const REFERENCES: [&str; 22] = [
    "crates.io",
    "developer.mozilla.org",
    "docs.rs",
    "ecma-international.org",
    "iana.org",
    "ietf.org",
    "iso.org",
    "itu.int",
    "json-schema.org",
    "man7.org",
    "npmjs.com",
    "oasis-open.org",
    "openapis.org",
    "pkg.go.dev",
    "pypi.org",
    "rfc-editor.org",
    "rubygems.org",
    "semver.org",
    "unicode.org",
    "w3.org",
    "whatwg.org",
    "wikipedia.org",
];

/// Names that every cluster of a widely used system has.
const CONVENTIONS: [&str; 4] = [
    "cluster.local",
    "svc.cluster.local",
    "default.svc.cluster.local",
    "kubernetes.default.svc.cluster.local",
];

/// The addresses in a text: what follows `://`, what has an `@` between a name and a host, and what
/// without either can be nothing else: numbers of hosts, ports, hosts that only insiders reach.
pub fn addresses(text: &str) -> Vec<Range<usize>> {
    let webs = text.match_indices("://").map(|(at, sign)| at + sign.len());
    let webs = webs.map(|start| start..end_of_address(text, start));
    let mut found: Vec<_> = webs.filter(|web| is_of_somebody(&text[web.clone()])).collect();
    found.extend(text.match_indices('@').filter_map(|(at, _)| mail(text, at)));
    let within = found.clone();
    let is_new = |host: &Range<usize>| within.iter().all(|other| !other.contains(&host.start));
    found.extend(bare(text).filter(is_new));
    found
}

/// Whether what follows `://` leads to somewhere else than the reader's own machine.
fn is_of_somebody(address: &str) -> bool {
    let host = host(address);
    let name = host.split(':').next().unwrap_or_default();
    name.contains('.') && !["127.0.0.1", "0.0.0.0"].contains(&name)
}

/// Addresses without `://`: each word with a stop in it is looked at.
fn bare(text: &str) -> impl Iterator<Item = Range<usize>> {
    let words = text.match_indices('.').map(|(at, _)| {
        let is_part = |c: char| c.is_ascii_alphanumeric() || "._-".contains(c);
        let start = text[..at].trim_end_matches(is_part).len();
        start..end_of_address(text, start).max(start)
    });
    let mut last = 0;
    words.filter(move |word| {
        let is_first = word.start >= last && !word.is_empty();
        last = last.max(word.end);
        is_first
            && !text[..word.start].ends_with('@')
            && is_of_somebody(&text[word.clone()])
            && is_inside(&text[word.clone()])
    })
}

fn is_inside(address: &str) -> bool {
    let host = host(address);
    let (name, port) =
        host.split_once(':').map_or((host.as_str(), None), |(name, port)| (name, Some(port)));
    let labels: Vec<&str> = name.split('.').collect();
    let is_label = |label: &&str| {
        !label.is_empty()
            && label.chars().all(|c| c.is_ascii_alphanumeric() || c == '-' || c == '_')
    };
    let is_number = labels.len() == 4 && labels.iter().all(|label| label.parse::<u8>().is_ok());
    let is_port = |port: &str| port.len() >= 2 && port.parse::<u16>().is_ok();
    let has_name = labels.len() >= 2 && labels.iter().all(is_label);
    let ending = labels.last().copied().unwrap_or_default();
    let is_word = ending.chars().all(|c| c.is_ascii_alphabetic());
    is_number || has_name && (INSIDE.contains(&ending) || is_word && port.is_some_and(is_port))
}

/// Whether an address is one that anybody may know: of a public reference work, a number for
/// examples (RFC 5737), or a public host alone, of which only the owner is named.
pub fn is_known_to_all(address: &str) -> bool {
    let host = host(address);
    if host.contains(['@', ':']) {
        return false;
    }
    let name = host.strip_prefix("www.").unwrap_or(&host);
    let is_below = |known: &&str| {
        name.strip_suffix(*known).is_some_and(|rest| rest.is_empty() || rest.ends_with('.'))
    };
    let is_example =
        ["192.0.2.", "198.51.100.", "203.0.113."].iter().any(|net| name.starts_with(net))
            || ["1.2.3.4", "8.8.8.8", "1.1.1.1", "255.255.255.255"].contains(&name);
    let is_owner = name.matches('.').count() == 1 && is_public_host_alone(address);
    REFERENCES.iter().any(is_below)
        || is_example
        || is_owner
        || CONVENTIONS.contains(&name) && is_alone(address)
}

/// Whether an address is a host without port and path that is not for insiders alone.
pub fn is_public_host_alone(address: &str) -> bool {
    let host = host(address);
    is_alone(address) && !host.contains(['@', ':']) && !is_inside(&host)
}

fn is_alone(address: &str) -> bool {
    let rest = &address[address.find(['/', '?', '#']).unwrap_or(address.len())..];
    rest.trim_matches('/').is_empty()
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
    use super::{addresses, host, is_known_to_all, is_public_host_alone};

    #[test]
    fn addresses_are_found_where_they_begin_and_end() {
        for (text, expected) in [
            ("see https://wiki.acme.example/plan.", &["wiki.acme.example/plan"][..]),
            ("[a](http://acme.example/a_(b) \"t\")", &["acme.example/a"]),
            ("<https://acme.example/x?y=1#z>", &["acme.example/x?y=1#z"]),
            ("https://acme.example and https://acme.example/", &["acme.example", "acme.example"]),
            ("ssh 10.44.3.17, or 10.44.3.17:8080/admin.", &["10.44.3.17", "10.44.3.17:8080/admin"]),
            (
                "on build.acme.example or db.acme.internal:5432",
                &["build.acme.example", "db.acme.internal:5432"],
            ),
            ("ask db.acme.com:5432, not acme.com", &["db.acme.com:5432"]),
            ("http://localhost:8080 127.0.0.1 v1.26.3 e.g. README.md 10:30 3.14.15", &[]),
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

    #[test]
    fn hosts_alone_and_public_references_are_known_to_all_and_other_addresses_are_not() {
        for known in [
            "keda.sh",
            "www.acme.com",
            "Acme.com/",
            "www.rfc-editor.org/rfc/rfc6455",
            "datatracker.ietf.org/doc/x",
            "en.wikipedia.org/wiki/Heron",
            "203.0.113.9/x",
            "1.2.3.4",
            "svc.cluster.local",
        ] {
            assert!(is_known_to_all(known), "{known}");
        }
        for own in [
            "10.44.3.17:8080/admin",
            "10.44.3.17",
            "8.8.4.4",
            "vault.corp.acme.com:8443",
            "acme.com:8443",
            "acme.com/plan",
            "acme.com?page=plan",
            "falcon.acme.com",
            "db.internal",
            "wiki.acme.example",
            "acme.example",
            "build.corp",
            "vault.svc.cluster.local",
            "notrfc-editor.org/x",
            "iana.org.acme.com/x",
            "tom@acme.com",
        ] {
            assert!(!is_known_to_all(own), "{own}");
        }
        for (address, is_alone) in
            [("falcon.acme.com", true), ("falcon.acme.com/x", false), ("falcon.corp", false)]
        {
            assert_eq!(is_public_host_alone(address), is_alone, "{address}");
        }
    }
}
