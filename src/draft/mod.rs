//! New files for authors: a first project, entries to fill in, and what other tools exported.
//!
//! Nothing here overwrites a file, follows a symbolic link, or reads a clock; but for allowed terms,
//! which are added to the settings.

mod entry;
mod files;
mod import;
mod place;
mod scalar;
mod share;
mod starter;
mod terms;

pub use entry::{EntryDraft, theme};
pub use files::{
    CreateError, NewSource, create, create_private, is_occupied, replace, survey, within,
};
pub use import::{
    Exchange, Imported, ImportedEntry, Mapping, Origin as ImportOrigin, Part, Table, import,
    read_csv, read_issues,
};
pub use place::{Kind, place};
pub use scalar::is_printable;
pub use share::{ApprovalLine, ShareDraft, approved, generations, list, with_key};
pub use starter::starter;
pub use terms::{NewTerm, add_terms};
