//! `roadcast share link`: the links, on stdout and nowhere else.

use crate::cli::ShareLinkArguments;
use crate::diagnostic::{Sources, message};
use crate::share;
use crate::vault::share::ShareState;

use super::super::Exit;
use super::super::ending::say;
use super::super::pipeline::Failure;
use super::super::shares;
use super::with_scene;

/// Prints a line for each recipient: name, tabulator, link.
pub fn run(arguments: &ShareLinkArguments, sources: &mut Sources) -> Result<Exit, Failure> {
    with_scene(&arguments.place, sources, |scene| {
        let share = scene.share(&arguments.share)?;
        scene.refuse(|_| false)?;
        let state = scene.vault.state_of(share);
        if state != ShareState::Active {
            let message =
                message!("this share is not published, so it has no links: {}", state.word());
            return Err(Failure::Machine(message));
        }
        let named = arguments.share_secret_file.as_deref();
        let secret = shares::needed_secret(scene.settings, scene.project, named)
            .map_err(Failure::Machine)?;
        let settings = &scene.settings.shares;
        let base = settings.base_url.as_ref().map(|url| url.value.as_str());
        let recipients = scene.recipients(share, arguments.recipient.as_deref())?;
        let lines = recipients.iter().map(|recipient| {
            let link = secret.link(share.id(), recipient);
            format!("{}\t{}\n", recipient.name, share::address(&link, settings.mode, base))
        });
        let exit = say(&lines.collect::<String>());
        if base.is_none() {
            anstream::eprintln!(
                "these links are not whole: `shares: {{ base_url: … }}` in `roadcast.yaml` says \
                 where the folder will be"
            );
        }
        Ok(exit)
    })
}
