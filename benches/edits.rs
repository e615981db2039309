//! How soon a saved file is seen in the preview: `cargo bench --bench edits -- [ENTRIES] [EDITS]`.
//!
//! Edits a made-up project while `roadcast serve` runs, and asks for the page that must change
//! until it has. Meanwhile somebody else reads pages all the time, none of whose requests may fail.

mod project;

use std::collections::BTreeMap;
use std::fs;
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use roadcast::vault::slug;

/// An edit that is not seen after so long is a failure.
const PATIENCE: Duration = Duration::from_secs(120);

/// Those from `new entry` to `deleted entry` are of the same entry, to which nobody links.
const KINDS: [&str; 8] =
    ["body", "title", "theme", "settings", "new entry", "stage", "visibility", "deleted entry"];

fn main() {
    let arguments: Vec<_> = std::env::args().skip(1).filter(|word| word != "--bench").collect();
    let number = |at: usize, usual: usize| {
        arguments.get(at).map_or(usual, |word| word.parse().expect("it is a number"))
    };
    let (entries, edits) = (number(0, 10_000), number(1, 200));
    let folder = tempfile::tempdir().expect("the system has room");
    project::write(folder.path(), entries, 1).expect("the disk has room");
    let preview = Preview::of(folder.path());
    let editor = Editor { project: folder.path(), preview: &preview, entries };
    let is_over = AtomicBool::new(false);
    let (took, read) = thread::scope(|scope| {
        let reader = scope.spawn(|| read_meanwhile(&preview, &is_over));
        let mut took: BTreeMap<&str, Vec<Duration>> = BTreeMap::new();
        for edit in 0..edits {
            let kind = KINDS[edit % KINDS.len()];
            took.entry(kind).or_default().push(editor.make(kind, edit));
        }
        is_over.store(true, Ordering::Relaxed);
        (took, reader.join().expect("reading does not panic"))
    });
    println!("{entries} entries, {edits} edits; from the end of saving to the new bytes served\n");
    println!("{:<14} {:>6} {:>10} {:>10} {:>10}", "kind", "edits", "median s", "99 % s", "most s");
    let all: Vec<Duration> = took.values().flatten().copied().collect();
    for (kind, took) in took.into_iter().chain([("all", all)]) {
        print_row(kind, took);
    }
    let Meanwhile { requests, failed, slowest } = read;
    let slowest = slowest.as_secs_f64();
    println!(
        "\nmeanwhile {requests} requests of others, {failed} failed, the slowest {slowest:.3} s"
    );
}

fn print_row(kind: &str, mut took: Vec<Duration>) {
    took.sort_unstable();
    let at = |share: f64| {
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a small index")]
        let index = ((took.len() - 1) as f64 * share).ceil() as usize;
        took[index].as_secs_f64()
    };
    let count = took.len();
    println!("{kind:<14} {count:>6} {:>10.3} {:>10.3} {:>10.3}", at(0.5), at(0.99), at(1.0));
}

/// What others saw.
#[derive(Default)]
struct Meanwhile {
    requests: u64,
    failed: u64,
    slowest: Duration,
}

fn read_meanwhile(preview: &Preview, is_over: &AtomicBool) -> Meanwhile {
    let mut seen = Meanwhile::default();
    let pages =
        ["client/index.html", "sales/feed.xml", "engineering/shipped.html", "client/404.html"];
    for page in pages.iter().cycle() {
        if is_over.load(Ordering::Relaxed) {
            break;
        }
        let begun = Instant::now();
        let answer = preview.get(page);
        seen.requests += 1;
        seen.failed += u64::from(!answer.is_some_and(|answer| answer.starts_with("HTTP/1.1 200 ")));
        seen.slowest = seen.slowest.max(begun.elapsed());
        thread::sleep(Duration::from_millis(10));
    }
    seen
}

/// Saves files, and waits until the preview shows it.
struct Editor<'a> {
    project: &'a Path,
    preview: &'a Preview,
    entries: usize,
}

impl Editor<'_> {
    fn make(&self, kind: &str, edit: usize) -> Duration {
        let mark = format!("markword{edit}");
        // A prime step, so that entries of all folders have their turn.
        let number = (edit * 7919 + 1) % self.entries;
        let path = self.project.join(project::path_of(number));
        let added = self.project.join("content/g0/added.md");
        match kind {
            "body" => self.change(&path, |text| format!("{text}\n{mark}\n"), &mark),
            "title" => {
                let begun = Instant::now();
                let text = self.save(&path, |text| with_title(text, &mark));
                self.until(begun, &page_of(&text), |answer| answer.contains(&mark))
            }
            "stage" => {
                let staged = |text: &str| replaced(text, "stage: ", "stage: in-progress");
                self.change(&added, |text| format!("{}\n{mark}\n", staged(text)), &mark)
            }
            "visibility" => {
                let seen = |text: &str| replaced(text, "visibility: ", "visibility: sales");
                self.change(&added, |text| format!("{}\n{mark}\n", seen(text)), &mark)
            }
            "new entry" => {
                let fields =
                    format!("title: Added {mark}\nstage: planned\nvisibility: engineering");
                let text = format!("---\n{fields}\n---\nWords.\n");
                fs::write(&added, &text).expect("the disk has room");
                let begun = Instant::now();
                self.until(begun, &page_of(&text), |answer| answer.contains(&mark))
            }
            "deleted entry" => {
                let text = fs::read_to_string(&added).expect("it was added just before");
                fs::remove_file(&added).expect("it is there");
                let begun = Instant::now();
                self.until(begun, &page_of(&text), |answer| answer.starts_with("HTTP/1.1 404 "))
            }
            "theme" => {
                let path = self.project.join("content/themes/t1.md");
                self.change(&path, |text| format!("{text}\n{mark}\n"), &mark)
            }
            _ => {
                let path = self.project.join("roadcast.yaml");
                let tagline = format!("tagline: Everything at {mark}.");
                self.save(&path, |text| replaced(text, "tagline: ", &tagline));
                let begun = Instant::now();
                self.until(begun, "client/index.html", |answer| answer.contains(&mark))
            }
        }
    }

    /// Changes an entry or theme and waits until its page for engineering shows the mark.
    fn change(&self, path: &Path, edit: impl Fn(&str) -> String, mark: &str) -> Duration {
        let text = self.save(path, edit);
        let begun = Instant::now();
        let page = page_of(&text);
        let is_theme = path.parent().is_some_and(|folder| folder.ends_with("themes"));
        let page = if is_theme { page.replace("/items/", "/themes/") } else { page };
        self.until(begun, &page, |answer| answer.contains(mark))
    }

    fn save(&self, path: &Path, edit: impl Fn(&str) -> String) -> String {
        let text = edit(&fs::read_to_string(path).expect("it was generated"));
        fs::write(path, &text).expect("the disk has room");
        text
    }

    fn until(&self, begun: Instant, page: &str, is_there: impl Fn(&str) -> bool) -> Duration {
        while begun.elapsed() < PATIENCE {
            if self.preview.get(page).is_some_and(|answer| is_there(&answer)) {
                return begun.elapsed();
            }
            thread::sleep(Duration::from_millis(2));
        }
        panic!("`{page}` does not show the edit after {PATIENCE:?}: {}", self.preview.said());
    }
}

/// The address of an entry's page in the preview.
fn page_of(text: &str) -> String {
    let title = text.lines().find_map(|line| line.strip_prefix("title: ")).expect("it has a title");
    format!("engineering/items/{}.html", slug(title))
}

fn with_title(text: &str, mark: &str) -> String {
    let line = text.lines().find(|line| line.starts_with("title: ")).expect("it has a title");
    replaced(text, "title: ", &format!("title: {mark} {}", &line["title: ".len()..]))
}

/// The text with another line in the place of the one that begins so.
fn replaced(text: &str, beginning: &str, line: &str) -> String {
    let lines = text.lines().map(|old| if old.starts_with(beginning) { line } else { old });
    lines.flat_map(|line| [line, "\n"]).collect()
}

/// A running `roadcast serve`.
struct Preview {
    server: Child,
    address: String,
    said: PathBuf,
}

impl Preview {
    fn of(project: &Path) -> Preview {
        let said = project.join("said.txt");
        let log = fs::File::create(&said).expect("the disk has room");
        let mut server = Command::new(env!("CARGO_BIN_EXE_roadcast"))
            .args(["serve", "--as-of", "2026-11-22", "-C"])
            .arg(project)
            .stdout(Stdio::piped())
            .stderr(log)
            .spawn()
            .expect("the program was built");
        let mut line = String::new();
        let output = server.stdout.take().expect("it is piped");
        BufReader::new(output).read_line(&mut line).expect("it says its address");
        let address = line.trim().trim_start_matches("http://").trim_end_matches('/').to_owned();
        Preview { server, address, said }
    }

    /// The whole answer, if there is one.
    fn get(&self, path: &str) -> Option<String> {
        let mut stream = TcpStream::connect(&self.address).ok()?;
        let host = &self.address;
        write!(stream, "GET /{path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n").ok()?;
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).ok()?;
        Some(String::from_utf8_lossy(&answer).into_owned())
    }

    fn said(&self) -> String {
        fs::read_to_string(&self.said).unwrap_or_default()
    }
}

impl Drop for Preview {
    fn drop(&mut self) {
        self.server.kill().ok();
        self.server.wait().ok();
    }
}
