//! Only words of the program itself are a message as they are, and they live as long as it does.

use roadcast::diagnostic::Diagnostic;

pub fn complain(title: &str) -> Diagnostic {
    Diagnostic::unplaced("bad-name", title)
    //~^ E0521: borrowed data escapes outside of function: `title` escapes the function body here
}

fn main() {}
