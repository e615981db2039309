//! Web and mail addresses in a hidden text: too short for a run of words, and telling all the same.

use std::collections::HashSet;
use std::ops::Range;

/// Endings of hosts that only those inside can reach, and reserved ones (RFC 2606, 6762, 8375,
/// ICANN's `internal`).
const INSIDE: [&str; 14] = [
    "internal",
    "intranet",
    "intra",
    "corp",
    "lan",
    "local",
    "localdomain",
    "private",
    "home",
    "arpa",
    "consul",
    "example",
    "test",
    "invalid",
];

/// Hosts of standards, reference works and public packages, and what lies below them: an address there
/// says nothing that is not for everybody. Some are for examples (RFC 2606).
const REFERENCES: [&str; 25] = [
    "crates.io",
    "developer.mozilla.org",
    "docs.rs",
    "ecma-international.org",
    "example.com",
    "example.net",
    "example.org",
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

/// The endings of public hosts that are told from file names and fields without `://`.
const PUBLIC: [&str; 20] = [
    "com", "net", "org", "cloud", "co", "eu", "de", "at", "ch", "fr", "it", "es", "nl", "uk", "jp",
    "us", "ca", "au", "info", "biz",
];

/// Endings for examples (RFC 2606): hosts that nobody can reach.
const EXAMPLES: [&str; 3] = ["example", "test", "invalid"];

/// The addresses in a text: what follows `://`, what has an `@` between a name and a host, and what
/// without either can be nothing else: numbers of hosts, ports, hosts that only insiders reach.
pub fn addresses(text: &str) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> =
        text.match_indices("://").filter_map(|(at, _)| web(text, at)).collect();
    found.extend(text.match_indices('@').filter_map(|(at, _)| mail(text, at)));
    let within = found.clone();
    let is_new = |host: &Range<usize>| within.iter().all(|other| !other.contains(&host.start));
    found.extend(bare(text).filter(&is_new));
    found.extend(numbers_of_six(text).filter(&is_new));
    found
}

/// The address around a `://` that stands at `sign`. A host of one word says nothing without it.
fn web(text: &str, sign: usize) -> Option<Range<usize>> {
    let start = sign + "://".len();
    let end = end_of_address(text, start);
    let address = &text[start..end];
    let name = name_of(address);
    if name.contains('.') {
        return is_of_somebody(address).then_some(start..end);
    }
    let is_part = |c: char| c.is_ascii_alphanumeric() || c == '-';
    let is_name = name.len() >= 2
        && name.starts_with(|c: char| c.is_ascii_lowercase())
        && name.chars().all(is_part)
        && name != "localhost";
    let scheme = text[..sign].trim_end_matches(|c: char| c.is_ascii_alphanumeric() || c == '+');
    is_name.then_some(scheme.len()..end)
}

/// The name of the host of an address, without user and port.
fn name_of(address: &str) -> &str {
    let authority = &address[..address.find(['/', '?', '#']).unwrap_or(address.len())];
    let host = authority.rsplit('@').next().unwrap_or(authority);
    host.split(':').next().unwrap_or(host)
}

/// Where the host stands in an address that has more, if insiders alone reach it: it is secret by
/// itself too, without its port, path and user.
pub fn inner_host(text: &str, address: &Range<usize>) -> Option<Range<usize>> {
    let written = &text[address.clone()];
    let name = name_of(written);
    let labels: Vec<&str> = name.split('.').collect();
    let ending = labels.last().copied().unwrap_or_default();
    let is_inner = labels.len() >= 2 && INSIDE.contains(&ending) && !EXAMPLES.contains(&ending);
    let start = address.start + written.find(name)?;
    let has_port = text[start + name.len()..address.end].starts_with(':');
    let is_own = is_number_of_four(name) || is_inner || has_port && labels.len() >= 3;
    (is_own && name.len() < written.len()).then_some(start..start + name.len())
}

/// Numbers of hosts of the sixth version, `fd00::1`, but for those of the reader's own machine and for
/// examples.
fn numbers_of_six(text: &str) -> impl Iterator<Item = Range<usize>> {
    let is_part = |c: char| c.is_ascii_hexdigit() || c == ':';
    let mut last = 0;
    text.match_indices(':').filter_map(move |(at, _)| {
        if at < last {
            return None;
        }
        let start = text[..at].trim_end_matches(is_part).len();
        let rest = &text[start..];
        let end = start + rest.find(|c| !is_part(c)).unwrap_or(rest.len());
        last = end;
        let written = text[start..end].trim_end_matches(':');
        let number: std::net::Ipv6Addr = written.parse().ok()?;
        let is_free = !text[..start].ends_with(char::is_alphanumeric);
        let is_example = number.segments()[..2] == [0x2001, 0xdb8];
        let is_telling = written.len() >= 6 && written.contains(|c: char| c.is_ascii_digit());
        let is_own = number.is_loopback() || number.is_unspecified();
        (is_free && is_telling && !is_example && !is_own).then_some(start..start + written.len())
    })
}

/// Whether what follows `://` leads to somewhere else than the reader's own machine.
fn is_of_somebody(address: &str) -> bool {
    let name = name_of(address);
    name.contains('.') && !["127.0.0.1", "0.0.0.0"].contains(&name)
}

/// Addresses without `://`: each word with a stop in it is looked at.
fn bare(text: &str) -> impl Iterator<Item = Range<usize>> {
    words_with_stops(text).filter(|word| {
        !text[..word.start].ends_with('@')
            && is_of_somebody(&text[word.clone()])
            && (is_inside(&text[word.clone()]) || is_below_domain(&text[word.clone()]))
    })
}

fn words_with_stops(text: &str) -> impl Iterator<Item = Range<usize>> {
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
    })
}

/// Addresses without `://` of these hosts, `wiki.acme.io/plan`; others may be files or fields.
pub fn addresses_of(text: &str, hosts: &HashSet<String>) -> Vec<Range<usize>> {
    let known = addresses(text);
    named(text, hosts).filter(|word| known.iter().all(|it| !it.contains(&word.start))).collect()
}

/// Which of these hosts a text names without `://`.
pub fn hosts_named(text: &str, hosts: &HashSet<String>) -> Vec<String> {
    named(text, hosts).map(|word| name_of(&text[word]).to_lowercase()).collect()
}

fn named(text: &str, hosts: &HashSet<String>) -> impl Iterator<Item = Range<usize>> {
    words_with_stops(text).filter(|word| {
        !text[..word.start].ends_with(['@', '/'])
            && hosts.contains(&name_of(&text[word.clone()]).to_lowercase())
    })
}

/// The host of an address that a text gives in full, with `://` or of a mail.
pub fn named_host(address: &str) -> Option<String> {
    let name = name_of(address);
    (name.contains('.') && !is_number_of_four(name)).then(|| name.to_lowercase())
}

/// Whether a host is named by its number, `10.44.3.17`.
fn is_number_of_four(name: &str) -> bool {
    let parts: Vec<&str> = name.split('.').collect();
    parts.len() == 4 && parts.iter().all(|part| part.parse::<u8>().is_ok())
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
    let is_port = |port: &str| port.len() >= 2 && port.parse::<u16>().is_ok();
    let has_name = labels.len() >= 2 && labels.iter().all(is_label);
    let ending = labels.last().copied().unwrap_or_default();
    let is_word = ending.chars().all(|c| c.is_ascii_alphabetic());
    is_number_of_four(name)
        || has_name && (INSIDE.contains(&ending) || is_word && port.is_some_and(is_port))
}

/// Whether a word with stops is a public host below a domain, `jira.acme.com`, and no file or field.
fn is_below_domain(address: &str) -> bool {
    let labels: Vec<&str> = name_of(address).split('.').collect();
    let is_label = |label: &&str| {
        label.starts_with(|c: char| c.is_ascii_lowercase() || c.is_ascii_digit())
            && label.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-')
    };
    let has_ending = labels.last().is_some_and(|ending| PUBLIC.contains(ending));
    labels.len() >= 3 && has_ending && labels.iter().all(is_label)
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
    use super::{addresses, host, inner_host, is_known_to_all, is_public_host_alone};

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
            (
                "see jira.acme.com/browse, or jira.acme.com",
                &["jira.acme.com/browse", "jira.acme.com"],
            ),
            ("http://wiki/page s3://acme-bucket/x", &["http://wiki/page", "s3://acme-bucket/x"]),
            ("ask tcp://broker:1883 or http://localhost/x", &["tcp://broker:1883"]),
            ("at fd00:1::2f or [fd00:1::2f]:8080", &["fd00:1::2f", "fd00:1::2f"]),
            ("std::f32::consts ::1 10:30:22 a::b fe::add 2001:db8::1", &[]),
            (
                "postgres://u:p@db.acme.internal:5432/x",
                &["u:p@db.acme.internal:5432/x", "p@db.acme.internal"],
            ),
            ("deploy@bastion.acme.internal", &["deploy@bastion.acme.internal"]),
            ("spec.template.spec app.kubernetes.io/name go.mod v1.Pod metadata.name", &[]),
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
    fn a_host_for_insiders_is_secret_without_its_port_path_and_user() {
        for (address, expected) in [
            ("10.44.3.18:8080/admin", Some("10.44.3.18")),
            ("db.acme.internal:5432", Some("db.acme.internal")),
            ("u:p@db.acme.internal:5432/x", Some("db.acme.internal")),
            ("deploy@bastion.acme.internal", Some("bastion.acme.internal")),
            ("db.acme.com:5432", Some("db.acme.com")),
            ("10.44.3.18", None),
            ("acme.com:8443", None),
            ("jira.acme.com/browse", None),
            ("tom.holt@acme.example", None),
            ("http://wiki/page", None),
        ] {
            let found = inner_host(address, &(0..address.len()));
            assert_eq!(found.map(|range| &address[range]), expected, "{address}");
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
