//! The limits of the style sheet.

use super::code::{block_end, code};
use super::{found, rust_files};

/// Columns of a line of code. The insides of strings do not count: they cannot be broken.
const MAX_COLUMNS: usize = 100;
/// Lines of a function's body.
const MAX_FUNCTION: usize = 60;
/// Lines of a file.
const MAX_FILE: usize = 400;

/// Longer files, each with its reason.
const LONG_FILES: [(&str, &str); 0] = [];

/// Longer functions, each with its reason.
const LONG_FUNCTIONS: [(&str, &str, &str); 1] =
    [("src/assets/error.rs", "fmt", "one message for each variant")];

const BANNED: [&str; 9] = [
    "todo!",
    "unimplemented!",
    "dbg!",
    "#[ignore",
    "unsafe ",
    "static mut ",
    "process::exit",
    "thread::sleep",
    "#![allow",
];

fn long_lines(_: &str, text: &str) -> Vec<String> {
    let code = code(text);
    let long = code.lines().enumerate().filter(|(_, line)| line.chars().count() > MAX_COLUMNS);
    long.map(|(at, line)| format!("line {} has {} columns", at + 1, line.chars().count())).collect()
}

fn long_functions(path: &str, text: &str) -> Vec<String> {
    let code = code(text);
    let mut long = Vec::new();
    for (at, _) in code.match_indices("fn ") {
        let is_word = !code[..at].ends_with(|c: char| c.is_alphanumeric() || c == '_');
        let name: String =
            code[at + 3..].chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
        let Some(open) = body(&code, at).filter(|_| is_word && !name.is_empty()) else { continue };
        let body = &code[open..block_end(&code, open)];
        let lines = body.matches('\n').count().saturating_sub(1);
        let is_listed = LONG_FUNCTIONS
            .iter()
            .any(|(file, listed, _)| (*file, *listed) == (path, name.as_str()));
        if lines > MAX_FUNCTION && !is_listed {
            long.push(format!("`{name}` has {lines} lines"));
        }
    }
    long
}

/// Where the body of the function that is declared at `at` opens; none if it has no body.
fn body(code: &str, at: usize) -> Option<usize> {
    let mut depth = 0;
    for (offset, c) in code[at..].char_indices() {
        match c {
            '(' | '[' => depth += 1,
            ')' | ']' => depth -= 1,
            '{' if depth == 0 => return Some(at + offset),
            ';' if depth == 0 => return None,
            _ => {}
        }
    }
    None
}

fn long_files(path: &str, text: &str) -> Vec<String> {
    let lines = text.lines().count();
    let is_listed = LONG_FILES.iter().any(|(listed, _)| *listed == path);
    if lines > MAX_FILE && !is_listed { vec![format!("{lines} lines")] } else { Vec::new() }
}

fn banned_words(_: &str, text: &str) -> Vec<String> {
    let code = code(text);
    let mut words: Vec<_> = BANNED
        .iter()
        .filter(|word| code.contains(**word))
        .map(|word| format!("`{word}`"))
        .collect();
    // A prelude is made to be imported whole, as clippy has it.
    let globs =
        code.split(';').filter(|item| item.ends_with("::*") && !item.ends_with("prelude::*"));
    words.extend(globs.map(|_| "a glob import".to_owned()));
    words
}

fn all_files() -> Vec<(String, String)> {
    let tests = ["suite", "pairs", "defects", "crashes", "fuzz", "compile_fail"];
    let folders = tests.map(|folder| format!("tests/{folder}"));
    let folders = std::iter::once("src").chain(folders.iter().map(String::as_str));
    folders.flat_map(rust_files).collect()
}

#[test]
fn lines_fit_into_100_columns() {
    assert_eq!(found(&all_files(), long_lines), [""; 0]);
}

#[test]
fn functions_fit_a_screen() {
    assert_eq!(found(&rust_files("src"), long_functions), [""; 0]);
}

#[test]
fn files_fit_one_sitting() {
    let files = all_files();
    assert_eq!(found(&files, long_files), [""; 0]);
    for (listed, _) in LONG_FILES {
        let file = files.iter().find(|(path, _)| path == listed);
        assert!(file.is_some_and(|(_, text)| text.lines().count() > MAX_FILE), "{listed} is short");
    }
}

#[test]
fn banned_words_are_not_used() {
    assert_eq!(found(&all_files(), banned_words), [""; 0]);
}

#[test]
fn every_file_says_first_what_it_is_for() {
    let silent = |_: &str, text: &str| {
        let lines = if text.starts_with("//! ") { None } else { Some("no `//!` line".to_owned()) };
        lines.into_iter().collect()
    };
    assert_eq!(found(&all_files(), silent), [""; 0]);
}

#[test]
fn planted_untidiness_is_found() {
    let long_line = format!("let x = {};", "y + ".repeat(30));
    assert_eq!(long_lines("", &long_line).len(), 1);
    assert_eq!(long_lines("", &format!("f(\"{}\");", "y".repeat(200))), [""; 0]);
    let function = |lines| {
        format!("fn f<T>(a: [u8; 2])\nwhere\n    T: A,\n{{\n{}}}\n", "    g();\n".repeat(lines))
    };
    assert_eq!(long_functions("", &function(61)), ["`f` has 61 lines"]);
    assert_eq!(long_functions("", &function(60)), [""; 0]);
    assert_eq!(long_files("src/a.rs", &"a\n".repeat(401)), ["401 lines"]);
    assert_eq!(long_files("src/a.rs", &"a\n".repeat(400)), [""; 0]);
    for planted in [
        "todo!()",
        "dbg!(a)",
        "unimplemented!()",
        "#[ignore]\nfn f() {}",
        "#[ignore = \"slow\"]",
        "unsafe { f() }",
        "std::process::exit(1)",
        "use super::*;",
        "use a::b::*;\nuse c::d;",
    ] {
        assert_eq!(banned_words("", planted).len(), 1, "{planted}");
    }
    for fine in ["// todo!()", "\"unsafe \"", "use rayon::prelude::*;", "a * b;", "unsafe_code"] {
        assert_eq!(banned_words("", fine), [""; 0], "{fine}");
    }
}
