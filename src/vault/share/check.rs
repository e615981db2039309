//! What can only be checked of a share with the whole project in view.

use jiff::ToSpan as _;

use crate::audience::Audience;
use crate::dates::day_label;
use crate::diagnostic::{Diagnostic, Located, Message, Span, did_you_mean, message, place, value};
use crate::vault::Vault;
use crate::vault::entry::{Document as _, Entry};
use crate::vault::policy::{Undisclosed, disclose};
use crate::vault::validate;

use super::{Approval, Share, ShareState, fold};

/// Adds everything that is wrong with a share. One whose last day has passed is a record: what has
/// become of its entries since is no mistake.
pub fn check(vault: &Vault<'_>, share: &Share, mistakes: &mut Vec<Diagnostic>) {
    if !share.approvals.is_empty() && vault.state_of(share) == ShareState::Expired {
        return;
    }
    let before = mistakes.len();
    entries(vault, share, mistakes);
    texts(vault, share, mistakes);
    generations(share, mistakes);
    until(vault, share, mistakes);
    approvals(vault, share, mistakes);
    // What is wrong must be mended first; then it is looked at.
    if mistakes.len() == before {
        approval_holds(vault, share, mistakes);
    }
}

fn entries(vault: &Vault<'_>, share: &Share, mistakes: &mut Vec<Diagnostic>) {
    if share.entries.is_empty() {
        let message = "this share names no entry";
        mistakes.push(Diagnostic::error("empty-value", share.start, message));
    }
    let ids = ids(share);
    for (at, id) in ids.iter().enumerate() {
        if let Some(first) = ids[..at].iter().find(|other| other.value == id.value) {
            mistakes.push(
                Diagnostic::error("share-entry", id.span, "this entry is named twice")
                    .related(first.span, "first here"),
            );
            continue;
        }
        match vault.entry(&id.value) {
            Some(entry) => mistakes.extend(refusal(vault, share, id, entry)),
            None if vault.is_broken(&id.value) => {}
            None => mistakes.push(unknown(vault, id)),
        }
    }
}

/// The names of its entries, and where they stand.
fn ids(share: &Share) -> Vec<Located<String>> {
    share.entries.iter().map(|id| Located::new(id.inspect().clone(), id.span())).collect()
}

fn unknown(vault: &Vault<'_>, id: &Located<String>) -> Diagnostic {
    let known = vault.entries.iter().map(|entry| value(entry.id()));
    Diagnostic::error(
        "unknown-entry",
        id.span,
        message!("there is no entry `{}`", value(&id.value)),
    )
    .label("unknown entry")
    .maybe_hint(did_you_mean(&id.value, known))
    .hint("an entry is named by its file name without `.md`")
}

/// Why an entry must not be shown to anybody outside.
fn refusal(
    vault: &Vault<'_>,
    share: &Share,
    id: &Located<String>,
    entry: &Entry,
) -> Option<Diagnostic> {
    let why = disclose(entry, share.terms()).err()?;
    let refuse = |message: &'static str| Diagnostic::error("share-entry", id.span, message);
    Some(match why {
        Undisclosed::Undiscovered => {
            let theme = entry.theme.as_ref().and_then(|theme| vault.theme(theme.inspect()));
            let hint = match theme {
                Some(theme) => message!(
                    "show its theme's problem instead: `{}`",
                    place(vault.sources.path(theme.file()))
                ),
                None => "show its theme's problem instead".into(),
            };
            refuse("an entry whose discovery is not finished is shown to nobody outside")
                .label("not discovered yet")
                .related(entry.stage.span(), "its stage")
                .hint(hint)
        }
        Undisclosed::Hidden => refuse("this entry is hidden from sales, so no share can show it")
            .related(entry.visibility.span, "who sees it")
            .hint("clients never know more than sales: set `visibility: sales` first"),
        Undisclosed::Untitled => refuse("this entry has no title for clients")
            .related(entry.title_span(Audience::Sales), "its title is for sales and engineering")
            .hint("give it one: `client: { title: … }`"),
        Undisclosed::NoNda => refuse("a confidential entry is shown only under an agreement")
            .related(confidential(entry), "confidential")
            .hint("name the agreement: `nda: CRM-4411`; a second approver is needed too"),
    })
}

/// Where it is said that an entry is confidential.
fn confidential(entry: &Entry) -> Span {
    entry.confidential.as_ref().map_or(entry.visibility.span, |flag| flag.span)
}

fn texts(vault: &Vault<'_>, share: &Share, mistakes: &mut Vec<Diagnostic>) {
    for (at, text) in share.texts.iter().enumerate() {
        let (id, span) = (&text.entry.value, text.entry.span);
        if let Some(first) = share.texts[..at].iter().find(|other| other.entry.value == *id) {
            mistakes.push(
                Diagnostic::error("share-text", span, "there are two texts for this entry")
                    .related(first.entry.span, "the first one")
                    .hint("join them in one block"),
            );
        } else if !share.entries().any(|entry| entry == id) {
            let message = message!("`{}` is not among the entries of this share", value(id));
            let known = share.entries().map(value);
            mistakes.push(
                Diagnostic::error("share-text", span, message)
                    .maybe_hint(did_you_mean(id, known))
                    .hint("name it under `entries`, or remove the block"),
            );
        }
        validate::shared_links(vault, text.prose.inspect(), mistakes);
    }
    for id in ids(share) {
        if share.text_of(&id.value).is_none() {
            mistakes.push(
                Diagnostic::error("share-text", id.span, "there are no words for this entry").hint(
                    message!(
                        "write what they may read between `::: entry {}` and `:::`",
                        value(&id.value)
                    ),
                ),
            );
        }
    }
}

/// A generation that belongs to nobody would be a slip of the finger, and a link that still works.
fn generations(share: &Share, mistakes: &mut Vec<Diagnostic>) {
    for (at, (name, _)) in share.generations.iter().enumerate() {
        let same = |(other, _): &&(Located<String>, _)| fold(&other.value) == fold(&name.value);
        if let Some((first, _)) = share.generations[..at].iter().find(same) {
            mistakes.push(
                Diagnostic::error("bad-recipient", name.span, "this recipient is named twice")
                    .related(first.span, "first here"),
            );
        }
        let near = share.recipients.iter().map(|recipient| value(&recipient.value));
        let is_one = share.recipients.iter().any(|one| fold(&one.value) == fold(&name.value));
        if let (false, Some(hint)) = (is_one, did_you_mean(&name.value, near)) {
            let message = message!("`{}` is no recipient of this share", value(&name.value));
            mistakes.push(Diagnostic::error("bad-recipient", name.span, message).hint(hint));
        }
    }
}

fn until(vault: &Vault<'_>, share: &Share, mistakes: &mut Vec<Diagnostic>) {
    let (last, span) = (*share.until.inspect(), share.until.span());
    let from = share.approved_on().unwrap_or(vault.as_of);
    let days = vault.settings.shares.max_days;
    let latest = from.checked_add(i64::from(days).days()).unwrap_or(from);
    if last < from {
        mistakes.push(
            Diagnostic::error("share-until", span, "the last day has passed")
                .label(message!("before {}", place(day_label(from))))
                .hint("set a later day, or remove the share"),
        );
    } else if last > latest {
        mistakes.push(
            Diagnostic::error(
                "share-until",
                span,
                message!("the last day is more than {} days away", days),
            )
            .label(message!("later than {}", place(day_label(latest))))
            .hint("set an earlier day; a share can be approved again")
            .hint("`shares: { max_days: … }` in `roadcast.yaml` says how many days it may be"),
        );
    }
}

fn approvals(vault: &Vault<'_>, share: &Share, mistakes: &mut Vec<Diagnostic>) {
    let allowed = &vault.settings.shares.approvers;
    for (at, approval) in share.approvals.iter().enumerate() {
        let (by, span) = (approval.by.inspect(), approval.by.span());
        let refuse = |message: Message| Diagnostic::error("bad-approval", span, message);
        let same = |other: &&Approval| fold(other.by.inspect()) == fold(by);
        if fold(by) == fold(share.asked_by.inspect()) {
            mistakes.push(
                refuse("nobody approves what they have asked for".into())
                    .related(share.asked_by.span(), "asked for here")
                    .hint("ask another approver"),
            );
        } else if !allowed.iter().any(|name| fold(&name.value) == fold(by)) {
            let message = message!("`{}` is not among the approvers of shares", value(by));
            let known = allowed.iter().map(|name| value(&name.value));
            mistakes.push(
                refuse(message)
                    .maybe_hint(did_you_mean(by, known))
                    .hint("`shares: { approvers: […] }` in `roadcast.yaml` names them"),
            );
        } else if let Some(first) = share.approvals[..at].iter().find(same) {
            mistakes.push(
                refuse("the same person has approved this twice".into())
                    .related(first.by.span(), "first here"),
            );
        }
    }
}

/// Whether what was approved is what is there, and whether enough have approved it.
fn approval_holds(vault: &Vault<'_>, share: &Share, mistakes: &mut Vec<Diagnostic>) {
    let now = vault.text_hash(share);
    let again = message!("look at it: `roadcast share approve {} --by NAME`", place(share.id()));
    for approval in share.approvals.iter().filter(|approval| approval.text.value != now) {
        mistakes.push(
            Diagnostic::error(
                "share-changed",
                approval.text.span,
                "what was approved has changed since: an entry, its window, or the words",
            )
            .label("approved for other words")
            .hint(again.clone())
            .hint("nothing is published until somebody has looked again"),
        );
    }
    match vault.state_of(share) {
        ShareState::Unapproved => {
            let message = match share.approvals.len() {
                0 => "nobody has approved this share; it is left out",
                _ => "a confidential entry needs a second approver; this share is left out",
            };
            mistakes.push(
                Diagnostic::warning("share-unapproved", share.account.span(), message).hint(again),
            );
        }
        ShareState::Upcoming => {
            let day = share.approvals.iter().find(|approval| approval.on.value > vault.as_of);
            let span = day.map_or(share.account.span(), |approval| approval.on.span);
            let message = "this share was approved on a day that has not come; it is left out";
            mistakes.push(Diagnostic::warning("share-unapproved", span, message));
        }
        ShareState::Active | ShareState::Expired => {}
    }
}
