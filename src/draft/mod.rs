//! New files for authors: a first project, entries to fill in, and what other tools exported.
//!
//! Nothing here overwrites a file, follows a symbolic link, or reads a clock.

mod files;
mod starter;

pub use files::{CreateError, NewSource, create, is_occupied, survey, within};
pub use starter::starter;
