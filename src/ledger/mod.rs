//! The ledger: what each audience could read, from publication to publication; and what differs
//! between two editions.
//!
//! A [`Snapshot`] is an edition in the form in which it is kept and compared. It is taken from an
//! [`Edition`](crate::vault::Edition), of values that are cleared for its audience, and from
//! nothing else. So whatever this room says of one audience, that audience may read.

mod changes;
mod history;
mod kept;
mod line;
mod plain;
mod record;
mod seen;
mod snapshot;
mod take;

pub use changes::{Change, Changes, Detail, Event, Kind, Piece, Subject, compare};
pub use history::{Happening, History, Slips, Step};
pub use line::{Line, LineFault, Readers};
pub use plain::plain;
pub use record::{Addition, FOLDER, Ledger, Published, files};
pub use seen::{Sighting, Story, all_readers, stories};
pub use snapshot::{Document, SiteWords, Snapshot, Span, Text, Word};
pub use take::{Recorded, shared_path};
