//! A text that was put together elsewhere is no message: it may hold what clients may not read.

use roadcast::diagnostic::Diagnostic;

pub fn complain(title: String) -> Diagnostic {
    Diagnostic::unplaced("bad-name", title)
    //~^ E0277: the trait bound `Message: std::convert::From<String>` is not satisfied
}

fn main() {}
