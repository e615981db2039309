//! Answers one request.

use std::io::Write as _;
use std::sync::mpsc::RecvTimeoutError;

use core::time::Duration;

use tiny_http::{Header, Request, Response, StatusCode};

use crate::audience::Audience;
use crate::audit::AuditedShare;
use crate::media_type::{self, HTML, JSON};

use super::changes::Page;
use super::preview::{Preview, State};
use super::request::{Hosts, Refusal, SHARES, Wanted, wanted};

/// How often a page that waits for changes hears that the server is still there.
const SIGN_OF_LIFE: Duration = Duration::from_secs(10);

/// The preview's own files, by name.
const PARTS: [(&str, &str, &str); 7] = [
    ("changes.css", "text/css; charset=utf-8", include_str!("pages/changes.css")),
    ("icon.svg", "image/svg+xml", include_str!("pages/icon.svg")),
    ("start.css", "text/css; charset=utf-8", include_str!("pages/start.css")),
    ("start.js", "text/javascript; charset=utf-8", include_str!("pages/start.js")),
    ("page.css", "text/css; charset=utf-8", include_str!("pages/page.css")),
    ("page.js", "text/javascript; charset=utf-8", include_str!("pages/page.js")),
    ("worker.js", "text/javascript; charset=utf-8", include_str!("pages/worker.js")),
];
const START: &str = include_str!("pages/start.html");
const NOTICE: &str = include_str!("pages/notice.html");

/// The page that hosts show for missing ones: its policy allows nothing but its own style.
const NOT_FOUND: &str = "404.html";

/// What may run and load in the preview's own pages.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; \
     connect-src 'self'; frame-src 'self'; base-uri 'none'; form-action 'none'; \
     frame-ancestors 'self'";

/// Who may show any other answer in a frame: the preview alone, which has the sites side by side.
const FRAMES: &str = "frame-ancestors 'self'";

/// A whole answer.
struct Answer {
    status: u16,
    kind: &'static str,
    body: Vec<u8>,
    extra: Vec<(&'static str, String)>,
}

/// Answers a request with what the preview holds at this moment.
pub fn answer(request: Request, hosts: &Hosts, preview: &Preview) {
    let host = header(&request, "Host");
    match wanted(hosts, request.method().as_str(), host.as_deref(), request.url()) {
        Wanted::Events if request.method().as_str() == "GET" => events(request, preview),
        wanted => {
            let known = header(&request, "If-None-Match");
            send(request, make(&wanted, &preview.state(), known.as_deref()));
        }
    }
}

/// Says that there are too many requests at the same time.
pub fn refuse_overload(request: Request) {
    send(request, text(503, "Too many requests at the same time. Please try again.\n"));
}

fn header(request: &Request, name: &'static str) -> Option<String> {
    let mut headers = request.headers().iter();
    headers.find(|header| header.field.equiv(name)).map(|header| header.value.to_string())
}

fn send(request: Request, answer: Answer) {
    let Answer { status, kind, body, mut extra } = answer;
    if extra.iter().all(|(name, _)| *name != "Content-Security-Policy") {
        extra.push(("Content-Security-Policy", FRAMES.to_owned()));
    }
    extra.extend([
        ("Content-Type", kind.to_owned()),
        ("Cache-Control", "no-cache".to_owned()),
        ("X-Content-Type-Options", "nosniff".to_owned()),
        ("Referrer-Policy", "no-referrer".to_owned()),
        ("Cross-Origin-Resource-Policy", "same-origin".to_owned()),
    ]);
    let headers =
        extra.into_iter().filter_map(|(name, value)| Header::from_bytes(name, value).ok());
    let length = body.len();
    let response = Response::new(
        StatusCode(status),
        headers.collect(),
        std::io::Cursor::new(body),
        Some(length),
        None,
    );
    // Whoever asked may have gone away.
    let _ = request.respond(response);
}

fn make(wanted: &Wanted, state: &State, known: Option<&str>) -> Answer {
    match wanted {
        Wanted::Start => own(START.to_owned()),
        Wanted::Part(name) => match PARTS.iter().find(|(part, ..)| part == name) {
            Some((_, kind, body)) => whole(kind, body.as_bytes().to_vec()),
            None => nothing(),
        },
        Wanted::Pages if state.pages.is_empty() => whole(JSON, b"[]".to_vec()),
        Wanted::Pages => whole(JSON, state.pages.as_bytes().to_vec()),
        Wanted::Changes if state.is_empty() => not_yet(),
        Wanted::Changes => outlook(&state.changes),
        Wanted::Events => whole(JSON, state.message().into_bytes()),
        Wanted::Folder(audience) => {
            let mut answer = text(308, "");
            answer.extra.push(("Location", format!("/{}/", audience.name())));
            answer
        }
        Wanted::File(audience, path) => file(*audience, path, state, known),
        Wanted::Shares => notice(200, "Shares", &list_of_shares(&state.shares)),
        Wanted::Share(id, at) => share(id, *at, &state.shares),
        Wanted::Nothing => nothing(),
        Wanted::Refused(Refusal::Method) => {
            let mut answer = text(405, "Only GET and HEAD are answered here.\n");
            answer.extra.push(("Allow", "GET, HEAD".to_owned()));
            answer
        }
        Wanted::Refused(Refusal::Host) => {
            let names =
                "`localhost`, to addresses of this machine, and to what `--allow-host` names";
            text(421, &format!("This preview answers to {names}.\n"))
        }
        Wanted::Refused(Refusal::Target) => text(400, "This is no path.\n"),
    }
}

fn file(audience: Audience, path: &str, state: &State, known: Option<&str>) -> Answer {
    let Some(bytes) = state.file(audience, path) else {
        return if state.is_empty() { not_yet() } else { gone(audience) };
    };
    let tag = format!("\"{}\"", &blake3::hash(bytes).to_hex()[..24]);
    let mut answer = if known == Some(tag.as_str()) {
        text(304, "")
    } else if path.ends_with(".html") && path != NOT_FOUND {
        whole(HTML, with_preview(bytes, &tag))
    } else {
        whole(media_type::of(path), bytes.to_vec())
    };
    answer.extra.push(("ETag", tag));
    answer
}

/// Each share with its page for each recipient.
fn list_of_shares(shares: &[AuditedShare]) -> String {
    if shares.is_empty() {
        return "There are none at the moment. <a href=\"/\">Back to the sites</a>.".to_owned();
    }
    let pages = |share: &AuditedShare| {
        let pages = share.pages().iter().enumerate().map(|(at, page)| {
            let (id, name) = (escaped(share.id()), escaped(&page.recipient().name));
            format!("<a href=\"/{SHARES}/{id}/{at}\">{name}</a>")
        });
        pages.collect::<Vec<_>>().join(", ")
    };
    let line = |share: &AuditedShare| {
        let (id, state) = (escaped(share.id()), share.state().word());
        format!("<br><b>{id}</b> ({state}): {}", pages(share))
    };
    let lines: String = shares.iter().map(line).collect();
    format!("What each recipient reads, or would read. <a href=\"/\">Back to the sites</a>.{lines}")
}

fn share(id: &str, at: usize, shares: &[AuditedShare]) -> Answer {
    let share = shares.iter().find(|share| share.id() == id);
    let page = share.and_then(|share| share.pages().get(at));
    page.map_or_else(nothing, |page| whole(HTML, page.page().document().into_bytes()))
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('"', "&quot;")
}

/// A page with what it needs to follow changes, just before its end.
fn with_preview(page: &[u8], tag: &str) -> Vec<u8> {
    const END: &[u8] = b"</body>";
    let tag = tag.trim_matches('"');
    let parts = format!(
        "<link rel=\"stylesheet\" href=\"/~roadcast/page.css\">\
         <script src=\"/~roadcast/page.js\" data-tag=\"{tag}\"></script>"
    );
    let at = memchr::memmem::rfind(page, END).unwrap_or(page.len());
    [&page[..at], parts.as_bytes(), &page[at..]].concat()
}

fn whole(kind: &'static str, body: Vec<u8>) -> Answer {
    Answer { status: 200, kind, body, extra: Vec::new() }
}

fn text(status: u16, body: &str) -> Answer {
    let kind = "text/plain; charset=utf-8";
    Answer { status, kind, body: body.as_bytes().to_vec(), extra: Vec::new() }
}

/// A page of the preview itself.
fn own(page: String) -> Answer {
    let mut answer = whole(HTML, page.into_bytes());
    answer.extra.push(("Content-Security-Policy", POLICY.to_owned()));
    answer
}

/// The page that says what would change, which loads itself again when that is something else.
fn outlook(page: &Page) -> Answer {
    let mut answer = own(page.html.clone());
    answer.extra.push(("ETag", format!("\"{}\"", page.tag)));
    answer
}

fn notice(status: u16, title: &str, words: &str) -> Answer {
    let page = NOTICE.replace("{title}", title).replace("{words}", words);
    let page = page.replace("{status}", &status.to_string());
    Answer { status, ..own(page) }
}

fn nothing() -> Answer {
    let words = "The preview shows the sites <a href=\"/\">side by side</a>.";
    notice(404, "There is nothing here", words)
}

fn gone(audience: Audience) -> Answer {
    let name = audience.name();
    let words = format!(
        "The {name} site has no such page. Its entry may have been renamed, removed or hidden: \
         <code>roadcast explain</code> tells why. <a href=\"/{name}/\">Go to the {name} site</a>."
    );
    notice(404, "This page is not in this site", &words)
}

/// The first build has failed: the page shows the mistakes, and the site when they are mended.
fn not_yet() -> Answer {
    notice(503, "Nothing to show yet", "The sites will appear here as soon as they can be built.")
}

/// Tells of each change until the reader goes away.
fn events(request: Request, preview: &Preview) {
    let Some(messages) = preview.listeners.add() else {
        return send(request, text(503, "Too many pages follow this preview.\n"));
    };
    let first = preview.state().message();
    let mut out = request.into_writer();
    let head = "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nCache-Control: no-store\r\n\
                X-Content-Type-Options: nosniff\r\nReferrer-Policy: no-referrer\r\n\
                Content-Security-Policy: frame-ancestors 'self'\r\n\
                Cross-Origin-Resource-Policy: same-origin\r\nConnection: close\r\n\r\n";
    let mut next = Ok(first);
    let mut line = head.to_owned();
    loop {
        match next {
            Ok(message) if !message.is_empty() => line.push_str(&format!("data: {message}\n\n")),
            Ok(_) | Err(RecvTimeoutError::Timeout) => line.push_str(":\n\n"),
            Err(RecvTimeoutError::Disconnected) => return,
        }
        if out.write_all(line.as_bytes()).and_then(|()| out.flush()).is_err() {
            return;
        }
        line.clear();
        next = messages.recv_timeout(SIGN_OF_LIFE);
    }
}
