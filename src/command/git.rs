//! What a repository holds, asked of the `git` program.
//!
//! A repository may be anybody's. So nothing of it is run: no hooks, no filters, no fetching, no
//! pager. Objects are read as they are stored, and every name that somebody typed comes after
//! `--end-of-options`.

use std::io::{BufRead as _, BufReader, ErrorKind, Read as _, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};

use crate::diagnostic::{Message, message, place};

use super::program::program;

/// A list of files longer than this is not read: it has more than a million names.
const MAX_LIST_BYTES: u64 = 256 << 20;
/// A name of a revision that is longer is none.
const MAX_REVISION: usize = 500;

/// The repository that a project is in.
pub struct Repository {
    project: PathBuf,
    /// The project's folder in it, empty or ending in `/`.
    prefix: String,
}

/// A commit, by its whole hash.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Commit(String);

impl Commit {
    /// The hash.
    pub fn hash(&self) -> &str {
        &self.0
    }

    /// Enough of it to know it by.
    pub fn short(&self) -> &str {
        &self.0[..10]
    }
}

/// Something that a revision holds below the project's folder.
pub struct Item {
    /// Its path in the project, if that is text.
    pub path: Result<String, Vec<u8>>,
    /// What it is.
    pub kind: ItemKind,
    /// The hash of its bytes.
    pub object: String,
    /// How many bytes.
    pub bytes: u64,
}

/// What something in a revision is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ItemKind {
    /// A file.
    File,
    /// A symbolic link.
    Link,
    /// A commit of another repository, whose files are not in this one.
    Submodule,
}

impl Repository {
    /// The repository of a project.
    ///
    /// # Errors
    /// There is no `git`, or it finds no repository there that it may read.
    pub fn of(project: &Path) -> Result<Repository, Message> {
        let mut repository = Repository { project: project.to_owned(), prefix: String::new() };
        let asked = repository.ask(&["rev-parse", "--show-prefix"])?;
        let prefix = asked.map_err(|said| {
            message!(
                "`{}` is in no repository that git can read ({})",
                place(project.display()),
                place(said)
            )
        })?;
        repository.prefix = prefix.trim_end_matches(['\n', '\r']).to_owned();
        Ok(repository)
    }

    /// The commit that a name stands for.
    ///
    /// # Errors
    /// There is none, or the name is no name of a revision.
    pub fn commit(&self, revision: &str) -> Result<Commit, Message> {
        let is_odd = |c: char| c.is_control() || c.is_whitespace();
        if revision.is_empty()
            || revision.len() > MAX_REVISION
            || revision.starts_with('-')
            || revision.contains(is_odd)
        {
            let shown: String = revision.escape_debug().take(60).collect();
            return Err(message!("`{}` is no name of a revision", place(shown)));
        }
        let name = format!("{revision}^{{commit}}");
        self.resolve(&name)?.map(Commit).ok_or_else(|| {
            message!(
                "git knows no revision `{}`; in a shallow copy, such as that of a workflow, fetch \
                 it first (`fetch-depth: 0`)",
                place(revision)
            )
        })
    }

    /// The commit from which two others went their ways.
    ///
    /// # Errors
    /// They have none in common.
    pub fn merge_base(&self, one: &Commit, other: &Commit) -> Result<Commit, Message> {
        let found = self.ask(&["merge-base", "--end-of-options", one.hash(), other.hash()])?;
        let hash = found.ok().and_then(|text| hash_in(&text));
        hash.map(Commit).ok_or_else(|| {
            message!(
                "{} and {} have no commit in common; in a shallow copy, such as that of a \
                 workflow, fetch more first (`fetch-depth: 0`)",
                place(one.short()),
                place(other.short())
            )
        })
    }

    /// Everything that a commit holds of the project; none if it has no such folder.
    ///
    /// # Errors
    /// It cannot be listed.
    pub fn items(&self, commit: &Commit) -> Result<Option<Vec<Item>>, Message> {
        let tree = format!("{}:{}", commit.hash(), self.prefix.trim_end_matches('/'));
        let Some(tree) = self.resolve(&tree)? else { return Ok(None) };
        let listed = self.list(&tree)?;
        let items = listed.split(|byte| *byte == 0).filter(|line| !line.is_empty());
        let items: Option<Vec<Option<Item>>> = items.map(read_item).collect();
        let items = items.ok_or("git lists files in a form that is not known")?;
        Ok(Some(items.into_iter().flatten().collect()))
    }

    /// A reader of objects.
    ///
    /// # Errors
    /// Git cannot be started.
    pub fn objects(&self) -> Result<Objects, Message> {
        let mut command = self.git(&["cat-file", "--batch"]);
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null());
        let mut child = command.spawn().map_err(|error| not_started(&error))?;
        let input = child.stdin.take().expect("it was started with a pipe");
        let output = BufReader::new(child.stdout.take().expect("it was started with a pipe"));
        Ok(Objects { child, input: Some(input), output })
    }

    /// The hash of what a name stands for.
    fn resolve(&self, name: &str) -> Result<Option<String>, Message> {
        let found = self.ask(&["rev-parse", "--verify", "--quiet", "--end-of-options", name])?;
        Ok(found.ok().and_then(|text| hash_in(&text)))
    }

    fn list(&self, tree: &str) -> Result<Vec<u8>, Message> {
        let mut command =
            self.git(&["ls-tree", "-r", "-z", "-l", "--full-tree", "--end-of-options", tree]);
        command.stdout(Stdio::piped()).stderr(Stdio::null());
        let mut child = command.spawn().map_err(|error| not_started(&error))?;
        let mut listed = Vec::new();
        let output = child.stdout.take().expect("it was started with a pipe");
        let read = output.take(MAX_LIST_BYTES + 1).read_to_end(&mut listed);
        if listed.len() as u64 > MAX_LIST_BYTES {
            child.kill().ok();
            child.wait().ok();
            return Err("the revision has more files than can be read".into());
        }
        let has_ended_well = child.wait().is_ok_and(|status| status.success());
        if read.is_err() || !has_ended_well {
            return Err("git cannot list the files of the revision".into());
        }
        Ok(listed)
    }

    /// What git prints; or the first line of what it says is wrong.
    fn ask(&self, arguments: &[&str]) -> Result<Result<String, String>, Message> {
        let output = self.git(arguments).output().map_err(|error| not_started(&error))?;
        if output.status.success() {
            return Ok(Ok(String::from_utf8_lossy(&output.stdout).into_owned()));
        }
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        let first = said.lines().next().unwrap_or("it says no more").to_owned();
        Ok(Err(first.trim_start_matches("fatal: ").to_owned()))
    }

    fn git(&self, arguments: &[&str]) -> Command {
        let mut command = program("git");
        command
            .args(["--no-pager", "--no-replace-objects", "--literal-pathspecs"])
            // Both name programs that git would run, and a repository may set them.
            .args(["-c", "core.fsmonitor=false", "-c", "core.hooksPath=/dev/null"])
            .arg("-C")
            .arg(&self.project)
            .args(arguments)
            .env("GIT_NO_LAZY_FETCH", "1")
            .env("GIT_OPTIONAL_LOCKS", "0")
            .env("GIT_TERMINAL_PROMPT", "0")
            .env("LC_ALL", "C")
            .stdin(Stdio::null());
        command
    }
}

/// A `git` that hands out the bytes of objects, one after the other.
pub struct Objects {
    child: Child,
    input: Option<ChildStdin>,
    output: BufReader<ChildStdout>,
}

impl Objects {
    /// The bytes of an object.
    ///
    /// # Errors
    /// It is not there, as in a copy that leaves out what is fetched when needed.
    pub fn read(&mut self, object: &str) -> Result<Vec<u8>, Message> {
        let lost = || {
            message!(
                "git cannot read the object {}; in a copy that lacks some (`--filter`), fetch \
                 them first",
                place(object)
            )
        };
        let input = self.input.as_mut().expect("it is open until this is dropped");
        writeln!(input, "{object}").and_then(|()| input.flush()).map_err(|_| lost())?;
        let mut head = String::new();
        self.output.read_line(&mut head).map_err(|_| lost())?;
        let mut words = head.split_whitespace();
        let (name, kind, size) = (words.next(), words.next(), words.next());
        let size = size.and_then(|size| size.parse::<usize>().ok());
        let Some(size) = size.filter(|_| name == Some(object) && kind == Some("blob")) else {
            return Err(lost());
        };
        // The bytes are followed by a line break.
        let mut bytes = vec![0; size + 1];
        self.output.read_exact(&mut bytes).map_err(|_| lost())?;
        bytes.pop();
        Ok(bytes)
    }
}

impl Drop for Objects {
    fn drop(&mut self) {
        // It ends when there is nothing more to come.
        self.input = None;
        self.child.wait().ok();
    }
}

fn not_started(error: &std::io::Error) -> Message {
    match error.kind() {
        ErrorKind::NotFound => "there is no program `git` on the path".into(),
        _ => message!("`git` cannot be started: {}", place(error)),
    }
}

/// The hash that a text is, apart from its line break.
fn hash_in(text: &str) -> Option<String> {
    let text = text.trim_end();
    let is_hash = matches!(text.len(), 40 | 64) && text.bytes().all(|b| b.is_ascii_hexdigit());
    is_hash.then(|| text.to_owned())
}

/// A line of `ls-tree -r -l`: mode, type, object and size, a tab, and the path. None within for
/// what is no file; none at all for another form.
fn read_item(line: &[u8]) -> Option<Option<Item>> {
    let tab = line.iter().position(|byte| *byte == b'\t')?;
    let head = std::str::from_utf8(&line[..tab]).ok()?;
    let path = String::from_utf8(line[tab + 1..].to_vec()).map_err(|error| error.into_bytes());
    let mut words = head.split_ascii_whitespace();
    let (mode, _, object, size) = (words.next()?, words.next()?, words.next()?, words.next()?);
    let kind = match mode {
        "100644" | "100755" | "100664" => ItemKind::File,
        "120000" => ItemKind::Link,
        "160000" => ItemKind::Submodule,
        _ => return Some(None),
    };
    let bytes = size.parse().unwrap_or(0);
    Some(Some(Item { path, kind, object: hash_in(object)?, bytes }))
}

#[cfg(test)]
mod tests {
    use super::{ItemKind, read_item};

    #[test]
    fn a_listed_item_is_read_with_whatever_name() {
        let hash = "0123456789012345678901234567890123456789";
        let item = |head: &str, path: &[u8]| {
            let line = [format!("{head} {hash}    12\t").as_bytes(), path].concat();
            read_item(&line).flatten().map(|item| (item.kind, item.path, item.bytes))
        };
        let path = |text: &str| Ok(text.to_owned());
        let file = item("100644 blob", b"a b\tc\n.md");
        assert_eq!(file, Some((ItemKind::File, path("a b\tc\n.md"), 12)));
        assert_eq!(item("120000 blob", b"a"), Some((ItemKind::Link, path("a"), 12)));
        assert_eq!(item("160000 commit", b"a"), Some((ItemKind::Submodule, path("a"), 12)));
        let odd = item("100644 blob", b"\xff");
        assert_eq!(odd, Some((ItemKind::File, Err(vec![0xff]), 12)));
        assert_eq!(item("040000 tree", b"a"), None);
        assert!(read_item(b"nonsense").is_none());
        assert!(read_item(b"100644 blob --upload-pack=x 1\ta").is_none());
    }
}
