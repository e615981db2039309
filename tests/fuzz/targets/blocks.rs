//! A body with block markers anywhere: the splitter and the eraser must agree what is shown.

use super::project::{SETTINGS, open};

const FRONT: &str = "---\ntitle: A\nstage: planned\nvisibility: client\n---\n";

/// Pages that the body may link to: one that clients see, and one that they do not.
const OTHERS: [(&str, &[u8]); 2] = [
    ("content/b.md", b"---\ntitle: B\nstage: beta\nvisibility: client\n---\n"),
    ("content/c.md", b"---\ntitle: C\nstage: beta\nvisibility: sales\n---\n"),
];

/// That they agree is asserted for every project that opens.
pub fn run(bytes: &[u8]) {
    let entry = [FRONT.as_bytes(), bytes].concat();
    let _ = open(SETTINGS, &[("content/a.md", &entry), OTHERS[0], OTHERS[1]], |_, _| ());
}
