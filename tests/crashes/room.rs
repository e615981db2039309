//! Builds that run out of room, or may not write.

use std::fs::{self, File, Permissions};
use std::io::{BufRead as _, BufReader, Write as _};
use std::os::unix::fs::{PermissionsExt as _, chown};
use std::os::unix::process::{CommandExt as _, ExitStatusExt as _};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use super::project::{Build, Content, Ended, Project, References, tree};

/// Somebody who is not root and owns nothing else.
const NOBODY: u32 = 65_534;

/// A failed build: it must say why, and leave everything as it was.
#[track_caller]
fn fails_cleanly(project: &Project, references: &References, ended: &Ended, why: &str) {
    let says = |part: &str| ended.stderr.contains(part);
    assert!(ended.code() == 2 && says(why) && says("; the sites are as they were; "), "{ended:?}");
    assert_eq!(project.shown(references), [Some(Content::A); 3]);
    assert!(project.manifests() == references.get(Content::A).manifests.clone().map(Some));
    project.must_be_tidy();
}

/// A project of which content A is built and B is to be.
fn prepared(project: Project, references: &References) -> Project {
    project.build_must_make(references.get(Content::A));
    project.choose(Content::B);
    project
}

/// A build that may write no file of more than so many blocks. What exceeds them is an error in the
/// middle of a file, as on a full disk; or, unless `is_error`, the end of the process.
fn limited(project: &Project, blocks: u32, trap: &str) -> Ended {
    let build = project.command();
    let mut command = Command::new("sh");
    command.args(["-c", &format!("{trap} ulimit -f {blocks} && exec \"$0\" \"$@\"")]);
    command.arg(build.get_program()).args(build.get_args());
    command.current_dir(build.get_current_dir().expect("projects have folders"));
    Build::start(command).end()
}

#[test]
fn a_file_that_cannot_be_finished_leaves_the_old_sites() {
    let references = References::new();
    let project = prepared(Project::new(), &references);
    let mut failed = 0;
    for blocks in [0, 1, 2, 8, 32, 64, 1 << 20] {
        let ended = limited(&project, blocks, "trap '' XFSZ &&");
        if ended.code() == 0 {
            break;
        }
        fails_cleanly(&project, &references, &ended, "File too large");
        failed += 1;
    }
    assert!(failed >= 3, "{failed} builds failed");
    project.build_must_make(references.get(Content::B));
}

#[test]
fn a_build_that_the_system_ends_in_the_middle_of_a_file_leaves_the_old_sites() {
    let references = References::new();
    let project = prepared(Project::new(), &references);
    for blocks in [0, 1, 8, 32] {
        let ended = limited(&project, blocks, "ulimit -c 0 &&");
        assert!(ended.status.signal().is_some(), "{ended:?}");
        assert_eq!(project.shown(&references), [Some(Content::A); 3]);
    }
    project.build_must_make(references.get(Content::B));
}

/// A file system of a few MiB in memory, in a mount namespace that a process keeps.
struct SmallDisk {
    keeper: Child,
    place: PathBuf,
    _folder: tempfile::TempDir,
}

impl SmallDisk {
    fn new() -> SmallDisk {
        let folder = tempfile::tempdir().expect("the system has room for a test");
        // As root in a namespace of its own, else as the root of a user namespace.
        let found = ["-m", "-rm"].into_iter().find_map(|how| keep_mounted(how, folder.path()));
        let keeper = found.expect(
            "this test fills a disk, and needs a small one: run it as root, or where `unshare -rm` \
             may mount a tmpfs (in a container, that takes CAP_SYS_ADMIN)",
        );
        let inside = folder.path().strip_prefix("/").expect("temporary folders are absolute");
        let place = Path::new("/proc").join(keeper.id().to_string()).join("root").join(inside);
        SmallDisk { keeper, place, _folder: folder }
    }

    /// Fills the disk up to so many bytes.
    fn leave(&self, bytes: u64) {
        let mut ballast = File::create(self.place.join("ballast")).expect("the disk is ours");
        let block = [0; 4096];
        while ballast.write_all(&block).is_ok() {}
        let filled = ballast.metadata().expect("it is open").len();
        ballast.set_len(filled.saturating_sub(bytes)).expect("it only shrinks");
    }
}

impl Drop for SmallDisk {
    fn drop(&mut self) {
        // The namespace and what is mounted in it go with its last process.
        let _ = self.keeper.kill();
        let _ = self.keeper.wait();
    }
}

fn keep_mounted(how: &str, at: &Path) -> Option<Child> {
    let script = "mount -t tmpfs -o size=10m,mode=0755 small \"$0\" && echo mounted && exec cat";
    let mut keeper = Command::new("unshare")
        .args([how, "sh", "-c", script])
        .arg(at)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .ok()?;
    let mut line = String::new();
    let out = keeper.stdout.take().expect("it is piped");
    let read = BufReader::new(out).read_line(&mut line);
    if read.is_ok() && line == "mounted\n" {
        return Some(keeper);
    }
    keeper.wait().expect("it is our child");
    None
}

#[test]
fn a_full_disk_leaves_the_old_sites() {
    let references = References::new();
    let disk = SmallDisk::new();
    let project = prepared(Project::within(&disk.place.join("project")), &references);
    let mut failed = 0;
    for kib in [0, 4, 16, 64, 256, 512, 1024, 1536] {
        disk.leave(kib << 10);
        let ended = project.build();
        if ended.code() == 0 {
            break;
        }
        fails_cleanly(&project, &references, &ended, "No space left on device");
        failed += 1;
    }
    assert!(failed >= 5, "{failed} builds failed");
    fs::remove_file(disk.place.join("ballast")).expect("it was written");
    project.build_must_make(references.get(Content::B));
}

/// Runs a build as somebody whom permissions bind: root may write anywhere.
fn build_as_nobody(project: &Project) -> Ended {
    if !rustix::process::geteuid().is_root() {
        return project.build();
    }
    let build = project.command();
    let mut command = Command::new(project.path("roadcast"));
    command.args(build.get_args()).uid(NOBODY);
    command.current_dir(build.get_current_dir().expect("projects have folders"));
    Build::start(command).end()
}

/// Hands everything to nobody, and a copy of the program that nobody can reach.
fn hand_over(project: &Project) {
    if !rustix::process::geteuid().is_root() {
        return;
    }
    fs::copy(env!("CARGO_BIN_EXE_roadcast"), project.path("roadcast")).expect("there is room");
    let root = project.path("");
    for path in tree(&root).into_keys().chain([String::new()]) {
        chown(root.join(path), Some(NOBODY), None).expect("root may do that");
    }
}

#[test]
fn a_folder_that_may_not_be_written_to_keeps_whole_sites() {
    let references = References::new();
    let project = prepared(Project::new(), &references);
    hand_over(&project);
    let allow = |path: &str, mode: u32| {
        fs::set_permissions(project.path(path), Permissions::from_mode(mode)).expect("it is ours");
    };
    for (path, moved, expected, new) in [
        ("dist/.roadcast", None, "the sites are as they were; make the folder writable or", 0),
        ("dist", None, "cannot replace the site `engineering`: ", 0),
        ("dist/sales", None, "cannot replace the site `sales`: ", 1),
        // The folder is replaced with its site, and cannot be emptied afterwards.
        (
            "dist/client/items",
            Some("dist/.roadcast/tmp/sites/client/items"),
            "the sites are in place, but what they replaced could not be deleted: ",
            3,
        ),
    ] {
        project.choose(Content::A);
        let ended = build_as_nobody(&project);
        assert_eq!(ended.code(), 0, "{ended:?}");
        assert_eq!(project.shown(&references), [Some(Content::A); 3]);
        project.choose(Content::B);
        allow(path, 0o555);
        let ended = build_as_nobody(&project);
        assert!(ended.code() == 2 && ended.stderr.contains(expected), "{path}: {ended:?}");
        let shown = project.shown(&references);
        let written = shown.iter().filter(|content| **content == Some(Content::B)).count();
        assert_eq!(written, new, "{path}");
        allow(moved.unwrap_or(path), 0o755);
        let ended = build_as_nobody(&project);
        assert_eq!(ended.code(), 0, "{path}: {ended:?}");
        assert_eq!(project.shown(&references), [Some(Content::B); 3]);
        project.must_be_tidy();
    }
}
