//! Programs that must not compile, each against the program as it was built for these tests.
//!
//! What is wrong in them is said below the line: `//~^ E0616: field …`, the code and how the
//! message begins. No crate does this against what cargo has built already; `trybuild` and
//! `ui_test` compile every dependency once more.

use std::collections::BTreeMap;
use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;
use tempfile::TempDir;

/// What begins the comment that says what is wrong in the line before.
const MARK: &str = "//~^ ";

/// An error of the compiler.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Refusal {
    line: usize,
    code: String,
    message: String,
}

impl Refusal {
    /// Whether this is what the comment of a program says.
    fn is(&self, wanted: &Refusal) -> bool {
        (self.line, &self.code) == (wanted.line, &wanted.code)
            && self.message.starts_with(&wanted.message)
    }
}

/// Each program makes one kind of mistake, and is refused for that reason and no other.
#[test]
fn programs_that_would_leak_do_not_compile() {
    let compiler = Compiler::new();
    let programs = fs::read_dir(repository().join("tests/compile_fail")).expect("it is committed");
    let mut count = 0;
    for program in programs {
        let path = program.expect("the folder can be read").path();
        if path.extension() != Some(OsStr::new("rs")) {
            continue;
        }
        count += 1;
        let text = fs::read_to_string(&path).expect("programs are UTF-8");
        let (wanted, told) = (wanted(&text), compiler.refusals(&path));
        let is_so = wanted.len() == told.len() && told.iter().zip(&wanted).all(|(t, w)| t.is(w));
        assert!(is_so && !wanted.is_empty(), "{}: {told:#?}, not {wanted:#?}", path.display());
    }
    assert!(count >= 22, "only {count} programs");
}

#[test]
fn what_is_right_compiles() {
    let right = repository().join("tests/compile_fail/allowed/clear.rs");
    assert_eq!(Compiler::new().refusals(&right), []);
}

/// What the comments of a program say is wrong, in order.
fn wanted(text: &str) -> Vec<Refusal> {
    let comments = text.lines().enumerate().filter_map(|(at, line)| {
        let (code, message) = line.trim_start().strip_prefix(MARK)?.split_once(": ")?;
        Some(Refusal { line: at, code: code.to_owned(), message: message.to_owned() })
    });
    comments.collect()
}

/// The compiler, and the libraries that cargo has built for these tests.
struct Compiler {
    libraries: BTreeMap<String, PathBuf>,
    /// What it writes is of no interest.
    out: TempDir,
}

impl Compiler {
    fn new() -> Compiler {
        let target = Path::new(env!("CARGO_TARGET_TMPDIR")).parent().expect("it lies in it");
        let profile = if cfg!(debug_assertions) { "dev" } else { "release" };
        let output = Command::new(env!("CARGO"))
            .args(["test", "--offline", "--no-run", "--test", "suite", "--profile", profile])
            .arg("--message-format=json-render-diagnostics")
            .current_dir(repository())
            .env("CARGO_TARGET_DIR", target)
            .output()
            .expect("cargo runs");
        let messages = String::from_utf8(output.stdout).expect("it is JSON");
        let libraries = messages.lines().filter_map(|line| {
            let message: Value = serde_json::from_str(line).expect("it is JSON");
            let names = message["filenames"].as_array()?.iter().filter_map(Value::as_str);
            // A copy of the program with defects may have taken the place of the library itself.
            let file =
                names.map(PathBuf::from).find(|file| file.extension() == Some("rmeta".as_ref()));
            Some((message["target"]["name"].as_str()?.to_owned(), file?))
        });
        let libraries = libraries.collect();
        Compiler { libraries, out: tempfile::tempdir().expect("the system has room for a test") }
    }

    /// Why a program is refused, in the order of its lines.
    fn refusals(&self, program: &Path) -> Vec<Refusal> {
        let own = &self.libraries["roadcast"];
        let mut command = Command::new(rustc());
        command.args(["--edition=2024", "--emit=metadata", "--error-format=json", "--out-dir"]);
        command.arg(self.out.path()).arg(program);
        command.arg("-L").arg(own.parent().expect("it lies in a folder"));
        for name in ["roadcast", "serde_json"] {
            command.arg("--extern").arg(format!("{name}={}", self.libraries[name].display()));
        }
        let output = command.output().expect("the compiler that cargo uses is there");
        let said = String::from_utf8(output.stderr).expect("it is JSON");
        let mut refusals: Vec<Refusal> = said.lines().filter_map(refusal).collect();
        refusals.sort();
        assert_eq!(refusals.is_empty(), output.status.success(), "{said}");
        refusals
    }
}

/// An error, if a line of what the compiler says is one.
fn refusal(line: &str) -> Option<Refusal> {
    let said: Value = serde_json::from_str(line).expect("the compiler was asked for JSON");
    let code = said["code"]["code"].as_str().filter(|_| said["level"] == "error")?;
    let mut message = said["message"].as_str()?.to_owned();
    let spans = said["spans"].as_array()?.iter().filter(|span| span["is_primary"] == true);
    for label in spans.clone().filter_map(|span| span["label"].as_str()) {
        message += &format!(": {label}");
    }
    let lines = spans.filter_map(|span| span["line_start"].as_u64());
    let line = usize::try_from(lines.min()?).expect("programs are short");
    Some(Refusal { line, code: code.to_owned(), message })
}

/// The compiler that belongs to this cargo.
fn rustc() -> PathBuf {
    let beside = Path::new(env!("CARGO")).with_file_name("rustc");
    if beside.exists() { beside } else { "rustc".into() }
}

fn repository() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}
