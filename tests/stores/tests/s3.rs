//! An S3 server on this machine, which refuses every request that is not signed, as the place of a
//! site. What it keeps lies in a folder, where the tests see what readers would get.

#[path = "s3/server.rs"]
mod server;
#[path = "s3/two.rs"]
mod two;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::time::{Duration, Instant};

use tempfile::TempDir;
use tokio::runtime::Runtime;

const KEY: &str = "AKIAROADCASTTEST";
const SECRET: &str = "not-a-real-secret-of-the-tests";
const DAY: &str = "2026-11-22";
const MARKER: &str = ".roadcast-site.json";

/// A server with one bucket, for as long as this lives.
struct Server {
    endpoint: String,
    root: TempDir,
    _runtime: Runtime,
}

impl Server {
    fn start() -> Server {
        let root = tempfile::tempdir().expect("the system has room for a test");
        fs::create_dir(root.path().join("bucket")).expect("the folder is new");
        let runtime = Runtime::new().expect("the system has threads");
        let address = server::start(&runtime, root.path(), 0, (KEY, SECRET));
        Server { endpoint: format!("http://{address}"), root, _runtime: runtime }
    }

    /// Where the objects of the site lie.
    fn site(&self) -> PathBuf {
        self.root.path().join("bucket/roadmap")
    }

    /// What the server keeps of the headers of all objects.
    fn headers(&self) -> String {
        let mut files = BTreeMap::new();
        read_all(self.root.path(), "", &mut files);
        files.retain(|path, _| path.ends_with(".metadata.json"));
        files.into_values().map(|bytes| String::from_utf8_lossy(&bytes).into_owned()).collect()
    }

    fn files(&self) -> BTreeMap<String, Vec<u8>> {
        let mut files = BTreeMap::new();
        read_all(&self.site(), "", &mut files);
        files
    }
}

fn read_all(folder: &Path, prefix: &str, files: &mut BTreeMap<String, Vec<u8>>) {
    for entry in fs::read_dir(folder).into_iter().flatten() {
        let entry = entry.expect("the folder can be read");
        let path = format!("{prefix}{}", entry.file_name().to_string_lossy());
        if entry.path().is_dir() {
            read_all(&entry.path(), &format!("{path}/"), files);
        } else {
            files.insert(path, fs::read(entry.path()).expect("the file can be read"));
        }
    }
}

/// A project whose site has so many entries, in this color.
fn project(color: &str, entries: usize) -> TempDir {
    let project = tempfile::tempdir().expect("the system has room for a test");
    fs::create_dir(project.path().join("content")).expect("the folder is new");
    write(&project, "roadcast.yaml", &settings(color));
    for number in 0..entries {
        let front = "stage: planned\nvisibility: client\nsummary: Some words.";
        let text = format!("---\ntitle: Entry {number} in {color}\n{front}\n---\n");
        write(&project, &format!("content/e{number}.md"), &text.replace('#', ""));
    }
    project
}

fn settings(color: &str) -> String {
    format!(
        "product: Acme\naccent: \"{color}\"\npublish: {{ client: {{ to: \"s3://bucket/roadmap\" }} }}\n"
    )
}

fn write(project: &TempDir, path: &str, text: &str) {
    fs::write(project.path().join(path), text).expect("the project is writable");
}

fn command(project: &TempDir, server: &Server, secret: &str, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_roadcast-with-stores"));
    command
        .args(arguments)
        .current_dir(project.path())
        .env_clear()
        .env("AWS_ACCESS_KEY_ID", KEY)
        .env("AWS_SECRET_ACCESS_KEY", secret)
        .env("AWS_ENDPOINT_URL", &server.endpoint)
        .env("AWS_REGION", "us-east-1")
        .env("AWS_ALLOW_HTTP", "true")
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::piped());
    command
}

fn run(project: &TempDir, server: &Server, arguments: &[&str]) -> Output {
    command(project, server, SECRET, arguments).output().expect("the program was built")
}

#[track_caller]
fn publish(project: &TempDir, server: &Server) -> String {
    let output = run(project, server, &["publish", "client", "--on", DAY]);
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(output.status.success(), "{said}");
    said
}

#[track_caller]
fn verify(project: &TempDir, server: &Server) {
    let output = verified(project, server);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
}

fn verified(project: &TempDir, server: &Server) -> Output {
    let site = server.site().display().to_string();
    run(project, server, &["verify", &site, "--audience", "client"])
}

#[test]
fn the_store_holds_the_site_and_gets_only_what_differs() {
    let server = Server::start();
    let project = project("#114411", 3);
    let said = publish(&project, &server);
    assert!(said.contains("client to s3://bucket/roadmap: "), "{said}");
    assert!(said.contains("read back: "), "{said}");
    verify(&project, &server);
    let told = server.headers();
    for words in ["text/html; charset=utf-8", "no-cache", "text/css", "immutable"] {
        assert!(told.contains(words), "{words}: {told}");
    }
    let before = server.files();
    fs::remove_file(project.path().join("content/e2.md")).expect("it is ours");
    let said = publish(&project, &server);
    assert!(said.contains(", 1 deleted"), "{said}");
    let after = server.files();
    assert!(before.contains_key("items/entry-2-in-114411.html"));
    assert!(!after.contains_key("items/entry-2-in-114411.html"));
    verify(&project, &server);
    let said = publish(&project, &server);
    assert!(said.contains(": 0 files sent (0 bytes), "), "{said}");
}

#[test]
fn the_wrong_secret_is_refused_and_no_message_names_one() {
    let server = Server::start();
    let project = project("#114411", 1);
    let wrong = "another-secret-than-that";
    let mut command = command(&project, &server, wrong, &["publish", "client", "--on", DAY]);
    let output = command.output().expect("the program was built");
    let said = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(2), "{said}");
    assert!(said.contains("the credentials in the environment"), "{said}");
    for word in [KEY, SECRET, wrong] {
        assert!(!said.contains(word), "{said}");
    }
    assert_eq!(server.files().len(), 0);
    assert!(!project.path().join("ledger").exists());
}

#[test]
fn a_bucket_with_something_else_in_it_or_of_another_project_is_refused() {
    let server = Server::start();
    let project = project("#114411", 1);
    fs::create_dir(server.site()).expect("the bucket is empty");
    fs::write(server.site().join("notes.txt"), "mine").expect("it is ours");
    let output = run(&project, &server, &["publish", "client", "--on", DAY]);
    assert_eq!(output.status.code(), Some(2));
    assert_eq!(server.files().len(), 1);
    fs::remove_file(server.site().join("notes.txt")).expect("it is ours");
    publish(&project, &server);
    write(&project, "roadcast.yaml", &settings("#114411").replace("Acme", "Other"));
    let output = run(&project, &server, &["publish", "client", "--on", DAY]);
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(said.contains("belongs to the project"), "{said}");
}

/// What a reader gets at any moment: each page has its style sheets, scripts and pictures.
fn assert_whole(files: &BTreeMap<String, Vec<u8>>) {
    for (path, bytes) in files.iter().filter(|(path, _)| path.ends_with(".html")) {
        let page = String::from_utf8_lossy(bytes);
        for (at, _) in page.match_indices("assets/") {
            let name = page[at..].split(['"', '\'', ')', ' ']).next().unwrap_or_default();
            assert!(files.contains_key(name), "`{path}` lacks `{name}`");
        }
    }
}

/// Two sites take turns, and each upload is killed at some moment of it.
#[test]
fn an_upload_that_is_killed_leaves_pages_whole_and_is_mended_by_the_next() {
    let kills = std::env::var("ROADCAST_KILLS").ok().and_then(|n| n.parse().ok()).unwrap_or(100);
    let server = Server::start();
    let (one, other) = (project("#114411", 30), project("#881188", 30));
    publish(&one, &server);
    let settled = |project: &TempDir| {
        publish(project, &server);
        server.files().get(MARKER).cloned()
    };
    let ends = [settled(&other), settled(&one)];
    let mut seed = 7_u64;
    let mut struck = 0;
    let mut whole = Duration::from_secs(1);
    for kill in 0..kills {
        let project = if kill % 2 == 0 { &other } else { &one };
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        // A quarter of the time goes by before anything is sent.
        let part = 0.2 + 0.8 * ((seed >> 40) as f64 / (1_u64 << 24) as f64);
        let mut program = command(project, &server, SECRET, &["publish", "client", "--on", DAY])
            .stderr(Stdio::null())
            .spawn()
            .expect("the program was built");
        std::thread::sleep(whole.mul_f64(part));
        program.kill().expect("it was started here");
        program.wait().expect("it was started here");
        let files = server.files();
        assert_whole(&files);
        let is_between = !ends.contains(&files.get(MARKER).cloned());
        struck += usize::from(is_between);
        if kill % 10 == 9 {
            let begun = Instant::now();
            publish(project, &server);
            whole = whole.min(begun.elapsed().max(Duration::from_millis(50)));
            verify(project, &server);
        }
    }
    println!("{kills} kills, {struck} of them in the middle of an upload");
    assert!(struck * 5 >= kills, "only {struck} of {kills} struck an upload");
    publish(&one, &server);
    verify(&one, &server);
}
