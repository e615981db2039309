//! What is not for clients must not be where a stranger who asks gets an answer.

use std::fs;
use std::io::{BufRead as _, BufReader, Write as _};
use std::net::{TcpListener, TcpStream};
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use crate::support::{Project, read_all};

use super::folder::folder;
use super::{project, publish};

/// A web server on this machine that hands out a folder, or asks everybody for a login.
struct Server {
    address: String,
    is_ended: Arc<AtomicBool>,
}

impl Server {
    fn of(root: &str, asks_for_login: bool) -> Server {
        let listener = TcpListener::bind("127.0.0.1:0").expect("the machine has a free port");
        let address = listener.local_addr().expect("it is bound");
        let is_ended = Arc::new(AtomicBool::new(false));
        let (root, ended) = (PathBuf::from(root), Arc::clone(&is_ended));
        std::thread::spawn(move || {
            for stream in listener.incoming() {
                if ended.load(Ordering::SeqCst) {
                    return;
                }
                if let Ok(stream) = stream {
                    answer(&stream, &root, asks_for_login);
                }
            }
        });
        Server { address: format!("http://{address}"), is_ended }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.is_ended.store(true, Ordering::SeqCst);
        let host = self.address.trim_start_matches("http://");
        // It waits for one more request before it looks.
        TcpStream::connect(host).ok();
    }
}

/// As nginx does: a folder without a first page is forbidden.
fn answer(mut stream: &TcpStream, root: &std::path::Path, asks_for_login: bool) {
    let mut line = String::new();
    BufReader::new(stream).read_line(&mut line).ok();
    let path = line.split(' ').nth(1).unwrap_or("/").trim_start_matches('/').to_owned();
    let path = if path.is_empty() { "index.html".to_owned() } else { path };
    let (status, body) = match fs::read(root.join(path)) {
        _ if asks_for_login => ("401 Unauthorized", b"log in".to_vec()),
        Ok(bytes) => ("200 OK", bytes),
        Err(_) => ("403 Forbidden", b"no".to_vec()),
    };
    let head =
        format!("HTTP/1.1 {status}\r\nContent-Length: {}\r\nConnection: close\r\n\r\n", body.len());
    stream.write_all(head.as_bytes()).and_then(|()| stream.write_all(&body)).ok();
}

/// A project whose sales site is at this address.
fn sales_at(address: &str) -> Project {
    project(&format!("editions: {{ sales: {{ base_url: \"{address}/\" }} }}\n"))
}

#[test]
fn a_server_that_lets_everybody_in_is_noticed_before_it_holds_a_page() {
    let (_kept, www) = folder();
    let server = Server::of(&www, false);
    let project = sales_at(&server.address);
    let outcome = publish(&project, &["sales", "--to", &www]);
    assert_eq!(outcome.code, 2, "{}", outcome.stderr);
    let words = "answers whoever asks, and the sales site is not for strangers";
    assert!(outcome.stderr.contains(words), "{}", outcome.stderr);
    assert!(read_all(www.as_ref()).is_empty(), "nothing stays there");
    assert!(!project.path("ledger").exists());
}

#[test]
fn a_page_that_answers_already_is_noticed_before_anything_is_put_there() {
    let (kept, www) = folder();
    fs::create_dir_all(kept.path().join("public")).expect("the folder is new");
    let public = kept.path().join("public");
    fs::write(public.join("index.html"), "welcome").expect("the folder is ours");
    let server = Server::of(&public.display().to_string(), false);
    let project = sales_at(&server.address);
    for more in [&[][..], &["--dry-run"]] {
        let outcome = publish(&project, &[&["sales", "--to", &www], more].concat());
        assert_eq!(outcome.code, 2, "{}", outcome.stderr);
        assert!(outcome.stderr.contains("answers whoever asks"), "{}", outcome.stderr);
        assert!(!kept.path().join("www").exists());
    }
}

#[test]
fn behind_a_login_and_where_nobody_answers_it_is_published() {
    let (_kept, www) = folder();
    let server = Server::of(&www, true);
    publish(&sales_at(&server.address), &["sales", "--to", &www]).succeeds();
    assert!(read_all(www.as_ref()).contains_key("items/quiet-lagoon.html"));
    let address = server.address.clone();
    drop(server);
    let outcome = publish(&sales_at(&address), &["sales", "--to", &www]).succeeds();
    assert!(outcome.stderr.contains("nobody answers at"), "{}", outcome.stderr);
}

#[test]
fn a_server_that_was_opened_later_is_noticed_and_the_copy_stays_as_it_was() {
    let (_kept, www) = folder();
    let server = Server::of(&www, true);
    publish(&sales_at(&server.address), &["sales", "--to", &www]).succeeds();
    drop(server);
    let before = read_all(www.as_ref());
    let server = Server::of(&www, false);
    let project =
        sales_at(&server.address).entry("new", "title: B\nstage: beta\nvisibility: sales", "");
    assert_eq!(publish(&project, &["sales", "--to", &www]).code, 2);
    assert_eq!(read_all(www.as_ref()), before);
}

#[test]
fn a_reason_lets_strangers_in_and_clients_need_none() {
    let (_kept, www) = folder();
    let server = Server::of(&www, false);
    let open = |to: &str| {
        project(&format!(
            "editions: {{ sales: {{ base_url: \"{}/\" }} }}\npublish:\n  sales:\n    to: {to}\n    \
             public: Our sales roadmap is public by decision of the board.\n",
            server.address
        ))
    };
    publish(&open(&www), &["sales"]).succeeds();
    // It is a reason for that place, and for no other.
    let (_other, elsewhere) = folder();
    let outcome = publish(&open("somewhere"), &["sales", "--to", &elsewhere]);
    assert!(outcome.stderr.contains("answers whoever asks"), "{}", outcome.stderr);
    let (_kept, www) = folder();
    let server = Server::of(&www, false);
    let client = format!("editions: {{ client: {{ base_url: \"{}/\" }} }}\n", server.address);
    publish(&project(&client), &["client", "--to", &www]).succeeds();
}

#[test]
fn without_an_address_nobody_can_tell_so_nothing_is_sent() {
    let (kept, www) = folder();
    for audience in ["sales", "engineering"] {
        let outcome = publish(&project(""), &[audience, "--to", &www]);
        assert_eq!(outcome.code, 2, "{}", outcome.stderr);
        let words = format!("nobody can tell whether strangers can read the {audience} site");
        assert!(outcome.stderr.contains(&words), "{}", outcome.stderr);
        assert!(!kept.path().join("www").exists());
    }
}
