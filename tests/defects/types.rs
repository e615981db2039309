//! The fourth layer: defects that the compiler refuses, each at the place where it is.

use std::fs;
use std::path::Path;
use std::process::Command;

use super::catalogue::{self, Defect};
use super::catcher::Catcher;
use super::copy;
use super::judge::target;
use super::{record, require_caught};

/// An error of the compiler.
struct Refusal {
    code: String,
    /// The files and lines that are wrong.
    places: Vec<(String, usize)>,
}

/// All defects are put into one copy. Some errors hide those of a later phase of the compiler:
/// whatever is not refused is tried again without the rest, as long as anything is refused.
#[test]
fn the_compiler_refuses_what_the_types_forbid() {
    let defects = catalogue::types();
    let mut caught = vec![None; defects.len()];
    loop {
        let is_left = |at: &usize| caught[*at].is_none();
        let left: Vec<usize> = (0..defects.len()).filter(is_left).collect();
        let tried: Vec<Defect> = left.iter().map(|at| defects[*at].clone()).collect();
        if tried.is_empty() {
            break;
        }
        let copy = copy::with("types", &tried);
        let refusals = refusals(&copy);
        for (at, defect) in left.iter().zip(&tried) {
            let code = refused(defect, &copy, &refusals);
            caught[*at] = code.map(Catcher::Compiler).inspect(|catcher| record(defect, catcher));
        }
        if left.iter().all(|at| caught[*at].is_none()) {
            break;
        }
    }
    require_caught(&defects, &caught);
}

/// The code of the error at the place of a defect, which its name marks.
fn refused(defect: &Defect, copy: &Path, refusals: &[Refusal]) -> Option<String> {
    let edit = &defect.edits[0];
    let text = fs::read_to_string(copy.join(&edit.file)).expect("it was just written");
    let mark = format!("/* {} */", defect.name);
    let at = text.find(&mark).expect("every one of these defects is marked");
    let first = text[..at].lines().count();
    let is_here =
        |(file, line): &(String, usize)| *file == edit.file && (first..first + 3).contains(line);
    let refusal = refusals.iter().find(|refusal| refusal.places.iter().any(is_here));
    refusal.map(|refusal| refusal.code.clone())
}

/// What the compiler says of a copy, against the dependencies that this test was built with.
fn refusals(copy: &Path) -> Vec<Refusal> {
    let output = Command::new(env!("CARGO"))
        .args(["test", "--offline", "--no-run", "--test", "pairs", "--message-format=json"])
        .current_dir(copy)
        .env("CARGO_TARGET_DIR", target())
        .output()
        .expect("cargo runs");
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    let messages = said.lines().filter_map(|line| serde_json::from_str(line).ok());
    let refusals = messages.filter_map(|message: serde_json::Value| refusal(&message["message"]));
    let refusals: Vec<_> = refusals.collect();
    if refusals.is_empty() {
        println!("the compiler accepts {}", String::from_utf8_lossy(&output.stderr));
    }
    refusals
}

fn refusal(message: &serde_json::Value) -> Option<Refusal> {
    let code = message["code"]["code"].as_str().filter(|_| message["level"] == "error")?;
    let spans = message["spans"].as_array().into_iter().flatten();
    let places = spans.filter(|span| span["is_primary"] == true).map(|span| {
        let line = span["line_start"].as_u64().unwrap_or_default();
        let file = span["file_name"].as_str().unwrap_or_default().to_owned();
        (file, usize::try_from(line).expect("files are short"))
    });
    Some(Refusal { code: code.to_owned(), places: places.collect() })
}
