//! A preview that runs: asked over HTTP, and ended after the test.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{SocketAddr, TcpStream};
use std::process::Child;
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

use serde_json::Value;

use crate::support::{AS_OF, Project};

/// After so long the preview is taken to hang. Not a measure of speed: machines are busy.
const DEADLINE: Duration = Duration::from_secs(60);

/// `roadcast serve` for one project.
pub struct Preview {
    program: Child,
    address: SocketAddr,
    /// What it tells open pages.
    events: Receiver<String>,
    stderr: Receiver<String>,
}

/// An answer over HTTP.
pub struct Answer {
    pub status: u16,
    /// The lines of the head, in small letters.
    pub head: String,
    pub body: Vec<u8>,
}

impl Answer {
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    pub fn header(&self, name: &str) -> Option<&str> {
        self.head.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(": "))
    }
}

impl Preview {
    /// Starts it on any free port.
    pub fn of(project: &Project) -> Preview {
        Preview::with(project, &["--port", "0"])
    }

    pub fn with(project: &Project, arguments: &[&str]) -> Preview {
        let mut program = project.start(&[&["serve", "--as-of", AS_OF], arguments].concat());
        let stderr = lines(program.stderr.take().expect("it was started with pipes"));
        let stdout = lines(program.stdout.take().expect("it was started with pipes"));
        let address = stdout.recv_timeout(DEADLINE).unwrap_or_else(|_| {
            panic!("no address; it says:\n{}", stderr.try_iter().collect::<Vec<_>>().join("\n"))
        });
        let address = address.trim_start_matches("http://").trim_end_matches('/');
        let address = address.parse().expect("it prints where it listens");
        Preview { program, address, events: events(address), stderr }
    }

    pub fn port(&self) -> u16 {
        self.address.port()
    }

    pub fn connect(&self) -> TcpStream {
        connect(self.address)
    }

    /// Sends these bytes and reads until the end.
    pub fn send(&self, request: &[u8]) -> Answer {
        let mut stream = self.connect();
        stream.write_all(request).expect("the preview listens");
        read(&mut stream)
    }

    pub fn get(&self, path: &str) -> Answer {
        self.ask("GET", path, "")
    }

    pub fn ask(&self, method: &str, path: &str, more: &str) -> Answer {
        let host = self.address;
        let request =
            format!("{method} {path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n{more}\r\n");
        self.send(request.as_bytes())
    }

    /// Waits for news until they are what is wanted, and returns them.
    pub fn until(&self, wanted: impl Fn(&Preview, &Value) -> bool) -> Value {
        loop {
            let news = self.events.recv_timeout(DEADLINE).unwrap_or_else(|_| {
                let said: Vec<_> = self.stderr.try_iter().collect();
                panic!("what was wanted has not come; the terminal says:\n{}", said.join("\n"))
            });
            let news = serde_json::from_str(&news).expect("news are JSON");
            if wanted(self, &news) {
                return news;
            }
        }
    }

    /// Waits until a page holds some words.
    pub fn until_page(&self, path: &str, words: &str) {
        self.until(|preview, _| preview.get(path).text().contains(words));
    }

    /// What the terminal has shown so far.
    pub fn said(&self) -> String {
        self.stderr.try_iter().map(|line| line + "\n").collect()
    }

    /// Asks it to end, and waits for that. Not by the signal of Ctrl-C, which a test that was started
    /// in the background ignores.
    pub fn end(mut self) -> std::process::ExitStatus {
        let process = rustix::process::Pid::from_child(&self.program);
        rustix::process::kill_process(process, rustix::process::Signal::TERM)
            .expect("it is still running");
        self.program.wait().expect("it was started here")
    }
}

impl Drop for Preview {
    fn drop(&mut self) {
        // It may have ended by itself.
        self.program.kill().ok();
        self.program.wait().ok();
    }
}

fn connect(address: SocketAddr) -> TcpStream {
    let stream = TcpStream::connect(address).expect("the preview listens");
    stream.set_read_timeout(Some(DEADLINE)).expect("the time is not zero");
    stream
}

/// Reads a whole answer, which ends with the connection or at its length.
fn read(stream: &mut TcpStream) -> Answer {
    let mut bytes = Vec::new();
    stream.read_to_end(&mut bytes).expect("the preview answers in time");
    let end = bytes.windows(4).position(|four| four == b"\r\n\r\n").expect("an answer has a head");
    let head = String::from_utf8_lossy(&bytes[..end]).replace('\r', "");
    let status = head.split(' ').nth(1).and_then(|status| status.parse().ok());
    let mut body = bytes.split_off(end + 4);
    let head = head.to_lowercase();
    if head.contains("transfer-encoding: chunked") {
        body = unchunked(&body);
    }
    Answer { status: status.expect("an answer has a status"), head, body }
}

fn unchunked(mut rest: &[u8]) -> Vec<u8> {
    let mut body = Vec::new();
    loop {
        let end = rest.windows(2).position(|two| two == b"\r\n").expect("a chunk has a length");
        let length = std::str::from_utf8(&rest[..end]).expect("a length is a number");
        let length = usize::from_str_radix(length.trim(), 16).expect("a length is a number");
        if length == 0 {
            return body;
        }
        body.extend_from_slice(&rest[end + 2..end + 2 + length]);
        rest = &rest[end + 4 + length..];
    }
}

fn lines(pipe: impl std::io::Read + Send + 'static) -> Receiver<String> {
    let (sender, receiver) = channel();
    std::thread::spawn(move || {
        for line in BufReader::new(pipe).lines() {
            let Ok(line) = line else { return };
            // The test may be over.
            sender.send(line).ok();
        }
    });
    receiver
}

fn events(address: SocketAddr) -> Receiver<String> {
    let mut stream = connect(address);
    let request = format!("GET /~roadcast/events HTTP/1.1\r\nHost: {address}\r\n\r\n");
    stream.write_all(request.as_bytes()).expect("the preview listens");
    let (sender, receiver) = channel();
    std::thread::spawn(move || {
        for line in BufReader::new(stream).lines() {
            let Ok(line) = line else { return };
            if let Some(data) = line.strip_prefix("data: ") {
                sender.send(data.to_owned()).ok();
            }
        }
    });
    receiver
}
