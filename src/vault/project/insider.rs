//! The fields that sales and engineering share.

use jiff::civil::Date;

use crate::audience::{Audience, Client, Engineering, Reader, Sales, Sees};
use crate::dates::day_label;
use crate::diagnostic::Located;
use crate::vault::Vault;
use crate::vault::declassify::{declassify_horizon, declassify_status, declassify_target};
use crate::vault::edition::{
    BlockView, ClientPage, DecisionView, InsiderDetail, InsiderEntry, PictureView, RequestView,
    ShippedDay, Tag, TalkView,
};
use crate::vault::entry::{Decision, Document as _, Entry, Request, Talk};
use crate::vault::known::{Known, Page, entry_url};
use crate::vault::label::{Cleared, Labeled};
use crate::vault::picture::Picture;
use crate::vault::policy::admit;
use crate::vault::slug::slug;
use crate::vault::vocabulary::Stage;

use super::themes::theme_link;
use super::{clear, day, has_window, horizon_tag, stage_tag, status_tag, tag};

/// A picture as insiders see it.
type Shown<A> = Option<Cleared<PictureView, A>>;

/// The picture of an entry's page for insiders, and that for clients where it is another one.
pub fn pictures<A: Reader + Sees<Sales>>(page: &mut Page<'_, A>, entry: &Entry) -> [Shown<A>; 2] {
    let mut shown =
        |picture: &Option<Labeled<Picture, Sales>>| page.picture(clear(picture.as_ref()));
    let (own, client) = (shown(&entry.pictures.own), shown(&entry.pictures.client));
    if own.is_some() { [own, client] } else { [client, None] }
}

/// The fields that sales and engineering share. Needs an audience that may see what sales sees.
pub fn insider_entry<A: Reader + Sees<Sales> + Sees<Client>>(
    vault: &Vault<'_>,
    known: &Known<'_, A>,
    entry: &Entry,
    ([picture, client_picture], blocks): ([Shown<A>; 2], Vec<BlockView<A>>),
) -> InsiderEntry<A> {
    let stage = *entry.stage.inspect();
    let title = entry.title.clear::<A>();
    let slug = title.derive(|title| slug(title));
    let slug = clear(entry.slug.as_ref()).unwrap_or(slug);
    let former = entry.aliases.iter().map(|alias| alias.clear::<A>());
    let horizon = match &entry.horizon {
        Some(horizon) => Some(horizon.clear()),
        None => declassify_horizon(&entry.stage).map(|horizon| horizon.clear()),
    };
    let client = client_page(vault, entry);
    let badge = badge(entry, client.is_some());
    let requests: Vec<_> = entry.requests.iter().map(Labeled::clear::<A>).collect();
    let mut accounts: Vec<_> =
        requests.iter().map(|r| r.get().account.value.to_lowercase()).collect();
    accounts.sort_unstable();
    accounts.dedup();
    InsiderEntry {
        url: slug.derive(|slug| entry_url(slug)),
        summary: clear(entry.summary.as_ref()),
        picture,
        stage: entry.stage.clear().derive(stage_tag),
        horizon: horizon.map(|horizon| horizon.derive(horizon_tag)),
        // Whoever may promise nothing names no date.
        window: (entry.target.as_ref().filter(|_| has_window(stage) && badge.get().key != NO.key))
            .and_then(|target| declassify_target(target, vault.settings.dates))
            .map(|window| window.clear::<A>())
            .filter(|window| window.get().end() >= vault.as_of),
        badge,
        theme: theme_link(entry, known),
        availability: clear(entry.availability.as_ref()),
        shipped: clear(entry.shipped_on.as_ref()).map(|date| date.derive(shipped_day)),
        confidence: clear(entry.confidence.as_ref()).map(|c| c.derive(|c| tag(*c, c.label()))),
        confidential: entry.labels().confidential,
        owner: clear(entry.owner.as_ref()),
        team: clear(entry.team.as_ref()),
        origin: clear(entry.origin.as_ref()).map(|o| o.derive(|o| tag(*o, o.label()))),
        phase: clear(entry.phase.as_ref()),
        tags: entry.tags.iter().map(Labeled::clear).collect(),
        request_count: requests.len(),
        account_count: accounts.len(),
        blocker_count: requests.iter().filter(|request| request.get().blocker).count(),
        client,
        former: former.map(|alias| alias.derive(|alias| entry_url(alias))).collect(),
        detail: InsiderDetail { client_picture, ..detail(entry, &requests, blocks) },
        title,
        slug,
    }
}

fn detail<A: Reader + Sees<Sales>>(
    entry: &Entry,
    requests: &[Cleared<Request, A>],
    blocks: Vec<BlockView<A>>,
) -> InsiderDetail<A> {
    InsiderDetail {
        problem: clear(entry.problem.as_ref()),
        search_words: entry.search_words.own.iter().map(Labeled::clear).collect(),
        talk: clear(entry.talk.as_ref()).map(|talk| talk.derive(talk_view)),
        requests: requests.iter().map(|request| request.derive(request_view)).collect(),
        decision: clear(entry.decision.as_ref()).map(|d| d.derive(decision_view)),
        client_title: clear(entry.client_title.as_ref()),
        client_summary: clear(entry.client_summary.as_ref()),
        client_problem: clear(entry.client_problem.as_ref()),
        client_picture: None,
        client_search_words: entry.search_words.client.iter().map(Labeled::clear).collect(),
        client_slug: clear(entry.client_slug.as_ref()),
        client_aliases: entry.client_aliases.iter().map(Labeled::clear).collect(),
        blocks,
    }
}

const SHARE: Tag = Tag { key: "share", label: "Can be shared" };
const ASK: Tag = Tag { key: "ask", label: "Ask first" };
const NO: Tag = Tag { key: "no", label: "Do not promise" };

/// What may be said of an entry, by rule 4.
fn badge<A: Sees<Sales>>(entry: &Entry, in_client_edition: bool) -> Cleared<Tag, A> {
    let is_open = !entry.labels().confidential;
    let stage = entry.stage.clear::<A>();
    let may_be_promised =
        matches!(stage.get(), Stage::Planned | Stage::InProgress | Stage::Beta | Stage::Shipped);
    stage.derive(match (is_open && may_be_promised, in_client_edition) {
        (true, true) => |_| SHARE,
        (true, false) => |_| ASK,
        (false, _) => |_| NO,
    })
}

/// Whether salespeople may name its window to anybody.
pub(super) fn may_be_promised(entry: &Entry) -> bool {
    badge::<Engineering>(entry, false).get().key != NO.key
}

/// What insiders are told of an entry's page in the client site.
fn client_page<A: Sees<Client>>(vault: &Vault<'_>, entry: &Entry) -> Option<ClientPage<A>> {
    admit::<Client, _>(entry).ok()?;
    let title = entry.shown_title.clear::<A>();
    let slug = clear(entry.shown_slug.as_ref()).unwrap_or(title.derive(|title| slug(title)));
    let path = entry_url(slug.get());
    let status = declassify_status(&entry.stage)?.clear::<A>().derive(status_tag);
    let base =
        vault.settings.edition(Audience::Client).base_url.as_ref().map(|url| url.value.as_str());
    Some(ClientPage {
        summary: clear(entry.shown_summary.as_ref()),
        has_picture: entry.pictures.shown.is_some(),
        url: base.map(|base| format!("{base}{path}")),
        path,
        title,
        status,
    })
}

/// Order for insiders: what is expected first, then by title.
pub fn insider_order<A: Reader>(entry: &InsiderEntry<A>) -> impl Ord + use<A> {
    let end = entry.window.as_ref().map(|window| window.get().end());
    let shipped = entry.shipped.as_ref().map(|day| std::cmp::Reverse(day.get().date.clone()));
    (shipped, end.is_none(), end, entry.title.get().to_lowercase(), entry.slug.get().clone())
}

fn shipped_day(date: &Date) -> ShippedDay {
    let month = format!("{:04}-{:02}", date.year(), date.month());
    ShippedDay { date: date.to_string(), month, label: day_label(*date) }
}

fn text(value: Option<&Located<String>>) -> Option<String> {
    value.map(|text| text.value.clone())
}

fn talk_view(talk: &Talk) -> TalkView {
    TalkView {
        say: text(talk.say.as_ref()),
        note: text(talk.note.as_ref()),
        dont_say: text(talk.dont_say.as_ref()),
        workaround: text(talk.workaround.as_ref()),
    }
}

fn request_view(request: &Request) -> RequestView {
    RequestView {
        account: request.account.value.clone(),
        by: text(request.by.as_ref()),
        value: text(request.value.as_ref()),
        blocker: request.blocker,
        asked_on: request.asked_on.as_ref().map(day),
    }
}

fn decision_view(decision: &Decision) -> DecisionView {
    DecisionView {
        outcome: tag(decision.outcome, decision.outcome.label()),
        reason: text(decision.reason.as_ref()),
        revisit_when: text(decision.revisit_when.as_ref()),
        by: text(decision.by.as_ref()),
        on: decision.on.as_ref().map(day),
    }
}
