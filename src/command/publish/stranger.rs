//! Whether a stranger who asks at an address gets an answer. The question goes through the program
//! `curl`, as those about revisions go through `git`.

use std::io::{ErrorKind, Write as _};
use std::process::Stdio;

use crate::diagnostic::{Message, message, place};

use super::super::program::program;

/// After so many seconds, nobody has answered.
const PATIENCE: &str = "20";
/// Before what curl tells of an answer, behind its body.
const END: &str = "\nroadcast-answer ";

/// What a stranger gets.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answer {
    /// Nobody is there, or nobody who can be reached from here.
    None,
    /// This status, at this address after redirections, with these bytes.
    Status(u16, String, Vec<u8>),
}

impl Answer {
    /// Whether it is what was asked for, and not the login of another host.
    pub fn is_given(&self, asked: &str) -> bool {
        match self {
            Answer::None => false,
            Answer::Status(status, at, _) => (200..300).contains(status) && host(at) == host(asked),
        }
    }

    /// Whether another address gets the same.
    pub fn is_same_page(&self, other: &Answer) -> bool {
        match (self, other) {
            (Answer::Status(one, _, body), Answer::Status(another, _, same)) => {
                one == another && body == same
            }
            (Answer::None, _) | (_, Answer::None) => false,
        }
    }

    /// Whether it holds these words.
    pub fn holds(&self, words: &str) -> bool {
        match self {
            Answer::None => false,
            Answer::Status(status, _, body) => {
                let found = memchr::memmem::find(body, words.as_bytes()).is_some();
                (200..300).contains(status) && found
            }
        }
    }
}

/// Asks once, without any credentials.
///
/// # Errors
/// There is no `curl`.
pub fn ask(address: &str) -> Result<Answer, Message> {
    let mut curl = program("curl");
    // Without its settings, which may hold credentials. Of a certificate that is not trusted,
    // what stands behind it is told to strangers all the same.
    curl.args(["-q", "--silent", "--insecure", "--location", "--max-redirs", "5"])
        .args(["--proto", "=http,https", "--proto-redir", "=http,https"])
        .args(["--max-time", PATIENCE, "--header", "Cache-Control: no-cache"])
        .args(["--write-out", &format!("{END}%{{http_code}} %{{url_effective}}")])
        // Addresses of shares are for nobody who lists processes.
        .args(["--config", "-"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null());
    let output = curl.spawn().and_then(|mut child| {
        let mut input = child.stdin.take().expect("it was started with a pipe");
        // One that ends before it has read says so by its answer.
        let _ = writeln!(input, "url = \"{}\"", quoted(address));
        drop(input);
        child.wait_with_output()
    });
    match output {
        Ok(output) => Ok(read(&output.stdout)),
        Err(error) if error.kind() == ErrorKind::NotFound => {
            Err("there is no program `curl`, by which strangers' access is looked into".into())
        }
        Err(error) => Err(message!("`curl` cannot be run: {}", place(error))),
    }
}

/// An address as the settings of `curl` hold it.
fn quoted(address: &str) -> String {
    let is_plain = |letter: &char| !letter.is_control();
    address.chars().filter(is_plain).collect::<String>().replace('\\', "\\\\").replace('"', "\\\"")
}

fn read(output: &[u8]) -> Answer {
    let at = memchr::memmem::rfind(output, END.as_bytes());
    let told = at.map(|at| (&output[..at], &output[at + END.len()..]));
    let Some((body, told)) = told else { return Answer::None };
    let told = String::from_utf8_lossy(told);
    let (status, at) = told.split_once(' ').unwrap_or((&told, ""));
    match status.parse() {
        Ok(status) if status > 0 => Answer::Status(status, at.to_owned(), body.to_vec()),
        _ => Answer::None,
    }
}

/// The host of an address with its port, in small letters.
fn host(address: &str) -> String {
    let rest = address.split_once("://").map_or(address, |(_, rest)| rest);
    let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
    host.rsplit('@').next().unwrap_or_default().to_ascii_lowercase()
}

#[cfg(test)]
mod tests {
    use super::{Answer, host, quoted, read};

    #[test]
    fn an_answer_is_read_with_its_status_and_where_it_came_from() {
        let answer = read(b"page\nroadcast-answer 200 https://sales.northwind.example/");
        assert!(answer.is_given("https://Sales.northwind.example/"));
        assert!(answer.holds("page") && !answer.holds("other"));
        assert_eq!(read(b"\nroadcast-answer 000 https://a.example/"), Answer::None);
        assert_eq!(read(b""), Answer::None);
    }

    #[test]
    fn a_login_elsewhere_and_a_refusal_are_no_answer() {
        let asked = "https://sales.northwind.example/";
        let login = read(b"log in\nroadcast-answer 200 https://login.northwind.example/?to=x");
        assert!(!login.is_given(asked));
        for status in [301, 401, 403, 404, 500] {
            let answer = read(format!("x\nroadcast-answer {status} {asked}").as_bytes());
            assert!(!answer.is_given(asked) && !answer.holds("x"), "{status}");
        }
    }

    #[test]
    fn an_address_is_no_setting_of_curl() {
        assert_eq!(quoted("https://a.example/b"), "https://a.example/b");
        assert_eq!(quoted("https://a\"\noutput = \"b\\"), "https://a\\\"output = \\\"b\\\\");
    }

    #[test]
    fn a_host_is_told_with_its_port_and_without_a_user() {
        assert_eq!(host("http://u:p@A.example:80/b?c"), "a.example:80");
        assert_eq!(host("https://a.example"), "a.example");
    }
}
