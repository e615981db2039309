//! What is written cannot be put together from files.

use roadcast::write::Publication;

pub fn by_hand<'a>(files: Vec<(&'a str, &'a [u8])>) -> Publication<'a> {
    Publication { folder: "client", files, manifest: b"{}" }
    //~^ E0451: fields `folder`, `files` and `manifest` of struct `Publication` are private
}

fn main() {}
