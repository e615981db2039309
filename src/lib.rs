//! Roadcast: one Markdown roadmap, three sites.
//!
//! The pipeline, in order; each step is a verb with a room of its own, and imports point only
//! from later rooms to earlier ones:
//!
//! ```text
//! roadcast.yaml ──config──▶ Settings
//! content/*.md  ──vault: load, parse, validate──▶ Vault          (the only full text)
//! Vault         ──vault: policy, project──▶ Edition<A> + Withheld (one per audience)
//! Edition<A>    ──render──▶ Site<A>                               (in memory)
//! Site<A>       ──audit: twin, scan, manifest──▶ AuditedSite
//! AuditedSite   ──write──▶ dist/<audience>/                       (swapped in whole)
//! AuditedSite   ──write, publish──▶ a folder or an object store   (file by file)
//! ```
//!
//! A share goes the same way to a page for each recipient, with an edition, an eraser, a scan and a
//! manifest of its own; [`share`] seals what was audited.
//!
//! `verify` ends it another way: [`audit::verify`] compares a copy on disk with the audited site.
//! So does [`serve`], which shows audited sites in the browser while [`watch`] looks for changes.
//! Beside it, [`draft`] makes new source files: a first project, entries, imports.
//! Beside the pages, [`ledger`] takes of an edition what its readers can read, to compare it with
//! another one, to keep it, and to tell from what was kept how it came to be so.
//! `explain` leaves it early: [`vault::explain`] answers questions, also about a project with
//! mistakes, and makes no edition that could be rendered. [`schema`] stands beside it.
//!
//! # The guarantee
//!
//! With `E` erasing from the raw source all that a label hides: if `E(S) = E(S′)`, then the
//! client sites of `S` and `S′` are the same paths and bytes, or the build fails and writes
//! nothing. The declared exceptions are the four functions of [`vault::declassify`].
//!
//! Four layers hold it, each by itself:
//! - **types**: [`Edition`](vault::Edition), [`Site`](render::Site) and
//!   [`AuditedSite`](audit::AuditedSite) have private fields and one maker each; a
//!   [`Labeled`](vault::Labeled) value becomes a [`Cleared`](vault::Cleared) one only for
//!   audiences that may read it, or the program does not compile;
//! - **twin**: every build projects `E(S)` too and compares;
//! - **scan**: every emitted byte and file name is searched for what is withheld;
//! - **manifest**: every file has a reason to be there.
//!
//! # Invariants
//!
//! - Only the vault holds full text. Rendering sees an edition, its history and templates: no file
//!   system, clock, environment or entry.
//! - The date is an argument. Nothing below [`command`] reads a clock or the environment.
//! - Mistakes of users are [`Diagnostic`](diagnostic::Diagnostic)s, collected and printed
//!   together. Broken invariants panic with `expect("why it holds")`.
//! - Nothing that is iterated into output is a `HashMap`.

pub mod accent;
pub mod assets;
pub mod audience;
pub mod audit;
pub mod cli;
pub mod command;
pub mod comment;
pub mod config;
pub mod conflict;
pub mod dates;
pub mod diagnostic;
pub mod draft;
pub mod format;
pub mod kept;
pub mod ledger;
pub mod media_type;
pub mod publish;
pub mod read;
pub mod render;
pub mod scan;
pub mod schema;
pub mod serve;
pub mod share;
pub mod site_theme;
pub mod vault;
pub mod watch;
pub mod write;
pub mod yaml;
