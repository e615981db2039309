//! The letter for customers: what is new, in the words of the client site.

use crate::audience::Client;
use crate::diagnostic::Message;
use crate::ledger::History;
use crate::vault::edition::{ClientEntry, ClientView};

use super::super::changes::News;
use super::{Desk, Digested, Item, Letter, Line, Scope, Sorted};

impl Digested for Client {
    fn letters(
        view: &ClientView,
        history: &History<Client>,
        scope: &Scope,
    ) -> Result<Vec<Letter>, Message> {
        let desk = Desk::new(&view.site, history, scope);
        let mut letter = desk.letter("client".to_owned(), "What is new".to_owned());
        let mut sorted = Sorted::default();
        for entry in &view.entries {
            let window = entry.window.as_ref().map(|window| window.get().label());
            let news = desk.news(history, entry.url.get(), window);
            if news.is_empty() {
                continue;
            }
            sorted.add(&news, (entry.url.get().clone(), item(&desk, entry, &news)));
        }
        letter.add_sorted(sorted);
        if let Some(feedback) = &view.site.feedback {
            let words = "Tell us what you think:".to_owned();
            letter.closing.push(Line { words, url: Some(feedback.clone()) });
        }
        Ok(vec![letter.end(desk.disclaimer())])
    }
}

fn item(desk: &Desk<'_>, entry: &ClientEntry, news: &[News]) -> Item {
    let mut item = desk.item(entry.title.get(), entry.url.get(), news);
    let horizon = entry.horizon.as_ref().map(|horizon| horizon.get().label.to_owned());
    let words = [
        horizon,
        Some(entry.status.get().label.to_owned()),
        entry.window.as_ref().map(|window| window.get().label().to_owned()),
        entry.shipped.as_ref().map(|month| month.get().label.clone()),
    ];
    item.facts.push(("Today", words.into_iter().flatten().collect::<Vec<_>>().join(", ")));
    let plans = entry.availability.as_ref();
    item.facts.extend(plans.map(|plans| ("Who gets it", plans.get().clone())));
    item.facts.extend(entry.summary.as_ref().map(|summary| ("", summary.get().clone())));
    item
}
