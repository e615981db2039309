//! `roadcast share approve`: the exact words, and that somebody has approved them.

use std::io::{BufRead as _, IsTerminal as _, Write as _};

use crate::cli::ShareApproveArguments;
use crate::diagnostic::{Sources, message, place, value};
use crate::draft::{ApprovalLine, approved, with_key};
use crate::vault::share::{Share, TextHash};

use super::super::Exit;
use super::super::ending::say;
use super::super::pipeline::Failure;
use super::super::shares;
use super::{Scene, edit_yourself, with_scene};

/// Shows the words, asks, and writes the approval.
pub fn run(arguments: &ShareApproveArguments, sources: &mut Sources) -> Result<Exit, Failure> {
    with_scene(&arguments.place, sources, |scene| {
        let share = scene.share(&arguments.share)?;
        may_approve(arguments, share, scene)?;
        scene.refuse_but_changes_of(share)?;
        // What nobody could publish, nobody should approve.
        let audited = shares::make_one(scene.vault, scene.theme, scene.sources, share, None);
        audited.map_err(Failure::Content)?;
        let hash = scene.vault.text_hash(share);
        say(&format!("{}\n{hash}\n", scene.vault.share_words(share)));
        if !arguments.yes && !is_confirmed()? {
            anstream::eprintln!("nothing was written");
            return Ok(Exit::Fine);
        }
        write(arguments, share, hash, scene)?;
        let path = place(scene.sources.path(share.file()));
        anstream::eprintln!("approved: {}", path.in_full());
        Ok(Exit::Fine)
    })
}

/// Fails if this person may not approve this share: `check` would say the same.
fn may_approve(
    arguments: &ShareApproveArguments,
    share: &Share,
    scene: &Scene<'_>,
) -> Result<(), Failure> {
    let by = arguments.by.trim().to_lowercase();
    let allowed = &scene.settings.shares.approvers;
    if !allowed.iter().any(|name| name.value.trim().to_lowercase() == by) {
        return Err(Failure::Machine(message!(
            "`{}` is not among the approvers of shares: `approvers` under `shares` in \
             `roadcast.yaml` names them",
            value(&arguments.by)
        )));
    }
    if share.asked_by().trim().to_lowercase() == by {
        let message = "nobody approves what they have asked for; ask another approver";
        return Err(Failure::Machine(message.into()));
    }
    Ok(())
}

fn is_confirmed() -> Result<bool, Failure> {
    if !std::io::stdin().is_terminal() {
        let message = "nobody can be asked here; read the words, then add `--yes`";
        return Err(Failure::Machine(message.into()));
    }
    anstream::eprint!("Approve these words? [y/N] ");
    std::io::stderr().flush().ok();
    let mut answer = String::new();
    std::io::stdin()
        .lock()
        .read_line(&mut answer)
        .map_err(|error| Failure::Machine(place(error)))?;
    Ok(matches!(answer.trim(), "y" | "Y" | "yes"))
}

/// Others who have approved the same words stay; those who approved other words do not.
fn write(
    arguments: &ShareApproveArguments,
    share: &Share,
    hash: TextHash,
    scene: &Scene<'_>,
) -> Result<(), Failure> {
    let by = arguments.by.trim();
    let is_other = |name: &str| name.trim().to_lowercase() != by.to_lowercase();
    let others = share.approved().filter(|(name, _, text)| is_other(name) && *text == hash);
    let mut lines: Vec<_> =
        others.map(|(by, on, text)| ApprovalLine { by, on, text: text.to_string() }).collect();
    lines.push(ApprovalLine { by, on: scene.as_of, text: hash.to_string() });
    let before = scene.sources.text(share.file());
    let after = with_key(before, share.file(), "approved", &approved(&lines));
    scene.replace(share, &after.ok_or_else(|| edit_yourself("approved"))?)
}
