//! Writes a made-up project: `cargo bench --bench generate -- ENTRIES FOLDER`.

mod project;

use std::process::ExitCode;

fn main() -> ExitCode {
    let arguments: Vec<_> = std::env::args().skip(1).filter(|word| word != "--bench").collect();
    let [entries, folder] = arguments.as_slice() else {
        eprintln!("usage: cargo bench --bench generate -- ENTRIES FOLDER");
        return ExitCode::from(2);
    };
    let Ok(entries) = entries.parse() else {
        eprintln!("`{entries}` is not a number of entries");
        return ExitCode::from(2);
    };
    match project::write(folder.as_ref(), entries, 1) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{folder}: {error}");
            ExitCode::FAILURE
        }
    }
}
