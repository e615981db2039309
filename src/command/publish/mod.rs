//! `roadcast publish`: from a project to the address that sales sends.

mod door;
mod gone;
mod moved;
mod overdue;
mod place;
mod record;
mod record_shares;
mod shares;
mod site;
mod stranger;
mod work;

pub use moved::moved;
pub use overdue::overdue;

use crate::cli::{PublishArguments, ToPublish};
use crate::diagnostic::Sources;
use crate::publish::PublishError;

use super::Exit;
use super::ending::end;
use super::pipeline::Failure;
use super::readers::Streams;

/// Publishes a site or the shares, or records what was published by hand.
pub fn run(arguments: &PublishArguments, streams: Streams) -> Exit {
    let mut sources = Sources::default();
    let outcome = match (arguments.what, arguments.audience) {
        (Some(ToPublish::Site(audience)), _) => {
            site::publish(arguments, audience, streams, &mut sources)
        }
        (Some(ToPublish::Shares), _) => shares::publish(arguments, streams, &mut sources),
        (None, Some(audience)) => record::record(arguments, audience, &mut sources),
        (None, None) if arguments.shares => record_shares::record(arguments, &mut sources),
        (None, None) => {
            let message = "say what you have published: `--audience AUDIENCE` or `--shares`";
            Err(Failure::Machine(message.into()))
        }
    };
    end(outcome, &sources, streams.stderr)
}

impl From<PublishError> for Failure {
    fn from(error: PublishError) -> Failure {
        Failure::Machine(error.message())
    }
}
