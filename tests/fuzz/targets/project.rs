//! A project in memory, read as the program reads one from disk.

use std::path::Path;

use jiff::civil::Date;
use roadcast::audience::{Client, Engineering, Sales};
use roadcast::config;
use roadcast::diagnostic::{self, Diagnostic, Readers, Sources};
use roadcast::vault::{self, Projected, SourceFile, SourceFiles, TwinDifference, Vault};

/// The settings of a project that has nothing of note.
pub const SETTINGS: &[u8] = b"product: Acme\n";

/// The day for which every project is opened.
const AS_OF: Date = jiff::civil::date(2026, 11, 22);

/// There is no such folder, so no image is ever found.
const NOWHERE: &str = "/nonexistent/roadcast";

/// Mistakes that are printed; all would make the target slow.
const PRINTED: usize = 20;

/// Opens a project and hands it over, or returns the mistakes.
///
/// Holds of every project: it opens or there are mistakes; every mistake can be printed; its
/// editions are equal to those of the erased twin.
pub fn open<R>(
    settings: &[u8],
    files: &[(&str, &[u8])],
    run: impl FnOnce(&Vault<'_>, &Sources) -> R,
) -> Result<R, Vec<Diagnostic>> {
    let mut sources = Sources::default();
    let mut mistakes = Vec::new();
    let settings =
        vault::add_text(config::FILE_NAME, settings.to_vec(), &mut sources, &mut mistakes)
            .and_then(|file| config::read(file, &sources, &mut mistakes));
    let mut found = SourceFiles::default();
    for (path, bytes) in files {
        let path = (*path).to_owned();
        match vault::add_text(&path, bytes.to_vec(), &mut sources, &mut mistakes) {
            Some(file) => found.readable.push(SourceFile { file, path }),
            None => found.unreadable.push(path),
        }
    }
    let result = settings.as_ref().and_then(|settings| {
        let project = Path::new(NOWHERE);
        let vault = Vault::open(project, settings, AS_OF, &found, &sources, &mut mistakes)?;
        check_twins(&vault);
        Some(run(&vault, &sources))
    });
    print(&mut mistakes, &sources);
    assert!(result.is_some() || !mistakes.is_empty(), "a project is refused without a reason");
    result.ok_or(mistakes)
}

fn check_twins(vault: &Vault<'_>) {
    check_twin::<Client>(vault);
    check_twin::<Sales>(vault);
    // Engineering reads everything, so there is nothing to compare: it must be made, no more.
    vault.edition::<Engineering>();
}

fn check_twin<A: Projected>(vault: &Vault<'_>) {
    match vault.compare_twin(&vault.edition::<A>()) {
        Ok(()) | Err(TwinDifference::Doubt { .. }) => {}
        Err(TwinDifference::Influence { place, .. }) => {
            panic!("the {} edition knows what is hidden, at {place}", A::AUDIENCE);
        }
    }
}

fn print(mistakes: &mut Vec<Diagnostic>, sources: &Sources) {
    diagnostic::sort(mistakes, sources);
    mistakes.truncate(PRINTED);
    for mistake in &*mistakes {
        assert!(!mistake.message.is_empty() && !mistake.code.is_empty(), "{mistake:?}");
    }
    for readers in [Readers::Authors, Readers::Anybody] {
        diagnostic::print_human(mistakes, sources, readers);
        diagnostic::to_json(mistakes, sources, readers);
    }
}
