//! Says what catches a defect: what is on record, if it still does; or else the checks in the
//! order of their cost, the first that does.

use std::collections::BTreeMap;
use std::fs;
use std::io::{BufRead as _, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use tempfile::TempDir;

use super::catalogue::Defect;
use super::catcher::Catcher;
use super::copy::NAME;

/// Pairs that are compared for each defect.
const PAIRS: &str = "400";
/// Sequences of edits that a preview is held to for each defect.
const EDITS: &str = "40";

/// The code of the copy is neither tidy nor has it a room for its switches, and it is not
/// compiled again. Tests that take long come last.
const QUICK: [&str; 12] = [
    "--skip",
    "architecture::",
    "--skip",
    "types::",
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
            .args(["--lib", "--test", "suite", "--test", "pairs"])
            .current_dir(copy)
            .env("CARGO_TARGET_DIR", target())
            // Each check of it runs for a moment: what counts is when it can begin.
            .env("CARGO_PROFILE_DEV_OPT_LEVEL", "0")
            .env("CARGO_PROFILE_DEV_DEBUG", "false")
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

    /// What catches a defect; nothing if all checks pass.
    pub fn catcher(&self, defect: &Defect) -> Option<Catcher> {
        match &defect.caught_by {
            Some(recorded) if self.bites(recorded, &defect.name) => Some(recorded.clone()),
            _ => self.first_of_all(&defect.name),
        }
    }

    /// These checks must pass without a defect, and each of their tests must be there.
    pub fn requires_silence(&self, catchers: &[Catcher]) {
        if let Err(code) = self.build_sample("") {
            panic!("the sample does not build without a defect: {code}");
        }
        for program in Program::ALL {
            let tests: Vec<&str> =
                catchers.iter().filter_map(|catcher| program.test_of(catcher)).collect();
            let told = self.test(program, &[&["--exact"], &tests[..]].concat(), "", &mut |_| false);
            assert!(told.failed.is_empty(), "without a defect these fail: {:?}", told.failed);
            assert_eq!(told.passed, tests.len(), "tests of {program:?} on record that passed");
        }
    }

    /// Whether one check catches a defect by itself.
    fn bites(&self, catcher: &Catcher, defect: &str) -> bool {
        if let Catcher::Sample(code) = catcher {
            return self.build_sample(defect).is_err_and(|said| said == *code);
        }
        Program::ALL.into_iter().any(|program| {
            let test = program.test_of(catcher);
            let told =
                test.map(|test| self.test(program, &["--exact", test], defect, &mut |_| true));
            told.is_some_and(|told| !told.is_well())
        })
    }

    /// The first check that catches a defect, of all there are.
    fn first_of_all(&self, defect: &str) -> Option<Catcher> {
        if let Err(code) = self.build_sample(defect) {
            return Some(Catcher::Sample(code));
        }
        let ladder: [(Program, &[&str]); 4] = [
            (Program::Pairs, &[]),
            (Program::Suite, &QUICK),
            (Program::Unit, &[]),
            (Program::Suite, &SLOW),
        ];
        ladder.into_iter().find_map(|(program, arguments)| {
            let mut catcher = None;
            let mut catches = |test: &str| {
                let alone = program.catcher(test.to_owned());
                // A test that fails only in company, or also without the defect, proves nothing.
                let is_so = self.bites(&alone, defect) && !self.bites(&alone, "");
                catcher = is_so.then_some(alone);
                is_so
            };
            let told = self.test(program, arguments, defect, &mut catches);
            if told.has_crashed() {
                // One by one, a test is named before it runs.
                let one_by_one = [arguments, &["--test-threads=1"]].concat();
                self.test(program, &one_by_one, defect, &mut catches);
            }
            catcher
        })
    }

    /// Builds the repository's own sample. The error is the first code that the program reports.
    pub fn build_sample(&self, defects: &str) -> Result<TempDir, String> {
        let project = tempfile::tempdir().expect("the system has room for a test");
        for folder in ["content", "shares"] {
            copy_folder(&self.copy.join(folder), &project.path().join(folder));
        }
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

    /// Runs tests, until one fails of which it is said that this is enough.
    fn test(
        &self,
        program: Program,
        arguments: &[&str],
        defect: &str,
        is_enough: &mut dyn FnMut(&str) -> bool,
    ) -> Told {
        let mut child = Command::new(&self.tests[program.name()])
            .args(arguments)
            .current_dir(&self.copy)
            .env("ROADCAST_DEFECTS", defect)
            .env("ROADCAST_PAIRS", PAIRS)
            .env("ROADCAST_EDITS", EDITS)
            // That a pair differs is enough; it need not be made small.
            .env("PROPTEST_MAX_SHRINK_ITERS", "0")
            .env("INSTA_UPDATE", "no")
            .env("RUST_BACKTRACE", "0")
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("the test was compiled");
        let mut told = Told::default();
        let said = BufReader::new(child.stdout.take().expect("it was started with a pipe"));
        for line in said.split(b'\n') {
            let line = line.expect("the test's output can be read");
            let line = String::from_utf8_lossy(&line);
            let failed = told.read(&line);
            if failed.is_some_and(&mut *is_enough) {
                child.kill().expect("it is ours");
            }
        }
        told.has_succeeded = child.wait().expect("it is ours").success();
        told
    }
}

/// A test program of the copy.
#[derive(Clone, Copy, Debug)]
enum Program {
    Pairs,
    Unit,
    Suite,
}

impl Program {
    const ALL: [Program; 3] = [Program::Pairs, Program::Unit, Program::Suite];

    /// What cargo calls it.
    fn name(self) -> &'static str {
        match self {
            Program::Pairs => "pairs",
            Program::Unit => "roadcast",
            Program::Suite => "suite",
        }
    }

    fn catcher(self, test: String) -> Catcher {
        match self {
            Program::Pairs => Catcher::Pairs(test),
            Program::Unit => Catcher::Unit(test),
            Program::Suite => Catcher::Suite(test),
        }
    }

    /// The test that a record names, if it is one of this program.
    fn test_of(self, catcher: &Catcher) -> Option<&str> {
        match (self, catcher) {
            (Program::Pairs, Catcher::Pairs(test))
            | (Program::Unit, Catcher::Unit(test))
            | (Program::Suite, Catcher::Suite(test)) => Some(test),
            _ => None,
        }
    }
}

/// What a test program said.
#[derive(Default)]
struct Told {
    has_succeeded: bool,
    passed: usize,
    /// Tests that failed, or that were running when the program crashed.
    failed: Vec<String>,
}

impl Told {
    /// Notes a line. The test, if it says that one failed.
    fn read<'a>(&mut self, line: &'a str) -> Option<&'a str> {
        let (test, end) = line.strip_prefix("test ")?.split_once(" ... ")?;
        match end {
            "ok" => self.passed += 1,
            "FAILED" | "" => {
                self.failed.push(test.to_owned());
                return Some(test);
            }
            _ => {}
        }
        None
    }

    fn is_well(&self) -> bool {
        self.has_succeeded && self.failed.is_empty()
    }

    fn has_crashed(&self) -> bool {
        !self.has_succeeded && self.failed.is_empty()
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
    code.unwrap_or_else(|| "it crashed".to_owned())
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
