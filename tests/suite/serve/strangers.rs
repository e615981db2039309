//! Requests that mean harm, or that nobody thought of: the preview answers and goes on.

use std::io::{Read as _, Write as _};
use std::net::TcpStream;

use super::preview::Preview;
use super::project;

#[test]
fn a_page_elsewhere_cannot_read_the_preview_by_another_name() {
    let preview = Preview::of(&project());
    for host in ["evil.example", "evil.example:4400", "127.0.0.1.evil.example", ""] {
        for path in ["/engineering/", "/~roadcast/pages.json", "/~roadcast/events"] {
            let request =
                format!("GET {path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n");
            let answer = preview.send(request.as_bytes());
            assert_eq!(answer.status, 421, "{host} {path}");
            assert!(!answer.text().contains("Hidden"), "{host} {path}");
        }
    }
    let without = preview.send(b"GET /engineering/ HTTP/1.0\r\n\r\n");
    assert_eq!(without.status, 421);
    let page = preview.get("/engineering/");
    assert_eq!(page.header("access-control-allow-origin"), None);
    assert_eq!(page.header("cross-origin-resource-policy"), Some("same-origin"));
}

#[test]
fn a_name_that_is_allowed_is_answered_and_others_are_not() {
    let options = ["--port", "0", "--allow-host", "mymac.local", "--allow-host", "Box"];
    let preview = Preview::with(&project(), &options);
    let status = |host: &str| {
        let request =
            format!("GET /engineering/ HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n");
        preview.send(request.as_bytes()).status
    };
    for host in ["mymac.local", "mymac.local:9", "MYMAC.local", "box", "localhost", "127.0.0.1"] {
        assert_eq!(status(host), 200, "{host}");
    }
    for host in ["evil.example", "mymac.local.evil.example", "evil.mymac.local", "mymac", ""] {
        assert_eq!(status(host), 421, "{host}");
    }
}

#[test]
fn a_name_that_would_open_the_preview_to_all_is_refused() {
    for name in ["*", "*.local", "", ".", "mymac.local:4400", "http://mymac.local", "a b", "a..b"] {
        let outcome = project().run(&["serve", &format!("--allow-host={name}")]);
        assert_eq!(outcome.code, 2, "{name}");
        assert!(outcome.stderr.contains("write one name"), "{}", outcome.stderr);
    }
}

#[test]
fn no_page_elsewhere_can_show_or_load_anything_of_the_preview() {
    let preview = Preview::of(&project());
    for path in [
        "/",
        "/client",
        "/client/",
        "/client/404.html",
        "/client/embed.html",
        "/engineering/roadmap.json",
        "/engineering/items/gone.html",
        "/nothing",
        "/client/%ff",
        "/~roadcast/page.js",
        "/~roadcast/pages.json",
    ] {
        let answer = preview.get(path);
        let policy = answer.header("content-security-policy").unwrap_or_default();
        assert!(policy.contains("frame-ancestors 'self'"), "{path}: {policy}");
        assert_eq!(answer.header("cross-origin-resource-policy"), Some("same-origin"), "{path}");
    }
    let mut stream = preview.connect();
    let request =
        format!("GET /~roadcast/events HTTP/1.1\r\nHost: localhost:{}\r\n\r\n", preview.port());
    stream.write_all(request.as_bytes()).expect("the preview listens");
    let mut head = vec![0; 250];
    stream.read_exact(&mut head).expect("the preview answers in time");
    let head = String::from_utf8_lossy(&head).to_lowercase();
    assert!(head.contains("cross-origin-resource-policy: same-origin"), "{head}");
    assert!(head.contains("frame-ancestors 'self'"), "{head}");
}

#[test]
fn what_is_no_http_is_answered_without_a_byte_of_the_preview() {
    let preview = Preview::of(&project());
    for (request, status) in [
        ("nonsense\r\n\r\n", "400"),
        ("GET / HTTP/1.1\r\nno header\r\n\r\n", "400"),
        ("POST / HTTP/1.1\r\nHost: localhost\r\nExpect: tea\r\n\r\n", "417"),
    ] {
        let mut stream = preview.connect();
        stream.write_all(request.as_bytes()).expect("the preview listens");
        stream.shutdown(std::net::Shutdown::Write).expect("it is open");
        let mut answer = String::new();
        stream.read_to_string(&mut answer).expect("the preview answers in time");
        let (head, body) = answer.split_once("\r\n\r\n").expect("an answer has a head");
        assert!(head.starts_with(&format!("HTTP/1.1 {status} ")), "{request}: {head}");
        assert_eq!(body, "", "{request}");
    }
}

#[test]
fn the_preview_listens_where_other_machines_cannot_reach_it() {
    let preview = Preview::of(&project());
    assert!(!preview.said().contains("warning"), "this machine alone is no reason to warn");
    // Whoever listens on every address of a machine also listens on this one.
    assert!(TcpStream::connect(("127.0.0.2", preview.port())).is_err());
}

#[test]
fn no_path_leads_out_of_the_sites() {
    let project = project().file("secret.txt", "Zsecret");
    let preview = Preview::of(&project);
    for path in [
        "/../secret.txt",
        "/client/../../secret.txt",
        "/client/%2e%2e/%2e%2e/secret.txt",
        "/client/..%2f..%2fsecret.txt",
        "/client/..%5c..%5csecret.txt",
        "/client//secret.txt",
        "/client/../secret.txt",
        "/client/secret.txt",
        "/client/%00",
        "/content/a.md",
        "/roadcast.yaml",
        "/~roadcast/../roadcast.yaml",
        "/client/index.html/",
        "/client/items",
        "/sales/../engineering/items/hidden.html",
    ] {
        let answer = preview.get(path);
        assert_eq!(answer.status, 404, "{path}");
        assert!(!answer.text().contains("Zsecret"), "{path}");
    }
    assert_eq!(preview.get("/client/%ff").status, 400);
}

#[test]
fn other_methods_and_odd_ranges_do_no_harm() {
    let preview = Preview::of(&project());
    for method in ["POST", "PUT", "DELETE", "OPTIONS", "PATCH", "BREW"] {
        let answer = preview.ask(method, "/client/", "Content-Length: 0\r\n");
        assert_eq!(answer.status, 405, "{method}");
        assert_eq!(answer.header("allow"), Some("get, head"), "{method}");
    }
    let whole = preview.get("/client/").body;
    for range in ["bytes=0-3", "bytes=9999999-", "bytes=5-2", "bytes=-0", "lines=1", "bytes=0-0,9-"]
    {
        let answer = preview.ask("GET", "/client/", &format!("Range: {range}\r\n"));
        assert_eq!((answer.status, answer.body.len()), (200, whole.len()), "{range}");
    }
    let head = preview.ask("HEAD", "/client/", "");
    assert_eq!((head.status, head.body.len()), (200, 0));
    let tag = head.header("etag").expect("files have a tag").to_owned();
    let same = preview.ask("GET", "/client/", &format!("If-None-Match: {tag}\r\n"));
    assert_eq!((same.status, same.body.len()), (304, 0));
}

#[test]
fn clients_that_are_slow_or_talk_nonsense_keep_nobody_waiting() {
    let preview = Preview::of(&project());
    let mut slow = Vec::new();
    for number in 0..40 {
        let mut stream = preview.connect();
        let part: &[u8] = match number % 4 {
            0 => b"",
            1 => b"GET /client/ HTT",
            2 => b"GET /engineering/ HTTP/1.1\r\nHost: localhost\r\n\r\n",
            _ => b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc",
        };
        // It may have hung up on nonsense already.
        stream.write_all(part).ok();
        slow.push(stream);
    }
    for path in ["/", "/client/", "/~roadcast/pages.json"] {
        assert_eq!(preview.get(path).status, 200, "{path}");
    }
    drop(slow);
    let long = format!("GET /{} HTTP/1.1\r\nHost: localhost\r\n\r\n", "a".repeat(5000));
    let mut stream = preview.connect();
    stream.write_all(long.as_bytes()).expect("the preview listens");
    assert_eq!(preview.get("/client/").status, 200);
}

#[test]
fn many_listeners_come_and_go() {
    let preview = Preview::of(&project());
    for _ in 0..3 {
        let streams: Vec<_> = (0..50)
            .map(|_| {
                let mut stream = preview.connect();
                stream
                    .write_all(b"GET /~roadcast/events HTTP/1.1\r\nHost: localhost\r\n\r\n")
                    .expect("the preview listens");
                stream
            })
            .collect();
        assert_eq!(preview.get("/client/").status, 200);
        drop(streams);
    }
}
