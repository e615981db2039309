//! Letters are written once they are audited.

use std::path::Path;

use roadcast::render::digest::WrittenLetter;
use roadcast::write::write_letters;

pub fn write(letter: &WrittenLetter) {
    let _ = write_letters(Path::new("letters"), &[letter]);
    //~^ E0308: mismatched types: expected `&AuditedLetter`, found `&WrittenLetter`
}

fn main() {}
