//! Says what catches a defect: the checks in the order of their cost, the first that does.

use std::collections::BTreeMap;
use std::fmt;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use tempfile::TempDir;

use super::copy::NAME;

/// Pairs that are compared for each defect.
const PAIRS: &str = "400";
/// Sequences of edits that a preview is held to for each defect.
const EDITS: &str = "10";

/// The code of the copy is neither tidy nor has it a room for its switches, and it is not
/// compiled again. Tests that take long come last.
const QUICK: [&str; 10] = [
    "--skip",
    "architecture::",
    "--skip",
    "refused::",
    "--skip",
    "canaries::",
    "--skip",
    "fuzz::",
    "--skip",
    "hostile::",
];
const SLOW: [&str; 3] = ["canaries::", "fuzz::", "hostile::"];

/// What became of a defect.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// A check caught it.
    Caught {
        /// Which.
        check: &'static str,
        /// What it said: an error code, or the name of a test.
        says: String,
    },
    /// All checks passed.
    Survived,
}

impl Verdict {
    /// The check that caught it.
    pub fn check(&self) -> &str {
        match self {
            Verdict::Caught { check, .. } => check,
            Verdict::Survived => "nothing",
        }
    }
}

impl fmt::Display for Verdict {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Verdict::Caught { check, says } => write!(f, "{check}: {says}"),
            Verdict::Survived => f.write_str("SURVIVED"),
        }
    }
}

/// The programs of a copy, and how to use them.
pub struct Judge {
    copy: PathBuf,
    program: PathBuf,
    /// Test programs by name.
    tests: BTreeMap<String, PathBuf>,
}

impl Judge {
    /// Compiles a copy.
    pub fn new(copy: &Path) -> Judge {
        let output = Command::new(env!("CARGO"))
            .args(["test", "--offline", "--no-run", "--message-format=json-render-diagnostics"])
            .args(["--lib", "--bins", "--test", "suite", "--test", "pairs"])
            .current_dir(copy)
            .env("CARGO_TARGET_DIR", target())
            .output()
            .expect("cargo runs");
        let said = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "the copy does not compile:\n{said}");
        let mut tests = BTreeMap::new();
        let mut program = None;
        for line in String::from_utf8_lossy(&output.stdout).lines() {
            let Ok(message) = serde_json::from_str::<serde_json::Value>(line) else { continue };
            let Some(executable) = message["executable"].as_str() else { continue };
            let (name, is_test) = (&message["target"]["name"], &message["profile"]["test"]);
            let name = name.as_str().unwrap_or_default().to_owned();
            if is_test == true {
                tests.insert(name, executable.into());
            } else if name == NAME {
                program = Some(executable.into());
            }
        }
        let program = program.expect("the suite needs the program, so cargo made it");
        Judge { copy: copy.to_owned(), program, tests }
    }

    /// What catches these defects together.
    pub fn verdict(&self, defects: &[&str]) -> Verdict {
        let defects = defects.join(",");
        let caught = |check, says| Verdict::Caught { check, says };
        if let Err(code) = self.build_sample(&defects) {
            let check = match code.as_str() {
                "leak-influence" => "the twin",
                "leak" => "the scan",
                "leak-unexplained" | "manifest" => "the manifest",
                _ => "the build",
            };
            return caught(check, code);
        }
        let tests: [(&str, &str, &[&str]); 4] = [
            ("the pairs", "pairs", &[]),
            ("a unit test", "roadcast", &[]),
            ("a test of the program", "suite", &QUICK),
            ("a test of the program", "suite", &SLOW),
        ];
        for (check, name, arguments) in tests {
            if let Err(says) = self.test(name, arguments, &defects) {
                return caught(check, says);
            }
        }
        Verdict::Survived
    }

    /// Builds the repository's own sample. The error is the first code that the program reports.
    pub fn build_sample(&self, defects: &str) -> Result<TempDir, String> {
        let project = tempfile::tempdir().expect("the system has room for a test");
        copy_folder(&self.copy.join("content"), &project.path().join("content"));
        fs::copy(self.copy.join("roadcast.yaml"), project.path().join("roadcast.yaml"))
            .expect("the copy has settings");
        let output = Command::new(&self.program)
            .args(["build", "--as-of", "2026-11-22", "--format", "json"])
            .current_dir(project.path())
            .env("ROADCAST_DEFECTS", defects)
            .output()
            .expect("the program was compiled");
        if output.status.success() { Ok(project) } else { Err(first_code(&output)) }
    }

    fn test(&self, name: &str, arguments: &[&str], defects: &str) -> Result<(), String> {
        let output = Command::new(&self.tests[name])
            .args(arguments)
            .current_dir(&self.copy)
            .env("ROADCAST_DEFECTS", defects)
            .env("ROADCAST_PAIRS", PAIRS)
            .env("ROADCAST_EDITS", EDITS)
            .env("INSTA_UPDATE", "no")
            .env("RUST_BACKTRACE", "0")
            .output()
            .expect("the test was compiled");
        if output.status.success() {
            return Ok(());
        }
        let said = String::from_utf8_lossy(&output.stdout).into_owned();
        let failed: Vec<_> = said
            .lines()
            .filter_map(|line| line.strip_prefix("test ")?.strip_suffix(" ... FAILED"))
            .collect();
        let more = failed.len().saturating_sub(1);
        let first = failed.first().map_or("it crashed", |name| *name);
        Err(if more > 0 { format!("{first}, and {more} more") } else { first.to_owned() })
    }
}

/// The folder in which cargo put this test, whose dependencies the copy shares.
pub fn target() -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).parent();
    folder.expect("the folder for tests lies in the target folder").to_owned()
}

fn first_code(output: &Output) -> String {
    let report = serde_json::from_slice::<serde_json::Value>(&output.stdout);
    let code =
        report.ok().and_then(|report| Some(report["diagnostics"][0]["code"].as_str()?.to_owned()));
    code.unwrap_or_else(|| {
        let said = String::from_utf8_lossy(&output.stderr);
        said.lines().find(|line| !line.trim().is_empty()).unwrap_or("it crashed").to_owned()
    })
}

fn copy_folder(from: &Path, to: &Path) {
    for entry in walkdir::WalkDir::new(from) {
        let entry = entry.expect("the sample can be read");
        let target = to.join(entry.path().strip_prefix(from).expect("it lies in the folder"));
        if entry.file_type().is_dir() {
            fs::create_dir_all(&target).expect("the folder is ours");
        } else if !target.exists() {
            fs::copy(entry.path(), &target).expect("the folder is ours");
        }
    }
}
