//! The project that all tests build, its two contents, and what their sites must look like.

use std::collections::BTreeMap;
use std::fs;
use std::io::{self, Read as _};
use std::os::unix::process::CommandExt as _;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError};
use std::thread;
use std::time::{Duration, Instant};

use rustix::process::{Pid, Signal, kill_process_group};
use tempfile::TempDir;

pub const AUDIENCES: [&str; 3] = ["engineering", "sales", "client"];

/// Entries of each content. So many that writing takes a good part of a build.
const ENTRIES: usize = 80;

/// Every tenth entry has an address that the other content lacks.
const OWN: usize = 10;

/// Which content the settings choose.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Content {
    A,
    B,
}

impl Content {
    pub fn other(self) -> Content {
        match self {
            Content::A => Content::B,
            Content::B => Content::A,
        }
    }

    fn name(self) -> &'static str {
        match self {
            Content::A => "a",
            Content::B => "b",
        }
    }
}

/// Everything below a folder, by path; folders have no bytes.
pub type Tree = BTreeMap<String, Option<Vec<u8>>>;

/// A project on disk.
pub struct Project {
    root: PathBuf,
    _place: Option<TempDir>,
}

/// What an undisturbed build makes.
#[derive(PartialEq)]
pub struct Reference {
    pub sites: [Tree; 3],
    pub manifests: [Vec<u8>; 3],
}

/// The references of both contents.
pub struct References {
    a: Reference,
    b: Reference,
}

/// A build that runs.
pub struct Build {
    child: Child,
    /// What it says on stderr, once it has ended.
    said: Receiver<String>,
    begun: Instant,
}

/// A build that ended by itself.
#[derive(Debug)]
pub struct Ended {
    pub status: ExitStatus,
    pub stderr: String,
}

impl Project {
    /// A new project in a folder of its own, that chooses content A.
    pub fn new() -> Project {
        let place = tempfile::tempdir().expect("the system has room for a test");
        let root = place.path().to_owned();
        Project { _place: Some(place), ..Project::within(&root) }
    }

    /// A new project in a folder that somebody else deletes.
    pub fn within(root: &Path) -> Project {
        let project = Project { root: root.to_owned(), _place: None };
        for content in [Content::A, Content::B] {
            for at in 0..ENTRIES {
                project.write_entry(content, at);
            }
        }
        // Short pages are quickly made and no quicker to write.
        for audience in AUDIENCES {
            for page in ["404", "embed", "entry", "feedback", "index", "shipped", "theme"] {
                let template = match page {
                    "feedback" => "",
                    "entry" => "{{ site.product }} {{ entry.title }} {{ entry.summary }}\n",
                    _ => "{{ site.product }} {{ page.title }}\n",
                };
                project.write(&format!("themes/default/{audience}/{page}.html"), template);
            }
        }
        project.choose(Content::A);
        project
    }

    fn write_entry(&self, content: Content, at: usize) {
        let name = content.name();
        let own = if at.is_multiple_of(OWN) { name } else { "" };
        self.write(
            &format!("content/{name}/{}/e{own}{at}.md", at % 7),
            format!(
                "---\ntitle: Entry {own}{at}\nstage: planned\nvisibility: client\n\
                 summary: Of content {name}.\n---\n"
            ),
        );
    }

    /// Chooses the content of the next build.
    pub fn choose(&self, content: Content) {
        let name = content.name();
        self.write(
            "roadcast.yaml",
            format!("product: Acme {name}\ncontent: [\"content/{name}/**/*.md\"]\n"),
        );
    }

    pub fn path(&self, path: &str) -> PathBuf {
        self.root.join(path)
    }

    pub fn write(&self, path: &str, bytes: impl AsRef<[u8]>) {
        let path = self.path(path);
        fs::create_dir_all(path.parent().expect("it lies in the project"))
            .and_then(|()| fs::write(path, bytes))
            .expect("the project is writable");
    }

    /// The command that builds.
    pub fn command(&self) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_roadcast"));
        command.args(["build", "--as-of", "2026-11-22"]).current_dir(&self.root);
        command
    }

    pub fn start(&self) -> Build {
        Build::start(self.command())
    }

    /// Builds undisturbed.
    pub fn build(&self) -> Ended {
        self.start().end()
    }

    /// Builds undisturbed, which must make exactly `reference` and leave nothing else.
    #[track_caller]
    pub fn build_must_make(&self, reference: &Reference) {
        let ended = self.build();
        assert!(ended.status.success(), "the next build fails: {ended:?}");
        for (name, expected) in AUDIENCES.iter().zip(&reference.sites) {
            let found = self.site(name).unwrap_or_default();
            assert!(found == *expected, "{name}: {}", difference(&found, expected));
        }
        assert!(self.manifests() == reference.manifests.clone().map(Some), "stale manifests");
        self.must_be_tidy();
    }

    /// Nothing but sites, marker, lock, manifests and the record of the last build may be in the
    /// output folder.
    #[track_caller]
    pub fn must_be_tidy(&self) {
        assert!(self.names("dist").iter().all(|name| is_known(name)), "{:?}", self.names("dist"));
        let mut state = self.names("dist/.roadcast");
        // A build that is killed when its sites are there has none.
        state.retain(|name| name != "last-build.json");
        assert_eq!(state, ["README", "client.json", "engineering.json", "lock", "sales.json"]);
    }

    /// Everything in a site's folder; none if there is no such folder.
    pub fn site(&self, audience: &str) -> Option<Tree> {
        let folder = self.path("dist").join(audience);
        folder.symlink_metadata().is_ok().then(|| tree(&folder))
    }

    pub fn manifests(&self) -> [Option<Vec<u8>>; 3] {
        AUDIENCES.map(|name| fs::read(self.path(&format!("dist/.roadcast/{name}.json"))).ok())
    }

    /// Whether a build puts sites together, or was interrupted while it did.
    pub fn is_staging(&self) -> bool {
        self.path("dist/.roadcast/tmp").exists()
    }

    /// Which content each site shows. A site that is a mix, or has anything else in it, is what
    /// these tests are here to find.
    #[track_caller]
    pub fn shown(&self, references: &References) -> [Option<Content>; 3] {
        let names = self.names("dist");
        assert!(names.iter().all(|name| is_known(name)), "left in the output folder: {names:?}");
        let mut at = 0;
        AUDIENCES.map(|audience| {
            let site = self.site(audience);
            at += 1;
            site.map(|site| references.content_of(at - 1, audience, &site))
        })
    }

    fn names(&self, folder: &str) -> Vec<String> {
        let found = fs::read_dir(self.path(folder)).into_iter().flatten();
        let mut names: Vec<_> = found
            .map(|entry| entry.expect("the folder can be read").file_name())
            .map(|name| name.to_string_lossy().into_owned())
            .collect();
        names.sort();
        names
    }
}

impl Reference {
    /// What a project makes.
    #[track_caller]
    pub fn of(project: &Project) -> Reference {
        let ended = project.build();
        assert!(ended.status.success(), "{ended:?}");
        let sites = AUDIENCES.map(|audience| project.site(audience).expect("it was just built"));
        let manifests = project.manifests().map(|found| found.expect("it was just built"));
        Reference { sites, manifests }
    }
}

impl References {
    /// Builds both contents, each in a project of its own.
    pub fn new() -> References {
        let of = |content| {
            let project = Project::new();
            project.choose(content);
            Reference::of(&project)
        };
        let references = References { a: of(Content::A), b: of(Content::B) };
        for (a, b) in references.a.sites.iter().zip(&references.b.sites) {
            let differing = differing(a, b).len();
            assert!(differing >= ENTRIES, "{differing} paths differ");
            assert!(a.keys().any(|path| !b.contains_key(path)), "nothing disappears");
            assert!(b.keys().any(|path| !a.contains_key(path)), "nothing appears");
        }
        references
    }

    pub fn get(&self, content: Content) -> &Reference {
        match content {
            Content::A => &self.a,
            Content::B => &self.b,
        }
    }

    #[track_caller]
    fn content_of(&self, at: usize, audience: &str, site: &Tree) -> Content {
        let (a, b) = (&self.a.sites[at], &self.b.sites[at]);
        match (site == a, site == b) {
            (true, _) => Content::A,
            (_, true) => Content::B,
            (false, false) => panic!(
                "the {audience} site is a mix: from A it differs in {}; from B in {}",
                difference(site, a),
                difference(site, b)
            ),
        }
    }
}

impl Build {
    pub fn start(mut command: Command) -> Build {
        command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::piped());
        // A group of its own, so that a kill reaches whatever it may have started.
        let mut child = command.process_group(0).spawn().expect("the program can be started");
        let mut pipe = child.stderr.take().expect("it is piped");
        let (sender, said) = mpsc::channel();
        thread::spawn(move || {
            let mut text = String::new();
            let read = pipe.read_to_string(&mut text);
            // Nobody waits for what a killed build said.
            let _ = sender.send(read.map(|_| text).unwrap_or_default());
        });
        Build { child, said, begun: Instant::now() }
    }

    /// Waits for the end, or at most so long since the start.
    pub fn has_ended_by(&mut self, moment: Duration) -> Option<Ended> {
        let left = moment.saturating_sub(self.begun.elapsed());
        match self.said.recv_timeout(left) {
            Ok(stderr) => {
                Some(Ended { status: self.child.wait().expect("it is our child"), stderr })
            }
            Err(RecvTimeoutError::Timeout) => None,
            Err(RecvTimeoutError::Disconnected) => panic!("stderr was not read"),
        }
    }

    /// Waits until something is so, or for the end.
    pub fn has_ended_before(&mut self, is_so: impl Fn() -> bool) -> Option<Ended> {
        while !is_so() {
            let soon = self.begun.elapsed() + Duration::from_micros(100);
            if let Some(ended) = self.has_ended_by(soon) {
                return Some(ended);
            }
        }
        None
    }

    /// How long it has been running.
    pub fn age(&self) -> Duration {
        self.begun.elapsed()
    }

    /// Waits for the end.
    pub fn end(mut self) -> Ended {
        self.has_ended_by(Duration::from_secs(120)).expect("a build takes no two minutes")
    }

    /// Kills it with all it may have started.
    pub fn kill(mut self) -> ExitStatus {
        kill_process_group(Pid::from_child(&self.child), Signal::KILL)
            .expect("it was started and not waited for");
        self.child.wait().expect("it is our child")
    }
}

impl Ended {
    /// It ended as programs do, and did not panic.
    #[track_caller]
    pub fn code(&self) -> i32 {
        let code = self.status.code();
        assert!(!self.stderr.contains("panicked"), "{}", self.stderr);
        code.unwrap_or_else(|| panic!("it was ended by a signal: {self:?}"))
    }
}

fn is_known(name: &str) -> bool {
    name == ".roadcast" || AUDIENCES.contains(&name)
}

/// The paths at which two sites differ.
fn differing(a: &Tree, b: &Tree) -> Vec<String> {
    let paths = a.keys().chain(b.keys().filter(|path| !a.contains_key(*path)));
    paths.filter(|path| a.get(*path) != b.get(*path)).cloned().collect()
}

/// How many paths differ, and the first of them.
fn difference(a: &Tree, b: &Tree) -> String {
    let paths = differing(a, b);
    format!("{} paths, such as {:?}", paths.len(), &paths[..paths.len().min(3)])
}

/// Everything below a folder. A link counts as a file with no bytes.
pub fn tree(root: &Path) -> Tree {
    let mut found = Tree::new();
    let mut open = vec![root.to_owned()];
    while let Some(folder) = open.pop() {
        let held = fs::read_dir(&folder).and_then(Iterator::collect::<io::Result<Vec<_>>>);
        for entry in held.expect("the folder can be read") {
            let path = entry.path();
            let name = path.strip_prefix(root).expect("it lies in the root").to_string_lossy();
            let name = name.into_owned();
            let kind = entry.file_type().expect("it was just listed");
            if kind.is_dir() {
                found.insert(name, None);
                open.push(path);
            } else if kind.is_file() {
                found.insert(name, Some(fs::read(path).expect("the file can be read")));
            } else {
                found.insert(name, Some(Vec::new()));
            }
        }
    }
    found
}
