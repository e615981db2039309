//! The program as its users meet it: whole projects in, whole outputs and sites out.
//!
//! Beside these, what holds the program in shape: programs that must not compile, and rules
//! about the code itself.

mod addresses;
mod again;
mod alarms;
mod allow;
mod allow_terminal;
mod architecture;
mod builds;
mod canaries;
mod digest;
mod docs;
mod errors;
mod explain;
mod figures;
mod formats;
mod fuzz;
#[path = "../fuzz/targets/mod.rs"]
mod fuzz_targets;
mod hostile;
mod hygiene;
mod leaks;
mod ledger;
mod markdown;
mod messages;
mod mistakes_once;
mod names;
mod other_names;
mod parts;
mod previews;
mod public;
mod publish;
mod refused;
mod sample;
mod schema;
mod serve;
mod shares;
mod snapshots;
mod support;
mod types;
mod unseen;
mod verify;
mod visibility;
mod writing;
