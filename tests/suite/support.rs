//! A small project in a temporary folder, and the real program run on it.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::Read;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, SystemTime};

use tempfile::TempDir;

/// The day for which every project is built.
pub const AS_OF: &str = "2026-11-22";

/// After so long the program is taken to hang. Not a measure of speed: machines are busy.
const DEADLINE: Duration = Duration::from_secs(60);

/// Files by path relative to their root, with `/`.
pub type Files = BTreeMap<String, Vec<u8>>;

/// A project that is deleted after the test.
pub struct Project {
    root: TempDir,
}

/// What the program said, and how it ended.
pub struct Outcome {
    pub code: i32,
    pub stdout: String,
    pub stderr: String,
}

impl Project {
    /// A project with a name and nothing else.
    pub fn new() -> Project {
        let root = tempfile::tempdir().expect("the system has room for a test");
        let project = Project { root };
        fs::create_dir(project.path("content")).expect("the project is new");
        project.settings("product: Acme\n")
    }

    /// Replaces the whole of `roadcast.yaml`.
    pub fn settings(self, yaml: &str) -> Project {
        self.file("roadcast.yaml", yaml)
    }

    /// Adds `content/ID.md`. The lines of its front matter begin at line 2 of the file.
    pub fn entry(self, id: &str, front: &str, body: &str) -> Project {
        self.file(&format!("content/{id}.md"), document(front, body))
    }

    /// Adds `content/themes/ID.md`.
    pub fn theme(self, id: &str, front: &str, body: &str) -> Project {
        self.entry(&format!("themes/{id}"), front, body)
    }

    /// Adds a file.
    pub fn file(self, path: &str, bytes: impl AsRef<[u8]>) -> Project {
        self.write(path, bytes);
        self
    }

    /// Adds or replaces a file of a project that was built before.
    pub fn write(&self, path: &str, bytes: impl AsRef<[u8]>) {
        let path = self.path(path);
        fs::create_dir_all(path.parent().expect("it lies in the project"))
            .expect("the project is writable");
        fs::write(path, bytes).expect("the project is writable");
    }

    /// Where a file of the project is.
    pub fn path(&self, path: &str) -> PathBuf {
        self.root.path().join(path)
    }

    /// Builds in the project's folder, so that its own path is in no message.
    pub fn build(&self, arguments: &[&str]) -> Outcome {
        self.run(&[&["build", "--as-of", AS_OF], arguments].concat())
    }

    /// Checks without writing.
    pub fn check(&self, arguments: &[&str]) -> Outcome {
        self.run(&[&["check", "--as-of", AS_OF], arguments].concat())
    }

    /// Starts the program in the project's folder, without any environment. Its messages are in
    /// full unless the test says otherwise.
    pub fn start(&self, arguments: &[&str]) -> Child {
        let is_command = arguments.first().is_some_and(|first| !first.starts_with('-'));
        let says = |words: &[&str]| {
            matches!(words, [.., "--redact" | "--no-redact"] | ["--format", "github" | "sarif"])
        };
        let is_said = arguments.windows(2).any(says);
        let full: &[&str] = if is_command && !is_said { &["--no-redact"] } else { &[] };
        self.start_as_given(&[full, arguments].concat())
    }

    /// The same, with nothing but what is given.
    pub fn start_as_given(&self, arguments: &[&str]) -> Child {
        self.start_in(&[], arguments)
    }

    /// The same, in an environment of these variables alone.
    fn start_in(&self, environment: &[(&str, &str)], arguments: &[&str]) -> Child {
        Command::new(env!("CARGO_BIN_EXE_roadcast"))
            .args(arguments)
            .current_dir(self.root.path())
            .env_clear()
            .envs(environment.iter().copied())
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the program was built with this test")
    }

    /// Runs it to its end.
    pub fn run(&self, arguments: &[&str]) -> Outcome {
        Project::ended(self.start(arguments), arguments)
    }

    /// The same, in an environment of these variables alone. Its messages are in full.
    pub fn run_in(&self, environment: &[(&str, &str)], arguments: &[&str]) -> Outcome {
        let arguments = [&["--no-redact"], arguments].concat();
        Project::ended(self.start_in(environment, &arguments), &arguments)
    }

    /// The same, with nothing but what is given, in an environment of these variables alone.
    pub fn run_as_given_in(&self, environment: &[(&str, &str)], arguments: &[&str]) -> Outcome {
        Project::ended(self.start_in(environment, arguments), arguments)
    }

    /// The same, with nothing but what is given.
    pub fn run_as_given(&self, arguments: &[&str]) -> Outcome {
        Project::ended(self.start_as_given(arguments), arguments)
    }

    fn ended(mut program: Child, arguments: &[&str]) -> Outcome {
        let stdout = read_aside(program.stdout.take());
        let stderr = read_aside(program.stderr.take());
        let text = |pipe: &Receiver<Vec<u8>>| {
            let bytes = pipe.recv_timeout(DEADLINE).ok()?;
            Some(String::from_utf8(bytes).expect("the program writes UTF-8"))
        };
        let (Some(stdout), Some(stderr)) = (text(&stdout), text(&stderr)) else {
            program.kill().expect("the program is still running");
            panic!("the program hangs: {arguments:?}");
        };
        let ended = program.wait().expect("it was started here");
        Outcome {
            code: ended.code().expect("the program ends by itself"),
            stdout,
            stderr: without_time(&stderr),
        }
    }

    /// Runs it where programs are looked for in one folder alone.
    pub fn run_with_path(&self, path: &str, arguments: &[&str]) -> Outcome {
        let program = Command::new(env!("CARGO_BIN_EXE_roadcast"))
            .args(arguments)
            .current_dir(self.root.path())
            .env_clear()
            .env("PATH", path)
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the program was built with this test");
        Project::ended(program, arguments)
    }

    /// Runs git in the project, as somebody whose settings are empty. Returns what it prints.
    #[track_caller]
    pub fn git(&self, arguments: &[&str]) -> String {
        let output = Command::new("git")
            .args(["-c", "user.name=Ana", "-c", "user.email=ana@northwind.example"])
            .args(["-c", "init.defaultBranch=main", "-c", "commit.gpgSign=false"])
            .args(arguments)
            .current_dir(self.root.path())
            .env("GIT_CONFIG_GLOBAL", "/dev/null")
            .env("GIT_CONFIG_NOSYSTEM", "1")
            .output()
            .expect("git is installed, as CONTRIBUTING.md asks");
        let said = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "git {arguments:?}: {said}");
        String::from_utf8_lossy(&output.stdout).trim_end().to_owned()
    }

    /// Makes the project a repository, or adds a commit to it: of everything in it.
    pub fn commit(&self, message: &str) {
        if !self.path(".git").exists() {
            self.git(&["init", "-q"]);
        }
        self.git(&["add", "-A"]);
        self.git(&["commit", "-q", "--allow-empty", "-m", message]);
    }

    /// Every file of one site.
    pub fn site(&self, audience: &str) -> Files {
        read_all(&self.path(&format!("dist/{audience}")))
    }

    /// A file of one site, as text.
    pub fn page(&self, audience: &str, path: &str) -> String {
        let found = fs::read(self.path(&format!("dist/{audience}/{path}")));
        String::from_utf8(found.unwrap_or_else(|error| panic!("{audience}/{path}: {error}")))
            .expect("pages are UTF-8")
    }

    /// Every file below a folder, with its modification time.
    pub fn state(&self, folder: &str) -> BTreeMap<String, (SystemTime, Vec<u8>)> {
        let root = self.path(folder);
        let time = |path: &str| {
            let found = fs::metadata(root.join(path)).and_then(|found| found.modified());
            found.expect("the file was just read")
        };
        read_all(&root)
            .into_iter()
            .map(|(path, bytes)| (path.clone(), (time(&path), bytes)))
            .collect()
    }

    /// Makes every file of a folder look an hour old: a later write shows, whatever the clock's
    /// grain.
    pub fn age(&self, folder: &str) {
        let then = SystemTime::now() - Duration::from_secs(3600);
        for path in read_all(&self.path(folder)).keys() {
            let file = File::options().write(true).open(self.path(folder).join(path));
            file.and_then(|file| file.set_modified(then)).expect("the file is ours");
        }
    }
}

impl Outcome {
    /// The program must have ended well.
    #[track_caller]
    pub fn succeeds(self) -> Outcome {
        assert_eq!(self.code, 0, "{}{}", self.stdout, self.stderr);
        self
    }

    /// The program must have ended with this code, printed exactly this to stderr (the
    /// indentation of the test left out), and nothing to stdout.
    #[track_caller]
    pub fn fails_with(self, code: i32, stderr: &str) {
        let expected = unindented(stderr);
        assert!(
            self.code == code && self.stderr == expected && self.stdout.is_empty(),
            "exit code {}, stdout {:?}\n== expected ==\n{expected}== actual ==\n{}== end ==",
            self.code,
            self.stdout,
            self.stderr
        );
    }
}

/// Everything that comes out of a pipe, read while the program runs.
fn read_aside(pipe: Option<impl Read + Send + 'static>) -> Receiver<Vec<u8>> {
    let (sender, receiver) = channel();
    let mut pipe = pipe.expect("the program was started with pipes");
    std::thread::spawn(move || {
        let mut bytes = Vec::new();
        pipe.read_to_end(&mut bytes).expect("the program's output can be read");
        // Nobody listens any more when the program was given up.
        sender.send(bytes).ok();
    });
    receiver
}

/// Lines without the times that builds took, which are never the same twice.
pub fn without_times(text: &str) -> String {
    text.split_inclusive('\n').map(without_time).collect()
}

/// A Markdown file.
pub fn document(front: &str, body: &str) -> String {
    format!("---\n{}\n---\n{body}\n", front.trim_end())
}

/// Every file below a folder; none if there is no folder.
pub fn read_all(root: &Path) -> Files {
    let mut files = Files::new();
    let mut open = vec![root.to_owned()];
    while let Some(folder) = open.pop() {
        for found in fs::read_dir(&folder).into_iter().flatten() {
            let path = found.expect("the folder can be read").path();
            if path.is_dir() {
                open.push(path);
                continue;
            }
            let name = path.strip_prefix(root).expect("it lies in the root").to_string_lossy();
            files.insert(name.replace('\\', "/"), fs::read(&path).expect("the file can be read"));
        }
    }
    files
}

/// The files of a site in whose name or bytes a text stands, in whatever case.
pub fn files_with<'a>(site: &'a Files, text: &str) -> Vec<&'a str> {
    let wanted = text.to_lowercase();
    let holds = |bytes: &[u8]| String::from_utf8_lossy(bytes).to_lowercase().contains(&wanted);
    let found = site.iter().filter(|(path, bytes)| holds(path.as_bytes()) || holds(bytes));
    found.map(|(path, _)| path.as_str()).collect()
}

/// The files that two sites do not have in common, or not with the same bytes.
pub fn differing(a: &Files, b: &Files) -> Vec<String> {
    let paths = a.keys().chain(b.keys().filter(|path| !a.contains_key(*path)));
    paths.filter(|path| a.get(*path) != b.get(*path)).cloned().collect()
}

/// The text without the indentation that all its lines share, the line break before it and the
/// spaces after it.
fn unindented(text: &str) -> String {
    let lines: Vec<&str> =
        text.strip_prefix('\n').unwrap_or(text).trim_end_matches(' ').lines().collect();
    let full = lines.iter().filter(|line| !line.trim().is_empty());
    let indent = full.map(|line| line.len() - line.trim_start().len()).min().unwrap_or(0);
    lines.iter().map(|line| format!("{}\n", line.get(indent..).unwrap_or_default())).collect()
}

/// The time that a build took is the one thing it says that is never the same twice.
fn without_time(text: &str) -> String {
    let Some((before, seconds)) = text.rsplit_once(" in ") else { return text.to_owned() };
    let number = seconds.strip_suffix(" s\n").and_then(|number| number.parse::<f64>().ok());
    if number.is_some() { format!("{before} in … s\n") } else { text.to_owned() }
}

/// A picture of one color.
pub fn png(color: [u8; 3]) -> Vec<u8> {
    let mut bytes = std::io::Cursor::new(Vec::new());
    image::RgbImage::from_pixel(2, 2, image::Rgb(color))
        .write_to(&mut bytes, image::ImageFormat::Png)
        .expect("a small picture can be encoded");
    bytes.into_inner()
}

/// A WOFF2 file of one table without contents: enough for what the program reads of a font.
pub fn woff2() -> Vec<u8> {
    let mut bytes = vec![0; 52];
    bytes[..8].copy_from_slice(b"wOF2\0\x01\0\0");
    bytes[11] = 52;
    bytes[13] = 1;
    bytes
}
