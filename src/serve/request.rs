//! What a request asks for, decided from its words alone. Whatever they are, they name a file of a
//! site in memory or nothing.

use std::net::IpAddr;

use percent_encoding::percent_decode_str;

use crate::audience::Audience;

/// What is asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Wanted {
    /// The page with the sites side by side.
    Start,
    /// A part of the preview itself, by name.
    Part(String),
    /// What has changed, as it happens.
    Events,
    /// Where the pages of each document are.
    Pages,
    /// What would change if everything was published now.
    Changes,
    /// A file of a site.
    File(Audience, String),
    /// The same with a slash at the end.
    Folder(Audience),
    /// The list of shares.
    Shares,
    /// The page of a share, by the name of its file and the number of the recipient.
    Share(String, usize),
    /// There is no such thing.
    Nothing,
    /// It is not for this server, or not well formed.
    Refused(Refusal),
}

/// Why a request is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// The method is not GET or HEAD.
    Method,
    /// The host is not this machine: a page elsewhere may be trying to read the preview.
    Host,
    /// The target is no path.
    Target,
}

/// Where the preview's own files are. No site has a folder of this name.
const OWN: &str = "~roadcast";
/// Where the pages of shares are.
pub const SHARES: &str = "shares";

/// The names to which the preview answers, beside `localhost` and the addresses of this machine.
#[derive(Clone, Debug, Default)]
pub struct Hosts(Vec<String>);

impl Hosts {
    /// These names, without ports.
    pub fn new(names: &[String]) -> Hosts {
        Hosts(names.to_vec())
    }

    /// Whether a `Host` names this machine by an address, as `localhost`, or by an allowed name.
    /// Any other name may be one that somebody else's name server points here.
    fn allow(&self, host: &str) -> bool {
        let name = match host.rsplit_once(':') {
            Some((name, port)) if port.bytes().all(|b| b.is_ascii_digit()) => name,
            _ => host,
        };
        let bare = name.strip_prefix('[').and_then(|name| name.strip_suffix(']')).unwrap_or(name);
        let full = name.strip_suffix('.').unwrap_or(name);
        name.eq_ignore_ascii_case("localhost")
            || bare.parse::<IpAddr>().is_ok()
            || self.0.iter().any(|allowed| full.eq_ignore_ascii_case(allowed))
    }
}

/// Decides what a request asks for.
pub fn wanted(hosts: &Hosts, method: &str, host: Option<&str>, target: &str) -> Wanted {
    if !matches!(method, "GET" | "HEAD") {
        return Wanted::Refused(Refusal::Method);
    }
    if !host.is_some_and(|host| hosts.allow(host)) {
        return Wanted::Refused(Refusal::Host);
    }
    let path = target.split(['?', '#']).next().unwrap_or(target);
    let Some(path) = path.strip_prefix('/') else {
        return Wanted::Refused(Refusal::Target);
    };
    let Ok(path) = percent_decode_str(path).decode_utf8() else {
        return Wanted::Refused(Refusal::Target);
    };
    let (first, rest) = match path.split_once('/') {
        Some((first, rest)) => (first, Some(rest)),
        None => (path.as_ref(), None),
    };
    match (first, rest) {
        ("", None) => Wanted::Start,
        (OWN, Some("events")) => Wanted::Events,
        (OWN, Some("pages.json")) => Wanted::Pages,
        (OWN, Some("changes")) => Wanted::Changes,
        (OWN, Some(part)) => Wanted::Part(part.to_owned()),
        (SHARES, None | Some("")) => Wanted::Shares,
        (SHARES, Some(page)) => share(page),
        _ => match (Audience::from_name(first), rest) {
            (Some(audience), None) => Wanted::Folder(audience),
            (Some(audience), Some("")) => Wanted::File(audience, "index.html".to_owned()),
            (Some(audience), Some(file)) => Wanted::File(audience, file.to_owned()),
            (None, _) => Wanted::Nothing,
        },
    }
}

/// `acme-2026-11/0`: the first recipient of that share.
fn share(page: &str) -> Wanted {
    let page = page.split_once('/').and_then(|(id, at)| Some((id, at.parse().ok()?)));
    page.map_or(Wanted::Nothing, |(id, at)| Wanted::Share(id.to_owned(), at))
}

#[cfg(test)]
mod tests {
    use super::{Hosts, Refusal, Wanted};
    use crate::audience::Audience;

    const HOST: Option<&str> = Some("127.0.0.1:4400");

    fn wanted(method: &str, host: Option<&str>, target: &str) -> Wanted {
        super::wanted(&Hosts::default(), method, host, target)
    }

    #[test]
    fn paths_name_files_of_one_site() {
        for (target, expected) in [
            ("/", Wanted::Start),
            ("/?view=sales", Wanted::Start),
            ("/client", Wanted::Folder(Audience::Client)),
            ("/client/", Wanted::File(Audience::Client, "index.html".to_owned())),
            ("/client/?q=sap#now", Wanted::File(Audience::Client, "index.html".to_owned())),
            ("/sales/items/a%20b.html", Wanted::File(Audience::Sales, "items/a b.html".to_owned())),
            ("/~roadcast/events", Wanted::Events),
            ("/~roadcast/pages.json", Wanted::Pages),
            ("/~roadcast/changes", Wanted::Changes),
            ("/~roadcast/page.js", Wanted::Part("page.js".to_owned())),
            ("/shares", Wanted::Shares),
            ("/shares/", Wanted::Shares),
            ("/shares/acme-2026-11/1", Wanted::Share("acme-2026-11".to_owned(), 1)),
            ("/shares/acme-2026-11", Wanted::Nothing),
            ("/shares/acme-2026-11/x", Wanted::Nothing),
            ("/Client/", Wanted::Nothing),
            ("/dist/client/index.html", Wanted::Nothing),
            ("//client/", Wanted::Nothing),
        ] {
            assert_eq!(wanted("GET", HOST, target), expected, "{target}");
            assert_eq!(wanted("HEAD", HOST, target), expected, "{target}");
        }
    }

    #[test]
    fn a_path_that_climbs_stays_a_name_within_its_site() {
        for target in ["/client/../engineering/index.html", "/client/%2e%2e/%2e%2e/etc/passwd"] {
            let Wanted::File(Audience::Client, path) = wanted("GET", HOST, target) else {
                panic!("{target} is in the client site")
            };
            assert!(path.starts_with("../"), "{path}");
        }
        assert_eq!(wanted("GET", HOST, "/../client/"), Wanted::Nothing);
    }

    #[test]
    fn other_methods_hosts_and_targets_are_refused() {
        let refused = |refusal| Wanted::Refused(refusal);
        for method in ["POST", "PUT", "DELETE", "OPTIONS", "CONNECT", "TRACE", "get"] {
            assert_eq!(wanted(method, HOST, "/"), refused(Refusal::Method), "{method}");
        }
        for host in [
            None,
            Some(""),
            Some("evil.example"),
            Some("evil.example:4400"),
            Some("127.0.0.1.evil.example:4400"),
            Some("localhost.evil.example"),
            Some("127.0.0.1:4400@evil.example"),
            Some("[::1"),
        ] {
            assert_eq!(wanted("GET", host, "/"), refused(Refusal::Host), "{host:?}");
        }
        for host in ["localhost", "LOCALHOST:80", "127.0.0.1", "[::1]:4400", "192.168.1.5:4400"] {
            assert_eq!(wanted("GET", Some(host), "/"), Wanted::Start, "{host}");
        }
        for target in ["", "*", "http://127.0.0.1/client/", "client/", "/client/%ff"] {
            assert_eq!(wanted("GET", HOST, target), refused(Refusal::Target), "{target}");
        }
    }

    #[test]
    fn a_name_that_is_allowed_is_answered_at_any_port_and_no_other_name_is() {
        let hosts = Hosts::new(&["mymac.local".to_owned(), "box".to_owned()]);
        let of = |host: &str| super::wanted(&hosts, "GET", Some(host), "/");
        for host in ["mymac.local", "mymac.local:4400", "MyMac.LOCAL:80", "mymac.local.", "box:1"] {
            assert_eq!(of(host), Wanted::Start, "{host}");
        }
        for host in ["localhost", "127.0.0.1:4400", "[::1]"] {
            assert_eq!(of(host), Wanted::Start, "{host}");
        }
        for host in [
            "local",
            "evil.mymac.local",
            "mymac.local.evil.example",
            "mymac.local:4400.evil.example",
            "mymac.local:x",
            "mymac.local..",
            "notmymac.local",
            "mymac",
            "mymac.local@evil.example",
            "evil.example:4400",
            "*",
            "",
            ".",
        ] {
            assert_eq!(of(host), Wanted::Refused(Refusal::Host), "{host}");
        }
    }
}
