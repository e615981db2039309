//! The rooms of the pipeline: imports point one way, and only one room touches the world.

use super::code::shipped_code;
use super::{found, rust_files};

/// Each room with the rooms that it may import, lowest first.
const ROOMS: [(&str, &[&str]); 28] = [
    ("accent", &[]),
    ("audience", &[]),
    ("dates", &[]),
    ("format", &["audience"]),
    ("diagnostic", &["format"]),
    ("kept", &[]),
    ("media_type", &[]),
    ("assets", &["diagnostic"]),
    ("scan", &[]),
    ("comment", &["diagnostic"]),
    ("conflict", &["diagnostic"]),
    ("read", &["diagnostic"]),
    ("yaml", &["diagnostic"]),
    ("config", &["audience", "comment", "conflict", "dates", "diagnostic", "yaml"]),
    ("site_theme", &["audience", "config", "conflict", "diagnostic", "read"]),
    (
        "vault",
        &[
            "accent",
            "assets",
            "audience",
            "comment",
            "config",
            "conflict",
            "dates",
            "diagnostic",
            "kept",
            "read",
            "scan",
            "yaml",
        ],
    ),
    ("schema", &["audience", "config", "format", "vault", "yaml"]),
    ("ledger", &["audience", "diagnostic", "read", "vault", "yaml"]),
    (
        "render",
        &["accent", "audience", "dates", "diagnostic", "kept", "ledger", "site_theme", "vault"],
    ),
    ("audit", &["audience", "diagnostic", "render", "scan", "site_theme", "vault"]),
    ("share", &["audit", "config", "render", "vault", "yaml"]),
    ("write", &["audit", "ledger", "share"]),
    ("publish", &["audit", "diagnostic", "media_type", "write"]),
    ("watch", &["audience", "config", "ledger", "read", "site_theme", "vault"]),
    ("serve", &["audience", "audit", "ledger", "media_type", "vault"]),
    ("draft", &["audience", "config", "dates", "diagnostic", "read", "vault", "yaml"]),
    ("cli", &["audience", "dates", "ledger", "vault", "yaml"]),
    (
        "command",
        &[
            "accent",
            "audience",
            "audit",
            "cli",
            "config",
            "dates",
            "diagnostic",
            "draft",
            "ledger",
            "publish",
            "read",
            "render",
            "schema",
            "serve",
            "share",
            "site_theme",
            "vault",
            "watch",
            "write",
            "yaml",
        ],
    ),
];

/// Files that belong to no room.
const ROOMLESS: [&str; 3] = ["src/lib.rs", "src/main.rs", "src/build_script.rs"];

/// Words that read the clock or the environment, or print. Only the commands may.
const WORLD: [&str; 9] = [
    "std::env",
    "std::time",
    "SystemTime",
    "Instant",
    "Zoned::now",
    "Timestamp::now",
    "println!",
    "print!(",
    "process::exit",
];

/// Files outside `write` that open files.
const READERS: [&str; 5] = [
    "src/audit/copy.rs",
    "src/draft/files.rs",
    "src/publish/folder.rs",
    "src/read.rs",
    "src/site_theme.rs",
];

/// The file that starts other programs: those must not get the secret of shares.
const STARTER: &str = "src/command/program.rs";

/// Files that label values: those that parse, and the declared exceptions.
const LABELERS: [&str; 4] = [
    "src/vault/declassify.rs",
    "src/vault/front_matter.rs",
    "src/vault/parse.rs",
    "src/vault/share/read.rs",
];

/// Files of `render` that may use a `HashMap`, because no output depends on its order.
const HASH_MAPS: [&str; 2] = ["src/render/fingerprint.rs", "src/render/templates.rs"];

/// The room of a file.
fn room(path: &str) -> Option<&str> {
    let path = path.strip_prefix("src/").filter(|_| !ROOMLESS.contains(&path))?;
    path.split('/').next().map(|room| room.trim_end_matches(".rs"))
}

fn is_test(path: &str) -> bool {
    path.contains("/tests/") || path.ends_with("/tests.rs")
}

/// Imports that point the wrong way.
fn imports(path: &str, text: &str) -> Vec<String> {
    let Some(room) = room(path).filter(|_| !is_test(path)) else { return Vec::new() };
    let Some((_, allowed)) = ROOMS.iter().find(|(name, _)| *name == room) else {
        return vec![format!("`{room}` is no room")];
    };
    let code = shipped_code(text);
    let mut wrong = Vec::new();
    for named in crate_paths(path, &code) {
        if named.is_empty() {
            wrong.push("`crate::{…}` hides which room is imported".to_owned());
        } else if named != room && !allowed.contains(&named) {
            wrong.push(format!("`{room}` may not import `{named}`"));
        }
    }
    wrong
}

/// The first name of every path that starts at the root of the crate.
fn crate_paths<'a>(path: &str, code: &'a str) -> Vec<&'a str> {
    let name = |rest: &'a str| {
        let end = rest.find(|c: char| !c.is_alphanumeric() && c != '_');
        &rest[..end.unwrap_or(rest.len())]
    };
    let mut names: Vec<_> = code.split("crate::").skip(1).map(name).collect();
    // `super` leads to the root from as deep as the file lies.
    let module = path.trim_end_matches(".rs").trim_end_matches("/mod");
    let to_root = "super::".repeat(module.matches('/').count());
    let from_root =
        code.match_indices(&to_root).filter(|(at, _)| !code[..*at].ends_with("super::"));
    let from_root = from_root.map(|(at, _)| name(&code[at + to_root.len()..]));
    names.extend(from_root.filter(|name| ROOMS.iter().any(|(room, _)| room == name)));
    names
}

/// What only the eraser must not use: anything of the vault, in which the projection lives.
fn eraser_imports(path: &str, text: &str) -> Vec<String> {
    let Some(inside) = path.strip_prefix("src/vault/erase/").filter(|_| !is_test(path)) else {
        return Vec::new();
    };
    let code = shipped_code(text).replace("pub(in crate::vault", "");
    let mut wrong: Vec<_> = crate_paths(path, &code)
        .into_iter()
        .filter(|named| *named != "audience")
        .map(|named| format!("the eraser may not import `{named}`"))
        .collect();
    let module = inside.trim_end_matches("mod.rs").trim_end_matches(".rs");
    let depth = module.split('/').filter(|part| !part.is_empty()).count();
    let out = "super::".repeat(depth + 1);
    if code.contains(&out) {
        wrong.push("the eraser may not import what is around it".to_owned());
    }
    wrong
}

/// Uses of the world, of labels and of hash maps in files that may not.
fn reserved_words(path: &str, text: &str) -> Vec<String> {
    let Some(room) = room(path).filter(|_| !is_test(path)) else { return Vec::new() };
    let code = shipped_code(text);
    let mut wrong = Vec::new();
    let mut refuse = |words: &[&str], why: &str| {
        let used = words.iter().filter(|word| code.contains(**word));
        wrong.extend(used.map(|word| format!("`{word}`: {why}")));
    };
    if room != "command" {
        refuse(&WORLD, "only commands touch the world");
    }
    if path != STARTER {
        refuse(&["Command::new", "open::that", "open::with"], "one file starts programs");
    }
    if room != "write" && !READERS.contains(&path) {
        refuse(&["std::fs", "fs::", "File::"], "only loaders and `write` open files");
    }
    if !LABELERS.contains(&path) && path != "src/vault/label.rs" {
        refuse(&["Labeled::new"], "only the parser and the declared exceptions label values");
    }
    if room == "render" && !HASH_MAPS.contains(&path) {
        refuse(&["HashMap", "HashSet"], "output may not depend on the order of a hash map");
    }
    wrong
}

#[test]
fn imports_point_one_way() {
    for (at, (room, allowed)) in ROOMS.iter().enumerate() {
        for other in *allowed {
            assert!(ROOMS[..at].iter().any(|(lower, _)| lower == other), "{room} imports {other}");
        }
    }
    assert_eq!(found(&rust_files("src"), imports), [""; 0]);
}

#[test]
fn the_eraser_shares_nothing_with_the_projection() {
    assert_eq!(found(&rust_files("src"), eraser_imports), [""; 0]);
}

#[test]
fn only_those_who_may_touch_files_clocks_labels_and_hash_maps() {
    assert_eq!(found(&rust_files("src"), reserved_words), [""; 0]);
}

#[test]
fn the_exceptions_are_needed() {
    let files = rust_files("src");
    let uses = |path: &&&str, word: &str| {
        files.iter().any(|(other, text)| other == **path && shipped_code(text).contains(word))
    };
    let idle = |paths: &'static [&str], word: &str| -> Vec<&&str> {
        paths.iter().filter(|path| !uses(path, word)).collect()
    };
    assert_eq!(idle(&READERS, "fs::"), [&""; 0]);
    assert_eq!(idle(&[STARTER], "Command::new"), [&""; 0]);
    assert_eq!(idle(&LABELERS, "Labeled::new"), [&""; 0]);
    assert_eq!(idle(&HASH_MAPS, "HashMap"), [&""; 0]);
}

#[test]
fn planted_imports_are_found() {
    for (path, text, expected) in [
        ("src/vault/load.rs", "use crate::render::Site;", "`vault` may not import `render`"),
        (
            "src/render/mod.rs",
            "fn f() { crate::write::publish() }",
            "`render` may not import `write`",
        ),
        ("src/scan/mod.rs", "use super::audience::Audience;", "`scan` may not import `audience`"),
        ("src/yaml/node.rs", "use super::super::vault;", "`yaml` may not import `vault`"),
        ("src/util.rs", "", "`util` is no room"),
        (
            "src/vault/a.rs",
            "use crate::{render::A, b};",
            "`crate::{…}` hides which room is imported",
        ),
    ] {
        assert_eq!(imports(path, text), [expected], "{text}");
    }
    for (path, text) in [
        ("src/vault/load.rs", "// use crate::render::Site;\nuse crate::diagnostic::Span;"),
        ("src/vault/load.rs", "#[cfg(test)]\nmod tests { use crate::render::Site; }"),
        ("src/vault/erase/mod.rs", "use super::yaml;"),
        ("src/vault/load.rs", "\"crate::render\""),
    ] {
        assert_eq!(imports(path, text), [""; 0], "{text}");
    }
}

#[test]
fn planted_imports_of_the_eraser_are_found() {
    for (path, text) in [
        ("src/vault/erase/mod.rs", "use crate::vault::policy;"),
        ("src/vault/erase/mod.rs", "use crate::yaml;"),
        ("src/vault/erase/mod.rs", "use super::policy;"),
        ("src/vault/erase/labels.rs", "use super::super::policy;"),
    ] {
        assert_eq!(eraser_imports(path, text).len(), 1, "{path}: {text}");
    }
    let own = "use super::error;\nuse crate::audience::Audience;\npub(in crate::vault) fn f() {}";
    assert_eq!(eraser_imports("src/vault/erase/labels.rs", own), [""; 0]);
}

#[test]
fn planted_reserved_words_are_found() {
    for (path, text) in [
        ("src/render/mod.rs", "let now = std::time::Instant::now();"),
        ("src/vault/mod.rs", "let day = jiff::Zoned::now();"),
        ("src/config.rs", "std::env::var(\"HOME\")"),
        ("src/audit/mod.rs", "println!(\"\")"),
        ("src/render/mod.rs", "std::fs::read(path)"),
        ("src/vault/parse.rs", "fs::read(path)"),
        ("src/command/pipeline.rs", "fs::read(path)"),
        ("src/command/git.rs", "std::process::Command::new(\"git\")"),
        ("src/command/serve.rs", "open::that_detached(address)"),
        ("src/vault/project/client.rs", "Labeled::new(value)"),
        ("src/render/json.rs", "use std::collections::HashMap;"),
    ] {
        assert!(!reserved_words(path, text).is_empty(), "{path}: {text}");
    }
    for (path, text) in [
        ("src/command/pipeline.rs", "let now = std::time::Instant::now(); println!(\"\");"),
        ("src/read.rs", "fs::read(path)"),
        ("src/vault/declassify.rs", "Labeled::new(value)"),
        ("src/vault/mod.rs", "use std::collections::HashMap;"),
    ] {
        assert_eq!(reserved_words(path, text), [""; 0], "{path}: {text}");
    }
}
