//! Copies of the program with defects in them.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use super::catalogue::{self, Defect, Edit};

/// Says in the copy whether a defect is on. It is asked in the innermost loops.
const SWITCHES: &str = r#"
#[doc(hidden)]
#[allow(missing_docs)]
#[inline]
pub fn seeded(number: usize) -> bool {
    static ON: std::sync::LazyLock<[bool; COUNT]> = std::sync::LazyLock::new(|| {
        let names = std::env::var("ROADCAST_DEFECTS").unwrap_or_default();
        let names: Vec<&str> = names.split(',').collect();
        NAMES.map(|name| names.contains(&name))
    });
    ON[number]
}
"#;

/// What the copy is called, so that its program never takes the place of the real one.
pub const NAME: &str = "roadcast-with-defects";

/// A copy with every defect behind a switch.
pub fn with_switches() -> PathBuf {
    let mut defects = catalogue::defects();
    defects.extend(catalogue::layers());
    let mut files = sources();
    let names: Vec<&str> = defects.iter().map(|defect| defect.name.as_str()).collect();
    let number = |defect: &Defect| names.iter().position(|name| *name == defect.name);
    for (path, text) in &mut files {
        *text = with_edits(path, text, &defects, |defect| {
            format!("crate::seeded({})", number(defect).expect("it is one of them"))
        });
    }
    require_all_used(&defects, &files);
    let library = files.get_mut("src/lib.rs").expect("the program has a library");
    let count = names.len();
    *library += &SWITCHES.replace("COUNT", &count.to_string());
    *library += &format!("const NAMES: [&str; {count}] = {names:?};\n");
    let support = files.get_mut("tests/suite/support.rs").expect("the suite has its support");
    // The suite runs the program without an environment, and expects its name in messages.
    *support = support.replace(
        ".env_clear()",
        ".env_clear().env(\"ROADCAST_DEFECTS\", std::env::var_os(\"ROADCAST_DEFECTS\").unwrap_or_default())\
         .arg0(\"roadcast\")",
    );
    support.push_str("\nuse std::os::unix::process::CommandExt as _;\n");
    write("switches", files)
}

/// A copy with these defects always on. Each names itself where it says `$on`.
pub fn with(name: &str, defects: &[Defect]) -> PathBuf {
    let mut files = sources();
    for (path, text) in &mut files {
        *text = with_edits(path, text, defects, |defect| defect.name.clone());
    }
    require_all_used(defects, &files);
    write(name, files)
}

/// Everything that belongs to the program and its tests, by path. What is no text is left out.
fn sources() -> BTreeMap<String, String> {
    files()
        .into_iter()
        .filter_map(|(path, bytes)| Some((path, String::from_utf8(bytes).ok()?)))
        .collect()
}

fn files() -> BTreeMap<String, Vec<u8>> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut files = BTreeMap::new();
    for entry in walkdir::WalkDir::new(root).into_iter().filter_entry(is_of_the_program) {
        let entry = entry.expect("the program's files can be read");
        if entry.file_type().is_file() {
            let path = entry.path().strip_prefix(root).expect("it lies in the root");
            let bytes = fs::read(entry.path()).expect("the program's files can be read");
            files.insert(path.to_string_lossy().replace('\\', "/"), bytes);
        }
    }
    files
}

fn is_of_the_program(entry: &walkdir::DirEntry) -> bool {
    let name = entry.file_name().to_string_lossy();
    let is_made = matches!(&*name, "target" | "dist" | "node_modules" | "browser");
    entry.depth() == 0 || !(name.starts_with('.') || is_made)
}

/// A file with the edits of all defects. Several may stand at the same place.
fn with_edits(
    path: &str,
    text: &str,
    defects: &[Defect],
    switch: impl Fn(&Defect) -> String,
) -> String {
    let mut places = BTreeMap::<(usize, usize), String>::new();
    for defect in defects {
        for edit in defect.edits.iter().filter(|edit| edit.file == path) {
            let found: Vec<_> = text.match_indices(&edit.find).map(|(at, _)| at).collect();
            let [start] = found[..] else {
                panic!("{}: {:?} stands {} times in {path}", defect.name, edit.find, found.len());
            };
            let range = (start, start + edit.find.len());
            let is_first = !places.contains_key(&range);
            assert!(is_first || edit.keeps_the_rest(), "{} undoes another defect", defect.name);
            let place = places.entry(range).or_insert_with(|| edit.find.clone());
            *place = edited(edit, place, &switch(defect));
        }
    }
    let mut out = String::new();
    let mut end = 0;
    for ((start, stop), code) in places {
        assert!(start >= end, "two defects overlap at byte {start} of {path}");
        out += &text[end..start];
        out += &code;
        end = stop;
    }
    out + &text[end..]
}

fn edited(edit: &Edit, found: &str, on: &str) -> String {
    let code = &edit.replace;
    if code.contains("$on") || code.contains("$found") {
        return code.replace("$found", found).replace("$on", on);
    }
    format!("(if {on} {{ {code} }} else {{ {found} }})")
}

fn require_all_used(defects: &[Defect], files: &BTreeMap<String, String>) {
    for edit in defects.iter().flat_map(|defect| &defect.edits) {
        assert!(files.contains_key(&edit.file), "there is no file {}", edit.file);
    }
}

/// Writes what differs, so that what did not change is not compiled again.
fn write(name: &str, texts: BTreeMap<String, String>) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("defects").join(name);
    let mut all = files();
    all.extend(texts.into_iter().map(|(path, text)| {
        let text = renamed(&path, text);
        (path, text.into_bytes())
    }));
    remove_others(&folder, &all);
    for (path, bytes) in all {
        let path = folder.join(path);
        if fs::read(&path).is_ok_and(|old| old == bytes) {
            continue;
        }
        fs::create_dir_all(path.parent().expect("it lies in the folder")).expect("it is ours");
        fs::write(path, bytes).expect("it is ours");
    }
    folder
}

/// Removes what an earlier copy had and this one has not.
fn remove_others(folder: &Path, files: &BTreeMap<String, Vec<u8>>) {
    for entry in walkdir::WalkDir::new(folder).into_iter().filter_map(Result::ok) {
        let path = entry.path().strip_prefix(folder).expect("it lies in the folder");
        let path = path.to_string_lossy().replace('\\', "/");
        if entry.file_type().is_file() && !files.contains_key(&path) {
            fs::remove_file(entry.path()).expect("it is ours");
        }
    }
}

fn renamed(path: &str, text: String) -> String {
    let mut text = match path {
        "Cargo.toml" | "Cargo.lock" => {
            text.replace("name = \"roadcast\"", &format!("name = \"{NAME}\""))
        }
        _ if path.starts_with("tests/") => {
            text.replace("CARGO_BIN_EXE_roadcast", &format!("CARGO_BIN_EXE_{NAME}"))
        }
        _ => text,
    };
    if path == "Cargo.toml" {
        text.push_str("\n[lib]\nname = \"roadcast\"\n\n[workspace]\n");
    }
    text
}
