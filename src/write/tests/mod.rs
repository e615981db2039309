//! The writer, tested on real folders.

use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use tempfile::TempDir;

use super::{Outcome, Publication, WriteError, publish};

mod drops;
mod keeps;
mod refuses;
mod survives;
mod writes;

type Files<'a> = &'a [(&'a str, &'a str)];

/// An output folder, not made yet, in a place that is deleted after the test.
struct Output {
    place: TempDir,
}

impl Output {
    fn new() -> Output {
        Output { place: tempfile::tempdir().expect("the system has room for a test") }
    }

    fn path(&self) -> PathBuf {
        self.place.path().join("dist")
    }

    fn at(&self, path: &str) -> PathBuf {
        self.path().join(path)
    }

    /// Publishes one site named `client`.
    fn publish(&self, files: Files) -> Result<Outcome, WriteError> {
        self.publish_all(&[("client", files)]).map(|outcomes| outcomes[0])
    }

    fn publish_all(&self, sites: &[(&str, Files)]) -> Result<Vec<Outcome>, WriteError> {
        let sites: Vec<_> = sites
            .iter()
            .map(|(folder, files)| Publication {
                folder,
                files: files.iter().map(|(path, text)| (*path, text.as_bytes())).collect(),
                manifest: b"{}",
            })
            .collect();
        publish(&self.path(), &sites, None)
    }

    fn write(&self, path: &str, text: &str) {
        fs::write(self.at(path), text).expect("the folder exists");
    }

    fn read(&self, path: &str) -> String {
        fs::read_to_string(self.at(path)).expect("the file was published")
    }

    /// Makes a file look an hour old, so that a later write is seen whatever the clock's grain.
    fn age(&self, path: &str) -> SystemTime {
        let then = SystemTime::now() - Duration::from_secs(3600);
        let file = File::options().write(true).open(self.at(path)).expect("the file exists");
        file.set_modified(then).expect("the file is ours");
        self.modified(path)
    }

    fn modified(&self, path: &str) -> SystemTime {
        fs::metadata(self.at(path)).and_then(|data| data.modified()).expect("the file exists")
    }

    /// Every file and folder, sorted.
    fn list(&self) -> Vec<String> {
        let mut found = Vec::new();
        list_into(&self.path(), &self.path(), &mut found);
        found.sort();
        found
    }
}

fn list_into(root: &Path, folder: &Path, found: &mut Vec<String>) {
    for entry in fs::read_dir(folder).expect("the folder exists") {
        let path = entry.expect("the folder can be read").path();
        let shown = path.strip_prefix(root).expect("it lies in the root");
        found.push(shown.to_string_lossy().replace('\\', "/"));
        if path.is_dir() && !path.is_symlink() {
            list_into(root, &path, found);
        }
    }
}

const STATE: [&str; 4] =
    [".roadcast", ".roadcast/README", ".roadcast/client.json", ".roadcast/lock"];

fn with_state(paths: &[&str]) -> Vec<String> {
    STATE.iter().chain(paths).map(|path| (*path).to_owned()).collect()
}

fn outcome(written: usize, unchanged: usize, removed: usize) -> Outcome {
    Outcome { written, unchanged, removed }
}

const SITE: Files = &[("index.html", "index"), ("items/a.html", "a"), ("items/b.html", "b")];
const SITE_LIST: [&str; 5] =
    ["client", "client/index.html", "client/items", "client/items/a.html", "client/items/b.html"];

#[test]
fn messages_say_what_to_do_next() {
    let output = PathBuf::from("dist");
    let full = || std::io::Error::from(std::io::ErrorKind::StorageFull);
    let io = WriteError::Io { doing: "write", path: output.clone(), source: full() };
    let swap = WriteError::Swap {
        folder: "client".to_owned(),
        done: vec!["engineering".to_owned(), "sales".to_owned()],
        source: full(),
    };
    let messages = [
        WriteError::Foreign { output: output.clone() }.to_string(),
        WriteError::Locked { output }.to_string(),
        io.to_string(),
        swap.to_string(),
    ];
    assert_eq!(
        messages,
        [
            "`dist` is not empty and was not made by Roadcast, so nothing was written to it; \
             empty it, or name another folder under `output` in roadcast.yaml",
            "another build is writing to `dist`; wait until it has finished, or stop it",
            "cannot write `dist`: no storage space; the sites are as they were; \
             free some space and build again",
            "cannot replace the site `client`: no storage space; it is as it was, \
             new are `engineering` and `sales`; free some space and build again",
        ]
    );
}
