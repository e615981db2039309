//! `roadcast share list`: who is shown what, until when, and who approved it. Never a link.

use serde_json::json;

use crate::cli::{Format, ShareListArguments};
use crate::diagnostic::Sources;
use crate::vault::share::Share;

use super::super::Exit;
use super::super::ending::say;
use super::super::pipeline::Failure;
use super::{Scene, with_scene};

/// Prints the list.
pub fn run(arguments: &ShareListArguments, sources: &mut Sources) -> Result<Exit, Failure> {
    with_scene(&arguments.place, sources, |scene| {
        let shares: Vec<&Share> = scene.vault.shares().collect();
        Ok(match arguments.format {
            Format::Human if shares.is_empty() => say("there are no shares\n"),
            Format::Human => {
                say(&shares.iter().map(|share| line(share, scene)).collect::<String>())
            }
            Format::Json => {
                let list: Vec<_> = shares.iter().map(|share| to_json(share, scene)).collect();
                say(&format!("{:#}\n", json!(list)))
            }
        })
    })
}

fn line(share: &Share, scene: &Scene<'_>) -> String {
    let names = |names: Vec<String>| match names.is_empty() {
        true => "nobody".to_owned(),
        false => names.join(", "),
    };
    let recipients = share.recipients().into_iter().map(|recipient| recipient.name).collect();
    format!(
        "{}: {}\n  for {}: {}\n  entries: {}\n  until {}, approved by {}\n",
        share.id(),
        scene.state(share),
        share.account(),
        names(recipients),
        share.entries().collect::<Vec<_>>().join(", "),
        share.until(),
        names(share.approvers().map(str::to_owned).collect()),
    )
}

fn to_json(share: &Share, scene: &Scene<'_>) -> serde_json::Value {
    let recipients = share
        .recipients()
        .into_iter()
        .map(|recipient| json!({ "name": recipient.name, "generation": recipient.generation }));
    json!({
        "share": share.id(),
        "state": scene.state(share),
        "account": share.account(),
        "entries": share.entries().collect::<Vec<_>>(),
        "until": share.until().to_string(),
        "approvers": share.approvers().collect::<Vec<_>>(),
        "recipients": recipients.collect::<Vec<_>>(),
    })
}
