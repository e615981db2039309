//! The letter for managers: what slipped and why, and what else moved.

use crate::audience::Engineering;
use crate::diagnostic::Message;
use crate::ledger::History;
use crate::vault::edition::{EngineeringEntry, EngineeringView};

use super::super::changes::News;
use super::{Desk, Digested, Item, Letter, Scope, Sorted, decision};

impl Digested for Engineering {
    fn letters(
        view: &EngineeringView,
        history: &History<Engineering>,
        scope: &Scope,
    ) -> Result<Vec<Letter>, Message> {
        let desk = Desk::new(&view.site, history, scope);
        let title = "What slipped, and what moved".to_owned();
        let mut letter = desk.letter("engineering".to_owned(), title);
        letter.opening.push("For engineering alone: nothing here is for customers.".to_owned());
        let (mut slipped, mut sorted) = (Vec::new(), Sorted::default());
        for entry in &view.entries {
            let shown = &entry.insider;
            let window = shown.window.as_ref().map(|window| window.get().label());
            let news = desk.news(history, shown.url.get(), window);
            if news.is_empty() {
                continue;
            }
            let has_slipped = news.iter().any(News::is_slip);
            let item = (shown.url.get().clone(), item(&desk, entry, &news, has_slipped));
            match has_slipped {
                true => slipped.push(item),
                false => sorted.add(&news, item),
            }
        }
        letter.add("Slipped", slipped);
        letter.add_sorted(sorted);
        Ok(vec![letter.end(None)])
    }
}

fn item(desk: &Desk<'_>, entry: &EngineeringEntry, news: &[News], has_slipped: bool) -> Item {
    let shown = &entry.insider;
    let mut item = desk.item(shown.title.get(), shown.url.get(), news);
    let decided = shown.detail.decision.as_ref().map(|it| decision(it.get()));
    let why = match (decided, has_slipped) {
        (None, true) => Some(("Why", "no decision is written down".to_owned())),
        (decided, true) => decided.map(|words| ("Why", words)),
        (decided, false) => decided.map(|words| ("Decision", words)),
    };
    item.facts.extend(why);
    item.facts.push(("Stage", shown.stage.get().label.to_owned()));
    let target = entry.target.as_ref().map(|target| ("Target", target.get().clone()));
    let told = shown.window.as_ref().map(|window| window.get().label().to_owned());
    let owner = shown.owner.as_ref().map(|owner| ("Owner", owner.get().clone()));
    let team = shown.team.as_ref().map(|team| ("Team", team.get().clone()));
    item.facts.extend(target);
    item.facts.extend(told.map(|told| ("Window for clients", told)));
    item.facts.extend(owner.into_iter().chain(team));
    item
}
